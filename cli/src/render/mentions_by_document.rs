//! The reports with mentions, each with their number; of several texts with a column for each.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{
    DocumentMentions, Engine, Json, MentionRequest, MentionsByDocument, TextCount, Verification,
};
use quanwen_export::{MentionsByDocumentTable, Table};
use quanwen_messages::counted;
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::{cut_to, padded_left};
use super::coverage::remark;
use super::lines::PLAIN;
use super::mention_summary::{notes, verdict, write_nearby, write_summary};
use super::nearby::Nearby;
use super::reference::document_row;
use super::text::{FAINT, MATCH, Text};
use super::visible::one_line;
use crate::hint;
use crate::language::{Said, say};

/// Columns of the number of all mentions.
const COUNT_COLUMNS: usize = 6;
/// Columns between two columns of the table.
const GAP: usize = 2;
/// Columns that the name of a text takes at most.
const MAX_NAME: usize = 16;

/// The reports with mentions, the verification, if one was requested, and when the command started.
pub(crate) struct DocumentsShown<'a> {
    answer: &'a MentionsByDocument,
    verification: Option<&'a Verification>,
    start: Instant,
    nearby: Nearby<'a>,
}

impl<'a> DocumentsShown<'a> {
    /// The answer of an engine to a request.
    pub(crate) fn new(
        answer: &'a MentionsByDocument,
        engine: &'a dyn Engine,
        request: &'a MentionRequest,
        verification: Option<&'a Verification>,
        start: Instant,
    ) -> Self {
        Self {
            answer,
            verification,
            start,
            nearby: Nearby::new(engine, request),
        }
    }
}

impl Answer for DocumentsShown<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        let MentionsByDocument {
            documents, summary, ..
        } = self.answer;
        let columns = TextColumns::of(&summary.texts, text.columns() / 2);
        if !documents.is_empty() {
            columns.write_names(text)?;
        }
        for row in documents {
            write_row(text, &columns, row)?;
        }
        Ok(self.closing(text)?)
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        write_summary(text, &self.answer.summary, self.start)?;
        write_nearby(text, &self.nearby, &self.answer.summary)?;
        let lines = self.verification.map(verdict).unwrap_or_default();
        lines.iter().try_for_each(|line| text.line(line))
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        json.rows(&self.answer.documents)?;
        if let Some(verification) = self.verification {
            json.row(&hint::verification(verification))?;
        }
        json.rows(self.nearby.zero_hits(&self.answer.summary)?)?;
        Ok(json.summary(&self.answer.summary)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        Some(Box::new(MentionsByDocumentTable::new(self.answer)))
    }

    fn table_notes(&self) -> Vec<String> {
        let mut lines = self.verification.map(verdict).unwrap_or_default();
        lines.extend(notes(&self.answer.summary, &self.nearby));
        if self.answer.summary.truncated {
            lines.push(remark(&hint::RAISE_REPORTS.said()));
        }
        lines
    }
}

/// The columns with the numbers of mentions of several texts.
struct TextColumns {
    /// The names that are shown, each with its width.
    names: Vec<(String, usize)>,
    /// Texts that have no room.
    left_out: u64,
}

impl TextColumns {
    /// As many as `room` has columns for; none for a single text.
    fn of(texts: &[TextCount], room: usize) -> Self {
        let texts = if texts.len() > 1 { texts } else { &[] };
        let mut used = COUNT_COLUMNS;
        let columns = texts.iter().map(|count| {
            let name = cut_to(&one_line(&count.text), MAX_NAME);
            let width = name.width().max(count.mentions.to_string().len());
            (name, width)
        });
        let fits = |(_, width): &(String, usize)| {
            used += GAP + width;
            used <= room
        };
        let names: Vec<_> = columns.take_while(fits).collect();
        Self {
            left_out: (texts.len() - names.len()) as u64,
            names,
        }
    }

    fn write_names(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        if self.names.is_empty() && self.left_out == 0 {
            return Ok(());
        }
        let all = padded_left(say!("all"), COUNT_COLUMNS);
        let names = self.names.iter().map(|(name, width)| right(name, *width));
        let names: String = names.collect();
        text.spans(&[(FAINT, &format!("{all}{names}"))])?;
        if self.left_out > 0 {
            text.remark(&say!(
                "no room for {texts}: {hint}",
                texts = counted!(self.left_out, "{n} text", "{n} texts"),
                hint = hint::ALL_COLUMNS
            ))?;
        }
        Ok(())
    }

    fn counts(&self, row: &DocumentMentions) -> String {
        let counts = row.texts.iter().zip(&self.names);
        let counts = counts.map(|(count, (_, width))| right(&count.mentions.to_string(), *width));
        counts.collect()
    }
}

/// A cell after a gap, aligned right.
fn right(cell: &str, width: usize) -> String {
    let before = GAP + width.saturating_sub(cell.width());
    format!("{}{cell}", " ".repeat(before))
}

/// Writes a report after its numbers of mentions.
fn write_row(
    text: &mut Text<impl Write>,
    columns: &TextColumns,
    row: &DocumentMentions,
) -> io::Result<()> {
    let all = format!("{:>COUNT_COLUMNS$}", row.mentions);
    let counts = format!("{}  ", columns.counts(row));
    document_row(text, &[(MATCH, &all), (PLAIN, &counts)], &row.document)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str, mentions: u64) -> TextCount {
        let mut count = TextCount::default();
        (count.text, count.mentions) = (text.to_string(), mentions);
        count
    }

    #[test]
    fn texts_have_columns_while_there_is_room() {
        let texts = [count("复议", 7), count("诉", 12345), count("行政诉讼", 1)];
        let columns = TextColumns::of(&texts, 25);
        let widths: Vec<usize> = columns.names.iter().map(|(_, width)| *width).collect();
        assert_eq!((widths, columns.left_out), (vec![4, 5], 1));
        let mut row = DocumentMentions::default();
        row.texts = texts.to_vec();
        assert_eq!(columns.counts(&row), "     7  12345");
    }

    #[test]
    fn a_single_text_has_no_column_of_its_own() {
        let columns = TextColumns::of(&[count("复议", 7)], 80);
        assert_eq!((columns.names.len(), columns.left_out), (0, 0));
    }
}
