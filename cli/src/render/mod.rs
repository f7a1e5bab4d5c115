//! Answers as text for people, as JSON lines and as CSV: one file a kind of answer. Writes to any [`Write`]; knows no
//! terminal and no arguments.
//!
//! What comes from a file never acts on the terminal that it is written to: `lines`, `csv` and the library's JSON are
//! the only places that write, and each replaces or escapes control characters (`visible`).

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
pub(crate) use mentions::{MentionsAnswer, Part};
pub(crate) use outline::OutlineAnswer;
pub(crate) use text::Text;
pub(crate) use update::{UpdateAnswer, unknown_corrections};
pub(crate) use visible::{one_line, visible_line};

/// An answer that can be printed. Each way of printing it fails as the output does, or as the index does where the
/// answer is still being read from it.
pub(crate) trait Answer {
    /// For people.
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()>;

    /// As JSON lines.
    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()>;

    /// As CSV. Answers of commands that have no `--csv` need not have it.
    fn csv(&self, _out: impl Write) -> anyhow::Result<()> {
        bail!("this answer has no CSV: print it as text or as JSON")
    }

    /// Lines for standard error after the text: what a reader should know that it does not say.
    fn beside_text(&self) -> Vec<String> {
        Vec::new()
    }

    /// Lines for standard error after the CSV, which holds rows alone.
    fn beside_csv(&self) -> Vec<String> {
        Vec::new()
    }
}
