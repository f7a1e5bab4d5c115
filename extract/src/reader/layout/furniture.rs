//! Page furniture: page numbers, running headers and footers.
//!
//! Owns which parts of a page are not text of the document; knows nothing about paragraphs. Invariant: a line is
//! furniture only if it is among the outermost lines near the top or bottom of its page, and either has the form of a page
//! number or is on other pages at the same position, equal but for its page number. Of the latter the first copy is kept.

use std::collections::{HashMap, HashSet};

use super::glyph::{Direction, floor};
use super::line::Line;
use super::page::{Block, LaidOutPage};
use crate::extracted::Furniture;
use crate::reader::build::builder::TextBuilder;

/// The fraction of the page height, from the top and from the bottom, that may contain furniture.
pub(in crate::reader) const EDGE: f32 = 0.13;
/// Maximum number of lines at each edge that may be furniture.
const DEPTH: usize = 4;
/// Minimum number of pages with the same line at the same height for it to be a running header.
const REPEATED: usize = 3;
/// Maximum distance in pages between occurrences of a running header: headers may differ on left and right pages.
const STEP: usize = 2;

/// What running headers have in common, their numbers apart: text with a 0 for each number, position in 1/250 of the page
/// height, font size.
type Key = (String, i32, i32);

/// A line that may be a running header: its page and its place among the blocks of the page, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    page: usize,
    block: usize,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The first copy of a running header.
    First,
    /// A later copy.
    Copy,
}

/// Removes the furniture of all pages and lists it. The first copy of each running header becomes a [`Block::Head`].
pub(super) fn drop_furniture(pages: &mut [LaidOutPage], builder: &mut TextBuilder) {
    let edges: Vec<Vec<usize>> = pages.iter().map(edge_lines).collect();
    let roles = running_headers(pages, &edges);
    let offsets = number_offsets(pages, &edges);
    for (number, (page, edge)) in pages.iter_mut().zip(&edges).enumerate() {
        let mut dropped = HashSet::new();
        for block in edge {
            let Some(line) = line_at(page, *block) else {
                continue;
            };
            let is_number = is_page_number(page, line, &offsets);
            let is_watermark = line.direction == Direction::Slanted;
            match roles.get(&Place {
                page: number,
                block: *block,
            }) {
                Some(Role::First) if !is_number && !is_watermark && !is_in_text(page, *block) => {
                    page.blocks[*block] = Block::Head(line.clone());
                }
                None if !is_number => {}
                _ if dropped.insert(*block) => {
                    let kind = furniture(is_watermark, is_number);
                    builder.list_dropped(page.number, &line.text(), kind);
                }
                _ => {}
            }
        }
        let mut at = 0;
        page.blocks.retain(|_| {
            at += 1;
            !dropped.contains(&(at - 1))
        });
    }
}

fn furniture(is_watermark: bool, is_number: bool) -> Furniture {
    match (is_watermark, is_number) {
        (true, _) => Furniture::Watermark,
        (_, true) => Furniture::PageNumber,
        _ => Furniture::RunningHead,
    }
}

fn line_at(page: &LaidOutPage, at: usize) -> Option<&Line> {
    match page.blocks.get(at)? {
        Block::Line(line) => Some(line),
        Block::Head(_) | Block::Table(_) => None,
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
    let mut words = String::new();
    for c in line.text().chars().filter(|c| !c.is_whitespace()) {
        match narrow_digit(c).is_ascii_digit() {
            true if words.ends_with('0') => {}
            true => words.push('0'),
            false => words.push(c),
        }
    }
    let height = page.height_of(line) * 250.0;
    let size = floor(line.size.round());
    [
        (words.clone(), floor(height), size),
        (words, floor(height + 0.5) + SECOND, size),
    ]
}

/// A number in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    value: i64,
    /// Whether it may be that of the page: at an end of the line or apart from words, or in 第12页.
    may_be_page: bool,
}

