//! Page furniture: page numbers, running headers and footers.
//!
//! Owns which parts of a page are not text of the document; knows nothing about paragraphs. Invariant: a line is
//! furniture only if it is among the outermost lines near the top or bottom of its page, and either repeats at the same
//! position on other pages or has the form of a page number.

use std::collections::{HashMap, HashSet};

use super::glyph::{Direction, floor};
use super::line::Line;
use super::page::{Block, LaidOutPage};

/// The fraction of the page height, from the top and from the bottom, that may contain furniture.
const EDGE: f32 = 0.13;
/// Maximum number of lines at each edge that may be furniture.
const DEPTH: usize = 4;
/// Minimum number of pages with the same line at the same height for it to be a running header.
const REPEATED: usize = 3;
/// Maximum distance in pages between occurrences of a running header: headers may differ on left and right pages.
const STEP: usize = 2;

/// Identifies a running header: text with all digits replaced by 0, position in 1/250 of the page height, font size.
type Key = (String, i32, i32);

/// Removes the furniture of all pages.
pub(super) fn drop_furniture(pages: &mut [LaidOutPage]) {
    let edges: Vec<Vec<usize>> = pages.iter().map(edge_lines).collect();
    let repeated = repeated_keys(pages, &edges);
    let offsets = number_offsets(pages, &edges);
    for (page, edge) in pages.iter_mut().zip(&edges) {
        let is_furniture = |at: &usize| {
            line_at(page, *at).is_some_and(|line| {
                keys(page, line).iter().any(|key| repeated.contains(key))
                    || is_page_number(page, line, &offsets)
            })
        };
        let furniture: HashSet<usize> = edge.iter().copied().filter(is_furniture).collect();
        let mut at = 0;
        page.blocks.retain(|_| {
            at += 1;
            !furniture.contains(&(at - 1))
        });
    }
}

fn line_at(page: &LaidOutPage, at: usize) -> Option<&Line> {
    match page.blocks.get(at)? {
        Block::Line(line) => Some(line),
        Block::Table(_) => None,
    }
}

/// The indices of blocks that are lines near the top or the bottom, from the outermost inwards, and of watermarks.
fn edge_lines(page: &LaidOutPage) -> Vec<usize> {
    let lines =
        (0..page.blocks.len()).filter_map(|at| Some((at, page.height_of(line_at(page, at)?))));
    let (mut top, mut bottom): (Vec<_>, Vec<_>) = lines
        .filter(|(_, height)| *height < EDGE || *height > 1.0 - EDGE)
        .partition(|(_, height)| *height < EDGE);
    top.sort_by(|a, b| a.1.total_cmp(&b.1));
    bottom.sort_by(|a, b| b.1.total_cmp(&a.1));
    let slanted = (0..page.blocks.len())
        .filter(|at| line_at(page, *at).is_some_and(|line| line.direction == Direction::Slanted));
    top.iter()
        .take(DEPTH)
        .chain(bottom.iter().take(DEPTH))
        .map(|(at, _)| *at)
        .chain(slanted)
        .collect()
}

/// The keys of a line: its height is rounded in two ways, so that nearly equal heights share a key.
fn keys(page: &LaidOutPage, line: &Line) -> [Key; 2] {
    /// Distinguishes the keys of the second rounding.
    const SECOND: i32 = 1 << 20;
    let text = line.text();
    let words: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    // Headers with two-digit and three-digit numbers are the same header.
    let mut words = words;
    while words.contains("00") {
        words = words.replace("00", "0");
    }
    let height = page.height_of(line) * 250.0;
    let size = floor(line.size.round());
    [
        (words.clone(), floor(height), size),
        (words, floor(height + 0.5) + SECOND, size),
    ]
}

/// Keys of lines that occur on every page or every other page of one or more page ranges.
fn repeated_keys(pages: &[LaidOutPage], edges: &[Vec<usize>]) -> HashSet<Key> {
    let mut places: HashMap<Key, Vec<usize>> = HashMap::new();
    for (at, (page, edge)) in pages.iter().zip(edges).enumerate() {
        let own: HashSet<Key> = edge
            .iter()
            .filter_map(|at| line_at(page, *at))
            .flat_map(|line| keys(page, line))
            .collect();
        for key in own {
            places.entry(key).or_default().push(at);
        }
    }
    places
        .into_iter()
        .filter(|(_, pages)| is_running(pages))
        .map(|(key, _)| key)
        .collect()
}

