//! Reports on `OpenSearch`: the same mentions as an index on one machine, on as many machines as the cluster has.
//!
//! `client` speaks the REST dialect: an `address` says where, `credentials` who asks, and a `failure` what can be done about it.
//! `mapping` says what is stored, `tokens` writes folded texts as tokens of one character, and `indexing` fills an index. To
//! answer, `selection` turns a filter into clauses, `candidates` asks which reports have a text and how often, and `engine` gives
//! those that are shown to the scan that every engine shares. Must not know arguments, terminals or the storage of the local
//! index.
//!
//! **Invariant.** A count of the server is used only where it is exact by construction; everything else is counted in the reports.

mod address;
mod answer;
mod candidates;
mod client;
mod contents;
mod credentials;
mod engine;
mod failure;
mod indexing;
mod mapping;
mod selection;
mod tokens;

pub use address::Address;
pub use engine::OpenSearch;
pub use indexing::index;
