//! The exact layer: where a folded text occurs, from the positions of its characters alone.
//!
//! **Invariant.** The occurrences of a report are those that a scan of its folded text finds from left to
//! right without overlap.

use std::ops::Range;
use std::sync::PoisonError;

use rayon::prelude::*;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, InvertedIndexReader, SegmentReader, TERMINATED};

use super::section_set::SectionAddress;
use super::selection::Selection;
use super::snapshot::{ReportAddress, Snapshot};
use crate::error::Result;

/// Segments from which on they are walked by all threads: fewer are walked sooner than threads are woken.
const MANY_SEGMENTS: usize = 4;

/// The occurrences of a text in one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occurrences {
    pub report: ReportAddress,
    /// First characters, in characters of the report's folded text, ascending.
    pub starts: Vec<u32>,
}

/// Which part of a report is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Section,
    Report,
}

/// A character of the text and the places at which the text has it.
struct Character {
    info: TermInfo,
    /// Opened when needed: a long text is known by its rarest characters nearly everywhere.
    postings: Option<SegmentPostings>,
    offsets: Vec<u32>,
    /// Positions in the report at hand.
    positions: Vec<u32>,
}

impl Snapshot {
    /// Every occurrence of a folded text that is not empty, by report.
    pub(crate) fn occurrences(
        &self,
        folded: &str,
        selection: &Selection,
    ) -> Result<Vec<Occurrences>> {
        self.occurrences_beside(folded, selection, None)
    }

    /// The same, given a report that is known to have the text: where only one place in it is left, that is the place.
    pub(crate) fn occurrences_beside(
        &self,
        folded: &str,
        selection: &Selection,
        known: Option<ReportAddress>,
    ) -> Result<Vec<Occurrences>> {
        let walk =
            |(segment, reader)| self.occurrences_in(segment, reader, folded, selection, known);
        let segments: Vec<(u32, &SegmentReader)> = self.segments().collect();
        let found: Vec<Vec<Occurrences>> = if segments.len() < MANY_SEGMENTS {
            segments.into_iter().map(walk).collect::<Result<_>>()?
        } else {
            segments.into_par_iter().map(walk).collect::<Result<_>>()?
        };
        Ok(found.into_iter().flatten().collect())
    }

    fn occurrences_in(
        &self,
        segment: u32,
        reader: &SegmentReader,
        folded: &str,
        selection: &Selection,
        known: Option<ReportAddress>,
    ) -> Result<Vec<Occurrences>> {
        let mut found = Vec::new();
        let inverted = reader
            .inverted_index(self.fields.exact)
            .map_err(|error| self.damaged(&error))?;
        let failed = |error: std::io::Error| self.damaged(&error.into());
        let characters = self.characters(&inverted, folded).map_err(failed)?;
        let Some(characters) = characters else {
            return Ok(found);
        };
        let mut matcher = Matcher {
            inverted: &inverted,
            characters,
            length: crate::document::count(folded.chars().count()),
        };
        while let Some(record) = matcher.next_report().map_err(failed)? {
            if !reader.is_deleted(record) && selection.takes(segment, record) {
                let report = ReportAddress { segment, record };
                let starts = matcher.starts(record, known == Some(report));
                let starts = starts.map_err(failed)?;
                if !starts.is_empty() {
                    found.push(Occurrences { report, starts });
                }
            }
            matcher.advance().map_err(failed)?;
        }
        Ok(found)
    }

    /// The positions at which a report has one of some characters, in no order.
    pub(crate) fn positions_in(
        &self,
        report: ReportAddress,
        characters: &[char],
    ) -> Result<Vec<u32>> {
        let whole = SectionAddress { report, section: 0 };
        let found = self.project(characters, &[whole], Extent::Report)?;
        let positions = found.into_iter().flatten();
        Ok(positions.map(|(position, _)| position).collect())
    }

    /// What some sections, in the order of the index, have of some characters: for each section ascending positions,
    /// counted from the beginning of the section (or of its report), with the character's index.
    pub(crate) fn project(
        &self,
        characters: &[char],
        sections: &[SectionAddress],
        extent: Extent,
    ) -> Result<Vec<Vec<(u32, u16)>>> {
        let mut found = vec![Vec::new(); sections.len()];
        let extents = sections
            .iter()
            .map(|section| self.extent(*section, extent))
            .collect::<Result<Vec<_>>>()?;
        let mut positions = Vec::new();
        let mut first = 0;
        for of_segment in sections.chunk_by(|a, b| a.report.segment == b.report.segment) {
            let reader = self.searcher.segment_reader(of_segment[0].report.segment);
            let inverted = reader
                .inverted_index(self.fields.exact)
                .map_err(|error| self.damaged(&error))?;
            for (index, c) in (0..).zip(characters) {
                let opened = self.character_postings(&inverted, *c);
                let Some(mut postings) = opened.map_err(|error| self.damaged(&error.into()))?
                else {
                    continue;
                };
                let mut at = first;
                for of_report in of_segment.chunk_by(|a, b| a.report == b.report) {
                    let record = of_report[0].report.record;
                    let reached = match postings.doc() {
                        doc if doc < record => postings.seek(record),
                        doc => doc,
                    };
                    if reached == record {
                        postings.positions(&mut positions);
                        for (found, extent) in found[at..]
                            .iter_mut()
                            .zip(&extents[at..at + of_report.len()])
                        {
                            let before =
                                positions.partition_point(|position| *position < extent.start);
                            let inside = positions[before..]
                                .iter()
                                .take_while(|position| **position < extent.end);
                            found.extend(inside.map(|position| (position - extent.start, index)));
                        }
                    }
                    at += of_report.len();
                }
            }
            first += of_segment.len();
        }
        for positions in &mut found {
            positions.sort_unstable_by_key(|(position, _)| *position);
        }
        Ok(found)
    }

