//! Reports on `OpenSearch`: the same answers as from an index on one machine, on as many machines as the cluster has.
//!
//! `client` speaks the REST dialect: an `address` says where, `credentials` who asks, and a `failure` what can be done about it;
//! errors have `quoted` what was answered.
//! `mapping` says what is stored, `documents` and `stored` make it of a report, and `tokens` writes folded texts as tokens of one
//! character. `indexing` brings an index up to date: from the one that is `serving` and its `manifest` of files it fills a new
//! `generation`, in some `shape`, by requests in `bulk`, looks whether it is `whole`, and counts `citations`; then the `alias` names
//! it, and `merging` makes it smaller.
//! `corpus` opens it and reads its reports; `placement` says on which machines it is; `verify` compares reports with the files, and by
//! `lookups` what they are found by.
//!
//! An `asking` has the requests of one answer, and makes it incomplete if one of them was not answered in full. To answer, `selection`
//! turns a filter into clauses and `conditions` what a query requires, `buckets` counts in groups, and `candidates` asks which reports
//! have a text and how often. `mentions`, `trend`, `evidence` and `engine` give the reports that are shown, or cannot be counted there,
//! to the scan that every engine shares. For `search`, `questions` chooses the sections that may be among the best, `fetched` reads
//! them and `following` what comes after them, `hits` goes through all of some, and `store` answers what the ranking, which every
//! engine shares, asks for. Must not know arguments, terminals or the storage of the local index.
//!
//! **Invariant.** A count of the server is used only where it is exact by construction; everything else is counted in the reports.

mod address;
mod alias;
mod answer;
mod asking;
mod buckets;
mod bulk;
mod candidates;
mod citations;
mod client;
mod conditions;
mod contents;
mod corpus;
mod credentials;
mod documents;
mod engine;
mod evidence;
mod extents;
mod failure;
mod fetched;
mod figures;
mod following;
mod generation;
mod hits;
mod indexing;
mod labels;
mod lookups;
mod manifest;
mod mapping;
mod mentions;
mod merging;
mod placement;
mod questions;
mod quoted;
mod scores;
mod search;
mod selection;
mod serving;
mod shape;
mod store;
mod stored;
mod tokens;
mod trend;
mod verify;
mod whole;

pub use address::Address;
pub use corpus::OpenSearch;
pub use indexing::index;
pub use merging::merge;
pub use shape::Shape;
