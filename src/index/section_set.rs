//! Sets of sections, combined by the and, or and not of a query.

use std::ops::Range;

use fixedbitset::FixedBitSet;

use super::address::SectionAddress;

/// A set of sections: by segment, a bit for each record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SectionSet {
    segments: Vec<FixedBitSet>,
}

impl SectionSet {
    /// The empty set of segments with so many records each.
    pub(crate) fn of_sizes(records: impl Iterator<Item = usize>) -> Self {
        Self {
            segments: records.map(FixedBitSet::with_capacity).collect(),
        }
    }

    /// The set with the given bits of records, by segment.
    pub(super) fn of_segments(segments: Vec<FixedBitSet>) -> Self {
        Self { segments }
    }

    /// By segment, a bit for each record.
    pub(super) fn segments(&self) -> &[FixedBitSet] {
        &self.segments
    }

    pub(super) fn insert_record(&mut self, segment: u32, record: u32) {
        self.segments[segment as usize].insert(record as usize);
    }

    pub(crate) fn insert(&mut self, section: SectionAddress) {
        self.segments[section.document.segment as usize].insert(section.record() as usize);
    }

    pub(crate) fn remove(&mut self, section: SectionAddress) {
        self.segments[section.document.segment as usize].remove(section.record() as usize);
    }

    #[inline]
    pub(crate) fn contains(&self, section: SectionAddress) -> bool {
        self.has_record(section.document.segment, section.record())
    }

    /// Inserts the sections of a report, given the range of their records.
    pub(super) fn insert_block(&mut self, segment: u32, sections: &Range<u32>) {
        let records = sections.start as usize..sections.end as usize;
        self.segments[segment as usize].insert_range(records);
    }

    #[inline]
    pub(super) fn has_record(&self, segment: u32, record: u32) -> bool {
        self.segments[segment as usize].contains(record as usize)
    }

    pub(crate) fn intersect_with(&mut self, other: &Self) {
        self.each(other, FixedBitSet::intersect_with);
    }

    pub(crate) fn union_with(&mut self, other: &Self) {
        self.each(other, FixedBitSet::union_with);
    }

    pub(crate) fn difference_with(&mut self, other: &Self) {
        self.each(other, FixedBitSet::difference_with);
    }

    pub(crate) fn len(&self) -> u64 {
        self.segments
            .iter()
            .map(|records| records.count_ones(..) as u64)
            .sum()
    }

    fn each(&mut self, other: &Self, change: impl Fn(&mut FixedBitSet, &FixedBitSet)) {
        for (mine, theirs) in self.segments.iter_mut().zip(&other.segments) {
            change(mine, theirs);
        }
    }
}
