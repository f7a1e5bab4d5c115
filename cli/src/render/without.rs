//! The reports without a text.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{DocumentReference, Json, ReportsWithout, Rows};
use quanwen_export::{DocumentTable, Table};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::cut_to;
use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::lines::PLAIN;
use super::reference::document_label;
use super::text::{FAINT, HEADER, Text, counted};
use super::visible::one_line;
use crate::hint;

/// Columns between a path and what the report is.
const GAP: usize = 2;

/// The reports without a text, and when the command started.
pub(crate) struct WithoutShown<'a> {
    pub answer: &'a ReportsWithout,
    pub start: Instant,
}

impl Answer for WithoutShown<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        for document in &self.answer.documents {
            write_row(text, document)?;
        }
        Ok(self.closing(text)?)
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        let summary = &self.answer.summary;
        let found = format!(
            "{} of {} without {}",
            summary.documents_without,
            counted(summary.coverage.documents, "report"),
            one_line(&summary.query),
        );
        let cut = if summary.truncated { hint::CUT } else { "" };
        summary_line(text, &found, &summary.coverage, cut, self.start)?;
        write_remarks(text, &summary.coverage)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.answer.write_rows(json)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        Some(Box::new(DocumentTable::without(self.answer)))
    }

    fn table_notes(&self) -> Vec<String> {
        let mut lines = remarks(&self.answer.summary.coverage);
        if self.answer.summary.truncated {
            lines.push(remark(hint::RAISE_REPORTS));
        }
        lines
    }
}

/// Writes a report: its path, which is never cut, then place, year and title.
fn write_row(text: &mut Text<impl Write>, document: &DocumentReference) -> io::Result<()> {
    let path = one_line(&document.path);
    let room = text.columns().saturating_sub(path.width() + GAP);
    let label = cut_to(&document_label(document), room);
    text.spans(&[(HEADER, &path), (PLAIN, "  "), (FAINT, &label)])
}
