//! Where mentions are in the folded text of their report.

use std::borrow::Borrow;
use std::ops::Range;

use crate::fold::{Fold, Folded, Marks, ParagraphCursor};
use crate::index::StoredDocument;
use crate::matching::Occurrence;
use crate::query::Phrase;

/// Finds the folded characters of mentions. Marks are ignored, also where they count in matching.
pub(super) struct Spans<'a> {
    fold: &'a Fold,
    /// The characters of each reading of each phrase.
    readings: Vec<Vec<Vec<char>>>,
}

impl<'a> Spans<'a> {
    pub(super) fn new(fold: &'a Fold, phrases: &[Phrase]) -> Self {
        let readings = |phrase: &Phrase| {
            let readings = phrase.readings.iter();
            readings.map(|reading| reading.chars().collect()).collect()
        };
        Self {
            fold,
            readings: phrases.iter().map(readings).collect(),
        }
    }

    /// The ranges of ascending occurrences, which count marks or do not, in characters of their report's folded text. The report
    /// itself is needed only where marks count.
    pub(super) fn of<D: Borrow<StoredDocument>, E>(
        &self,
        text: &[char],
        occurrences: &[Occurrence],
        stored: impl FnOnce() -> Result<D, E>,
    ) -> Result<Vec<Range<usize>>, E> {
        let spans = match occurrences.first() {
            Some(Occurrence::Strict { .. }) => self.strict(stored()?.borrow(), occurrences),
            _ => occurrences
                .iter()
                .map(|occurrence| match *occurrence {
                    Occurrence::Matched { start, end, .. } => start as usize..end as usize,
                    _ => self.folded(text, occurrence),
                })
                .collect(),
        };
        Ok(spans)
    }

    /// The longest reading of a phrase where it occurs.
    fn folded(&self, text: &[char], occurrence: &Occurrence) -> Range<usize> {
        let start = occurrence.start() as usize;
        let here = text.get(start..).unwrap_or_default();
        let readings = self.readings[occurrence.phrase()].iter();
        let found = readings.filter(|reading| here.starts_with(reading));
        start..start + found.map(Vec::len).max().unwrap_or(0)
    }

    fn strict(&self, stored: &StoredDocument, occurrences: &[Occurrence]) -> Vec<Range<usize>> {
        let document = &stored.document;
        let mut paragraphs = ParagraphCursor::default();
        let mut current: Option<(usize, Folded)> = None;
        let span = |occurrence: &Occurrence| {
            let Occurrence::Strict { start, end, .. } = *occurrence else {
                return None;
            };
            let (start, end) = (start as usize, end as usize);
            let place = paragraphs.at_byte(&stored.paragraphs, start);
            if current
                .as_ref()
                .is_none_or(|(at, _)| *at != place.bytes.start)
            {
                let bytes = place.bytes.clone();
                let marks = Marks::Transparent;
                let folded = self
                    .fold
                    .fold_paragraph(&document.text, bytes, &document.gaps, marks);
                current = Some((place.bytes.start, folded));
            }
            let (_, folded) = current.as_ref()?;
            let first = place.characters.start as usize;
            Some(first + folded.index_at(start)..first + folded.index_at(end))
        };
        occurrences.iter().filter_map(span).collect()
    }
}
