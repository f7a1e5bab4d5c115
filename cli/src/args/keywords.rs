//! The arguments of `keywords`.

use std::path::PathBuf;

use clap::Args;
use quanwen::Part;
use quanwen::api::{KeywordOrder, Years};

use super::question::not_empty;
use super::words::{Words, words};
use super::{FilterArgs, Question, Recording};

pub(super) const EXAMPLES: &str = "\
Examples:
  quanwen keywords reports/ --year 2018 --against-year 2022
  quanwen keywords reports/松泽县 reports/望汀区 --limit 50
  quanwen keywords reports/ --heading 复议 --against-heading 应诉 --csv > 复议.csv

What is not given for the reference is as for the study side. Formulas: docs/STATISTICS.md";

#[derive(Debug, Args)]
pub(crate) struct KeywordsArgs {
    /// Compare words from N occurrences on, both sides together
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub min_count: u64,
    /// Order by how certain (ll: log-likelihood) or how large (log-ratio, diff) the difference is
    #[arg(long, value_name = "ORDER", default_value = "ll")]
    pub sort: KeywordOrder,
    /// Print at most this many words of each side; counts still cover all of them
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Compare stop words, single characters and numbers too
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub question: Question,
    #[command(flatten)]
    pub against: AgainstArgs,
    #[command(flatten)]
    pub recording: Recording,
}

/// What the reference is. What is not given is as for the study side.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reference")]
pub(crate) struct AgainstArgs {
    /// Compare with reports of these years
    #[arg(long = "against-year", id = "against_year", value_name = "YEARS")]
    pub year: Vec<Years>,
    /// Compare with reports of this place
    #[arg(long = "against-region", id = "against_region", value_name = "PLACE", value_parser = not_empty)]
    pub region: Vec<String>,
    /// Compare with sections under a heading that contains this text
    #[arg(long = "against-heading", id = "against_heading", value_name = "TEXT", value_parser = not_empty)]
    pub heading: Option<String>,
    /// Compare with sections of these parts of a document
    #[arg(
        long = "against-part",
        id = "against_part",
        value_name = "PARTS",
        value_parser = words::<Part>
    )]
    pub part: Vec<Words<Part>>,
    /// Compare with reports of this folder or file; may be repeated
    #[arg(
        long = "against-path",
        id = "against_path",
        value_name = "PATH",
        requires = "path"
    )]
    pub path: Vec<PathBuf>,
}

impl AgainstArgs {
    /// Whether a filter other than a path is given.
    pub(crate) fn has_filter(&self) -> bool {
        !self.year.is_empty()
            || !self.region.is_empty()
            || self.heading.is_some()
            || !self.part.is_empty()
    }

    /// The filters of the reference, given those of the study side.
    pub(crate) fn filter(&self, study: &FilterArgs) -> FilterArgs {
        FilterArgs {
            year: or_study(&self.year, &study.year),
            region: or_study(&self.region, &study.region),
            heading: self.heading.clone().or_else(|| study.heading.clone()),
            part: or_study(&self.part, &study.part),
        }
    }
}

/// What is given for the reference, or else for the study side.
fn or_study<T: Clone>(against: &[T], study: &[T]) -> Vec<T> {
    let given = if against.is_empty() { study } else { against };
    given.to_vec()
}
