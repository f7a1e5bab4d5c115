//! Brings an index up to date: corpus → extract → structure → fold → index.
//!
//! The only module that reads files into the storage.

mod changes;
mod file;
mod lazy_writer;
mod options;
mod reading;
mod report;
mod serving;
mod update;

pub use file::{explain_content, explain_document, read_content, read_document};
pub use options::IndexOptions;
pub use report::{IndexReport, Progress};
pub use update::{index, is_current};
