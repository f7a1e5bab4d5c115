//! Every occurrence of a text in context: from the index, and by a scan of the files.
//!
//! `indexed` and `scan` are two ways to find the same mentions, `verify` compares them, `kwic` cuts a mention out of its
//! report. Must not know ranking or rendering.

mod indexed;
mod kwic;
mod scan;
mod verify;

pub(crate) use indexed::IndexedMentions;
pub use scan::FileScan;
pub(crate) use verify::verify;
