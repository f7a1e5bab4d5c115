//! One document, folded and scanned.

use std::borrow::Cow;
use std::convert::Infallible;

use super::order::Order;
use super::span::Spans;
use super::whole_word::WholeWords;
use crate::api::Filter;
use crate::document::Document;
use crate::fold::Fold;
use crate::index::{StoredDocument, folded_document};
use crate::matching::{
    MatchCounts, Occurrence, Texts, count_sections, keep_taken, scan, scan_concept, scan_patterns,
    scan_strictly, section_bytes, section_of,
};

/// One document, folded and scanned.
pub(super) struct Scanned {
    pub stored: StoredDocument,
    /// The folded text.
    text: String,
    /// In characters of its folded text.
    section_starts: Vec<u32>,
    /// By position, in the filter's sections.
    pub occurrences: Vec<Occurrence>,
}

impl Scanned {
    pub(super) fn new(document: Document, texts: &Texts, filter: &Filter, fold: &Fold) -> Self {
        let folded = folded_document(&document, fold);
        let stored = StoredDocument::new(document, folded.paragraphs);
        let mut occurrences = if texts.concept.is_some() && !texts.are_strict() {
            scan_concept(&folded.text, texts)
        } else {
            scan_texts(&folded.text, &stored, texts, fold)
        };
        occurrences.extend(scan_patterns(&folded.text, texts));
        occurrences.sort();
        keep_taken(
            &stored.document,
            &folded.section_starts,
            &mut occurrences,
            filter,
            fold,
        );
        Self {
            stored,
            text: folded.text,
            section_starts: folded.section_starts,
            occurrences,
        }
    }

    pub(super) fn document(&self) -> &Document {
        &self.stored.document
    }

    /// Leaves out the mentions that begin or end inside a word, and returns their number.
    pub(super) fn keep_whole_words(&mut self, words: &WholeWords) -> u64 {
        let text = self.characters();
        let stored = || Ok::<_, Infallible>(&self.stored);
        let Ok(left_out) = words.retain(&text, &mut self.occurrences, stored);
        left_out
    }

    /// The contexts by which some of the mentions are sorted.
    pub(super) fn contexts(
        &self,
        order: &Order,
        spans: &Spans,
        occurrences: &[Occurrence],
    ) -> Vec<Vec<u32>> {
        if order.context_keys() == 0 {
            return vec![Vec::new(); occurrences.len()];
        }
        let text = self.characters();
        let stored = || Ok::<_, Infallible>(&self.stored);
        let Ok(spans) = spans.of(&text, occurrences, stored);
        let contexts = |span| order.contexts(&text, span).collect();
        spans.iter().map(contexts).collect()
    }

    fn characters(&self) -> Vec<char> {
        self.text.chars().collect()
    }

    pub(super) fn counts(&self, texts: &Texts) -> MatchCounts {
        let mut counts = MatchCounts::of(texts);
        for occurrence in &self.occurrences {
            counts.of_texts[occurrence.phrase()] += 1;
        }
        counts.documents = 1;
        counts.sections = count_sections(&self.occurrences, &self.starts_of_sections());
        counts
    }

    /// The section that each occurrence begins in.
    pub(super) fn sections_of_occurrences(&self) -> Vec<usize> {
        let starts = self.starts_of_sections();
        let occurrences = self.occurrences.iter();
        occurrences
            .map(|occurrence| section_of(&starts, occurrence.start()))
            .collect()
    }

    /// In the unit of the occurrences.
    fn starts_of_sections(&self) -> Cow<'_, [u32]> {
        match self.occurrences.first() {
            Some(Occurrence::Strict { .. }) => section_bytes(&self.stored.document).into(),
            _ => Cow::Borrowed(&self.section_starts),
        }
    }
}

/// The occurrences of texts that are not a concept, or where marks count.
fn scan_texts(
    folded: &str,
    stored: &StoredDocument,
    texts: &Texts,
    fold: &Fold,
) -> Vec<Occurrence> {
    let mut occurrences = Vec::new();
    // Where marks count: candidates, and the phrases of marks alone, which can be anywhere.
    let (mut places, mut everywhere) = (Vec::new(), Vec::new());
    for (index, phrase) in (0..).zip(&texts.phrases) {
        if phrase.folded.is_empty() {
            everywhere.push(index);
            continue;
        }
        let starts = scan(folded, &phrase.readings)
            .into_iter()
            .map(|range| range.start);
        if phrase.strict.is_some() {
            places.extend(starts.map(|start| (start, index)));
        } else {
            occurrences.extend(starts.map(|start| Occurrence::Folded {
                start,
                phrase: index,
            }));
        }
    }
    places.sort_unstable();
    if !(places.is_empty() && everywhere.is_empty()) {
        occurrences.extend(scan_strictly(fold, stored, texts, &places, &everywhere));
    }
    occurrences
}
