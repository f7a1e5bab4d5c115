//! The lines of a text that are not blank, and what each is.

use std::collections::HashMap;
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
    let mut lines: Vec<Line> = lines.take(max).collect();
    mark_lone_page_numbers(text, &mut lines);
    lines
}

/// Fewest bytes of a page.
const MIN_PAGE: usize = 600;
/// Fewest pages whose numbers are recognised by counting on.
const MIN_PAGES: usize = 3;

/// Marks the numbers alone on their lines that count up by one, each a page after the one before: 12, 13, 14. Of several
/// such series the longest is that of the pages.
fn mark_lone_page_numbers(text: &str, lines: &mut [Line]) {
    /// A number and the one before it in its series, by its place among the numbers.
    struct Number {
        line: usize,
        length: usize,
        before: Option<usize>,
    }
    let mut numbers: Vec<Number> = Vec::new();
    let mut last_of_value: HashMap<u32, usize> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(value) = lone_number(line.text(text)) else {
            continue;
        };
        let before = value
            .checked_sub(1)
            .and_then(|before| last_of_value.get(&before));
        let before = before
            .copied()
            .filter(|&before| lines[numbers[before].line].start() + MIN_PAGE <= line.start());
        last_of_value.insert(value, numbers.len());
        numbers.push(Number {
            line: index,
            length: before.map_or(1, |before| numbers[before].length + 1),
            before,
        });
    }
    let mut at = (0..numbers.len())
        .max_by_key(|&at| numbers[at].length)
        .filter(|&at| numbers[at].length >= MIN_PAGES);
    while let Some(number) = at {
        lines[numbers[number].line].kind = LineKind::Furniture;
        at = numbers[number].before;
    }
}

/// The number that is all of a line, if it is that of a page.
fn lone_number(line: &str) -> Option<u32> {
    const MAX_DIGITS: usize = 3;
    let is_number = line.len() <= MAX_DIGITS && line.bytes().all(|c| c.is_ascii_digit());
    is_number.then(|| line.parse().ok())?
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

/// A text without its blanks, unless more than `max` characters are left.
pub(super) fn short_without_blanks(text: &str, max: usize) -> Option<String> {
    let mut rest = text.chars().filter(|c| !is_blank(*c));
    let short: String = rest.by_ref().take(max).collect();
    rest.next().is_none().then_some(short)
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
    fn numbers_that_count_up_from_page_to_page_are_furniture() {
        let page = "全县各项工作有序推进。\n".repeat(30);
        let text = format!("{page}7\n{page}12\n名。\n8\n{page}9\n{page}");
        let numbers = |text: &str| -> Vec<(String, LineKind)> {
            let lines = lines(text, usize::MAX);
            let numbers = lines.iter().filter(|line| line.text(text).len() < 3);
            numbers
                .map(|line| (line.text(text).to_string(), line.kind))
                .collect()
        };
        let (page_number, other) = (LineKind::Furniture, LineKind::Text);
        assert_eq!(
            numbers(&text),
            [
                ("7", page_number),
                ("12", other),
                ("8", page_number),
                ("9", page_number)
            ]
            .map(|(number, kind)| (number.to_string(), kind))
        );
        // The rows of a table.
        let rows = "1\n甲组人员\n2\n乙组人员\n3\n丙组人员\n4\n丁组人员\n";
        assert!(numbers(rows).iter().all(|(_, kind)| *kind == other));
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
