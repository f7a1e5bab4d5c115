//! The exact layer: finds a folded text from the positions of its characters alone.
//!
//! **Invariant.** The occurrences in a report are those that a scan of its folded text finds from left to right without
//! overlap.
//!
//! `file`, `positions` and `records` are the file of a segment. `plugin` lets the storage engine write it, by `inversion` of
//! a text or by `merge` of other files. `matching` searches one file, `occurrence` and `projection` the whole index; `excerpt` reads
//! a segment by position, `texts` puts its texts together again.

mod excerpt;
mod file;
mod inversion;
pub(super) mod matching;
mod merge;
mod numbers;
mod occurrence;
mod plugin;
mod positions;
mod projection;
mod records;
mod texts;

pub(crate) use excerpt::SegmentTexts;
pub(crate) use occurrence::{ExactLayer, Occurrences};
pub(crate) use texts::FoldedTexts;

pub(super) use file::{ExactFile, component};
pub(super) use plugin::ExactPlugin;
