//! Mentions as KWIC lines, aligned on the match.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use quanwen::api::{Mention, SectionReference};

use super::columns::{first_columns, last_columns};
use super::lines::PLAIN;
use super::reference::{document_header, header_row_line, position_label, section_line};
use super::text::{BEFORE_CONTEXT, FAINT, MATCH, Text};
use super::visible::one_line;

/// Writes mentions as a concordance: each document and section once, then one line per match.
#[derive(Debug)]
pub(super) struct KwicLines<'t, W> {
    text: &'t mut Text<W>,
    document: Option<String>,
    /// The section and sheet of the previous mention.
    section: Option<(SectionReference, Option<String>)>,
    /// The row above that names the columns of the table of the previous mention.
    header_row: Option<String>,
    context: usize,
}

impl<'t, W: Write> KwicLines<'t, W> {
    /// With `context` columns to the left of the match.
    pub(super) fn new(text: &'t mut Text<W>, context: usize) -> Self {
        Self {
            text,
            document: None,
            section: None,
            header_row: None,
            context,
        }
    }

    /// Writes a mention, with a header before it if its document, section or item differs from the previous one's.
    pub(super) fn mention(&mut self, mention: &Mention) -> io::Result<()> {
        if self.document.as_deref() != Some(mention.document.id.as_str()) {
            if self.document.is_some() {
                self.text.line("")?;
            }
            document_header(self.text, "", &mention.document)?;
            self.document = Some(mention.document.id.clone());
            self.section = None;
            self.header_row = None;
        }
        let section = (mention.section.clone(), mention.locator.sheet.clone());
        if self.section.as_ref() != Some(&section) {
            section_line(self.text, &section.0, section.1.as_deref())?;
            self.section = Some(section);
        }
        if mention.header_row.is_some() && mention.header_row != self.header_row {
            header_row_line(self.text, mention.header_row.as_deref())?;
        }
        self.header_row.clone_from(&mention.header_row);
        self.line(mention)
    }

    fn line(&mut self, mention: &Mention) -> io::Result<()> {
        let position = position_label(mention.line, mention.column, &mention.locator);
        let left = last_columns(&one_line(&mention.kwic.left), self.context);
        let padding = " ".repeat(self.context.saturating_sub(left.width()));
        let matched = one_line(&mention.kwic.matched);
        let used = BEFORE_CONTEXT + self.context + matched.width() + 2;
        let room = self.context.min(
            self.text
                .columns()
                .saturating_sub(used)
                .max(self.context / 2),
        );
        let right = first_columns(&one_line(&mention.kwic.right), room);
        let right = right.trim_end();
        let gap = if right.is_empty() { "" } else { " " };
        self.text.spans(&[
            (PLAIN, "  "),
            (FAINT, &format!("{position:>10}")),
            (PLAIN, &format!("  {padding}{left} ")),
            (MATCH, &matched),
            (PLAIN, gap),
            (PLAIN, right),
        ])
    }
}
