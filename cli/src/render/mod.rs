//! Answers as text for people, as JSON lines and as CSV: one file per kind of answer. Writes to any [`Write`]; must not
//! know the terminal or the arguments.
//!
//! Invariant: file content never acts on the terminal. Only `lines`, `csv` and the library's JSON write, and each
//! replaces or escapes control characters (`visible`).

mod columns;
mod coverage;
mod csv;
mod explanation;
mod facets;
mod health;
mod hits;
mod integrity;
mod kwic_lines;
mod lines;
mod list;
mod mentions;
mod outline;
mod reference;
mod shown;
mod status;
mod text;
mod update;
mod visible;

use std::io::Write;

use anyhow::bail;
use quanwen::api::Json;

pub(crate) use columns::{MAX_COLUMNS, columns};
pub(crate) use coverage::remark;
pub(crate) use hits::Hits;
pub(crate) use kwic_lines::Layout;
pub(crate) use mentions::{MentionsAnswer, Part};
pub(crate) use text::Text;
pub(crate) use update::{UpdateAnswer, unknown_corrections};
pub(crate) use visible::{one_line, visible_line};

/// An answer that can be printed.
///
/// # Errors
/// Those of the output, and those of the index for an answer that is read from it while it is printed.
pub(crate) trait Answer {
    /// For people.
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()>;

    /// As JSON lines.
    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()>;

    /// As CSV. Not implemented for answers of commands without `--csv`.
    fn csv(&self, _out: impl Write) -> anyhow::Result<()> {
        bail!("this answer has no CSV: print it as text or as JSON")
    }

    /// Notes on the text for standard error.
    fn text_notes(&self) -> Vec<String> {
        Vec::new()
    }

    /// Notes on the CSV for standard error.
    fn csv_notes(&self) -> Vec<String> {
        Vec::new()
    }
}
