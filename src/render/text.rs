//! Answers for people: aligned by display width, coloured where that is asked for.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use time::OffsetDateTime;
use time::macros::format_description;
use unicode_width::UnicodeWidthStr;

use super::columns::{cut_to, marked_pieces, one_line, padded, wrap};
use crate::document::Locator;
use crate::search::{
    Coverage, DocumentMentions, DocumentReference, Hit, HitPassage, MentionSummary, SearchSummary,
    SectionReference,
};

const HEADER: Style = AnsiColor::Magenta.on_default().bold();
pub(super) const SECTION: Style = AnsiColor::Cyan.on_default();
pub(super) const MATCH: Style = AnsiColor::Red.on_default().bold();
pub(super) const FAINT: Style = Style::new().dimmed();

/// Columns before the context of a mention: indent, place and a gap.
pub(super) const BEFORE_CONTEXT: usize = 14;

/// Columns of a number of mentions and the gap behind it.
const COUNT_COLUMNS: usize = 8;
/// Columns of the time that an answer took, with what parts it from the rest.
const TIME_COLUMNS: usize = 14;
/// Columns that closing punctuation may hang over a line's end.
const HANGING: usize = 2;

/// Writes answers as lines of at most `columns` display columns where they can be cut.
#[derive(Debug)]
pub struct Text<W> {
    pub(super) out: W,
    pub(super) columns: usize,
    colour: bool,
}

impl<W: Write> Text<W> {
    /// Writes to `out`, for a width in display columns, with or without colour.
    pub fn new(out: W, columns: usize, colour: bool) -> Self {
        Self {
            out,
            columns: columns.max(40),
            colour,
        }
    }

