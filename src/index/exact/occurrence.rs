//! The occurrences of a text in the index.

use rayon::prelude::*;
use tantivy::SegmentReader;

use super::super::address::{DocumentAddress, SectionAddress};
use super::super::selection::Selection;
use super::super::snapshot::Snapshot;
use super::file::ExactFile;
use super::matching::{every_start, occurrences, occurrences_of_figure, occurrences_of_readings};
use super::records::Group;
use crate::error::Result;

/// From this many segments on, query them in parallel; below it, waking threads costs more.
const MANY_SEGMENTS: usize = 4;

/// The occurrences of a text, segment by segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Occurrences {
    /// Each segment with the text, and the positions at which it begins, ascending.
    segments: Vec<(u32, Vec<u32>)>,
}

/// Numbers of occurrences, and of sections and reports with at least one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct OccurrenceCounts {
    pub occurrences: u64,
    pub sections: u64,
    pub documents: u64,
}

/// The occurrences of a text in one report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DocumentOccurrences<'o> {
    pub document: DocumentAddress,
    /// First position of the report.
    start: u32,
    positions: &'o [u32],
}

impl<'o> DocumentOccurrences<'o> {
    /// Offsets of the occurrences, in characters of the report's folded text, ascending.
    pub(crate) fn starts(self) -> impl Iterator<Item = u32> + 'o {
        let start = self.start;
        self.positions.iter().map(move |position| position - start)
    }
}

/// The exact layer of a snapshot: the files of all its segments.
#[derive(Clone, Copy)]
pub(crate) struct ExactLayer<'s> {
    pub(super) snapshot: &'s Snapshot,
}

impl<'s> ExactLayer<'s> {
    pub(crate) fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot }
    }

    /// The file of a segment.
    pub(in super::super) fn file(self, segment: u32) -> &'s ExactFile {
        &self.snapshot.exact_files[segment as usize]
    }

    /// Every occurrence of a text in the selected reports, given its readings: folded texts that are not empty.
    pub(crate) fn occurrences(
        self,
        readings: &[String],
        selection: &Selection,
    ) -> Result<Occurrences> {
        self.find(selection, |segment| {
            occurrences_of_readings(self.file(segment), readings)
        })
    }

    /// Every occurrence of a folded text in the selected reports, also those that overlap.
    pub(crate) fn every_occurrence(
        self,
        folded: &str,
        selection: &Selection,
    ) -> Result<Occurrences> {
        self.find(selection, |segment| {
            every_start(self.file(segment), folded, false)
        })
    }

    /// [`occurrences`](Self::occurrences), given a report that is known to have the text: a search that has narrowed to one
    /// position need not confirm it.
    pub(crate) fn occurrences_given(
        self,
        folded: &str,
        selection: &Selection,
        known: Option<DocumentAddress>,
    ) -> Result<Occurrences> {
        self.find(selection, |segment| {
            let is_known = known.is_some_and(|known| known.segment == segment);
            occurrences(self.file(segment), folded, is_known)
        })
    }

    /// Every occurrence of a figure that is not part of a longer number, in the selected reports, given its spellings.
    pub(crate) fn occurrences_of_figure(
        self,
        spellings: &[String],
        selection: &Selection,
    ) -> Result<Occurrences> {
        self.find(selection, |segment| {
            occurrences_of_figure(self.file(segment), spellings)
        })
    }

    /// The positions that `positions` gives for each segment, in the selected reports.
    fn find(
        self,
        selection: &Selection,
        positions: impl Fn(u32) -> Vec<u32> + Sync,
    ) -> Result<Occurrences> {
        let search = |(segment, reader): (u32, &SegmentReader)| -> Result<(u32, Vec<u32>)> {
            let file = self.file(segment);
            let positions = positions(segment);
            Ok((
                segment,
                in_selection(file, reader, segment, selection, positions),
            ))
        };
        let segments: Vec<_> = self.snapshot.segments().collect();
        let mut segments: Vec<(u32, Vec<u32>)> = if segments.len() < MANY_SEGMENTS {
            segments.into_iter().map(search).collect::<Result<_>>()?
        } else {
            segments
                .into_par_iter()
                .map(search)
                .collect::<Result<_>>()?
        };
        segments.retain(|(_, positions)| !positions.is_empty());
        Ok(Occurrences { segments })
    }

    /// Counts occurrences, and the sections and reports in which they begin.
    pub(crate) fn count(self, found: &Occurrences) -> OccurrenceCounts {
        let mut counts = OccurrenceCounts::default();
        for (segment, positions) in &found.segments {
            counts.occurrences += positions.len() as u64;
            let mut last = None;
            for group in self.file(*segment).by_section(positions) {
                counts.sections += 1;
                counts.documents += u64::from(last != Some(group.document));
                last = Some(group.document);
            }
        }
        counts
    }

    /// The occurrences by report, in index order.
    pub(crate) fn by_document<'o>(self, found: &'o Occurrences) -> Vec<DocumentOccurrences<'o>>
    where
        's: 'o,
    {
        let mut documents = Vec::new();
        for (segment, positions) in &found.segments {
            let of_document = |group: Group<'o>| DocumentOccurrences {
                document: DocumentAddress {
                    segment: *segment,
                    record: group.document,
                },
                start: group.start,
                positions: group.positions,
            };
            documents.extend(self.file(*segment).by_document(positions).map(of_document));
        }
        documents
    }

    /// The sections in which occurrences begin, with their numbers, in index order.
    pub(crate) fn by_section(self, found: &Occurrences) -> Vec<(SectionAddress, u32)> {
        let mut sections = Vec::new();
        for (segment, positions) in &found.segments {
            let of_section = |group: Group| {
                let document = DocumentAddress {
                    segment: *segment,
                    record: group.document,
                };
                let section = group.record - group.document - 1;
                let count = crate::document::saturating_u32(group.positions.len());
                (SectionAddress { document, section }, count)
            };
            sections.extend(self.file(*segment).by_section(positions).map(of_section));
        }
        sections
    }

    /// Offsets of a report's sections, in characters of its folded text.
    pub(crate) fn section_starts(self, document: DocumentAddress) -> Vec<u32> {
        let file = self.file(document.segment);
        let first = file.extent(document.record).start;
        file.section_records(document.record)
            .map(|section| file.extent(section).start - first)
            .collect()
    }
}

/// The positions in reports that are selected and not removed.
fn in_selection(
    file: &ExactFile,
    reader: &SegmentReader,
    segment: u32,
    selection: &Selection,
    positions: Vec<u32>,
) -> Vec<u32> {
    if selection.takes_all() && !reader.has_deletes() {
        return positions;
    }
    file.by_document(&positions)
        .filter(|group| {
            !reader.is_deleted(group.document) && selection.takes(segment, group.document)
        })
        .flat_map(|group| group.positions)
        .copied()
        .collect()
}
