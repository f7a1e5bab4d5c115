//! Where a quoted text is in one report: the same text, or the nearest.
//!
//! Must not know why a report is read. Invariant: a place is within a paragraph, and the work of comparing is within a
//! budget.

use std::ops::Range;

use super::alignment::{best_end, inner_place};
use super::quotation::{FoldedQuotation, Quotation, similarity};
use crate::api::CitationLocator;
use crate::document::Document;
use crate::fold::{Fold, Folded, Marks};
use crate::index::StoredDocument;
use crate::matching::scan;
use crate::query::Phrase;

/// Characters of a quoted text that are compared with other texts; the rest of a longer one decides nothing.
const MAX_COMPARED: usize = 200;
/// Folded characters from which a text is known without its context.
const LONG: usize = 20;

/// A quoted text that is looked for.
pub(super) struct Wanted<'l> {
    pub locator: &'l CitationLocator,
    fold: &'l Fold,
    pub folded: FoldedQuotation,
    /// The ways in which the text may be read; empty if it folds to nothing.
    readings: Vec<String>,
    /// Folded.
    headings: Vec<String>,
}

/// Where a text is in a report.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub bytes: Range<usize>,
    /// How much of the text and its context is the same, from 0 to 1.
    pub similarity: f64,
    /// Whether it begins where the text began.
    pub is_unmoved: bool,
    /// Whether it is under headings of the same words.
    pub is_under_headings: bool,
}

/// The characters that may still be compared, each with one of the wanted text.
pub(super) struct Budget {
    comparisons: usize,
    /// Whether it did not last to the end of a report.
    pub is_exceeded: bool,
}

impl Budget {
    pub(super) fn new(comparisons: usize) -> Self {
        Self {
            comparisons,
            is_exceeded: false,
        }
    }

    /// Whether a number of comparisons can be made; from the first that cannot on, none is.
    fn take(&mut self, comparisons: usize) -> bool {
        let left = self.comparisons.checked_sub(comparisons);
        self.is_exceeded |= left.is_none();
        self.comparisons = left.unwrap_or(0);
        !self.is_exceeded
    }
}

impl<'l> Wanted<'l> {
    pub(super) fn new(locator: &'l CitationLocator, fold: &'l Fold) -> Self {
        let quotation = Quotation::cut(&locator.before, &locator.quote, &locator.after);
        let phrase = Phrase::new(&locator.quote, fold, Marks::Transparent);
        let headings = locator.headings.iter();
        Self {
            locator,
            fold,
            folded: quotation.folded(fold),
            readings: phrase.map_or_else(|_| Vec::new(), |phrase| phrase.readings),
            headings: headings.map(|heading| fold.fold_text(heading)).collect(),
        }
    }

    /// The bytes of the text where it was, if it is still there in the same spelling.
    pub(super) fn unmoved(&self, document: &Document) -> Option<Range<usize>> {
        let start = self.start(document)?;
        let quote = self.locator.quote.as_str();
        let is_there = document.text[start..].starts_with(quote);
        is_there.then(|| start..start + quote.len())
    }

    /// The places of the text in a report; of a short one only those where as much of the context is the same.
    pub(super) fn places(&self, stored: &StoredDocument, min_context: f64) -> Vec<Place> {
        let document = &stored.document;
        let start = self.start(document);
        let mut places = Vec::new();
        for (paragraph, folded) in paragraphs(stored, self.fold) {
            for found in scan(&folded.text, &self.readings) {
                let bytes = folded.origin(found.start as usize..found.end as usize);
                let here = Quotation::of(
                    document,
                    paragraph.clone(),
                    bytes.clone(),
                    paragraph.clone(),
                );
                let (edits, characters) = self.folded.context_edits(&here.folded(self.fold));
                let length = self.folded.quote.len();
                if length >= LONG || similarity(edits, characters) >= min_context {
                    let similarity = similarity(edits, characters + length);
                    places.push(self.place(document, bytes, similarity, start));
                }
            }
        }
        places
    }

    /// The place in a report that is most like the text and its context; `None` if none has anything of them.
    pub(super) fn nearest(&self, stored: &StoredDocument, budget: &mut Budget) -> Option<Place> {
        let (pattern, inner) = self.compared();
        let mut best = pattern.len();
        let mut place = None;
        for (paragraph, folded) in paragraphs(stored, self.fold) {
            let text: Vec<char> = folded.text.chars().collect();
            if !budget.take(pattern.len() * text.len()) {
                break;
            }
            let (edits, end) = best_end(&pattern, &text);
            if edits < best {
                best = edits;
                let inner = inner_place(&pattern, &inner, &text, end);
                place = Some(bytes_of(&folded, inner, &paragraph));
            }
        }
        let document = &stored.document;
        let similarity = similarity(best, pattern.len());
        Some(self.place(document, place?, similarity, self.start(document)))
    }

    /// Whether the text at a place is the wanted one.
    pub(super) fn is_text_of(&self, document: &Document, place: &Place) -> bool {
        let text = self.fold.fold_text(&document.text[place.bytes.clone()]);
        !text.is_empty() && text.chars().eq(self.folded.quote.iter().copied())
    }

    /// The characters that are compared with other texts, and which of them are the quoted text's.
    fn compared(&self) -> (Vec<char>, Range<usize>) {
        let FoldedQuotation {
            before,
            quote,
            after,
        } = &self.folded;
        let beginning = &quote[..quote.len().min(MAX_COMPARED)];
        let after: &[char] = if beginning.len() < quote.len() {
            &[]
        } else {
            after
        };
        let inner = before.len()..before.len() + beginning.len();
        ([before, beginning, after].concat(), inner)
    }

    /// The byte of a document at which the text began.
    fn start(&self, document: &Document) -> Option<usize> {
        let starts = document.text.char_indices().map(|(at, _)| at);
        starts
            .chain([document.text.len()])
            .nth(self.locator.start as usize)
    }

    fn place(
        &self,
        document: &Document,
        bytes: Range<usize>,
        similarity: f64,
        start: Option<usize>,
    ) -> Place {
        let headings = document.heading_path(document.section_at(bytes.start));
        let headings = headings.iter().map(|heading| self.fold.fold_text(heading));
        Place {
            similarity,
            is_unmoved: start == Some(bytes.start),
            is_under_headings: headings.eq(self.headings.iter().cloned()),
            bytes,
        }
    }
}

/// The paragraphs of a report, their bytes and folds.
fn paragraphs<'s>(
    stored: &'s StoredDocument,
    fold: &'s Fold,
) -> impl Iterator<Item = (Range<usize>, Folded)> + 's {
    let StoredDocument {
        document,
        paragraphs,
    } = stored;
    paragraphs.places().map(|place| {
        let gaps = &document.gaps;
        let folded = fold.fold_paragraph(
            &document.text,
            place.bytes.clone(),
            gaps,
            Marks::Transparent,
        );
        (place.bytes, folded)
    })
}

/// The bytes of some characters of a paragraph's fold; of none, the place between those around it.
fn bytes_of(folded: &Folded, characters: Range<usize>, paragraph: &Range<usize>) -> Range<usize> {
    if !characters.is_empty() {
        return folded.origin(characters);
    }
    let at = match characters.start {
        0 => paragraph.start,
        after => folded.origin(after - 1..after).end,
    };
    at..at
}