/// The numbers of a line, in order; those of more than 18 digits count by their first ones.
fn numbers(text: &str) -> Vec<Number> {
    let characters: Vec<char> = text.chars().map(narrow_digit).collect();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let digits: String = characters[at..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .collect();
        if digits.is_empty() {
            at += 1;
            continue;
        }
        let before = characters[..at].last();
        at += digits.len();
        let after = characters.get(at);
        let is_apart =
            |c: Option<&char>| c.is_none_or(|c| !c.is_alphanumeric() && !".%,".contains(*c));
        let is_marked = before == Some(&'第') && after == Some(&'页');
        let digits = &digits[..digits.len().min(18)];
        numbers.push(Number {
            value: digits.parse().unwrap_or(0),
            may_be_page: is_marked || is_apart(before) && is_apart(after),
        });
    }
    numbers
}

/// Whether two lines with the same words have the same numbers, but for those of their pages, which are `pages` apart.
fn same_numbers(one: &[Number], other: &[Number], pages: usize) -> bool {
    let pages = i64::try_from(pages).unwrap_or(i64::MAX);
    let same = |(one, other): (&Number, &Number)| {
        let counts_on =
            one.may_be_page && other.may_be_page && one.value.saturating_add(pages) == other.value;
        one.value == other.value || counts_on
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// The lines that are on every page or every other page of one or more page ranges.
fn running_headers(pages: &[LaidOutPage], edges: &[Vec<usize>]) -> HashMap<Place, Role> {
    let mut places: HashMap<Key, Vec<Place>> = HashMap::new();
    for (at, (page, edge)) in pages.iter().zip(edges).enumerate() {
        for block in edge {
            let Some(line) = line_at(page, *block) else {
                continue;
            };
            for key in keys(page, line) {
                places.entry(key).or_default().push(Place {
                    page: at,
                    block: *block,
                });
            }
        }
    }
    let running = places.iter().flat_map(|((words, ..), places)| {
        let headers = copies(pages, places).into_iter();
        headers.map(move |header| (words.as_str(), header))
    });
    let mut running: Vec<(&str, Header)> = running.collect();
    running.sort_by_key(|(_, header)| header.places[0].page);
    let mut known: HashSet<(&str, Vec<(bool, i64)>)> = HashSet::new();
    let mut roles: HashMap<Place, Role> = HashMap::new();
    for of_page in running.chunk_by(|(_, a), (_, b)| a.places[0].page == b.places[0].page) {
        let signatures = of_page.iter().map(|(words, header)| {
            let signatures = signatures(&header.first, header.places[0].page);
            signatures
                .into_iter()
                .map(|numbers| (*words, numbers))
                .collect()
        });
        let signatures: Vec<Vec<_>> = signatures.collect();
        for ((_, header), signatures) in of_page.iter().zip(&signatures) {
            let is_known = signatures.iter().any(|signature| known.contains(signature));
            for (copy, place) in header.places.iter().enumerate() {
                let role = roles.entry(*place).or_insert(Role::First);
                if copy > 0 || is_known {
                    *role = Role::Copy;
                }
            }
        }
        known.extend(signatures.into_iter().flatten());
    }
    roles
}

/// A line that is on page after page.
struct Header {
    /// Its copies in page order.
    places: Vec<Place>,
    /// The numbers of its first copy.
    first: Vec<Number>,
}

/// Maximum number of numbers in a line that are taken for that of the page.
const PAGE_NUMBERS: usize = 4;

/// The ways to read the numbers of a line on a page: each as it is (false), or relative to the page (true) if it may be its
/// number. Lines on different pages have [the same numbers](same_numbers) if a way to read one is a way to read the other, so
/// that a header is known again, at another height or after pages without it, in linear time.
fn signatures(numbers: &[Number], page: usize) -> Vec<Vec<(bool, i64)>> {
    let page = i64::try_from(page).unwrap_or(i64::MAX);
    let mut signatures = vec![Vec::with_capacity(numbers.len())];
    let mut of_page = 0;
    for number in numbers {
        let is_of_page = number.may_be_page && of_page < PAGE_NUMBERS;
        of_page += usize::from(is_of_page);
        let relative = signatures.iter().filter(|_| is_of_page).cloned();
        let mut relative: Vec<Vec<(bool, i64)>> = relative.collect();
        for signature in &mut relative {
            signature.push((true, number.value.saturating_sub(page)));
        }
        for signature in &mut signatures {
            signature.push((false, number.value));
        }
        signatures.extend(relative);
    }
    signatures
}

/// Whether the words of a line are in the other lines of its page, as those of a title are: then it need not be kept.
fn is_in_text(page: &LaidOutPage, block: usize) -> bool {
    let words = |line: &Line| line.text().split_whitespace().collect::<String>();
    let others = (0..page.blocks.len()).filter(|at| *at != block);
    let text: String = others
        .filter_map(|at| line_at(page, at))
        .map(words)
        .collect();
    line_at(page, block).is_some_and(|line| text.contains(&words(line)))
}

/// The running headers among lines with one key, in page order.
fn copies(pages: &[LaidOutPage], places: &[Place]) -> Vec<Header> {
    let mut all: Vec<Header> = Vec::new();
    // Those that may go on, each with the numbers of its last copy.
    let mut open: Vec<(usize, Vec<Number>)> = Vec::new();
    for place in places {
        let Some(line) = line_at(&pages[place.page], place.block) else {
            continue;
        };
        let own = numbers(&line.text());
        let step = |all: &[Header], header: usize| {
            let last = all[header].places.last();
            last.map_or(0, |last| place.page - last.page)
        };
        open.retain(|(header, _)| step(&all, *header) <= STEP);
        let known = open.iter_mut().find(|(header, last)| {
            let step = step(&all, *header);
            step > 0 && same_numbers(last, &own, step)
        });
        if let Some((header, last)) = known {
            all[*header].places.push(*place);
            *last = own;
        } else {
            open.push((all.len(), own.clone()));
            all.push(Header {
                places: vec![*place],
                first: own,
            });
        }
    }
    all.retain(|header| header.places.len() >= REPEATED);
    // A repeated line of the text, such as a checkbox, is at one height on scattered pages.
    let running: usize = all.iter().map(|header| header.places.len()).sum();
    if running * 5 < places.len() * 4 {
        all.clear();
    }
    all
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
    fn numbers_of_running_headers_are_equal_or_those_of_pages() {
        let same =
            |one: &str, other: &str, pages| same_numbers(&numbers(one), &numbers(other), pages);
        assert!(same("2021年年度报告", "2021年年度报告", 1));
        assert!(same("年度报告 12", "年度报告 13", 1));
        assert!(same("2021年年度报告 — 9 —", "2021年年度报告 — 11 —", 2));
        assert!(same("第9页 共30页", "第10页 共30页", 1));
        assert!(!same("收案57件", "收案63件", 1));
        assert!(!same("2019年度收案", "2020年度收案", 1));
        assert!(!same("增长6.5%", "增长7.5%", 1));
        assert!(!same("年度报告 12", "年度报告 15", 1));
    }

    #[test]
    fn equal_lines_on_different_pages_share_a_signature() {
        let share = |one: (&str, usize), other: (&str, usize)| {
            let of = |(text, page): (&str, usize)| signatures(&numbers(text), page);
            of(one)
                .iter()
                .any(|signature| of(other).contains(signature))
        };
        for (one, other, pages, same) in [
            ("年度报告 12", "年度报告 13", 1, true),
            ("年度报告 12", "年度报告 12", 1, true),
            ("12 年度报告 3 / 30", "12 年度报告 9 / 30", 6, true),
            ("收案57件", "收案63件", 6, false),
            ("年度报告 12", "年度报告 15", 1, false),
        ] {
            assert_eq!(share((one, 7), (other, 7 + pages)), same, "{one} {other}");
            assert_eq!(same_numbers(&numbers(one), &numbers(other), pages), same);
        }
        assert_eq!(
            signatures(&numbers("1 2 3 4 5 6 7 8"), 3).len(),
            1 << PAGE_NUMBERS
        );
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
