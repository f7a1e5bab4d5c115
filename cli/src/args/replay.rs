//! The arguments of `replay`.

use std::path::PathBuf;

use clap::Args;

use super::{IndexLocation, JsonOutput};

pub(super) const EXAMPLES: &str = "\
Examples:
  quanwen trend 行政复议 reports/ --record 复议.json
  quanwen replay 复议.json reports/
  quanwen replay 复议.json reports/ --json > differences.jsonl

A record has the question, its filters, the answer, the rules of the index and
a hash of every file, but no folder: name the folder that it was made of.

Exit status: 0 the same answer, 1 another answer, 2 error.";

#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    /// The file that --record wrote
    pub record: PathBuf,
    /// Folders or files by which the index is found; the record says which reports it covers [default: the nearest index at or
    /// above this folder, not updated]
    pub path: Vec<PathBuf>,
    #[command(flatten)]
    pub output: JsonOutput,
    #[command(flatten)]
    pub location: IndexLocation,
}
