//! The arguments of every command that searches reports: where, in which of them, and the output.

use std::path::PathBuf;

use clap::Args;
use quanwen::Part;
use quanwen::api::{Filter, Years};
use quanwen_messages::{Message, text};

use super::words::{Words, words};
use super::{IndexLocation, Output};

pub(super) fn not_empty(typed: &str) -> Result<String, Message> {
    if typed.trim().is_empty() {
        return Err(text!("give a text, or leave the filter out").into());
    }
    Ok(typed.to_string())
}

/// Which reports and sections to search.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArgs {
    /// Reports of these years: 2020, 2018..2022, 2018.., ..2022 or 2016,2018..2020; may be repeated
    #[arg(long, value_name = "YEARS")]
    pub year: Vec<Years>,
    /// Reports of this place: part of its name or of a place above it, such as 重庆, or all of them, such as 湖北省鄂州市; several with
    /// commas between, or repeated
    #[arg(long, value_name = "PLACE", value_parser = not_empty)]
    pub region: Vec<String>,
    /// Sections under a heading that contains this text
    #[arg(long, value_name = "TEXT", value_parser = not_empty)]
    pub heading: Option<String>,
    /// Sections of these parts of a document: body, front, contents, glossary, notes, annex
    #[arg(long, value_name = "PARTS", value_parser = words::<Part>)]
    pub part: Vec<Words<Part>>,
}

impl FilterArgs {
    pub(crate) fn filter(&self, paths: Vec<String>) -> Filter {
        let mut filter = Filter::default().paths(paths);
        filter.years = Years::new(self.year.iter().flat_map(Years::ranges).copied());
        filter.region = (!self.region.is_empty()).then(|| self.region.join(","));
        filter.heading.clone_from(&self.heading);
        filter.parts = Words::of(&self.part).collect();
        filter
    }
}

/// Arguments of every command that searches reports.
#[derive(Debug, Args)]
pub(crate) struct Question {
    /// Folders or files of reports [default: the nearest index at or above this folder, not updated]
    pub path: Vec<PathBuf>,
    #[command(flatten)]
    pub filter: FilterArgs,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub location: IndexLocation,
}
