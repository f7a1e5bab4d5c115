//! The positions of some characters in given reports and sections.

use std::ops::Range;

use super::super::address::{DocumentAddress, SectionAddress};
use super::excerpt::SegmentTexts;
use super::occurrence::ExactLayer;
use super::positions::Cursor;

/// Sorts positions that are close together, by the place of each in a table.
#[derive(Default)]
struct Sorter {
    /// For each position, one more than the index of its character; 0 if it has none.
    table: Vec<u16>,
}

/// Up to how many times as many places as positions the table has.
const MAX_SPARSE: usize = 16;

impl Sorter {
    /// Sorts distinct positions. Those that are far apart are compared, which is slower.
    fn sort(&mut self, positions: &mut Vec<(u32, u16)>) {
        let last = positions.iter().map(|(position, _)| *position).max();
        let length = last.map_or(0, |last| last as usize + 1);
        if length > MAX_SPARSE * positions.len() {
            positions.sort_unstable_by_key(|(position, _)| *position);
            return;
        }
        self.table.clear();
        self.table.resize(length, 0);
        for (position, index) in positions.drain(..) {
            self.table[position as usize] = index + 1;
        }
        let places = (0..).zip(&self.table);
        positions.extend(
            places
                .filter(|(_, index)| **index > 0)
                .map(|(position, index)| (position, index - 1)),
        );
    }
}

impl<'s> ExactLayer<'s> {
    /// The offsets at which a report has any of some characters, in characters of its folded text, unsorted.
    pub(crate) fn positions_in(self, document: DocumentAddress, characters: &[char]) -> Vec<u32> {
        let file = self.file(document.segment);
        let sections = file.section_records(document.record);
        let start = file.extent(document.record).start;
        let end = file.extent(sections.end - 1).end;
        let mut found = Vec::new();
        for entry in characters.iter().filter_map(|c| file.entry(*c)) {
            Cursor::new(file.positions(entry))
                .take_between(start, end, |position| found.push(position - start));
        }
        found
    }

    /// For each of some sections in index order, the offsets of some characters, ascending: characters from the beginning of
    /// the section, each with the character's index in `characters`.
    pub(crate) fn project(
        self,
        characters: &[char],
        sections: &[SectionAddress],
    ) -> Vec<Vec<(u32, u16)>> {
        let mut found = vec![Vec::new(); sections.len()];
        let mut first = 0;
        for of_segment in sections.chunk_by(|a, b| a.document.segment == b.document.segment) {
            let file = self.file(of_segment[0].document.segment);
            let found = &mut found[first..first + of_segment.len()];
            for (index, c) in (0..).zip(characters) {
                let Some(entry) = file.entry(*c) else {
                    continue;
                };
                let mut positions = Cursor::new(file.positions(entry));
                for (section, found) in of_segment.iter().zip(&mut *found) {
                    let extent = file.extent(section.record());
                    positions.take_between(extent.start, extent.end, |position| {
                        found.push((position - extent.start, index));
                    });
                }
            }
            first += of_segment.len();
        }
        let mut sorter = Sorter::default();
        for positions in &mut found {
            sorter.sort(positions);
        }
        found
    }

    /// The character at each position of a segment; `None` if its lists contradict one another.
    pub(crate) fn text(self, segment: u32) -> Option<Vec<char>> {
        self.file(segment).text()
    }

    /// The texts of each segment.
    pub(crate) fn segments(self) -> impl Iterator<Item = SegmentTexts<'s>> {
        let files = self.snapshot.exact_files.iter();
        files.map(|file| SegmentTexts { file })
    }

    /// The range of positions of a report's folded text.
    pub(crate) fn extent(self, document: DocumentAddress) -> Range<usize> {
        let file = self.file(document.segment);
        let start = file.extent(document.record).start;
        let end = file
            .extent(file.section_records(document.record).end - 1)
            .end;
        // A hard break follows the text.
        start as usize..(end as usize).saturating_sub(1)
    }

    /// Number of sections that have a character. Removed reports count until their segment is rewritten.
    pub(crate) fn doc_freq(self, c: char) -> u64 {
        let mut sections = 0;
        for (segment, _) in self.snapshot.segments() {
            let entry = self.file(segment).entry(c);
            sections += entry.map_or(0, |entry| u64::from(entry.sections));
        }
        sections
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_sorted_whether_close_or_far() {
        let mut sorter = Sorter::default();
        let in_order = |sorter: &mut Sorter, positions: &[(u32, u16)]| {
            let mut positions = positions.to_vec();
            sorter.sort(&mut positions);
            positions
        };
        assert_eq!(
            in_order(&mut sorter, &[(7, 0), (2, 9), (5, 3)]),
            [(2, 9), (5, 3), (7, 0)]
        );
        assert_eq!(
            in_order(&mut sorter, &[(1 << 31, 0), (2, 9)]),
            [(2, 9), (1 << 31, 0)]
        );
        assert_eq!(in_order(&mut sorter, &[]), []);
    }
}
