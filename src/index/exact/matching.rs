//! The occurrences of a text in one file.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use super::file::{Entry, ExactFile};
use crate::document::{retain_disjoint, saturating_u32};
use crate::query::figure::{DIGITS, MARKS, open_ends};

/// A character of a text, with its offset in the text.
type CharOffset = (Entry, u32);

/// The positions at which a folded text begins, without overlap, ascending. If the text is known to occur, the search ends
/// when one position is left.
pub(super) fn occurrences(file: &ExactFile, folded: &str, is_known: bool) -> Vec<u32> {
    let mut starts = every_start(file, folded, is_known);
    if may_overlap(folded) {
        let length = saturating_u32(folded.chars().count());
        retain_disjoint(&mut starts, |start| *start..*start + length);
    }
    starts
}

/// The positions at which one of the readings of a text begins, without overlap, ascending.
pub(super) fn occurrences_of_readings(file: &ExactFile, readings: &[String]) -> Vec<u32> {
    if let [reading] = readings {
        return occurrences(file, reading, false);
    }
    let ranges = ranges_of_readings(file, readings).into_iter();
    ranges.map(|range| range.start).collect()
}

/// The positions of the readings of a text, without overlap, ascending. The longest counts where several begin.
pub(super) fn ranges_of_readings(file: &ExactFile, readings: &[String]) -> Vec<Range<u32>> {
    let mut found: Vec<(u32, Reverse<u32>)> = Vec::new();
    for reading in readings {
        let length = saturating_u32(reading.chars().count());
        let starts = every_start(file, reading, false).into_iter();
        found.extend(starts.map(|start| (start, Reverse(start + length))));
    }
    found.sort_unstable();
    retain_disjoint(&mut found, |(start, Reverse(end))| *start..*end);
    let found = found.into_iter();
    found.map(|(start, Reverse(end))| start..end).collect()
}

/// The positions at which one of the spellings of a figure begins that is not part of a longer number, ascending: 6.5 is
/// neither in 16.5 nor in 6.55.
pub(super) fn occurrences_of_figure(file: &ExactFile, spellings: &[String]) -> Vec<u32> {
    let mut found = Vec::new();
    for spelling in spellings {
        let mut starts = occurrences(file, spelling, false);
        let open = open_ends(spelling);
        if open.before {
            let after_digit = at_any(file, &starts, -1, DIGITS);
            let after_mark = at_any(file, &starts, -1, MARKS);
            let after_number = at_any(file, &after_mark, -2, DIGITS);
            remove(&mut starts, &after_digit);
            remove(&mut starts, &after_number);
        }
        if open.after {
            let length = i64::from(saturating_u32(spelling.chars().count()));
            let before_digit = at_any(file, &starts, length, DIGITS);
            let before_mark = at_any(file, &starts, length, MARKS);
            let before_number = at_any(file, &before_mark, length + 1, DIGITS);
            remove(&mut starts, &before_digit);
            remove(&mut starts, &before_number);
        }
        found.extend(starts);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Those of some ascending starts that have one of some characters `distance` characters after them.
fn at_any(file: &ExactFile, starts: &[u32], distance: i64, characters: &str) -> Vec<u32> {
    let place = |start: &u32| u32::try_from(i64::from(*start) + distance).ok();
    let mut found = Vec::new();
    for entry in characters.chars().filter_map(|c| file.entry(c)) {
        let mut places: Vec<u32> = starts.iter().filter_map(place).collect();
        file.positions(entry).keep(&mut places, 0);
        let starts = places.into_iter().map(|place| i64::from(place) - distance);
        found.extend(starts.filter_map(|start| u32::try_from(start).ok()));
    }
    found.sort_unstable();
    found
}

fn remove(starts: &mut Vec<u32>, removed: &[u32]) {
    starts.retain(|start| removed.binary_search(start).is_err());
}

/// The positions at which a folded text begins, ascending, also where they overlap.
pub(super) fn every_start(file: &ExactFile, folded: &str, is_known: bool) -> Vec<u32> {
    let Some(characters) = rarest_first(file, folded) else {
        return Vec::new();
    };
    let list = |character: &CharOffset| file.positions(character.0);
    let (mut starts, rest) = match characters.as_slice() {
        [] => return Vec::new(),
        [only] => (list(only).starts(only.1), &[] as &[CharOffset]),
        [first, second, rest @ ..] => {
            let starts = list(first).starts_with(first.1, list(second), second.1);
            (starts, rest)
        }
    };
    for character in rest {
        if starts.is_empty() || (is_known && starts.len() == 1) {
            break;
        }
        list(character).keep(&mut starts, character.1);
    }
    starts
}

/// The characters of a text, the rarest first; `None` if one does not occur.
fn rarest_first(file: &ExactFile, folded: &str) -> Option<Vec<CharOffset>> {
    let mut known: HashMap<char, Entry> = HashMap::new();
    let mut characters = Vec::new();
    for (offset, c) in (0..).zip(folded.chars()) {
        let entry = match known.get(&c) {
            Some(entry) => *entry,
            None => *known.entry(c).or_insert(file.entry(c)?),
        };
        characters.push((entry, offset));
    }
    characters.sort_by_key(|(entry, _)| entry.count);
    Some(characters)
}

/// Whether an occurrence of a text may begin inside another: a proper suffix of the text is also a prefix.
fn may_overlap(text: &str) -> bool {
    text.char_indices()
        .skip(1)
        .any(|(start, _)| text.starts_with(&text[start..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_a_common_prefix_and_suffix_may_overlap() {
        assert!(may_overlap("年年") && may_overlap("一年一") && may_overlap("哈哈哈"));
        assert!(!may_overlap("年") && !may_overlap("行政复议"));
    }
}
