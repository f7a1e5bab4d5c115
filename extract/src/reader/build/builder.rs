//! Builds text: the paragraphs, headings and table rows of a layout format become lines.
//!
//! Must not know formats. Invariant: a paragraph or a row ends with its line, headings and locators ascend.

use crate::extracted::{Dropped, Extracted, Furniture, MarkedHeading};
use crate::extracted::{Locators, saturating_u32};

/// Collects what a reader of a layout format finds, in reading order. A paragraph is a line of the text, a row of
/// a table is one line `| a | b |`.
#[derive(Debug, Default)]
pub(in crate::reader) struct TextBuilder {
    text: String,
    headings: Vec<MarkedHeading>,
    locators: Locators,
    damaged: u32,
    dropped: Vec<Dropped>,
    more_dropped: u32,
}

/// Maximum bytes of text; a larger document is refused. A few bytes of a file can claim any number of them.
pub(in crate::reader) const MAX_TEXT: usize = 256 * 1024 * 1024;
/// Line breaks inside a paragraph or a cell, including the vertical tab of Word.
const LINE_BREAKS: [char; 5] = ['\n', '\r', '\u{B}', '\u{2028}', '\u{2029}'];
/// A table with more characters than this in a cell is layout, not a data table.
const LAYOUT_CELL: usize = 600;
/// A table with at least this many paragraphs in a cell is layout.
const LAYOUT_PARAGRAPHS: usize = 8;

impl TextBuilder {
    /// Adds one line of words without control characters. Beyond [`MAX_TEXT`] nothing is added, and the text is
    /// refused as a whole.
    fn line(&mut self, words: &str) {
        if self.text.len() <= MAX_TEXT {
            let plain = |c: &char| *c == '\t' || !c.is_control();
            self.text.extend(words.chars().filter(plain));
        }
    }

    /// Adds a paragraph; line breaks inside it are kept, a blank paragraph adds nothing.
    pub(in crate::reader) fn paragraph(&mut self, words: &str) {
        for line in words.split(LINE_BREAKS) {
            let line = line
                .trim_start_matches([' ', '\t', '\r', '\u{A0}'])
                .trim_end();
            if line.is_empty() {
                continue;
            }
            self.line(line);
            self.text.push('\n');
        }
    }

    /// Adds a paragraph that the file marks as a heading of depth 1–9.
    pub(in crate::reader) fn heading(&mut self, depth: u8, words: &str) {
        let start = saturating_u32(self.text.len());
        self.paragraph(words);
        if saturating_u32(self.text.len()) > start {
            self.headings.push(MarkedHeading {
                start,
                depth: depth.clamp(1, 9),
            });
        }
    }

    /// Adds a row of a table, the paragraphs of a cell separated by line breaks. A row with only one cell that has
    /// words, or with a cell as long as prose, is layout: its paragraphs stay paragraphs.
    pub(in crate::reader) fn row(&mut self, cells: &[impl AsRef<str>]) {
        let words = || {
            cells
                .iter()
                .map(|cell| cell.as_ref().trim())
                .filter(|cell| !cell.is_empty())
        };
        // Vertical labels of forms have one or two characters per line.
        let is_paragraph = |line: &&str| line.trim().chars().nth(2).is_some();
        let is_layout = |cell: &str| {
            cell.lines().filter(is_paragraph).count() >= LAYOUT_PARAGRAPHS
                || cell.chars().nth(LAYOUT_CELL).is_some()
        };
        if words().count() <= 1 || words().any(is_layout) {
            for cell in words() {
                self.paragraph(cell);
            }
        } else {
            self.row_line(cells);
        }
    }

    /// Adds a row of a data table: one line, whatever its cells contain.
    pub(in crate::reader) fn row_line(&mut self, cells: &[impl AsRef<str>]) {
        let line = |cell: &str| {
            let lines = cell.split(LINE_BREAKS).map(str::trim);
            let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
            lines.join(" ")
        };
        let cells: Vec<String> = cells.iter().map(|cell| line(cell.as_ref())).collect();
        let mut filled = cells.iter().filter(|cell| !cell.is_empty());
        match (filled.next(), filled.next()) {
            (Some(alone), None) => self.paragraph(alone),
            _ => self.paragraph(&format!("| {} |", cells.join(" | "))),
        }
    }

    /// Adds the row that names the columns of the rows that follow in its sheet.
    pub(in crate::reader) fn header_line(&mut self, cells: &[impl AsRef<str>]) {
        let start = saturating_u32(self.text.len());
        self.row_line(cells);
        let end = saturating_u32(self.text.trim_end_matches('\n').len());
        if end > start {
            self.locators.headers.push((start, end));
        }
    }

    /// Sets the page of the text that follows, 1-based.
    pub(in crate::reader) fn page(&mut self, page: u32) {
        let pages = &mut self.locators.pages;
        if pages.last().is_none_or(|last| last.1 != page) {
            pages.push((saturating_u32(self.text.len()), page));
        }
    }

    /// Adds a paragraph in pieces, each with its page, 1-based; a page may change within a paragraph. The pieces
    /// contain no line breaks.
    pub(in crate::reader) fn paragraph_over_pages(&mut self, pieces: &[(u32, String)]) {
        let start = self.text.len();
        for (page, words) in pieces {
            let words = if self.text.len() == start {
                words.trim_start()
            } else {
                words
            };
            if !words.is_empty() {
                self.page(*page);
                self.line(words);
            }
        }
        if self.text.len() > start {
            self.text.push('\n');
        }
    }

    /// Sets the sheet of a workbook for the text that follows.
    pub(in crate::reader) fn sheet(&mut self, name: &str) {
        self.locators
            .sheets
            .push((saturating_u32(self.text.len()), name.to_string()));
    }

    /// Sets the row of the sheet for the text that follows, 1-based.
    pub(in crate::reader) fn sheet_row(&mut self, row: u32) {
        self.locators
            .rows
            .push((saturating_u32(self.text.len()), row));
    }

    /// Counts characters that replace damaged bytes.
    pub(in crate::reader) fn add_damaged(&mut self, damaged: u32) {
        self.damaged += damaged;
    }

    /// Lists a line of a page, 1-based, that is not added.
    pub(in crate::reader) fn list_dropped(&mut self, page: u32, words: &str, furniture: Furniture) {
        if self.dropped.len() >= Dropped::MAX {
            self.more_dropped = self.more_dropped.saturating_add(1);
            return;
        }
        self.dropped.push(Dropped {
            page,
            text: words.chars().take(Dropped::MAX_CHARACTERS).collect(),
            furniture,
        });
    }

    /// Bytes of text so far.
    pub(in crate::reader) fn len(&self) -> usize {
        self.text.len()
    }

    pub(in crate::reader) fn finish(self) -> Extracted {
        Extracted {
            text: self.text,
            first_line: 1,
            headings: self.headings,
            locators: self.locators,
            damaged: self.damaged,
            dropped: self.dropped,
            more_dropped: self.more_dropped,
            ..Extracted::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_pages_are_listed_up_to_a_number_and_a_length() {
        let mut builder = TextBuilder::default();
        for _ in 0..Dropped::MAX + 3 {
            builder.list_dropped(2, &"页".repeat(1_000), Furniture::RunningHead);
        }
        let extracted = builder.finish();
        assert_eq!(extracted.dropped.len(), Dropped::MAX);
        assert_eq!(extracted.more_dropped, 3);
        let length = extracted.dropped[0].text.chars().count();
        assert_eq!(length, Dropped::MAX_CHARACTERS);
    }
}
