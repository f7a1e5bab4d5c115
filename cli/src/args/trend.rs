//! The arguments of `trend`.

use std::path::PathBuf;

use clap::Args;
use quanwen::api::{Context, TrendField};
use quanwen_export::Measure;

use super::words::{Words, word, words};
use super::{FilterArgs, IndexLocation, MoreTexts, Output, Recording};

pub(super) const EXAMPLES: &str = "\
Examples:
  quanwen trend 行政复议 reports/
  quanwen trend 行政复议 行政诉讼 reports/ --by year,region --year 2018..2022 -o trend.xlsx
  quanwen trend --concept 法治.toml reports/ --per word --balanced -o trend.svg
  quanwen trend 行政复议 reports/ --by year,region --evidence -o trend.xlsx
  quanwen trend 行政复议 reports/ --year 2020 --region 松泽县 --evidence

0 is a report without a mention, · a place and year without a report.
A concept file:
  name = \"法治\"
  terms = [\"依法行政\", \"法治政府\", \"法治\"]
  exclusions = [\"法治日报\"]";

#[derive(Debug, Args)]
pub(crate) struct TrendArgs {
    /// The texts to count, each apart, then folders or files of reports [default: the nearest index at or above this folder,
    /// not updated]
    #[arg(value_name = "TEXT… [PATH]…")]
    pub texts: Vec<String>,
    #[command(flatten)]
    pub more: MoreTexts,
    /// Count the terms of a concept as one: a TOML file with `name`, `terms` and `exclusions`; may be repeated
    #[arg(long, value_name = "FILE")]
    pub concept: Vec<PathBuf>,
    /// One or two of year, region, province, issuer, heading, code (GB/T 2260), with a comma between
    #[arg(
        long,
        value_name = "FIELDS",
        value_parser = words::<TrendField>,
        default_value = "year"
    )]
    pub by: Vec<Words<TrendField>>,
    /// Show mentions per 10,000 characters (10k), per 100 words (word) or per report (document)
    #[arg(long, value_name = "MEASURE", value_parser = word::<Measure>)]
    pub per: Option<Measure>,
    /// Take only places with a report of every year
    #[arg(long)]
    pub balanced: bool,
    /// List the mentions behind each cell too; a filter such as --year 2020 --region 松泽县 opens one
    #[arg(long)]
    pub evidence: bool,
    /// With --evidence, list at most this many mentions of each cell
    #[arg(long, value_name = "N", requires = "evidence")]
    pub limit: Option<usize>,
    /// With --evidence, list the whole sentence or paragraph of each mention: sentence, paragraph
    #[arg(long, value_name = "CONTEXT", value_parser = word::<Context>, requires = "evidence")]
    pub context: Option<Context>,
    /// Match quotation marks, book-title marks and emphasis too, instead of ignoring them
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub filter: FilterArgs,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub location: IndexLocation,
    #[command(flatten)]
    pub recording: Recording,
}
