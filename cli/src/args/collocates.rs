//! The arguments of `collocates`.

use clap::{Args, ValueEnum};
use quanwen::api::CollocateWindow;
use quanwen_messages::{Message, message};

use super::words::word;
use super::{Question, Recording};

pub(super) const EXAMPLES: &str = "\
Examples:
  quanwen collocates 行政复议 reports/
  quanwen collocates 发展 reports/ --window sentence --kind word --year 2018..
  quanwen collocates 放管服 reports/ --by year -o 放管服.xlsx

Formulas: docs/STATISTICS.md";

/// How collocates are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Words of the dictionary
    #[value(alias = "词")]
    Word,
    /// Characters in a row, so that what no dictionary has is seen too
    #[value(alias = "字串")]
    Ngram,
    #[value(alias = "两者")]
    Both,
}

/// What an answer is told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    #[value(aliases = ["年份", "年"])]
    Year,
}

/// The minimum and maximum of a range such as `2..4`.
fn lengths(typed: &str) -> Result<[u32; 2], Message> {
    let (shortest, longest) = typed.split_once("..").unwrap_or((typed, typed));
    let bounds = shortest
        .trim()
        .parse()
        .ok()
        .zip(longest.trim().parse().ok());
    bounds
        .map(|(shortest, longest)| [shortest, longest])
        .ok_or_else(|| message!("`{typed}` is not a range: write 2..4 or 3", typed = typed))
}

#[derive(Debug, Args)]
pub(crate) struct CollocatesArgs {
    /// The text
    pub text: String,
    /// What is near a mention: so many characters on each side, or `sentence`; never beyond a paragraph
    #[arg(long, value_name = "N", value_parser = word::<CollocateWindow>, default_value = "10")]
    pub window: CollocateWindow,
    /// Characters before a mention, if not those of --window; 0 for none
    #[arg(long, value_name = "N")]
    pub left: Option<u32>,
    /// Characters after a mention, if not those of --window; 0 for none
    #[arg(long, value_name = "N")]
    pub right: Option<u32>,
    /// How collocates are recognised
    #[arg(long, value_name = "KIND", default_value = "both")]
    pub kind: Kind,
    /// Characters of an n-gram, up to 6
    #[arg(long, value_name = "LENGTHS", default_value = "2..4", value_parser = lengths)]
    pub ngram: [u32; 2],
    /// Leave out what is near less often
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub min_count: u64,
    /// Show stop words too
    #[arg(long)]
    pub all: bool,
    /// Count each year by itself too
    #[arg(long, value_name = "FIELD")]
    pub by: Option<By>,
    /// Print at most this many of each kind, up to 1,000; counts still cover all of them
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    #[command(flatten)]
    pub question: Question,
    #[command(flatten)]
    pub recording: Recording,
}
