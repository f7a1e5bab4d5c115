//! Where texts occur, before anything of it is shown: the exact layer's answer, and a scan of the text where
//! marks count.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use memchr::memmem;

use super::mention::MentionRequest;
use super::searcher::Searcher;
use crate::document::{Document, count};
use crate::error::Result;
use crate::fold::Marks;
use crate::index::{Occurrences, ReportAddress, Selection};
use crate::query::{Filter, Phrase};

/// What was found, before anything of it is shown.
#[derive(Debug)]
pub(super) struct Found {
    /// Of one text, as the exact layer has them: who only counts needs no more.
    occurrences: Option<Occurrences>,
    /// By report, in the order of the index, when they were asked for.
    reports: OnceLock<Vec<FoundReport>>,
}

/// How much was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Mentions of each text.
    pub of_texts: Vec<u64>,
    /// Sections with a mention.
    pub sections: u64,
    /// Reports with a mention.
    pub documents: u64,
}

/// The occurrences in one report, by position.
#[derive(Debug)]
pub(super) struct FoundReport {
    pub address: ReportAddress,
    pub occurrences: Vec<Occurrence>,
}

/// An occurrence in characters of the folded text, or, where marks count, in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Occurrence {
    Folded { start: u32, phrase: u32 },
    Strict { start: u32, end: u32, phrase: u32 },
}

impl Occurrence {
    pub(super) fn phrase(&self) -> usize {
        match self {
            Self::Folded { phrase, .. } | Self::Strict { phrase, .. } => *phrase as usize,
        }
    }
}

impl Searcher {
    /// The request's texts folded, those that fold alike taken once.
    pub(super) fn phrases(&self, request: &MentionRequest) -> Result<Vec<Phrase>> {
        let marks = if request.strict {
            Marks::Kept
        } else {
            Marks::Transparent
        };
        let mut phrases: Vec<Phrase> = Vec::new();
        let mut known = HashSet::new();
        for text in &request.texts {
            let phrase = Phrase::new(text, &self.fold, marks)?;
            if known.insert((phrase.folded.clone(), phrase.strict.clone())) {
                phrases.push(phrase);
            }
        }
        Ok(phrases)
    }

    /// The index's answer.
    pub(super) fn find(
        &self,
        phrases: &[Phrase],
        selection: &Selection,
        filter: &Filter,
    ) -> Result<Found> {
        let reports = OnceLock::new();
        let occurrences = match phrases {
            [phrase] if phrase.strict.is_none() && filter.heading.is_none() => {
                Some(self.snapshot.occurrences(&phrase.folded, selection)?)
            }
            _ => {
                let found = self.find_by_report(phrases, selection, filter)?;
                reports.get_or_init(|| found);
                None
            }
        };
        Ok(Found {
            occurrences,
            reports,
        })
    }

    fn find_by_report(
        &self,
        phrases: &[Phrase],
        selection: &Selection,
        filter: &Filter,
    ) -> Result<Vec<FoundReport>> {
        let by_report = if phrases.iter().any(|phrase| phrase.strict.is_some()) {
            self.find_strictly(phrases, selection)?
        } else {
            self.find_folded(phrases, selection)?
        };
        let mut found = Vec::new();
        for (address, mut occurrences) in by_report {
            occurrences.sort();
            if filter.heading.is_some() {
                let document = self.snapshot.report(address)?.document;
                self.keep_under_heading(
                    &document,
                    &self.snapshot.section_starts(address),
                    &mut occurrences,
                    filter,
                );
            }
            if !occurrences.is_empty() {
                found.push(FoundReport {
                    address,
                    occurrences,
                });
            }
        }
        Ok(found)
    }

    fn find_folded(
        &self,
        phrases: &[Phrase],
        selection: &Selection,
    ) -> Result<BTreeMap<ReportAddress, Vec<Occurrence>>> {
        let mut by_report: BTreeMap<ReportAddress, Vec<Occurrence>> = BTreeMap::new();
        for (index, phrase) in phrases.iter().enumerate() {
            let found = self.snapshot.occurrences(&phrase.folded, selection)?;
            for found in self.snapshot.by_report(&found) {
                let of_report = by_report.entry(found.report).or_default();
                of_report.extend(folded(found.starts(), index));
            }
        }
        Ok(by_report)
    }

