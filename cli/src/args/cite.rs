//! The arguments of `cite`.

use std::path::PathBuf;

use clap::Args;
use quanwen::api::CitationStyle;

use super::{IndexLocation, JsonOutput};

pub(super) const CITING: &str = "\
A citation needs a title, an issuer or place, and a date or year; what is
missing is named. The line below a citation is its locator, by which --resolve
finds the place again after the reports changed.

Examples:
  quanwen cite 2f7c1a90b3d4@1204-1216 reports/     an id of `mentions --json`
  quanwen cite 松泽县/2019.txt reports/ --style bibtex >> reports.bib
  quanwen cite reports/松泽县/2019.txt:12           the section that has line 12
  quanwen cite 2f7c1a90b3d4@1204-1216 reports/ --locator > place.json
  quanwen cite --resolve place.json reports/       same, moved, altered, gone

Exit status: 0 cited, same or moved; 1 altered or gone; 2 error.";

#[derive(Debug, Args)]
pub(crate) struct CiteArgs {
    /// Id of a report, a section or a mention, or the path of a report; PATH:LINE is the section that has the line,
    /// PATH:LINE:COLUMN the sentence there
    pub id: Option<String>,
    /// Folders or files of reports [default: the nearest index at or above this folder, not updated]
    pub path: Vec<PathBuf>,
    /// Write the citation as gbt7714 (GB/T 7714—2015), bibtex or csl (CSL-JSON)
    #[arg(
        long,
        value_name = "STYLE",
        default_value = "gbt7714",
        hide_default_value = true
    )]
    pub style: CitationStyle,
    /// Print only the locator
    #[arg(long, conflicts_with_all = ["style", "json"])]
    pub locator: bool,
    /// Find a cited place again: a locator as printed, a file that has one, or - for standard input
    #[arg(long, value_name = "LOCATOR", conflicts_with_all = ["style", "locator"])]
    pub resolve: Option<String>,
    #[command(flatten)]
    pub output: JsonOutput,
    #[command(flatten)]
    pub location: IndexLocation,
}
