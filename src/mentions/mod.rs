//! Every occurrence of a text in context: from the index, and by a scan of the files.
//!
//! `indexed` and `scan` are two ways to find the same mentions, `verify` compares them. `whole_word` leaves out those inside
//! words, `sample` and `order` decide which are shown and in which order, by `span` in the folded text; `shown` and `choice`
//! do so for an index and for a scan (of `scanned` reports). `kwic` cuts a mention out of its report. Must not know ranking or
//! rendering.

mod choice;
mod indexed;
mod kwic;
mod order;
mod report_scan;
mod sample;
mod scan;
mod scanned;
mod shown;
mod span;
mod verify;
mod whole_word;

pub(crate) use indexed::{IndexedMentions, each_by_cell};
pub use report_scan::{ChosenMentions, MentionCounts, MentionPlace, MentionScan, ScannedReport};
pub use scan::FileScan;
pub(crate) use verify::verify;
