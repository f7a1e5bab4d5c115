//! The arguments of `search` and `explain`.

use clap::Args;
use quanwen::api::FacetField;

use super::words::{Words, words};
use super::{JsonOutput, Question};

pub(super) const QUERIES: &str = "\
Queries:
  行政复议案件办理情况       words, for ranking; any of them may match
  \"规范性文件\"             must occur exactly, as `mentions` finds it; also “…” 「…」
  +复议 -诉讼                must occur, must not occur
  复议 AND (调解 OR 和解)    also NOT; operators in upper case
  \"行政 诉讼\"~10           within 10 characters, in any order
  同句(行政 诉讼)            in one sentence; 同段 a paragraph, 同节 a section
  \"行政?议\" \"行政*机关\"    any one character, a few characters
  /[0-9]+件/                 a regular expression
  year:2018..2022            also title: heading: region: issuer: document_number:

Examples:
  quanwen search 行政复议案件办理情况 reports/
  quanwen search '府院联动 \"败诉率\"' reports/ --region 松泽县 --limit 5
  quanwen search '复议 heading:化解 year:2020..' reports/ --facet year,region";

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct SearchArgs {
    /// What the passages should be about: words, "exact texts", +must -must-not, year:2018..2022; see below
    #[arg(allow_hyphen_values = true)]
    pub query: String,
    /// Print at most this many hits
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Print at most this many passages of each hit
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub passages: usize,
    /// Continue after the page that ended with this cursor
    #[arg(long, value_name = "CURSOR")]
    pub after: Option<String>,
    /// Count the matching sections by year, region or both
    #[arg(
        long,
        value_name = "FIELDS",
        value_parser = words::<FacetField>,
        conflicts_with_all = ["csv", "xlsx"]
    )]
    pub facet: Vec<Words<FacetField>>,
    /// Do not group sections that have the same best passage
    #[arg(long)]
    pub no_collapse: bool,
    /// Print only the best section of each report
    #[arg(long)]
    pub one_per_report: bool,
    /// Leave synonyms out
    #[arg(long)]
    pub literal: bool,
    /// Read places, years, issuers and kinds of documents in the query as words alone
    #[arg(long)]
    pub as_words: bool,
    /// Read the query as plain words: quotation marks, signs and brackets have no meaning
    #[arg(long)]
    pub plain: bool,
    #[command(flatten)]
    pub question: Question,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The query
    #[arg(allow_hyphen_values = true)]
    pub query: String,
    /// Leave synonyms out
    #[arg(long)]
    pub literal: bool,
    #[command(flatten)]
    pub output: JsonOutput,
}
