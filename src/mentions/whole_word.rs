//! Leaves out mentions that begin or end inside a word.

use std::borrow::Borrow;

use super::span::Spans;
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{DocumentAddress, FoldedTexts, StoredDocument};
use crate::matching::{DocumentMatches, Matcher, Matches, Occurrence};
use crate::query::Phrase;
use crate::segmenter::{Segmenter, ends_run};

/// Maximum characters that are cut at once. A longer run of words without punctuation is cut in parts of so many, at whose
/// ends words end.
const MAX_PART: usize = 16 * 1024;

/// Leaves out mentions of some phrases that begin or end inside a word of a plain cut.
pub(super) struct WholeWords<'a> {
    segmenter: &'a Segmenter,
    spans: Spans<'a>,
}

impl<'a> WholeWords<'a> {
    pub(super) fn new(segmenter: &'a Segmenter, fold: &'a Fold, phrases: &[Phrase]) -> Self {
        Self {
            segmenter,
            spans: Spans::new(fold, phrases),
        }
    }

    /// The matches that begin and end with words, and the number of the others.
    pub(super) fn of_index(&self, matcher: Matcher, found: &Matches) -> Result<(Matches, u64)> {
        let snapshot = matcher.snapshot;
        let documents = found.documents(snapshot);
        let addresses: Vec<DocumentAddress> = documents.iter().map(|found| found.address).collect();
        let kept = FoldedTexts::of(snapshot).map(&addresses, |index, text| {
            let address = addresses[index];
            let mut occurrences = documents[index].occurrences.clone();
            let left_out = self.retain(text, &mut occurrences, || snapshot.stored(address))?;
            let kept = DocumentMatches {
                address,
                occurrences,
            };
            Ok((kept, left_out))
        })?;
        let left_out = kept.iter().map(|(_, left_out)| left_out).sum();
        let kept = kept.into_iter().map(|(kept, _)| kept);
        let kept = kept.filter(|kept| !kept.occurrences.is_empty());
        Ok((Matches::of_documents(kept.collect()), left_out))
    }

    /// Keeps the occurrences in a report that begin and end with words, given its folded text, and where marks count the report.
    /// Returns the number of the others.
    pub(super) fn retain<D: Borrow<StoredDocument>, E>(
        &self,
        text: &[char],
        occurrences: &mut Vec<Occurrence>,
        stored: impl FnOnce() -> Result<D, E>,
    ) -> Result<u64, E> {
        let spans = self.spans.of(text, occurrences, stored)?;
        let ends = spans.iter().flat_map(|span| [span.start, span.end]);
        let mut ends: Vec<usize> = ends.collect();
        ends.sort_unstable();
        ends.dedup();
        let boundaries = boundaries(self.segmenter, text, &ends);
        let is_boundary = |end: usize| boundaries.binary_search(&end).is_ok();
        let before = occurrences.len();
        let mut spans = spans.iter();
        occurrences.retain(|_| {
            let span = spans.next();
            span.is_some_and(|span| is_boundary(span.start) && is_boundary(span.end))
        });
        Ok((before - occurrences.len()) as u64)
    }
}

/// Those of some ascending positions in a text at which a word begins or ends.
fn boundaries(segmenter: &Segmenter, text: &[char], positions: &[usize]) -> Vec<usize> {
    let (mut found, mut rest, mut start) = (Vec::new(), positions, 0);
    while !rest.is_empty() {
        let end = part_end(text, start);
        let (here, after) = rest.split_at(rest.partition_point(|position| *position < end));
        if here.iter().any(|position| *position > start) {
            let part: String = text[start..end].iter().collect();
            let words = segmenter.cut(&part);
            let begins: Vec<usize> = words.map(|word| start + word.characters.start).collect();
            let is_boundary = |position: &&usize| begins.binary_search(position).is_ok();
            found.extend(here.iter().filter(is_boundary));
        } else {
            found.extend(here);
        }
        if end == text.len() {
            found.extend(after.iter().filter(|position| **position == end));
            break;
        }
        (rest, start) = (after, end);
    }
    found
}

/// Where the part of a text that begins at `start` ends: after punctuation, since no word has it.
fn part_end(text: &[char], start: usize) -> usize {
    let longest = &text[start..text.len().min(start + MAX_PART)];
    let inside = longest.iter().position(|c| ends_run(*c));
    start + inside.map_or(longest.len(), |inside| inside + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::schema::Schema;

    fn segmenter() -> &'static Segmenter {
        static SEGMENTER: std::sync::LazyLock<Segmenter> =
            std::sync::LazyLock::new(|| Segmenter::for_reports(&Schema::embedded()).unwrap());
        &SEGMENTER
    }

    /// The boundaries of a plain cut of a whole text.
    fn naive(text: &[char]) -> Vec<usize> {
        let whole: String = text.iter().collect();
        let words = segmenter().cut(&whole);
        let begins = words.map(|word| word.characters.start);
        begins.chain([text.len()]).collect()
    }

    proptest! {
        #[test]
        fn boundaries_are_those_of_a_cut_of_the_whole_text(
            text in "([依法治县行政复议机关人民政府a1.%，。\n（）]|法治|行政复议){0,60}",
        ) {
            let text: Vec<char> = text.chars().collect();
            let all: Vec<usize> = (0..=text.len()).collect();
            let mut expected = naive(&text);
            expected.dedup();
            prop_assert_eq!(boundaries(segmenter(), &text, &all), expected);
            // A position alone, so that most parts are passed without a cut.
            for position in all {
                let alone = boundaries(segmenter(), &text, &[position]);
                prop_assert_eq!(!alone.is_empty(), naive(&text).contains(&position));
            }
        }
    }

    #[test]
    fn a_long_run_without_punctuation_is_cut_in_parts() {
        let text: Vec<char> = "依法治县".chars().cycle().take(3 * MAX_PART).collect();
        let boundaries = boundaries(segmenter(), &text, &[1, 2, MAX_PART, 3 * MAX_PART]);
        assert!(
            boundaries.ends_with(&[MAX_PART, 3 * MAX_PART]),
            "{boundaries:?}"
        );
    }
}
