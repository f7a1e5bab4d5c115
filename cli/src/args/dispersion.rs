//! The arguments of `dispersion`.

use clap::Args;
use quanwen::api::PartBy;

use super::words::word;
use super::{Question, Recording};

pub(super) const EXAMPLES: &str = "\
Examples:
  quanwen dispersion 行政复议 reports/
  quanwen dispersion 行政复议 reports/ --by year --json

Formulas: docs/STATISTICS.md";

#[derive(Debug, Args)]
pub(crate) struct DispersionArgs {
    /// The text to find
    pub text: String,
    /// What a part of the corpus is: report, year or region
    #[arg(long, value_name = "PART", value_parser = word::<PartBy>, default_value = "report")]
    pub by: PartBy,
    /// Print at most this many parts; counts and measures still cover all of them
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub question: Question,
    #[command(flatten)]
    pub recording: Recording,
}
