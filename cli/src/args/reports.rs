//! The arguments of the commands that show reports: `list`, `outline`, `show`.

use std::path::PathBuf;

use clap::Args;

use super::words::word;
use super::{IndexLocation, JsonOutput, Question, ReadingArgs};
use crate::render::Order;

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Order by region, year, path or title
    #[arg(long, value_name = "ORDER", value_parser = word::<Order>, default_value = "region")]
    pub sort: Order,
    #[command(flatten)]
    pub question: Question,
}

#[derive(Debug, Args)]
pub(crate) struct OutlineArgs {
    /// The report; `-`, or none where a report is piped in, for standard input
    pub file: Option<PathBuf>,
    /// Explain which rule accepted or rejected each line as a heading or an item
    #[arg(long)]
    pub explain: bool,
    /// Show only the upper N levels of the tree
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    pub depth: Option<u8>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub output: JsonOutput,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Id of a report, a section or a mention, or the path of a report; PATH:LINE is the section that has the line,
    /// PATH:LINE:COLUMN the sentence there
    pub id: String,
    /// Folders or files of reports [default: the nearest index at or above this folder, not updated]
    pub path: Vec<PathBuf>,
    /// Print only the extracted text
    #[arg(long, conflicts_with = "output")]
    pub text: bool,
    #[command(flatten)]
    pub output: JsonOutput,
    #[command(flatten)]
    pub location: IndexLocation,
}
