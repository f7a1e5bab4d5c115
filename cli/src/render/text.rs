//! Answers for people: aligned by display width, coloured where that is asked for.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::columns::{MAX_COLUMNS, MIN_COLUMNS, cut_to, marked_pieces, padded, wrap};
use super::lines::{Lines, PLAIN, Span};
use super::visible::one_line;
use quanwen::Locator;
use quanwen::search::{DocumentMentions, DocumentReference, Hit, HitPassage, SectionReference};

const HEADER: Style = AnsiColor::Magenta.on_default().bold();
pub(super) const SECTION: Style = AnsiColor::Cyan.on_default();
pub(super) const MATCH: Style = AnsiColor::Red.on_default().bold();
pub(super) const FAINT: Style = Style::new().dimmed();

/// Columns before the context of a mention: indent, place and a gap.
pub(super) const BEFORE_CONTEXT: usize = 14;

/// Columns of a number of mentions and the gap behind it.
const COUNT_COLUMNS: usize = 8;
/// Columns that closing punctuation may hang over a line's end.
const HANGING: usize = 2;

/// Writes answers as lines of at most `columns` display columns where they can be cut.
#[derive(Debug)]
pub struct Text<W> {
    pub(super) lines: Lines<W>,
    pub(super) columns: usize,
}

impl<W: Write> Text<W> {
    /// Writes to `out`, for a width in display columns, with or without colour. Widths outside of 40 to
    /// [`MAX_COLUMNS`] are taken as the nearest of these.
    pub fn new(out: W, columns: usize, colour: bool) -> Self {
        Self {
            lines: Lines::new(out, colour),
            columns: columns.clamp(MIN_COLUMNS, MAX_COLUMNS),
        }
    }

    /// Ends the output.
    ///
    /// # Errors
    /// What the output returns.
    pub fn flush(&mut self) -> io::Result<()> {
        self.lines.flush()
    }

