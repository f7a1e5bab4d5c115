//! Mentions as KWIC lines, aligned on the match, or wrapped with their sentence or paragraph.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use quanwen::api::{Context, DocumentReference, Kwic, Mention, SectionReference};

use super::columns::{cut_to, first_columns, last_columns, padded};
use super::lines::PLAIN;
use super::reference::{
    document_header, header_row_line, place_or_file, position_label, section_line, wrapped_at,
};
use super::text::{BEFORE_CONTEXT, FAINT, HEADER, MATCH, Text};
use super::visible::one_line;

/// Columns before the position of a mention that is below its report.
const INDENT: usize = 2;
/// The same, of the place and the year, for a mention that is not.
const SOURCE_COLUMNS: usize = 14;

/// How mentions are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Below their reports and sections, a line each, aligned on the match.
    Aligned,
    /// A line each with its place and year, aligned on the match: neighbours are of different reports.
    Sorted,
    /// Below their reports and sections, with their whole context.
    Wrapped,
}

impl Layout {
    /// The layout of mentions below their reports, with some context.
    pub(crate) fn of(context: Context) -> Self {
        match context {
            Context::Columns => Self::Aligned,
            Context::Sentence | Context::Paragraph => Self::Wrapped,
        }
    }

    /// Columns before the context.
    pub(crate) fn before(self) -> usize {
        match self {
            Self::Aligned | Self::Wrapped => BEFORE_CONTEXT,
            Self::Sorted => BEFORE_CONTEXT - INDENT + SOURCE_COLUMNS,
        }
    }
}

/// Writes mentions as a concordance: each document and section once, then one line per match.
#[derive(Debug)]
pub(super) struct KwicLines<'t, W> {
    text: &'t mut Text<W>,
    document: Option<String>,
    /// The section and sheet of the previous mention.
    section: Option<(SectionReference, Option<String>)>,
    /// The row above that names the columns of the table of the previous mention.
    header_row: Option<String>,
    layout: Layout,
    context: usize,
}

impl<'t, W: Write> KwicLines<'t, W> {
    /// With `context` columns to the left of the match.
    pub(super) fn new(text: &'t mut Text<W>, layout: Layout, context: usize) -> Self {
        Self {
            text,
            document: None,
            section: None,
            header_row: None,
            layout,
            context,
        }
    }

    /// Begins a part of the mentions, below its title.
    pub(super) fn part(&mut self, title: &str) -> io::Result<()> {
        if self.document.take().is_some() {
            self.text.line("")?;
        }
        self.text.spans(&[(MATCH, &one_line(title))])
    }

    /// Writes a mention, below headers if its document, section or item differs from the previous one's.
    pub(super) fn mention(&mut self, mention: &Mention) -> io::Result<()> {
        let position = position_label(mention.line, mention.column, &mention.locator);
        if self.layout == Layout::Sorted {
            return self.line(mention, &source(&mention.document), &position);
        }
        self.headers(mention)?;
        if self.layout == Layout::Wrapped {
            return wrapped_at(self.text, &position, &pieces(&mention.kwic));
        }
        self.line(mention, &" ".repeat(INDENT), &position)
    }

    fn headers(&mut self, mention: &Mention) -> io::Result<()> {
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
        Ok(())
    }

    fn line(&mut self, mention: &Mention, before: &str, position: &str) -> io::Result<()> {
        let left = last_columns(&one_line(&mention.kwic.left), self.context);
        let padding = " ".repeat(self.context.saturating_sub(left.width()));
        let matched = one_line(&mention.kwic.matched);
        let used = self.layout.before() + self.context + matched.width() + 2;
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
            (HEADER, before),
            (FAINT, &format!("{position:>10}")),
            (PLAIN, &format!("  {padding}{left} ")),
            (MATCH, &matched),
            (PLAIN, gap),
            (PLAIN, right),
        ])
    }
}

/// Place and year of a mention, as wide as [`SOURCE_COLUMNS`].
fn source(document: &DocumentReference) -> String {
    let year = document.year.map(|year| year.to_string());
    let year = year.unwrap_or_else(|| "–".to_string());
    let room = SOURCE_COLUMNS - 1 - year.width();
    let place = cut_to(&place_or_file(document), room);
    padded(&format!("{place} {year}"), SOURCE_COLUMNS)
}

/// A match in its context, each piece with whether it is the match.
fn pieces(kwic: &Kwic) -> Vec<(String, bool)> {
    let pieces = [
        (&kwic.left, false),
        (&kwic.matched, true),
        (&kwic.right, false),
    ];
    pieces.map(|(text, marked)| (one_line(text), marked)).into()
}
