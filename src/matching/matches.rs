//! Occurrences of texts: from the exact layer, or by scanning the text where marks count.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::concept::find_concept;
use super::matcher::{Matcher, sections_taken};
use super::occurrence::Occurrence;
use super::pattern::find_patterns;
use super::strict::find_strictly;
use super::texts::Texts;
use crate::api::Filter;
use crate::document::{Document, saturating_u32};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{DocumentAddress, ExactLayer, Occurrences, SectionAddress, Selection, Snapshot};

/// The occurrences of some texts.
#[derive(Debug)]
pub(crate) struct Matches {
    /// Of one text, from the exact layer; enough for counting.
    occurrences: Option<Occurrences>,
    /// By report, in the order of the index; computed on demand.
    documents: OnceLock<Vec<DocumentMatches>>,
}

/// The number of matches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MatchCounts {
    /// Of each text.
    pub of_texts: Vec<u64>,
    /// Sections with a match.
    pub sections: u64,
    /// Reports with a match.
    pub documents: u64,
}

/// The occurrences in one report, by position.
#[derive(Debug)]
pub(crate) struct DocumentMatches {
    pub address: DocumentAddress,
    pub occurrences: Vec<Occurrence>,
}

impl Matches {
    /// Finds texts in the selected reports, in the filter's sections.
    pub(crate) fn find(
        matcher: Matcher,
        texts: &Texts,
        selection: &Selection,
        filter: &Filter,
    ) -> Result<Self> {
        let documents = OnceLock::new();
        let occurrences = match texts.only_folded() {
            Some(phrase) if filter.takes_every_section() => {
                let exact = matcher.exact();
                Some(exact.occurrences(&phrase.readings, selection)?)
            }
            _ => {
                let found = find_by_document(matcher, texts, selection, filter)?;
                documents.get_or_init(|| found);
                None
            }
        };
        Ok(Self {
            occurrences,
            documents,
        })
    }

    /// The matches in some reports, in the order of the index.
    pub(crate) fn of_documents(documents: Vec<DocumentMatches>) -> Self {
        Self {
            occurrences: None,
            documents: OnceLock::from(documents),
        }
    }

    /// The matches by report, in the order of the index.
    pub(crate) fn documents(&self, snapshot: &Snapshot) -> &[DocumentMatches] {
        if let (None, Some(occurrences)) = (self.documents.get(), &self.occurrences) {
            let documents = ExactLayer::of(snapshot)
                .by_document(occurrences)
                .into_iter()
                .map(|found| DocumentMatches {
                    address: found.document,
                    occurrences: folded(found.starts(), 0).collect(),
                })
                .collect();
            self.documents.get_or_init(|| documents);
        }
        self.documents.get().map_or(&[], Vec::as_slice)
    }

    /// The sections in which matches begin, with their numbers, in index order.
    pub(crate) fn by_section(&self, snapshot: &Snapshot) -> Result<Vec<(SectionAddress, u32)>> {
        if let Some(occurrences) = &self.occurrences {
            return Ok(ExactLayer::of(snapshot).by_section(occurrences));
        }
        let mut sections = Vec::new();
        for document in self.documents(snapshot) {
            let starts = document.section_starts(snapshot)?;
            let of_section = |occurrence: &Occurrence| section_of(&starts, occurrence.start());
            let groups = document
                .occurrences
                .chunk_by(|a, b| of_section(a) == of_section(b));
            sections.extend(groups.map(|group| {
                let section = SectionAddress {
                    document: document.address,
                    section: saturating_u32(of_section(&group[0])),
                };
                (section, saturating_u32(group.len()))
            }));
        }
        Ok(sections)
    }

    /// Counts the matches of the texts.
    pub(crate) fn count(&self, snapshot: &Snapshot, texts: &Texts) -> Result<MatchCounts> {
        let mut counts = MatchCounts::of(texts);
        if let Some(occurrences) = &self.occurrences {
            let counted = ExactLayer::of(snapshot).count(occurrences);
            counts.of_texts[0] = counted.occurrences;
            counts.sections = counted.sections;
            counts.documents = counted.documents;
            return Ok(counts);
        }
        for document in self.documents(snapshot) {
            counts.documents += 1;
            counts.sections += document.count_sections(snapshot)?;
            for occurrence in &document.occurrences {
                counts.of_texts[occurrence.phrase()] += 1;
            }
        }
        Ok(counts)
    }
}

impl DocumentMatches {
    /// The number of sections with a match.
    fn count_sections(&self, snapshot: &Snapshot) -> Result<u64> {
        let starts = self.section_starts(snapshot)?;
        Ok(count_sections(&self.occurrences, &starts))
    }

    /// Where the sections begin, in the unit of the occurrences.
    fn section_starts(&self, snapshot: &Snapshot) -> Result<Vec<u32>> {
        Ok(match self.occurrences.first() {
            Some(Occurrence::Strict { .. }) => {
                section_bytes(&snapshot.stored(self.address)?.document)
            }
            _ => ExactLayer::of(snapshot).section_starts(self.address),
        })
    }
}