    /// Writes a text as one line: line breaks in it read ⏎, and nothing in it acts on a terminal.
    ///
    /// # Errors
    /// What the output returns.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.spans(&[(PLAIN, &one_line(text))])
    }

    /// Writes a text of several lines, of which nothing but tabs and line breaks acts on a terminal.
    ///
    /// # Errors
    /// What the output returns.
    pub fn block(&mut self, text: &str) -> io::Result<()> {
        self.lines.block(text)
    }

    pub(super) fn spans(&mut self, spans: &[Span]) -> io::Result<()> {
        self.lines.line(spans)
    }

    /// Columns of context on each side of a match so wide that lines fill the width.
    #[must_use]
    pub fn context_columns(&self, match_columns: usize) -> usize {
        (self
            .columns
            .saturating_sub(BEFORE_CONTEXT + match_columns + 2)
            / 2)
        .max(10)
    }

    /// Writes a hit: its report, its headings, its passages with the matches marked.
    ///
    /// # Errors
    /// What the output returns.
    pub fn hit(&mut self, hit: &Hit) -> io::Result<()> {
        if hit.rank > 1 {
            self.line("")?;
        }
        self.document_header(&format!("{}. ", hit.rank), &hit.document)?;
        let sheet = hit
            .passages
            .first()
            .and_then(|first| first.locator.sheet.as_deref());
        self.section_line(&hit.section, sheet)?;
        for passage in &hit.passages {
            self.passage(passage)?;
        }
        if hit.count > 1 {
            let others = counted(hit.count - 1, "other section");
            let line = format!("{:>BEFORE_CONTEXT$}the same in {others}", "");
            self.spans(&[(FAINT, &line)])?;
        }
        Ok(())
    }

    fn passage(&mut self, passage: &HitPassage) -> io::Result<()> {
        let place = place_label(passage.line, passage.column, &passage.locator);
        let pieces = marked_pieces(passage);
        let room = self.columns - BEFORE_CONTEXT - HANGING;
        for (index, line) in wrap(&pieces, room).iter().enumerate() {
            let label = if index == 0 { place.as_str() } else { "" };
            let label = format!("{label:>10}");
            let mut spans = vec![(PLAIN, "  "), (FAINT, &label), (PLAIN, "  ")];
            for (text, marked) in line {
                spans.push((if *marked { MATCH } else { PLAIN }, text));
            }
            self.spans(&spans)?;
        }
        Ok(())
    }

    /// Writes a report with its number of mentions.
    ///
    /// # Errors
    /// What the output returns.
    pub fn document_mentions(&mut self, row: &DocumentMentions) -> io::Result<()> {
        let path = one_line(&row.document.path);
        let room = self
            .columns
            .saturating_sub(COUNT_COLUMNS + path.width() + 2);
        let label = cut_to(&document_label(&row.document), room);
        self.spans(&[
            (MATCH, &format!("{:>6}", row.mentions)),
            (PLAIN, "  "),
            (HEADER, &path),
            (PLAIN, "  "),
            (FAINT, &label),
        ])
    }

    /// Writes reports under one another: year, place, path, and the title where it still fits.
    ///
    /// # Errors
    /// What the output returns.
    pub fn documents(&mut self, documents: &[DocumentReference]) -> io::Result<()> {
        let rows: Vec<(String, String)> = documents
            .iter()
            .map(|document| (region_label(document), one_line(&document.path)))
            .collect();
        let most = self.columns / 2;
        let regions = rows.iter().map(|(region, _)| region.width());
        let region_columns = regions.max().unwrap_or(0).min(most);
        let paths = rows.iter().map(|(_, path)| path.width());
        let path_columns = paths.max().unwrap_or(0).min(most);
        for (document, (region, path)) in documents.iter().zip(&rows) {
            let year = document
                .year
                .map_or_else(|| "–".to_string(), |year| year.to_string());
            let left = format!(
                "{year:<4}  {}  {}",
                padded(region, region_columns),
                padded(path, path_columns)
            );
            let title = one_line(document.title.as_deref().unwrap_or("(no title)"));
            let room = self.columns.saturating_sub(left.width() + 2);
            let title = cut_to(&title, room);
            self.spans(&[(HEADER, &left), (PLAIN, "  "), (FAINT, &title)])?;
        }
        Ok(())
    }

    pub(super) fn document_header(
        &mut self,
        before: &str,
        document: &DocumentReference,
    ) -> io::Result<()> {
        let label = format!("{before}{}", document_label(document));
        let path = one_line(&document.path);
        let gap = self.columns.saturating_sub(label.width() + path.width());
        if gap >= 2 {
            let gap = " ".repeat(gap);
            return self.spans(&[(HEADER, &label), (PLAIN, &gap), (FAINT, &path)]);
        }
        self.wrapped(&label, 0, HEADER)?;
        self.spans(&[(FAINT, &path)])
    }

    /// Writes a text in lines that fit, each behind `indent` blanks.
    pub(super) fn wrapped(&mut self, text: &str, indent: usize, style: Style) -> io::Result<()> {
        for line in wrap(&[(one_line(text), false)], self.columns - indent - HANGING) {
            let text: String = line.into_iter().map(|(text, _)| text).collect();
            self.spans(&[(PLAIN, &" ".repeat(indent)), (style, &text)])?;
        }
        Ok(())
    }

    /// Writes the sheet of a workbook, the headings and the item that a text stands under.
    pub(super) fn section_line(
        &mut self,
        section: &SectionReference,
        sheet: Option<&str>,
    ) -> io::Result<()> {
        let is_heading = |sheet: &&str| section.path.first().is_some_and(|first| first == sheet);
        let sheet = sheet.filter(|sheet| !is_heading(sheet));
        let sheet = sheet.map(|sheet| format!("[{sheet}]"));
        let above: Vec<&str> = sheet
            .iter()
            .chain(&section.path)
            .map(String::as_str)
            .collect();
        let mut line = if above.is_empty() {
            "(before the first heading)".to_string()
        } else {
            above.join(" › ")
        };
        if let Some(item) = &section.item {
            line = format!("{line} · {}{}", item.number, item.heading);
        }
        self.wrapped(&line, 2, SECTION)
    }
}

/// What stands before a text to find it by: the page of a PDF, the row of a sheet, else line and column.
pub(super) fn place_label(line: u32, column: u32, locator: &Locator) -> String {
    match (locator.page, locator.row) {
        (Some(page), _) => format!("p. {page}"),
        (None, Some(row)) => format!("row {row}"),
        _ => format!("{line}:{column}"),
    }
}

fn region_label(document: &DocumentReference) -> String {
    one_line(&document.region.join(" › "))
}

fn document_label(document: &DocumentReference) -> String {
    let region = region_label(document);
    let year = document.year.map(|year| year.to_string());
    let title = document.title.as_deref().map(one_line);
    let parts = [
        Some(region).filter(|region| !region.is_empty()),
        year,
        title,
    ];
    let label: Vec<String> = parts.into_iter().flatten().collect();
    if label.is_empty() {
        "(no title)".to_string()
    } else {
        label.join(" · ")
    }
}

pub(super) fn counted(n: u64, noun: &str) -> String {
    if n == 1 {
        format!("1 {noun}")
    } else {
        format!("{n} {noun}s")
    }
}
