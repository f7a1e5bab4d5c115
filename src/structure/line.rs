//! The lines of a text that are not blank, and what each is.

use std::ops::Range;

use super::genre::{Genre, List};
use crate::document::{Gap, saturating_u32};

/// A line without its line break. There may be millions, so byte offsets have 32 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    start: u32,
    /// The line without blanks at both ends.
    content: Range<u32>,
    pub kind: LineKind,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A page number alone on its line.
    Furniture,
    /// A row of a table.
    Table,
    /// Anything else.
    Text,
}

impl Line {
    /// First byte of the line.
    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    /// First byte that is not blank.
    pub(super) fn first(&self) -> usize {
        self.content.start as usize
    }

    /// The byte after the last that is not blank.
    pub(super) fn end(&self) -> usize {
        self.content.end as usize
    }

    /// The line without blanks at both ends.
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.first()..self.end()]
    }

    /// The line with its indent, without blanks at its end.
    pub(super) fn with_indent<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start()..self.end()]
    }

    /// Whether the line is indented like a new paragraph: by at least two columns.
    pub(super) fn is_indented(&self, text: &str) -> bool {
        text[self.start()..self.first()]
            .chars()
            .map(|c| {
                if c == '\u{3000}' || c == '\t' {
                    2
                } else {
                    usize::from(c == ' ' || c == '\u{A0}')
                }
            })
            .sum::<usize>()
            >= 2
    }
}

/// The first `max` lines of a text that are not blank, split at `\n`, `\r\n` and `\r`.
pub(super) fn lines(text: &str, max: usize, genre: &Genre) -> Vec<Line> {
    let page_numbers = genre.list(List::PageNumbers);
    let mut start = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]);
    let lines = ends.filter_map(|end| {
        let line = line(text, start, end, page_numbers);
        start = end + 1;
        line
    });
    lines.take(max).collect()
}

/// The lines, with those joined that have a soft break between them.
pub(super) fn join(mut lines: Vec<Line>, gaps: &[Gap]) -> Vec<Line> {
    let mut breaks = gaps.iter().peekable();
    let mut last_text: Option<usize> = None;
    let mut joined = 0;
    for index in 0..lines.len() {
        let Range { start, end } = lines[index].content;
        while breaks.next_if(|gap| gap.end < start).is_some() {}
        let is_text = lines[index].kind == LineKind::Text;
        let goes_on = is_text && breaks.next_if(|gap| gap.end == start).is_some();
        match last_text {
            Some(before) if goes_on => lines[before].content.end = end,
            _ => {
                last_text = if is_text { Some(joined) } else { last_text };
                lines.swap(joined, index);
                joined += 1;
            }
        }
    }
    lines.truncate(joined);
    lines
}

/// The line from `start` to `end`, unless it is blank.
fn line(text: &str, start: usize, end: usize, page_numbers: &[String]) -> Option<Line> {
    let line = &text[start..end];
    let unindented = line.trim_start_matches(is_blank);
    let first = start + line.len() - unindented.len();
    let content = unindented.trim_end_matches(is_blank);
    (!content.is_empty()).then(|| Line {
        start: saturating_u32(start),
        content: saturating_u32(first)..saturating_u32(first + content.len()),
        kind: kind(content, page_numbers),
    })
}

/// White space and characters without width.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}')
}

/// A text without its blanks. Names and dates are compared in this form.
pub(super) fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

fn kind(line: &str, page_numbers: &[String]) -> LineKind {
    if is_page_number(line, page_numbers) {
        LineKind::Furniture
    } else if line.starts_with('|') || line.matches('\t').count() >= 2 {
        LineKind::Table
    } else {
        LineKind::Text
    }
}

/// Whether a line is the number of a page as printers set it: `— 12 —`, `-12-`, `第 12 页`, `第12页 共30页`.
fn is_page_number(line: &str, page_numbers: &[String]) -> bool {
    const MAX_BYTES: usize = 60;
    if line.len() > MAX_BYTES
        || !line.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
    {
        return false;
    }
    let bare: String = line
        .chars()
        .filter(|c| !is_blank(*c) && !c.is_ascii_digit() && !('０'..='９').contains(c))
        .collect();
    let dashes = bare.chars().count() >= 2 && bare.chars().all(|c| "-—–－―─·•".contains(c));
    let first_and_last = || {
        let is_dash = |c: Option<char>| c.is_some_and(|c| "-—–－―─·•".contains(c));
        is_dash(line.chars().next()) && is_dash(line.chars().next_back())
    };
    (dashes && first_and_last()) || page_numbers.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::genre::tests::genre;

    fn lines(text: &str, max: usize) -> Vec<Line> {
        super::lines(text, max, genre())
    }

    fn kind(line: &str) -> LineKind {
        lines(line, 1)[0].kind
    }

    #[test]
    fn every_kind_of_line_break_splits_and_blank_lines_are_left_out() {
        let text = "甲\r\n乙\r丙\n \u{3000}\n\n丁";
        let lines = lines(text, usize::MAX);
        let words: Vec<&str> = lines.iter().map(|line| line.text(text)).collect();
        assert_eq!(words, ["甲", "乙", "丙", "丁"]);
    }

    #[test]
    fn lines_after_the_limit_are_not_read() {
        let text = "甲\n\n乙\n丙\n丁";
        let lines = lines(text, 2);
        let words: Vec<&str> = lines.iter().map(|line| line.text(text)).collect();
        assert_eq!(words, ["甲", "乙"]);
    }

    #[test]
    fn page_numbers_are_furniture() {
        for words in ["— 12 —", "-3-", "第 12 页", "第3页 共20页", "－ １２ －"] {
            assert_eq!(kind(words), LineKind::Furniture, "{words}");
        }
        for words in ["12", "2021", "12件", "——2021", "第12条", "-3"] {
            assert_eq!(kind(words), LineKind::Text, "{words}");
        }
    }

    #[test]
    fn indents_are_two_columns() {
        let text = "　　甲\n 乙\n　丙";
        let indented: Vec<bool> = lines(text, usize::MAX)
            .iter()
            .map(|line| line.is_indented(text))
            .collect();
        assert_eq!(indented, [true, false, true]);
    }
}
