//! Which positions of the index are counted, and in which year.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::api::Filter;
use crate::document::saturating_u32;
use crate::error::Result;
use crate::index::{DocumentAddress, SectionAddress, Selection};
use crate::matching::Matcher;

/// The counted positions of each segment of the index, in groups: one for each year, or one for everything.
pub(super) struct Strata {
    pub groups: Vec<Group>,
    segments: Vec<Vec<Stratum>>,
}

/// Reports that are counted together.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Absent for reports without a year, and where years are not told apart.
    pub year: Option<u16>,
    pub documents: u64,
    /// Characters of their counted sections, without hard breaks.
    pub characters: u64,
}

/// A range of positions in one group.
struct Stratum {
    positions: Range<u32>,
    group: usize,
}

impl Strata {
    /// The sections that a filter takes of the selected reports.
    pub(super) fn of(
        matcher: Matcher,
        filter: &Filter,
        selection: &Selection,
        by_year: bool,
    ) -> Result<Self> {
        let documents = selection.documents(matcher.snapshot);
        let years = years_of(matcher, &documents, by_year)?;
        let mut strata = Self {
            groups: groups_of(&years),
            segments: Vec::new(),
        };
        let segments = matcher.exact().segments().count();
        strata.segments.resize_with(segments, Vec::new);
        let scope = matcher.scope(filter, selection)?;
        for (document, year) in documents.into_iter().zip(years) {
            let is_before = |group: &Group| in_order(group.year) < in_order(year);
            let group = strata.groups.partition_point(is_before);
            strata.groups[group].documents += 1;
            for (section, positions) in sections_of(matcher, document) {
                if scope.contains(section) {
                    let size = matcher.columns().section_size(section)?;
                    strata.groups[group].characters += size.characters;
                    strata.push(document.segment() as usize, positions, group);
                }
            }
        }
        Ok(strata)
    }

    /// Adds a range; one that only a hard break separates from the last is joined to it.
    fn push(&mut self, segment: usize, positions: Range<u32>, group: usize) {
        let stratum = Stratum { positions, group };
        let last = self.segments[segment].last_mut();
        match last.filter(|last| last.is_continued_by(&stratum)) {
            Some(last) => last.positions.end = stratum.positions.end,
            None => self.segments[segment].push(stratum),
        }
    }

    /// The ascending positions of a segment that are counted, each with its group.
    pub(super) fn counted<'s, T>(
        &'s self,
        segment: usize,
        items: impl Iterator<Item = T> + 's,
        position: impl Fn(&T) -> u32 + 's,
    ) -> impl Iterator<Item = (T, usize)> + 's {
        let mut strata = self.segments[segment].iter().peekable();
        items.filter_map(move |item| {
            let at = position(&item);
            while strata
                .next_if(|stratum| stratum.positions.end <= at)
                .is_some()
            {}
            let stratum = strata
                .peek()
                .filter(|stratum| stratum.positions.start <= at)?;
            Some((item, stratum.group))
        })
    }

    /// How many of some ascending positions of a segment are in each group.
    pub(super) fn count(&self, segment: usize, positions: impl Iterator<Item = u32>) -> Vec<u64> {
        let mut counts = vec![0; self.groups.len()];
        for (_, group) in self.counted(segment, positions, |position| *position) {
            counts[group] += 1;
        }
        counts
    }
}

impl Stratum {
    fn is_continued_by(&self, next: &Self) -> bool {
        self.group == next.group && next.positions.start - self.positions.end <= 1
    }
}

/// The year of each report; absent for all of them where years are not told apart.
fn years_of(
    matcher: Matcher,
    documents: &[DocumentAddress],
    by_year: bool,
) -> Result<Vec<Option<u16>>> {
    if !by_year {
        return Ok(vec![None; documents.len()]);
    }
    let columns = matcher.columns();
    documents
        .iter()
        .map(|document| columns.year(*document))
        .collect()
}

/// A group for each year, ascending, the one for no year last.
fn groups_of(years: &[Option<u16>]) -> Vec<Group> {
    let known: BTreeSet<_> = years.iter().copied().map(in_order).collect();
    let group = |(_, year)| Group {
        year,
        ..Group::default()
    };
    known.into_iter().map(group).collect()
}

/// A year as groups are ordered.
fn in_order(year: Option<u16>) -> (bool, Option<u16>) {
    (year.is_none(), year)
}

/// The sections of a report with their positions.
fn sections_of(
    matcher: Matcher,
    document: DocumentAddress,
) -> impl Iterator<Item = (SectionAddress, Range<u32>)> {
    let extent = matcher.exact().extent(document);
    let (first, end) = (saturating_u32(extent.start), saturating_u32(extent.end));
    let starts = matcher.exact().section_starts(document);
    let ends: Vec<u32> = starts.iter().skip(1).map(|start| first + start).collect();
    let sections = (0..).zip(starts).zip(ends.into_iter().chain([end]));
    sections.map(move |((section, start), end)| {
        let start = first + start;
        (SectionAddress { document, section }, start..end.max(start))
    })
}
