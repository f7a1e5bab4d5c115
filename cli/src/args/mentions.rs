//! The arguments of `mentions`.

use std::path::PathBuf;

use clap::Args;
use quanwen::api::{Context, SortKey};
use quanwen_messages::{Message, message, text};

use super::words::{Words, word, words};
use super::{MoreTexts, Question, Recording};
use crate::render::MAX_COLUMNS;

pub(super) const EXAMPLES: &str = "\
Examples:
  quanwen mentions 行政复议 reports/
  quanwen mentions 行政复议 -e 行政诉讼 reports/ --count
  quanwen mentions 放管服 reports/ --strict --verify
  quanwen mentions 行政复议 reports/ --year 2021 --without
  quanwen mentions --pattern '/复议案件([0-9]+)件/' reports/ --csv
  quanwen mentions 发展 reports/ --sort right1,right2 --limit 100
  quanwen mentions 法治 reports/ --whole-word --sample 50 --context sentence";

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct MentionsArgs {
    /// The text to find, as it is; may be omitted if -e, -f or --pattern gives one
    pub text: Option<String>,
    #[command(flatten)]
    pub more: MoreTexts,
    /// Find a pattern: 行政*机关 or 行政?议, where * is a few characters of a sentence and ? is one, or a regular /expression/, whose
    /// groups are columns of --csv; may be repeated
    #[arg(long, value_name = "PATTERN", conflicts_with_all = ["strict", "concept"])]
    pub pattern: Vec<String>,
    /// Find the terms of a concept instead: a TOML file with `name`, `terms` and `exclusions`; where they overlap, the longest
    /// counts
    #[arg(long, value_name = "FILE", conflicts_with_all = ["more_texts", "file"])]
    pub concept: Option<PathBuf>,
    /// Print only the number of mentions
    #[arg(short, long)]
    pub count: bool,
    /// Print only the reports, each with its number of mentions, and that of each text if there are several
    #[arg(short = 'l', long, conflicts_with = "count")]
    pub documents: bool,
    /// Print the reports that have none of the texts instead; with --heading or --part, of those with such a section
    #[arg(
        long,
        conflicts_with_all = ["count", "sort", "sample", "context", "width", "verify", "record"]
    )]
    pub without: bool,
    /// Leave out mentions that begin or end inside a word, such as 法治 in 依法治县
    #[arg(long)]
    pub whole_word: bool,
    /// Sort by position, year, region, or characters before and after the match: left1 to left10, right1 to right10; several with
    /// commas [default: position]
    #[arg(long, value_name = "KEYS", value_parser = words::<SortKey>)]
    pub sort: Vec<Words<SortKey>>,
    /// Print a random sample of this many mentions; counts still cover all of them
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub sample: Option<u64>,
    /// Which of the possible samples; each number always gives the same [default: 0]
    #[arg(long, value_name = "NUMBER", requires = "sample")]
    pub seed: Option<u64>,
    /// Print at most this many mentions, or reports; counts still cover all of them
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Print the whole sentence or paragraph of each mention instead of columns: sentence, paragraph
    #[arg(long, value_name = "CONTEXT", value_parser = word::<Context>, conflicts_with = "width")]
    pub context: Option<Context>,
    /// Columns of context on each side [default: what fits the terminal]
    #[arg(long, value_name = "COLUMNS", value_parser = columns)]
    pub width: Option<usize>,
    /// Match quotation marks, book-title marks and emphasis too, instead of ignoring them
    #[arg(long)]
    pub strict: bool,
    /// Also scan every file from start to end and report whether the answers are equal
    #[arg(long)]
    pub verify: bool,
    #[command(flatten)]
    pub question: Question,
    #[command(flatten)]
    pub recording: Recording,
}

fn columns(typed: &str) -> Result<usize, Message> {
    typed
        .parse()
        .ok()
        .filter(|width| *width <= MAX_COLUMNS)
        .ok_or_else(|| message!("give a number of columns up to {most}", most = MAX_COLUMNS))
}

fn at_least_one(typed: &str) -> Result<u64, Message> {
    typed
        .parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| text!("give a number from 1").into())
}
