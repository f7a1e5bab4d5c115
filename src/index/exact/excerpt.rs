//! The texts of one segment by position: where a text stands, and the characters at some ranges.

use std::ops::Range;

use rayon::prelude::*;

use super::file::ExactFile;
use super::matching::{every_start, ranges_of_readings};
use crate::fold::HARD_BREAK;

/// The folded texts of a segment, one after the other. A **position** counts characters from the first of them.
#[derive(Clone, Copy)]
pub(crate) struct SegmentTexts<'s> {
    pub(super) file: &'s ExactFile,
}

impl SegmentTexts<'_> {
    /// Every occurrence of a text, given its readings, without overlap, ascending. Removed reports are included.
    pub(crate) fn occurrences(self, readings: &[String]) -> Vec<Range<u32>> {
        ranges_of_readings(self.file, readings)
    }

    /// Every position at which a folded text begins, ascending, also where one begins inside another.
    pub(crate) fn every_start(self, folded: &str) -> Vec<u32> {
        every_start(self.file, folded, false)
    }

    /// Every position of a character, ascending.
    pub(crate) fn positions_of(self, c: char) -> Vec<u32> {
        let entry = self.file.entry(c);
        entry.map_or_else(Vec::new, |entry| self.file.positions(entry).to_vec())
    }

    /// The positions at which records begin, ascending: reports and their sections.
    pub(crate) fn record_starts(self) -> Vec<u32> {
        self.file.starts().iter().collect()
    }

    /// The characters at some ranges of positions, which ascend and do not overlap. In a damaged file, a hard break stands for
    /// a character that no list has.
    pub(crate) fn characters_at(self, ranges: &[Range<u32>]) -> Vec<char> {
        let size = ranges.len().div_ceil(rayon::current_num_threads()).max(1);
        let parts: Vec<Vec<char>> = ranges
            .par_chunks(size)
            .map(|ranges| self.part_at(ranges))
            .collect();
        parts.concat()
    }

    fn part_at(self, ranges: &[Range<u32>]) -> Vec<char> {
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else {
            return Vec::new();
        };
        let taken = TakenPositions::of(ranges, first.start, last.end);
        let mut characters = vec![HARD_BREAK; taken.count];
        self.file
            .each_between(&(first.start..last.end), |position, c| {
                if let Some(index) = taken.index_of(position) {
                    characters[index] = c;
                }
            });
        characters
    }
}

/// A set of positions, with the index of each among them.
struct TakenPositions {
    first: u32,
    /// A bit for each position from `first` on.
    bits: Vec<u64>,
    /// For each word of `bits`, the number of positions before it.
    before: Vec<u32>,
    count: usize,
}

impl TakenPositions {
    /// The positions in some ranges, which ascend from `first` to `end`.
    fn of(ranges: &[Range<u32>], first: u32, end: u32) -> Self {
        let words = (end - first).div_ceil(u64::BITS) as usize;
        let mut bits = vec![0_u64; words];
        for position in ranges.iter().cloned().flatten() {
            let bit = position - first;
            bits[(bit / u64::BITS) as usize] |= 1 << (bit % u64::BITS);
        }
        let mut count = 0;
        let before = bits.iter().map(|word| {
            let before = count;
            count += word.count_ones();
            before
        });
        Self {
            first,
            before: before.collect(),
            bits,
            count: count as usize,
        }
    }

    #[inline]
    fn index_of(&self, position: u32) -> Option<usize> {
        let bit = position - self.first;
        let (word, bit) = ((bit / u64::BITS) as usize, bit % u64::BITS);
        let is_taken = self.bits[word] >> bit & 1 == 1;
        let before = self.bits[word] & ((1 << bit) - 1);
        is_taken.then(|| (self.before[word] + before.count_ones()) as usize)
    }
}