    /// How many sections have a character, estimated where a report has several: as if it were strewn over them.
    pub(crate) fn sections_having(&self, c: char) -> Result<u64> {
        let lock = || self.having.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&c) {
            return Ok(*known);
        }
        let mut expected = 0.0;
        for (segment, reader) in self.segments() {
            let inverted = reader
                .inverted_index(self.fields.exact)
                .map_err(|error| self.damaged(&error))?;
            let term = Term::from_field_text(self.fields.exact, c.encode_utf8(&mut [0; 4]));
            let postings = inverted.read_postings(&term, IndexRecordOption::WithFreqs);
            let Some(mut postings) = postings.map_err(|error| self.damaged(&error.into()))? else {
                continue;
            };
            let columns = self.columns(segment)?;
            while postings.doc() != TERMINATED {
                let sections = f64::from(columns.section_count(postings.doc()).max(1));
                let missed = (1.0 - 1.0 / sections).powf(f64::from(postings.term_freq()));
                expected += sections * (1.0 - missed);
                postings.advance();
            }
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most the number of sections, and not negative"
        )]
        let having = expected.round() as u64;
        lock().insert(c, having);
        Ok(having)
    }

    /// The positions of a section, or of its report.
    fn extent(&self, section: SectionAddress, extent: Extent) -> Result<Range<u32>> {
        if extent == Extent::Report {
            return Ok(0..u32::MAX);
        }
        let starts = &self.columns(section.report.segment)?.section_starts;
        let mut starts = starts
            .values_for_doc(section.report.record)
            .skip(section.section as usize);
        let mut start = || starts.next().and_then(|start| u32::try_from(start).ok());
        let first = start().unwrap_or(0);
        Ok(first..start().unwrap_or(u32::MAX))
    }

    /// The distinct characters of a text, the one with the fewest positions first; `None` where one is absent.
    fn characters(
        &self,
        inverted: &InvertedIndexReader,
        folded: &str,
    ) -> std::io::Result<Option<Vec<Character>>> {
        let mut distinct: Vec<(char, Vec<u32>)> = Vec::new();
        for (offset, c) in (0..).zip(folded.chars()) {
            match distinct.iter_mut().find(|(known, _)| *known == c) {
                Some((_, offsets)) => offsets.push(offset),
                None => distinct.push((c, vec![offset])),
            }
        }
        let mut characters = Vec::with_capacity(distinct.len());
        for (c, offsets) in distinct {
            let Some(info) = inverted.get_term_info(&self.character_term(c))? else {
                return Ok(None);
            };
            characters.push(Character {
                info,
                postings: None,
                offsets,
                positions: Vec::new(),
            });
        }
        characters.sort_by_key(|character| character.info.positions_range.len());
        Ok(Some(characters))
    }

    fn character_term(&self, c: char) -> Term {
        Term::from_field_text(self.fields.exact, c.encode_utf8(&mut [0; 4]))
    }

    fn character_postings(
        &self,
        inverted: &InvertedIndexReader,
        c: char,
    ) -> std::io::Result<Option<SegmentPostings>> {
        let info = inverted.get_term_info(&self.character_term(c))?;
        info.map(|info| open(inverted, &info)).transpose()
    }
}

fn open(inverted: &InvertedIndexReader, info: &TermInfo) -> std::io::Result<SegmentPostings> {
    inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)
}

impl Character {
    fn postings(
        &mut self,
        inverted: &InvertedIndexReader,
    ) -> std::io::Result<&mut SegmentPostings> {
        match &mut self.postings {
            Some(postings) => Ok(postings),
            closed @ None => Ok(closed.insert(open(inverted, &self.info)?)),
        }
    }

    /// Reads the positions in a report; none where it lacks the character.
    fn read(&mut self, inverted: &InvertedIndexReader, record: u32) -> std::io::Result<()> {
        self.positions.clear();
        if self.reach(inverted, record)? == record {
            let mut positions = std::mem::take(&mut self.positions);
            self.postings(inverted)?.positions(&mut positions);
            self.positions = positions;
        }
        Ok(())
    }

