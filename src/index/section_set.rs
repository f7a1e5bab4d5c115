//! Sets of sections: what the parts of a query take, put together by and, or and not.

use std::ops::Range;

use fixedbitset::FixedBitSet;
use tantivy::columnar::StrColumn;

use super::columns::TextColumn;
use super::selection::Selection;
use super::snapshot::{ReportAddress, Snapshot};
use crate::error::{Error, Result};

/// A section in one snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SectionAddress {
    pub report: ReportAddress,
    /// Index of the section in its report.
    pub section: u32,
}

impl SectionAddress {
    pub(super) fn record(self) -> u32 {
        self.report.record + 1 + self.section
    }
}

/// A set of sections: by segment a bit for each record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SectionSet {
    segments: Vec<FixedBitSet>,
}

impl SectionSet {
    pub(crate) fn insert(&mut self, section: SectionAddress) {
        self.segments[section.report.segment as usize].insert(section.record() as usize);
    }

    pub(crate) fn remove(&mut self, section: SectionAddress) {
        self.segments[section.report.segment as usize].remove(section.record() as usize);
    }

    pub(crate) fn contains(&self, section: SectionAddress) -> bool {
        self.has_record(section.report.segment, section.record())
    }

    /// Inserts the sections of a report, given their records.
    fn insert_block(&mut self, segment: u32, sections: &Range<u32>) {
        let records = sections.start as usize..sections.end as usize;
        self.segments[segment as usize].insert_range(records);
    }

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

impl Snapshot {
    pub(crate) fn no_sections(&self) -> SectionSet {
        SectionSet {
            segments: self.empty_bitsets(),
        }
    }

    /// The sections of a selection's reports.
    pub(crate) fn sections_of(&self, selection: &Selection) -> SectionSet {
        if !selection.takes_all() {
            return self.sections_in(selection);
        }
        if let Some(all) = self.sections.get() {
            return all.clone();
        }
        let all = self.sections_in(selection);
        self.sections.get_or_init(|| all).clone()
    }

    fn sections_in(&self, selection: &Selection) -> SectionSet {
        let mut set = self.no_sections();
        for (segment, reader) in self.segments() {
            for block in self.exact(segment).reports() {
                if !reader.is_deleted(block.report) && selection.takes(segment, block.report) {
                    set.insert_block(segment, &block.sections);
                }
            }
        }
        set
    }

    /// The sections, among `asked`, whose report's or own text in a column `takes` accepts.
    pub(crate) fn sections_with_text(
        &self,
        column: TextColumn,
        asked: &SectionSet,
        takes: impl Fn(&str) -> bool,
    ) -> Result<SectionSet> {
        let mut set = self.no_sections();
        for (segment, reader) in self.segments() {
            let columns = self.columns(segment)?;
            let Some(texts) = columns.of_text(column) else {
                continue;
            };
            let ords = self.accepted(texts, &takes)?;
            let accepts = |record: &u32| {
                let mut of_record = texts.term_ords(*record);
                of_record.any(|ord| ords.contains(usize::try_from(ord).unwrap_or(usize::MAX)))
            };
            if column == TextColumn::Heading {
                for record in reader.doc_ids_alive().filter(accepts) {
                    set.segments[segment as usize].insert(record as usize);
                }
            } else {
                let reports = self.exact(segment).reports();
                for block in reports.filter(|block| accepts(&block.report)) {
                    set.insert_block(segment, &block.sections);
                }
            }
        }
        set.intersect_with(asked);
        Ok(set)
    }

    /// The sections, among `asked`, of reports of years that `takes` accepts.
    pub(crate) fn sections_of_years(
        &self,
        asked: &SectionSet,
        takes: impl Fn(u16) -> bool,
    ) -> Result<SectionSet> {
        let mut set = self.no_sections();
        for (segment, _) in self.segments() {
            let columns = self.columns(segment)?;
            for block in self.exact(segment).reports() {
                if columns.year(block.report).is_some_and(&takes) {
                    set.insert_block(segment, &block.sections);
                }
            }
        }
        set.intersect_with(asked);
        Ok(set)
    }

    /// The sections of a set, in the order of the index.
    pub(crate) fn in_set<'a>(
        &'a self,
        set: &'a SectionSet,
    ) -> impl Iterator<Item = Result<SectionAddress>> + 'a {
        (0..)
            .zip(&set.segments)
            .flat_map(move |(segment, records)| {
                records.ones().map(move |record| {
                    let record = crate::document::count(record);
                    self.section_of_record(segment, record)
                })
            })
    }

    /// The reports that have a section in a set, in the order of the index.
    pub(crate) fn reports_in_set(&self, set: &SectionSet) -> Result<Vec<ReportAddress>> {
        let mut reports: Vec<ReportAddress> = Vec::new();
        for section in self.in_set(set) {
            let report = section?.report;
            if reports.last() != Some(&report) {
                reports.push(report);
            }
        }
        Ok(reports)
    }

    /// The section that a record is of.
    pub(super) fn section_of_record(&self, segment: u32, record: u32) -> Result<SectionAddress> {
        let report = self.exact(segment).report_of(record);
        let report = report
            .filter(|report| *report < record)
            .ok_or_else(|| Error::damaged(self.folder(), "a section has no report"))?;
        Ok(SectionAddress {
            report: ReportAddress {
                segment,
                record: report,
            },
            section: record - report - 1,
        })
    }

    /// The ordinals of a column's texts that `takes` accepts.
    fn accepted(&self, texts: &StrColumn, takes: impl Fn(&str) -> bool) -> Result<FixedBitSet> {
        let mut ords = FixedBitSet::with_capacity(texts.num_terms());
        let stream = texts.dictionary().stream();
        let mut stream = stream.map_err(|error| Error::damaged(self.folder(), error))?;
        while stream.advance() {
            if std::str::from_utf8(stream.key()).is_ok_and(&takes) {
                ords.insert(usize::try_from(stream.term_ord()).unwrap_or(usize::MAX));
            }
        }
        Ok(ords)
    }
}