    /// Ends the output.
    ///
    /// # Errors
    /// What the output returns.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
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
            writeln!(self.out)?;
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
            writeln!(self.out, "{}", self.paint(FAINT, &line))?;
        }
        Ok(())
    }

    fn passage(&mut self, passage: &HitPassage) -> io::Result<()> {
        let place = place_label(passage.line, passage.column, &passage.locator);
        let pieces = marked_pieces(passage);
        let room = self.columns - BEFORE_CONTEXT - HANGING;
        for (index, line) in wrap(&pieces, room).iter().enumerate() {
            let label = if index == 0 { place.as_str() } else { "" };
            write!(
                self.out,
                "  {}  ",
                self.paint(FAINT, &format!("{label:>10}"))
            )?;
            for (text, marked) in line {
                let painted = if *marked {
                    self.paint(MATCH, text)
                } else {
                    text.clone()
                };
                write!(self.out, "{painted}")?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// Writes a report with its number of mentions.
    ///
    /// # Errors
    /// What the output returns.
    pub fn document_mentions(&mut self, row: &DocumentMentions) -> io::Result<()> {
        let count = self.paint(MATCH, &format!("{:>6}", row.mentions));
        let path = one_line(&row.document.path);
        let room = self
            .columns
            .saturating_sub(COUNT_COLUMNS + path.width() + 2);
        let label = cut_to(&document_label(&row.document), room);
        let (path, label) = (self.paint(HEADER, &path), self.paint(FAINT, &label));
        writeln!(self.out, "{count}  {path}  {label}")
    }

    /// Writes reports under one another: year, place, path, and the title where it still fits.
    ///
    /// # Errors
    /// What the output returns.
    pub fn documents(&mut self, documents: &[DocumentReference]) -> io::Result<()> {
        let regions: Vec<String> = documents
            .iter()
            .map(|document| document.region.join(" › "))
            .collect();
        let widest = |texts: &mut dyn Iterator<Item = &str>| {
            texts.map(UnicodeWidthStr::width).max().unwrap_or(0)
        };
        let region_columns = widest(&mut regions.iter().map(String::as_str)).min(self.columns / 2);
        let path_columns = widest(&mut documents.iter().map(|document| document.path.as_str()))
            .min(self.columns / 2);
        for (document, region) in documents.iter().zip(&regions) {
            let year = document
                .year
                .map_or_else(|| "–".to_string(), |year| year.to_string());
            let left = format!(
                "{year:<4}  {}  {}",
                padded(region, region_columns),
                padded(&one_line(&document.path), path_columns)
            );
            let title = one_line(document.title.as_deref().unwrap_or("(no title)"));
            let room = self.columns.saturating_sub(left.width() + 2);
            let title = self.paint(FAINT, &cut_to(&title, room));
            writeln!(self.out, "{}  {title}", self.paint(HEADER, &left))?;
        }
        Ok(())
    }

    /// Writes the counts of mentions and what a reader should know of them.
    ///
    /// # Errors
    /// What the output returns.
    pub fn mention_summary(
        &mut self,
        summary: &MentionSummary,
        milliseconds: u128,
    ) -> io::Result<()> {
        let found = format!(
            "{} in {} of {} of {}",
            counted(summary.mentions, "mention"),
            counted(summary.sections, "section"),
            summary.documents_with,
            counted(summary.coverage.documents, "report"),
        );
        let cut = if summary.truncated {
            "cut by --limit"
        } else {
            ""
        };
        self.summary_line(&found, &summary.coverage, cut, milliseconds)?;
        if summary.texts.len() > 1 {
            for text in &summary.texts {
                writeln!(self.out, "{:>8}  {}", text.mentions, text.text)?;
            }
        }
        self.reservations(&summary.coverage)
    }

    /// Writes the counts of a search and what a reader should know of them.
    ///
    /// # Errors
    /// What the output returns.
    pub fn search_summary(
        &mut self,
        summary: &SearchSummary,
        milliseconds: u128,
    ) -> io::Result<()> {
        let found = format!(
            "{} of {} in {}",
            counted(summary.shown, "hit"),
            counted(summary.total, "section"),
            counted(summary.coverage.documents, "report"),
        );
        self.summary_line(&found, &summary.coverage, "", milliseconds)?;
        if !summary.words.is_empty() {
            self.note(&format!("ranked by {}", summary.words.join(" · ")))?;
        }
        if let Some(cursor) = &summary.cursor {
            self.note(&format!("the next page: --after {cursor}"))?;
        }
        self.reservations(&summary.coverage)
    }

    /// Writes the counts of a list and what a reader should know of them.
    ///
    /// # Errors
    /// What the output returns.
    pub fn list_summary(&mut self, summary: &Coverage) -> io::Result<()> {
        writeln!(
            self.out,
            "{}",
            self.paint(FAINT, &counted(summary.documents, "report"))
        )?;
        self.reservations(summary)
    }

    fn summary_line(
        &mut self,
        found: &str,
        coverage: &Coverage,
        cut: &str,
        milliseconds: u128,
    ) -> io::Result<()> {
        let unread = coverage.skipped_files > 0 || coverage.stale == Some(true);
        let completeness = match (unread, cut) {
            (true, _) => "not complete",
            (false, "") => "complete",
            (false, cut) => cut,
        };
        let as_of = if coverage.stale.is_none() {
            format!(" as of {}", iso_time(coverage.updated))
        } else {
            String::new()
        };
        let rest = format!("{completeness}{as_of}");
        let fits = found.width() + rest.width() + TIME_COLUMNS <= self.columns;
        let gap = if fits { " · " } else { "\n" };
        let line = format!("{found}{gap}{rest} · {milliseconds} ms");
        writeln!(self.out, "{}", self.paint(FAINT, &line))
    }

    /// What a reader should know of an answer's completeness.
    fn reservations(&mut self, coverage: &Coverage) -> io::Result<()> {
        let Coverage {
            stale,
            skipped_files: skipped,
            ..
        } = *coverage;
        if coverage.documents == 0 {
            self.note("no report is asked: `quanwen list` shows which there are")?;
        }
        for (reports, lacking) in coverage.left_out() {
            let reports = counted(reports, "report");
            self.note(&format!(
                "left out: {reports} without {lacking} (quanwen.csv can give it)"
            ))?;
        }
        if skipped > 0 {
            self.note(&format!(
                "{} not read: `quanwen status` says why",
                counted(skipped, "file")
            ))?;
        }
        if stale == Some(true) {
            self.note("the index is older than the files: `quanwen index` brings it up to date")?;
        }
        Ok(())
    }

    fn note(&mut self, note: &str) -> io::Result<()> {
        self.wrapped(note, 0, FAINT)
    }

    pub(super) fn document_header(
        &mut self,
        before: &str,
        document: &DocumentReference,
    ) -> io::Result<()> {
        let label = format!("{before}{}", document_label(document));
        let path = one_line(&document.path);
        let gap = self.columns.saturating_sub(label.width() + path.width());
        let path = self.paint(FAINT, &path);
        if gap >= 2 {
            let header = self.paint(HEADER, &label);
            return writeln!(self.out, "{header}{}{path}", " ".repeat(gap));
        }
        self.wrapped(&label, 0, HEADER)?;
        writeln!(self.out, "{path}")
    }

    /// Writes a text in lines that fit, each behind `indent` blanks.
    pub(super) fn wrapped(&mut self, text: &str, indent: usize, style: Style) -> io::Result<()> {
        for line in wrap(&[(one_line(text), false)], self.columns - indent - HANGING) {
            let text: String = line.into_iter().map(|(text, _)| text).collect();
            writeln!(
                self.out,
                "{}{}",
                " ".repeat(indent),
                self.paint(style, &text)
            )?;
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

    pub(super) fn paint(&self, style: Style, text: &str) -> String {
        if self.colour {
            format!("{style}{text}{style:#}")
        } else {
            text.to_string()
        }
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

fn document_label(document: &DocumentReference) -> String {
    let region = document.region.join(" › ");
    let year = document.year.map(|year| year.to_string());
    let title = document.title.clone().map(|title| one_line(&title));
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

/// A time as ISO 8601 in UTC, to the minute.
#[must_use]
pub fn iso_time(seconds: u64) -> String {
    let time = i64::try_from(seconds)
        .ok()
        .and_then(|s| OffsetDateTime::from_unix_timestamp(s).ok());
    let layout = format_description!("[year]-[month]-[day] [hour]:[minute]Z");
    time.and_then(|time| time.format(layout).ok())
        .unwrap_or_default()
}

pub(super) fn counted(n: u64, noun: &str) -> String {
    if n == 1 {
        format!("1 {noun}")
    } else {
        format!("{n} {noun}s")
    }
}
