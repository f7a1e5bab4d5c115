//! The arguments of `trend`.

use std::path::PathBuf;

use clap::Args;
use quanwen::api::TrendField;
use quanwen_export::Measure;

use super::{FilterArgs, IndexLocation, Output};

#[derive(Debug, Args)]
pub(crate) struct TrendArgs {
    /// The texts to count, each apart, then folders or files of reports [default: the nearest index at or above this folder,
    /// not updated]
    #[arg(value_name = "TEXT… [PATH]…")]
    pub texts: Vec<String>,
    /// Another text to count; may be repeated
    #[arg(short = 'e', long = "text", value_name = "TEXT")]
    pub more: Vec<String>,
    /// Count the texts listed in a file, one per line
    #[arg(short, long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Count the terms of a concept as one: a TOML file with `name`, `terms` and `exclusions`; may be repeated
    #[arg(long, value_name = "FILE")]
    pub concept: Vec<PathBuf>,
    /// One or two of year, region, province, issuer, heading, code (GB/T 2260), with a comma between
    #[arg(
        long,
        value_name = "FIELDS",
        value_delimiter = ',',
        default_value = "year"
    )]
    pub by: Vec<TrendField>,
    /// Show mentions per 10,000 characters (10k), per 100 words (word) or per report (document)
    #[arg(long, value_name = "MEASURE")]
    pub per: Option<Measure>,
    /// Take only places with a report of every year
    #[arg(long)]
    pub balanced: bool,
    /// Match quotation marks, book-title marks and emphasis too, instead of ignoring them
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub filter: FilterArgs,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub location: IndexLocation,
}
