//! Tables of contents: from the title to the heading that repeats the first entry, or lists of links.

use std::ops::Range;

use super::range_at;
use super::view::{MAX_ENTRY, View, is_short};
use crate::structure::heading::{first_characters, is_salutation, strip_markup};
use crate::structure::line::without_blanks;
use crate::structure::marker::{Scheme, section_marker};
use crate::structure::rule::Rule;

/// Fewest entries.
const MIN_ENTRIES: usize = 3;
/// Most tables of contents that are looked for.
const MAX_CONTENTS: usize = 3;

/// The tables of contents: from the title to the heading that repeats the first entry, or lists of links.
pub(super) fn find(view: View) -> Vec<Range<usize>> {
    let mut contents: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for _ in 0..MAX_CONTENTS {
        let titled = (from..view.lines.len()).find(|&index| is_title(view, index));
        let found = titled.map(|title| (title, end_of_contents(view, title)));
        match found {
            Some((title, Some(end))) => {
                contents.push(title..end);
                from = end.max(title + 1);
            }
            Some((title, None)) => from = title + 1,
            None => break,
        }
    }
    contents.extend(lists_of_links(view, &contents));
    contents.sort_by_key(|range| range.start);
    contents
}

pub(super) fn is_title(view: View, index: usize) -> bool {
    let line = view.bare(index);
    is_short(line) && {
        let name = without_blanks(&without_tags(line));
        view.genre.words(Rule::Contents).contains(&name)
    }
}

/// Runs of lines that are list entries linked to headings of the same page.
fn lists_of_links(view: View, known: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_link = |index: usize| {
        let line = view.lines[index].text(view.text);
        let entry = line.trim_start_matches(['-', '*', '+', ' ']);
        entry.len() < line.len() && entry.starts_with('[') && entry.contains("](#")
    };
    let mut found = Vec::new();
    let mut start = 0;
    for index in 0..=view.lines.len() {
        let goes_on =
            index < view.lines.len() && is_link(index) && range_at(known, index).is_none();
        if goes_on {
            continue;
        }
        if index - start >= MIN_ENTRIES {
            found.push(start..index);
        }
        start = index + 1;
    }
    found
}

/// The end of the contents below a title: the heading that repeats the first entry, with the lines above it that
/// belong to the body, or else the first line that is no entry.
fn end_of_contents(view: View, title: usize) -> Option<usize> {
    let label = |index: usize| {
        let line = entry(view, index);
        let marker = section_marker(&line)?;
        let heading = line[marker.length..]
            .trim_end_matches(|c: char| c.is_ascii_digit() || ".…·。 \u{3000}\t".contains(c));
        Some((marker.scheme, marker.value, without_blanks(heading)))
    };
    let mut entries =
        (title + 1..view.lines.len()).filter_map(|index| Some((index, label(index)?)));
    let (_, first) = entries.next()?;
    let is_first = |entry: &(Scheme, u32, String)| (entry.0, entry.1) == (first.0, first.1);
    let again = entries.clone().find(|(_, entry)| {
        let heading = &entry.2;
        let same = heading.starts_with(&first.2) || first.2.starts_with(heading.as_str());
        is_first(entry) && same
    });
    // The heading may have been changed.
    let again = again.or_else(|| entries.find(|(_, entry)| is_first(entry)));
    if let Some((again, _)) = again {
        return Some(before_first_sentence(view, title..again));
    }
    let is_entry = |index: &usize| {
        let line = view.bare(*index);
        let is_prose = line.contains('。') || line.chars().nth(MAX_ENTRY).is_some();
        !is_prose && !is_salutation(line, view.genre)
    };
    let end = (title + 1..view.lines.len())
        .find(|index| !is_entry(index))
        .unwrap_or(title);
    let numbered = (title + 1..end)
        .filter(|&index| label(index).is_some())
        .count();
    (numbered >= MIN_ENTRIES).then_some(end)
}

/// An entry of the contents without list marks, tags and the target of its link.
fn entry(view: View, index: usize) -> String {
    let line = first_characters(view.bare(index), 2 * MAX_ENTRY);
    let line = line.trim_start_matches(['-', '+', '•', ' ', '[']);
    let line = line.split("](").next().unwrap_or(line);
    strip_markup(&without_tags(line)).to_string()
}

/// The end of the lines of a range before its first sentence. A single line above the sentence, such as 序言, is its
/// heading and does not count.
fn before_first_sentence(view: View, range: Range<usize>) -> usize {
    let mut last = None;
    for index in range.clone() {
        let line = view.bare(index);
        if line.contains('。') || is_salutation(line, view.genre) {
            return last.unwrap_or(index);
        }
        if !line.is_empty() {
            let is_entry = section_marker(&entry(view, index)).is_some();
            last = (!is_entry && index > range.start).then_some(index);
        }
    }
    range.end
}

/// A line without tags: 目录 in `<summary>目录</summary>`.
pub(in crate::structure) fn without_tags(line: &str) -> String {
    let mut parts = line.split('<');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| match part.split_once('>') {
        Some((_, after)) => text + after,
        None => text + "<" + part,
    })
}