    /// What was found by report, in the order of the index.
    pub(super) fn reports<'f>(&self, found: &'f Found) -> &'f [FoundReport] {
        if let (None, Some(occurrences)) = (found.reports.get(), &found.occurrences) {
            let by_report = self.snapshot.by_report(occurrences).into_iter();
            let reports = by_report.map(|found| FoundReport {
                address: found.report,
                occurrences: folded(found.starts(), 0).collect(),
            });
            let reports = reports.collect();
            found.reports.get_or_init(|| reports);
        }
        found.reports.get().map_or(&[], Vec::as_slice)
    }

    /// Counts what was found of so many texts.
    pub(super) fn count(&self, found: &Found, texts: usize) -> Result<Counts> {
        let mut counts = Counts {
            of_texts: vec![0; texts],
            ..Counts::default()
        };
        if let Some(occurrences) = &found.occurrences {
            let counted = self.snapshot.count(occurrences);
            counts.of_texts[0] = counted.occurrences;
            counts.sections = counted.sections;
            counts.documents = counted.reports;
            return Ok(counts);
        }
        for report in self.reports(found) {
            counts.documents += 1;
            counts.sections += self.count_sections(report)?;
            for occurrence in &report.occurrences {
                counts.of_texts[occurrence.phrase()] += 1;
            }
        }
        Ok(counts)
    }

    /// Keeps the occurrences in sections that the filter's part about headings takes.
    pub(super) fn keep_under_heading(
        &self,
        document: &Document,
        section_starts: &[u32],
        occurrences: &mut Vec<Occurrence>,
        filter: &Filter,
    ) {
        let taken = self.sections_taken(document, filter);
        occurrences.retain(|occurrence| match occurrence {
            Occurrence::Folded { start, .. } => taken[section_of(section_starts, *start)],
            Occurrence::Strict { start, .. } => taken[document.section_at(*start as usize)],
        });
    }

    /// How many sections of a report have a mention.
    fn count_sections(&self, report: &FoundReport) -> Result<u64> {
        let starts = report
            .occurrences
            .iter()
            .map(|occurrence| match occurrence {
                Occurrence::Folded { start, .. } | Occurrence::Strict { start, .. } => *start,
            });
        // All occurrences of an answer are of one kind.
        if let Some(Occurrence::Folded { .. }) = report.occurrences.first() {
            let sections = self.snapshot.section_starts(report.address);
            return Ok(sections_having(&sections, starts));
        }
        let document = self.snapshot.report(report.address)?.document;
        let mut sections: Vec<usize> = starts
            .map(|start| document.section_at(start as usize))
            .collect();
        sections.dedup();
        Ok(sections.len() as u64)
    }
}

/// Occurrences of one of the request's texts, given where they start.
fn folded(starts: impl Iterator<Item = u32>, phrase: usize) -> impl Iterator<Item = Occurrence> {
    let phrase = count(phrase);
    starts.map(move |start| Occurrence::Folded { start, phrase })
}

/// Where a folded text has a folded phrase, left to right without overlap, in characters.
pub(super) fn scan(folded: &str, phrase: &str) -> Vec<u32> {
    let (mut byte, mut character) = (0, 0);
    memmem::find_iter(folded.as_bytes(), phrase.as_bytes())
        .map(|found| {
            character += folded[byte..found].chars().count();
            byte = found;
            count(character)
        })
        .collect()
}

/// How many sections have one of the ascending positions, given where sections begin.
fn sections_having(starts: &[u32], positions: impl Iterator<Item = u32>) -> u64 {
    let mut having = 0;
    // Where the section ends that was counted last.
    let mut end = 0;
    for position in positions {
        if position >= end {
            having += 1;
            let next = section_of(starts, position) + 1;
            end = starts.get(next).copied().unwrap_or(u32::MAX);
        }
    }
    having
}

/// The section that holds a position, given where sections begin.
pub(super) fn section_of(starts: &[u32], position: u32) -> usize {
    starts
        .partition_point(|start| *start <= position)
        .saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_counts_from_the_left_without_overlap_in_characters() {
        assert_eq!(scan("年年年年年", "年年"), [0, 2]);
        assert_eq!(scan("行政复议、行政", "行政"), [0, 5]);
        assert_eq!(scan("", "行"), [] as [u32; 0]);
    }

    #[test]
    fn sections_are_counted_once() {
        let starts = [0, 5, 5, 9, 20];
        let having = |positions: &[u32]| sections_having(&starts, positions.iter().copied());
        assert_eq!(having(&[0, 1, 4]), 1);
        assert_eq!(having(&[4, 5, 8, 9, 30, 31]), 4);
        assert_eq!(having(&[]), 0);
    }

    #[test]
    fn a_position_belongs_to_the_last_section_that_has_begun() {
        assert_eq!(
            [0, 4, 5, 99].map(|position| section_of(&[0, 5, 5, 9], position)),
            [0, 0, 2, 3]
        );
    }
}