/// Whether most of the pages, in ascending order, lie in ranges that are each long enough for a running header. A
/// repeated line of the text, such as a checkbox, occurs at one height on scattered pages.
fn is_running(pages: &[usize]) -> bool {
    let stretches = pages.chunk_by(|page, next| next - page <= STEP);
    let running: usize = stretches
        .map(<[usize]>::len)
        .filter(|length| *length >= REPEATED)
        .sum();
    running * 5 >= pages.len() * 4
}

/// Offsets from the position of a page in the file to its printed number, if at least two pages agree on one.
fn number_offsets(pages: &[LaidOutPage], edges: &[Vec<usize>]) -> HashSet<i64> {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for (page, edge) in pages.iter().zip(edges) {
        let numbers = edge
            .iter()
            .filter_map(|at| bare_number(&line_at(page, *at)?.text()));
        for offset in numbers
            .map(|number| number - i64::from(page.number))
            .collect::<HashSet<_>>()
        {
            *counts.entry(offset).or_default() += 1;
        }
    }
    let mut offsets: HashSet<i64> = counts
        .into_iter()
        .filter(|(_, count)| *count >= 2)
        .map(|(offset, _)| offset)
        .collect();
    if pages.len() == 1 {
        offsets.insert(0);
    }
    offsets
}

/// Whether a line is the number of its page: one formatted as a page number, or a bare one that matches an offset.
fn is_page_number(page: &LaidOutPage, line: &Line, offsets: &HashSet<i64>) -> bool {
    let text = line.text();
    is_marked_number(&text)
        || bare_number(&text)
            .is_some_and(|number| offsets.contains(&(number - i64::from(page.number))))
}

/// Parses text that is only a number.
fn bare_number(text: &str) -> Option<i64> {
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(narrow_digit)
        .collect();
    digits
        .chars()
        .all(|c| c.is_ascii_digit())
        .then(|| digits.parse().ok())
        .flatten()
}

/// Converts a full-width digit to ASCII.
fn narrow_digit(c: char) -> char {
    u32::from(c)
        .checked_sub(0xFF10)
        .filter(|digit| *digit < 10)
        .and_then(|digit| char::from_digit(digit, 10))
        .unwrap_or(c)
}

/// Whether text is a page number in a common format: `— 12 —`, `- 12 -`, `第 12 页 共 30 页`, `12 / 30`,
/// `Page 12 of 30`.
fn is_marked_number(text: &str) -> bool {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(narrow_digit)
        .collect::<String>()
        .to_lowercase();
    let shape = shape(&text.replace("page", "第").replace("of", "/"));
    matches!(
        shape.as_str(),
        "-0-"
            | "第0页"
            | "第0页共0页"
            | "第0页,共0页"
            | "第0页/共0页"
            | "第0"
            | "第0/0"
            | "0/0"
            | "·0·"
            | "共0页第0页"
            | "共0页,第0页"
    )
}

/// The text with runs of digits and runs of dashes collapsed to one character.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars() {
        let c = match c {
            '0'..='9' => '0',
            '—' | '-' | '–' | '－' | '‐' | '―' | '─' | '一' | '~' | '～' => '-',
            '，' | '(' | '（' => ',',
            '•' | '・' => '·',
            '／' => '/',
            ')' | '）' => continue,
            other => other,
        };
        if !(matches!(c, '0' | '-') && shape.ends_with(c)) {
            shape.push(c);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known_by_their_dress() {
        for text in [
            "— 12 —",
            "- 3 -",
            "－１－",
            "第 12 页 共 30 页",
            "第1页",
            "60 / 195",
            "Page 2 of 9",
            "· 7 ·",
            "第3页（共9页）",
            "──4──",
        ] {
            assert!(is_marked_number(text), "{text}");
        }
    }

    #[test]
    fn running_heads_stand_on_most_or_on_every_other_page() {
        assert!(
            is_running(&[1, 2, 3])
                && is_running(&[2, 4, 6, 8])
                && is_running(&[1, 2, 3, 4, 40, 41, 42, 77])
        );
        assert!(!is_running(&[1, 2]) && !is_running(&[3, 17, 60, 61, 90]));
    }

    #[test]
    fn numbers_of_the_text_are_no_page_numbers() {
        for text in [
            "12",
            "2021年",
            "第12条",
            "12%",
            "3-4",
            "共30页",
            "1.2",
            "—",
            "第十页内容",
        ] {
            assert!(!is_marked_number(text), "{text}");
        }
        assert_eq!(bare_number("１２"), Some(12));
        assert_eq!(bare_number("12件"), None);
        assert_eq!(bare_number(""), None);
    }
}