    /// Keeps the starts of a text that has the character at its offsets.
    fn keep(&self, starts: &mut Vec<u32>) {
        for offset in &self.offsets {
            keep_followed(starts, &self.positions, *offset);
        }
    }

    /// The report at hand, or the next one from `record` on that has the character.
    fn reach(&mut self, inverted: &InvertedIndexReader, record: u32) -> std::io::Result<u32> {
        let postings = self.postings(inverted)?;
        Ok(match postings.doc() {
            doc if doc < record => postings.seek(record),
            doc => doc,
        })
    }
}

/// Characters of a text, the rarest, that are walked together; the others are asked where these have it.
const LEADING: usize = 4;

/// Walks the reports that have the leading characters of a text.
struct Matcher<'i> {
    inverted: &'i InvertedIndexReader,
    /// The one with the fewest positions first.
    characters: Vec<Character>,
    length: u32,
}

impl Matcher<'_> {
    /// The report at hand or the next one that has the leading characters.
    fn next_report(&mut self) -> std::io::Result<Option<u32>> {
        let mut candidate = 0;
        'candidates: while candidate != TERMINATED {
            for character in self.characters.iter_mut().take(LEADING) {
                let reached = character.reach(self.inverted, candidate)?;
                if reached != candidate {
                    candidate = reached;
                    continue 'candidates;
                }
            }
            return Ok(Some(candidate));
        }
        Ok(None)
    }

    fn advance(&mut self) -> std::io::Result<()> {
        self.characters[0].postings(self.inverted)?.advance();
        Ok(())
    }

    /// Where the text starts in a report that has the leading characters, from left to right without overlap.
    fn starts(&mut self, record: u32, is_known: bool) -> std::io::Result<Vec<u32>> {
        let (rarest, others) = self
            .characters
            .split_first_mut()
            .expect("a text to be found has a character");
        rarest.read(self.inverted, record)?;
        let first = rarest.offsets[0];
        let before = |position: &u32| position.checked_sub(first);
        let mut starts: Vec<u32> = rarest.positions.iter().filter_map(before).collect();
        rarest.keep(&mut starts);
        for character in others {
            if starts.is_empty() || (is_known && starts.len() == 1) {
                break;
            }
            character.read(self.inverted, record)?;
            character.keep(&mut starts);
        }
        without_overlap(&mut starts, self.length);
        Ok(starts)
    }
}

/// Keeps the starts that have one of the ascending `positions` exactly `offset` behind them.
fn keep_followed(starts: &mut Vec<u32>, positions: &[u32], offset: u32) {
    let mut rest = positions;
    starts.retain(|start| {
        let wanted = start + offset;
        let before = if rest.len() > 8 * 16 {
            gallop(rest, wanted)
        } else {
            rest.iter()
                .take_while(|position| **position < wanted)
                .count()
        };
        rest = &rest[before..];
        rest.first() == Some(&wanted)
    });
}

/// How many of the ascending `positions` lie before `wanted`, found in steps that double.
fn gallop(positions: &[u32], wanted: u32) -> usize {
    let mut step = 1;
    while step < positions.len() && positions[step] < wanted {
        step *= 2;
    }
    let low = step / 2;
    low + positions[low..positions.len().min(step + 1)]
        .partition_point(|position| *position < wanted)
}

fn without_overlap(starts: &mut Vec<u32>, length: u32) {
    let mut free = 0;
    starts.retain(|start| {
        let kept = *start >= free;
        if kept {
            free = start + length;
        }
        kept
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn overlapping_starts_are_taken_from_the_left() {
        let mut starts = vec![0, 1, 2, 3, 9];
        without_overlap(&mut starts, 2);
        assert_eq!(starts, [0, 2, 9]);
    }

    proptest! {
        #[test]
        fn galloping_finds_what_a_scan_finds(mut positions in proptest::collection::vec(0u32..500, 0..300), wanted in 0u32..520) {
            positions.sort_unstable();
            positions.dedup();
            let scanned = positions.iter().take_while(|position| **position < wanted).count();
            prop_assert_eq!(gallop(&positions, wanted), scanned);
        }

        #[test]
        fn followed_starts_are_those_with_the_position(
            starts in proptest::collection::btree_set(0u32..300, 0..80),
            positions in proptest::collection::btree_set(0u32..300, 0..280),
            offset in 0u32..4,
        ) {
            let mut kept: Vec<u32> = starts.iter().copied().collect();
            let list: Vec<u32> = positions.iter().copied().collect();
            keep_followed(&mut kept, &list, offset);
            let expected: Vec<u32> = starts.into_iter().filter(|start| positions.contains(&(start + offset))).collect();
            prop_assert_eq!(kept, expected);
        }
    }
}
