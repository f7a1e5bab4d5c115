//! Answers as text for people, as JSON lines and as tables: one file per kind of answer. Writes to any [`Write`]; must not
//! know the terminal or the arguments.
//!
//! Invariant: file content never acts on the terminal. Only `lines`, the tables of `quanwen_export` and the
//! library's JSON write, and each replaces or escapes control characters.

mod aligned;
mod chart;
mod citation;
mod collocates;
mod collocates_by_year;
mod columns;
mod coverage;
mod dispersion;
mod evidence;
mod explanation;
mod facets;
mod health;
mod hits;
mod integrity;
mod keywords;
mod kwic_lines;
mod lines;
mod list;
mod mention_summary;
mod mentions;
mod mentions_by_document;
mod nearby;
mod outline;
mod reference;
mod replay;
mod resolution;
mod shown;
mod status;
mod text;
mod tree;
mod trend;
mod update;
mod visible;
mod without;
mod words;
mod years;

use std::io::{self, Write};

use quanwen::api::Json;
use quanwen_export::Table;

pub(crate) use collocates::CollocatesShown;
pub(crate) use columns::{MAX_COLUMNS, columns};
pub(crate) use coverage::remark;
pub(crate) use dispersion::DispersionShown;
pub(crate) use evidence::EvidenceShown;
pub(crate) use hits::Hits;
pub(crate) use integrity::IntegrityAnswer;
pub(crate) use keywords::KeywordsShown;
pub(crate) use kwic_lines::Layout;
pub(crate) use list::{Listing, Order};
pub(crate) use mentions::{MentionsAnswer, Part};
pub(crate) use mentions_by_document::DocumentsShown;
pub(crate) use shown::InFull;
pub(crate) use text::{Text, context_columns};
pub(crate) use trend::TrendShown;
pub(crate) use update::{UpdateAnswer, remarks_on_corrections};
pub(crate) use visible::one_line;
pub(crate) use without::WithoutShown;

/// An answer that can be printed.
///
/// # Errors
/// Those of the output, and those of the index for an answer that is read from it while it is printed.
pub(crate) trait Answer {
    /// For people.
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()>;

    /// As JSON lines.
    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()>;

    /// As a table; `None` where it is none.
    fn table(&self) -> Option<Box<dyn Table + '_>> {
        None
    }

    /// As a chart, in SVG; `None` where it has none.
    fn svg(&self) -> Option<String> {
        None
    }

    /// What follows the rows of the text: the counts, and how complete they are.
    fn closing(&self, _text: &mut Text<impl Write>) -> io::Result<()> {
        Ok(())
    }

    /// Notes on the text for standard error.
    fn text_notes(&self) -> Vec<String> {
        Vec::new()
    }

    /// Notes on the table for standard error.
    fn table_notes(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The error inside an error of a file's writer, so that a hint or a closed pipe is recognised.
pub(crate) fn cause(error: quanwen_export::Error) -> anyhow::Error {
    match error {
        quanwen_export::Error::Answer(error) => error.into(),
        quanwen_export::Error::Output(error) => error.into(),
        other => other.into(),
    }
}
