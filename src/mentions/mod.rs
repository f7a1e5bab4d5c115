//! Every occurrence of a text with its surroundings: from the index, and by a scan of the files.
//!
//! `indexed` and `scan` are the two ways to the same mentions, `verify` compares them, `kwic` cuts a mention out of its
//! report. Must not know ranking or rendering.

mod indexed;
mod kwic;
mod scan;
mod verify;

pub(crate) use indexed::IndexedMentions;
pub use scan::FileScan;
pub(crate) use verify::verify;
