//! The physical lines of a text that have words, and what each one looks like.

use std::ops::Range;

use super::genre::{Genre, List};
use crate::document::saturating_u32;

/// A line without its line break. There may be millions, so its bytes are counted in 32 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    start: u32,
    /// The line less blanks at both ends.
    content: Range<u32>,
    /// What it looks like.
    pub kind: LineKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A page number, alone on its line.
    Furniture,
    /// A row of a table.
    Table,
    /// Words.
    Text,
}

impl Line {
    /// First byte of the line.
    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    /// First byte of its words.
    pub(super) fn first(&self) -> usize {
        self.content.start as usize
    }

    /// First byte behind its words.
    pub(super) fn end(&self) -> usize {
        self.content.end as usize
    }

    /// The line's words.
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.first()..self.end()]
    }

    /// Blanks before the words, as a new paragraph has them: at least two columns.
    pub(super) fn is_indented(&self, text: &str) -> bool {
        let blanks = text[self.start()..self.first()].chars();
        blanks
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

/// The first `most` lines with words of a text, split at `\n`, `\r\n` and `\r`.
pub(super) fn lines(text: &str, most: usize, genre: &Genre) -> Vec<Line> {
    let page_numbers = genre.list(List::PageNumbers);
    let mut start = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]);
    let lines = ends.filter_map(|end| {
        let line = line(text, start, end, page_numbers);
        start = end + 1;
        line
    });
    lines.take(most).collect()
}

/// The lines with those joined that a soft break cut apart.
pub(super) fn join(mut lines: Vec<Line>, soft_breaks: &[Range<u32>]) -> Vec<Line> {
    let mut breaks = soft_breaks.iter().peekable();
    let mut last_text: Option<usize> = None;
    let mut joined = 0;
    for index in 0..lines.len() {
        let Range { start, end } = lines[index].content;
        while breaks.next_if(|range| range.end < start).is_some() {}
        let is_text = lines[index].kind == LineKind::Text;
        let goes_on = is_text && breaks.next_if(|range| range.end == start).is_some();
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

/// The line from `start` to `end`, where it has words.
fn line(text: &str, start: usize, end: usize, page_numbers: &[String]) -> Option<Line> {
    let line = &text[start..end];
    let behind_blanks = line.trim_start_matches(is_blank);
    let first = start + line.len() - behind_blanks.len();
    let words = behind_blanks.trim_end_matches(is_blank);
    (!words.is_empty()).then(|| Line {
        start: saturating_u32(start),
        content: saturating_u32(first)..saturating_u32(first + words.len()),
        kind: kind(words, page_numbers),
    })
}

/// White space and characters that take no room.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}')
}

/// A text without its blanks, as names and dates are compared.
pub(super) fn without_blanks(words: &str) -> String {
    words.chars().filter(|c| !is_blank(*c)).collect()
}

fn kind(words: &str, page_numbers: &[String]) -> LineKind {
    if is_page_number(words, page_numbers) {
        LineKind::Furniture
    } else if words.starts_with('|') || words.matches('\t').count() >= 2 {
        LineKind::Table
    } else {
        LineKind::Text
    }
}

/// `— 12 —`, `-12-`, `第 12 页`, `第12页 共30页`, `12 / 30`: what printing puts at the foot of a page.
fn is_page_number(words: &str, page_numbers: &[String]) -> bool {
    if words.len() > 60
        || !words.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
    {
        return false;
    }
    let bare: String = words
        .chars()
        .filter(|c| !is_blank(*c) && !c.is_ascii_digit() && !('０'..='９').contains(c))
        .collect();
    let dashes = bare.chars().count() >= 2 && bare.chars().all(|c| "-—–－―─·•".contains(c));
    let first_and_last = || {
        let is_dash = |c: Option<char>| c.is_some_and(|c| "-—–－―─·•".contains(c));
        is_dash(words.chars().next()) && is_dash(words.chars().next_back())
    };
    (dashes && first_and_last()) || page_numbers.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::genre::tests::genre;

    fn lines(text: &str, most: usize) -> Vec<Line> {
        super::lines(text, most, &genre())
    }

    fn kind(line: &str) -> LineKind {
        lines(line, 1)[0].kind
    }

    #[test]
    fn every_kind_of_line_end_splits_and_blank_lines_are_none() {
        let text = "甲\r\n乙\r丙\n \u{3000}\n\n丁";
        let lines = lines(text, usize::MAX);
        let words: Vec<&str> = lines.iter().map(|line| line.text(text)).collect();
        assert_eq!(words, ["甲", "乙", "丙", "丁"]);
    }

    #[test]
    fn lines_behind_the_limit_are_left_to_the_text() {
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
