//! The physical lines of a text and what each one looks like.

use std::ops::Range;

/// A line without its line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// First byte of the line.
    pub start: usize,
    /// The line less blanks at both ends; empty at `start` for a blank line.
    pub content: Range<usize>,
    /// What it looks like.
    pub kind: LineKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Nothing to see.
    Blank,
    /// A page number, alone on its line.
    Furniture,
    /// A row of a table.
    Table,
    /// Words.
    Text,
}

impl Line {
    /// The line's words.
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.content.clone()]
    }

    /// Blanks before the words, as a new paragraph has them: at least two columns.
    pub(super) fn is_indented(&self, text: &str) -> bool {
        let blanks = text[self.start..self.content.start].chars();
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

/// Splits a text at `\n`, `\r\n` and `\r`.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
        let follows_return = start == end
            && text.as_bytes()[..start].ends_with(b"\r")
            && text.as_bytes()[end..].starts_with(b"\n");
        if !follows_return {
            lines.push(line(text, start, end));
        }
        start = end + 1;
    }
    lines
}

/// The lines with those joined that a soft break cut apart.
pub(super) fn join(lines: &[Line], soft_breaks: &[Range<u32>]) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut breaks = soft_breaks.iter().peekable();
    let mut last_text: Option<usize> = None;
    for line in lines {
        let start = crate::document::count(line.content.start);
        while breaks.next_if(|range| range.end < start).is_some() {}
        let is_text = line.kind == LineKind::Text;
        let goes_on = is_text && breaks.next_if(|range| range.end == start).is_some();
        match last_text {
            Some(before) if goes_on => joined[before].content.end = line.content.end,
            _ => {
                last_text = if is_text {
                    Some(joined.len())
                } else {
                    last_text
                };
                joined.push(line.clone());
            }
        }
    }
    joined
}

fn line(text: &str, start: usize, end: usize) -> Line {
    let words = text[start..end].trim_matches(is_blank);
    let first = if words.is_empty() {
        start
    } else {
        words.as_ptr() as usize - text.as_ptr() as usize
    };
    let content = first..first + words.len();
    Line {
        start,
        content,
        kind: kind(words),
    }
}

/// White space and characters that take no room.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}')
}

/// A text without its blanks, as names and dates are compared.
pub(super) fn without_blanks(words: &str) -> String {
    words.chars().filter(|c| !is_blank(*c)).collect()
}

fn kind(words: &str) -> LineKind {
    if words.is_empty() {
        LineKind::Blank
    } else if is_page_number(words) {
        LineKind::Furniture
    } else if words.starts_with('|') || words.matches('\t').count() >= 2 {
        LineKind::Table
    } else {
        LineKind::Text
    }
}

/// `— 12 —`, `-12-`, `第 12 页`, `第12页 共30页`, `12 / 30`: what printing puts at the foot of a page.
fn is_page_number(words: &str) -> bool {
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
    (dashes && first_and_last())
        || matches!(
            bare.as_str(),
            "第页" | "第页共页" | "第页/共页" | "第页，共页" | "共页第页"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_splits() {
        let text = "甲\r\n乙\r丙\n\n丁";
        let words: Vec<&str> = lines(text).iter().map(|line| line.text(text)).collect();
        assert_eq!(words, ["甲", "乙", "丙", "", "丁"]);
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
        let indented: Vec<bool> = lines(text)
            .iter()
            .map(|line| line.is_indented(text))
            .collect();
        assert_eq!(indented, [true, false, true]);
    }
}
