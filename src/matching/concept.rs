//! Which occurrences of a concept count: where its terms and exclusions overlap, the text counts once, for the longest.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use fixedbitset::FixedBitSet;

use super::occurrence::{Occurrence, scan_reading};
use super::texts::Texts;
use crate::document::saturating_u32;
use crate::error::Result;
use crate::index::{DocumentAddress, ExactLayer, Selection, Snapshot};

/// An occurrence of a term or an exclusion, in characters of the folded text or in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Candidate {
    start: u32,
    end: u32,
    phrase: u32,
}

/// Of the candidates in one text, those that count, by position: the longest first, of equally long ones the first. `counted`
/// phrases are terms; those after them are exclusions, which take their text without counting.
fn without_overlaps(mut candidates: Vec<Candidate>, counted: usize) -> Vec<Candidate> {
    candidates.sort_unstable_by_key(|candidate| {
        let length = candidate.end - candidate.start;
        let is_term = (candidate.phrase as usize) < counted;
        (Reverse(length), candidate.start, is_term)
    });
    let end = candidates.iter().map(|candidate| candidate.end).max();
    let mut taken = FixedBitSet::with_capacity(end.unwrap_or(0) as usize);
    candidates.retain(|candidate| {
        let range = candidate.start as usize..candidate.end as usize;
        let is_free = !taken.contains_any_in_range(range.clone());
        if is_free {
            taken.insert_range(range);
        }
        is_free && (candidate.phrase as usize) < counted
    });
    candidates.sort_unstable_by_key(|candidate| candidate.start);
    candidates
}

/// [`without_overlaps`] of occurrences where marks count.
pub(super) fn strictly_without_overlaps(found: Vec<Occurrence>, counted: usize) -> Vec<Occurrence> {
    let candidates = found.into_iter().filter_map(|occurrence| match occurrence {
        Occurrence::Strict { start, end, phrase } => Some(Candidate { start, end, phrase }),
        Occurrence::Folded { .. } | Occurrence::Matched { .. } => None,
    });
    without_overlaps(candidates.collect(), counted)
        .into_iter()
        .map(|Candidate { start, end, phrase }| Occurrence::Strict { start, end, phrase })
        .collect()
}

/// The occurrences of a concept in the selected reports.
pub(super) fn find_concept(
    snapshot: &Snapshot,
    texts: &Texts,
    selection: &Selection,
) -> Result<BTreeMap<DocumentAddress, Vec<Occurrence>>> {
    let exact = ExactLayer::of(snapshot);
    let mut by_document: BTreeMap<DocumentAddress, Vec<Candidate>> = BTreeMap::new();
    for (phrase, reading) in readings(texts) {
        let length = saturating_u32(reading.chars().count());
        let found = exact.every_occurrence(reading, selection)?;
        for found in exact.by_document(&found) {
            let candidates = found.starts().map(|start| Candidate {
                start,
                end: start + length,
                phrase,
            });
            by_document
                .entry(found.document)
                .or_default()
                .extend(candidates);
        }
    }
    Ok(by_document
        .into_iter()
        .map(|(address, candidates)| (address, occurrences(candidates, texts)))
        .collect())
}

/// The occurrences of a concept in a folded text.
pub(crate) fn scan_concept(folded: &str, texts: &Texts) -> Vec<Occurrence> {
    let candidates = readings(texts).flat_map(|(phrase, reading)| {
        scan_reading(folded, reading)
            .into_iter()
            .map(move |Range { start, end }| Candidate { start, end, phrase })
    });
    occurrences(candidates.collect(), texts)
}

fn occurrences(candidates: Vec<Candidate>, texts: &Texts) -> Vec<Occurrence> {
    without_overlaps(candidates, texts.counted)
        .into_iter()
        .map(|Candidate { start, phrase, .. }| Occurrence::Folded { start, phrase })
        .collect()
}

/// Each reading of each text, with the index of the text.
fn readings(texts: &Texts) -> impl Iterator<Item = (u32, &str)> {
    (0..).zip(&texts.phrases).flat_map(|(index, phrase)| {
        phrase
            .readings
            .iter()
            .map(move |reading| (index, reading.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(candidates: &[(u32, u32, u32)], counted: usize) -> Vec<(u32, u32)> {
        let candidates = candidates
            .iter()
            .map(|&(start, end, phrase)| Candidate { start, end, phrase })
            .collect();
        without_overlaps(candidates, counted)
            .into_iter()
            .map(|candidate| (candidate.start, candidate.phrase))
            .collect()
    }

    #[test]
    fn the_longest_counts_where_terms_overlap() {
        assert_eq!(kept(&[(0, 3, 0), (2, 7, 1), (6, 9, 0)], 2), [(2, 1)]);
        assert_eq!(
            kept(&[(0, 2, 0), (1, 3, 0), (2, 4, 0)], 1),
            [(0, 0), (2, 0)]
        );
    }

    #[test]
    fn an_exclusion_takes_its_text_without_counting() {
        assert_eq!(kept(&[(0, 2, 0), (0, 4, 1), (9, 11, 0)], 1), [(9, 0)]);
        assert_eq!(kept(&[(0, 5, 0), (0, 4, 1)], 1), [(0, 0)]);
    }
}
