//! The records of a file: which report and section a position is in.

use std::ops::Range;

use super::file::ExactFile;
use crate::document::saturating_u32;

/// A report among the records of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Block {
    /// The record of the report.
    pub document: u32,
    /// The records of its sections.
    pub sections: Range<u32>,
}

/// Consecutive positions in one record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group<'p> {
    /// The record of the report.
    pub document: u32,
    /// The record itself: of a section, or the report's.
    pub record: u32,
    /// The first position of the record.
    pub start: u32,
    pub positions: &'p [u32],
}

impl ExactFile {
    /// Groups ascending positions by section.
    pub(super) fn by_section<'p>(
        &'p self,
        positions: &'p [u32],
    ) -> impl Iterator<Item = Group<'p>> {
        let (starts, documents) = (self.starts(), self.document_records());
        let (mut records_begun, mut documents_begun) = (0, 0);
        groups(positions, move |position| {
            records_begun += starts.count_below(position + 1, records_begun);
            let record = saturating_u32(records_begun) - 1;
            documents_begun += documents.count_below(record + 1, documents_begun);
            let document = documents.get(documents_begun - 1);
            (document, record, starts.get(records_begun))
        })
        .map(move |(document, record, positions)| Group {
            document,
            record,
            start: starts.get(record as usize),
            positions,
        })
    }

    /// Groups ascending positions by report.
    pub(super) fn by_document<'p>(
        &'p self,
        positions: &'p [u32],
    ) -> impl Iterator<Item = Group<'p>> {
        let starts = self.starts();
        let documents = self.document_records();
        let begins = move |index: usize| match index {
            index if index < documents.len() => starts.get(documents.get(index) as usize),
            _ => starts.get(starts.len() - 1),
        };
        let mut documents_begun = 0;
        groups(positions, move |position| {
            // Records and positions of reports are in the same order.
            while documents_begun < documents.len() && begins(documents_begun) <= position {
                documents_begun += 1;
            }
            let document = documents.get(documents_begun - 1);
            (document, document, begins(documents_begun))
        })
        .map(move |(document, record, positions)| Group {
            document,
            record,
            start: starts.get(record as usize),
            positions,
        })
    }

    /// The reports, in the order of their records.
    pub(in super::super) fn documents(&self) -> impl Iterator<Item = Block> {
        let documents = self.document_records();
        let ends = documents.iter().skip(1).chain([self.record_count()]);
        documents.iter().zip(ends).map(|(document, end)| Block {
            document,
            sections: document + 1..end,
        })
    }

    /// The record of the report to which a record belongs.
    pub(in super::super) fn document_of(&self, record: u32) -> Option<u32> {
        let documents = self.document_records();
        let begun = documents.count_below(record + 1, 0);
        Some(documents.get(begun.checked_sub(1)?))
    }

    /// The records of the sections of a report.
    pub(in super::super) fn section_records(&self, document: u32) -> Range<u32> {
        let documents = self.document_records();
        let next = documents.count_below(document + 1, 0);
        let end = if next < documents.len() {
            documents.get(next)
        } else {
            self.record_count()
        };
        document + 1..end
    }

    fn record_count(&self) -> u32 {
        saturating_u32(self.starts().len()) - 1
    }

    /// The range of positions of a record.
    pub(super) fn extent(&self, record: u32) -> Range<u32> {
        let starts = self.starts();
        starts.get(record as usize)..starts.get(record as usize + 1)
    }
}

/// Splits ascending positions into groups. For the first position of a group, `record_at` returns the report, the record and
/// the position after it.
fn groups(
    positions: &[u32],
    mut record_at: impl FnMut(u32) -> (u32, u32, u32),
) -> impl Iterator<Item = (u32, u32, &[u32])> {
    let mut rest = positions;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let (document, record, end) = record_at(*first);
        let inside = rest.iter().take_while(|position| **position < end).count();
        // In a damaged file a record may end before it begins.
        let (inside, after) = rest.split_at(inside.max(1));
        rest = after;
        Some((document, record, inside))
    })
}
