//! Occurrences of a text, and a scan that finds them.

use std::cmp::{Ordering, Reverse};
use std::ops::Range;

use memchr::memmem;

use crate::document::{retain_disjoint, saturating_u32};

/// In characters of the folded text, or, where marks count, in bytes of the text. A pattern's has an end of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Occurrence {
    Folded { start: u32, phrase: u32 },
    Matched { start: u32, end: u32, phrase: u32 },
    Strict { start: u32, end: u32, phrase: u32 },
}

impl Ord for Occurrence {
    /// By position; those of one position by their ends, if they have some, and their texts.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |occurrence: &Self| match *occurrence {
            Self::Folded { start, phrase } => (start, 0, phrase),
            Self::Matched { start, end, phrase } | Self::Strict { start, end, phrase } => {
                (start, end, phrase)
            }
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Occurrence {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Occurrence {
    /// Where it begins, in the unit of its kind.
    pub(crate) fn start(&self) -> u32 {
        match self {
            Self::Folded { start, .. }
            | Self::Matched { start, .. }
            | Self::Strict { start, .. } => *start,
        }
    }

    pub(crate) fn phrase(&self) -> usize {
        match self {
            Self::Folded { phrase, .. }
            | Self::Matched { phrase, .. }
            | Self::Strict { phrase, .. } => *phrase as usize,
        }
    }
}

/// The occurrences of a phrase in a folded text, in characters: those of any of its readings, from the left without overlap,
/// the longest first where several begin.
pub(crate) fn scan(folded: &str, readings: &[String]) -> Vec<Range<u32>> {
    let mut found: Vec<Range<u32>> = readings
        .iter()
        .flat_map(|reading| scan_reading(folded, reading))
        .collect();
    found.sort_by_key(|range| (range.start, Reverse(range.end)));
    retain_disjoint(&mut found, Range::clone);
    found
}

/// Every occurrence of one reading, also those that overlap.
pub(super) fn scan_reading(folded: &str, reading: &str) -> Vec<Range<u32>> {
    let finder = memmem::Finder::new(reading);
    let length = saturating_u32(reading.chars().count());
    let step = reading.chars().next().map_or(1, char::len_utf8);
    let (mut byte, mut character, mut from) = (0, 0, 0);
    let mut found = Vec::new();
    while let Some(at) = finder.find(&folded.as_bytes()[from..]) {
        let at = from + at;
        character += folded[byte..at].chars().count();
        byte = at;
        from = at + step;
        let start = saturating_u32(character);
        found.push(start..start + length);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_finds_occurrences_from_the_left_without_overlap() {
        let scan = |text, reading: &str| scan(text, &[reading.to_string()]);
        assert_eq!(scan("年年年年年", "年年"), [0..2, 2..4]);
        assert_eq!(scan("行政复议、行政", "行政"), [0..2, 5..7]);
        assert_eq!(scan("", "行"), []);
    }

    #[test]
    fn the_longest_reading_counts_where_several_begin() {
        let readings = ["10", "100", "00"].map(String::from);
        assert_eq!(scan("1001000", &readings), [0..3, 3..6]);
    }
}
