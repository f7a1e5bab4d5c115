//! Reports on `OpenSearch`: the same mentions as an index on one machine, on as many machines as the cluster has.
//!
//! `client` speaks the REST dialect, `mapping` says what is stored, `tokens` writes folded texts as tokens of one character, and
//! `indexing` fills a `generation` of an index, in some `shape`. `corpus` opens it and reads its reports. To answer, `selection` turns a filter into clauses, `buckets`
//! counts in groups, `candidates` asks which reports have a text and how often; `mentions`, `trend`, `evidence` and `engine` give those that are
//! shown or cannot be counted there to the scan that every engine shares. Must not know arguments, terminals
//! or the storage of the local index.
//!
//! **Invariant.** A count of the server is used only where it is exact by construction; everything else is counted in the reports.

mod buckets;
mod candidates;
mod client;
mod conditions;
mod contents;
mod corpus;
mod engine;
mod evidence;
mod fetched;
mod generation;
mod indexing;
mod labels;
mod mapping;
mod mentions;
mod questions;
mod search;
mod selection;
mod shape;
mod store;
mod tokens;
mod trend;

pub use client::Address;
pub use corpus::OpenSearch;
pub use indexing::index;
pub use shape::Shape;
