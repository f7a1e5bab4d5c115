//! The exact layer: where a folded text occurs, from the positions of its characters alone.
//!
//! **Invariant.** The occurrences of a report are those that a scan of its folded text finds from left to right without
//! overlap.
//!
//! `file` and `positions` are what lies on disk, `plugin` makes it, `matching` asks one file, `occurrence` and `projection`
//! ask the index.

mod file;
mod matching;
mod numbers;
mod occurrence;
mod plugin;
mod positions;
mod projection;
mod records;

pub(crate) use occurrence::Occurrences;

pub(super) use file::ExactFile;
pub(super) use plugin::{ExactPlugin, component};