impl MatchCounts {
    /// Zero matches of each text.
    pub(crate) fn of(texts: &Texts) -> Self {
        Self {
            of_texts: vec![0; texts.counted],
            ..Self::default()
        }
    }
}

/// The number of sections with one of `occurrences`, which ascend and are all of one kind. `section_starts` are in the unit of
/// that kind: characters of the folded text, or bytes of the text.
pub(crate) fn count_sections(occurrences: &[Occurrence], section_starts: &[u32]) -> u64 {
    sections_with(section_starts, occurrences.iter().map(Occurrence::start))
}

/// Where the sections of a document begin, in bytes of its text.
pub(crate) fn section_bytes(document: &Document) -> Vec<u32> {
    let starts = document.sections.iter().map(|section| section.start);
    starts.collect()
}

fn find_by_document(
    matcher: Matcher,
    texts: &Texts,
    selection: &Selection,
    filter: &Filter,
) -> Result<Vec<DocumentMatches>> {
    let snapshot = matcher.snapshot;
    let by_document = match (texts.are_strict(), &texts.concept) {
        (true, _) => find_strictly(matcher, texts, selection)?,
        (false, Some(_)) => find_concept(snapshot, texts, selection)?,
        (false, None) => find_folded(snapshot, texts, selection)?,
    };
    let mut found = Vec::new();
    for (address, mut occurrences) in by_document {
        occurrences.sort();
        if !filter.takes_every_section() {
            let document = snapshot.stored(address)?.document;
            let starts = ExactLayer::of(snapshot).section_starts(address);
            keep_taken(&document, &starts, &mut occurrences, filter, matcher.fold);
        }
        if !occurrences.is_empty() {
            found.push(DocumentMatches {
                address,
                occurrences,
            });
        }
    }
    Ok(found)
}

fn find_folded(
    snapshot: &Snapshot,
    texts: &Texts,
    selection: &Selection,
) -> Result<BTreeMap<DocumentAddress, Vec<Occurrence>>> {
    let exact = ExactLayer::of(snapshot);
    let mut by_document: BTreeMap<DocumentAddress, Vec<Occurrence>> = BTreeMap::new();
    for (index, phrase) in texts.phrases.iter().enumerate() {
        let found = exact.occurrences(&phrase.readings, selection)?;
        for found in exact.by_document(&found) {
            let of_document = by_document.entry(found.document).or_default();
            of_document.extend(folded(found.starts(), index));
        }
    }
    for (address, found) in find_patterns(snapshot, texts, selection)? {
        by_document.entry(address).or_default().extend(found);
    }
    Ok(by_document)
}

/// Keeps the occurrences in the filter's sections. `section_starts` are in characters of the folded text.
pub(crate) fn keep_taken(
    document: &Document,
    section_starts: &[u32],
    occurrences: &mut Vec<Occurrence>,
    filter: &Filter,
    fold: &Fold,
) {
    if filter.takes_every_section() {
        return;
    }
    let taken = sections_taken(document, filter, fold);
    occurrences.retain(|occurrence| match occurrence {
        Occurrence::Folded { start, .. } | Occurrence::Matched { start, .. } => {
            taken[section_of(section_starts, *start)]
        }
        Occurrence::Strict { start, .. } => taken[document.section_at(*start as usize)],
    });
}

/// Occurrences of one of the request's texts, given their starts.
fn folded(starts: impl Iterator<Item = u32>, phrase: usize) -> impl Iterator<Item = Occurrence> {
    let phrase = saturating_u32(phrase);
    starts.map(move |start| Occurrence::Folded { start, phrase })
}

/// The number of sections that contain one of the ascending positions, given the section starts.
fn sections_with(starts: &[u32], positions: impl Iterator<Item = u32>) -> u64 {
    let mut sections = 0;
    // The end of the section counted last.
    let mut end = 0;
    for position in positions {
        if position >= end {
            sections += 1;
            let next = section_of(starts, position) + 1;
            end = starts.get(next).copied().unwrap_or(u32::MAX);
        }
    }
    sections
}

/// The section that contains a position, given the section starts.
pub(crate) fn section_of(starts: &[u32], position: u32) -> usize {
    starts
        .partition_point(|start| *start <= position)
        .saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_counted_once() {
        let starts = [0, 5, 5, 9, 20];
        let sections = |positions: &[u32]| sections_with(&starts, positions.iter().copied());
        assert_eq!(sections(&[0, 1, 4]), 1);
        assert_eq!(sections(&[4, 5, 8, 9, 30, 31]), 4);
        assert_eq!(sections(&[]), 0);
    }

    #[test]
    fn a_position_belongs_to_the_last_section_that_starts_at_or_before_it() {
        assert_eq!(
            [0, 4, 5, 99].map(|position| section_of(&[0, 5, 5, 9], position)),
            [0, 0, 2, 3]
        );
    }
}
