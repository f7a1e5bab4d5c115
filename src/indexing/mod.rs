//! Brings an index up to date: corpus → extract → structure → fold → index.
//!
//! The only module that reads files into the storage.

mod belonging;
mod changes;
mod file;
mod lazy_writer;
mod options;
mod outcomes;
mod reading;
mod report;
mod serving;
mod update;

pub use belonging::{check_folder, of_another};
pub(crate) use changes::Changes;
pub use file::{explain_content, explain_document, read_content, read_document};
pub use options::IndexOptions;
pub(crate) use outcomes::{DocumentCounts, DocumentOutcomes};
pub(crate) use report::stop_if_cancelled;
pub use report::{IndexReport, Progress};
pub(crate) use serving::outgrown;
pub(crate) use update::nanoseconds_now;
pub use update::{index, is_current};
