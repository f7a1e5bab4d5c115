//! Cuts mentions with their context out of a report.

use std::ops::Range;

use crate::api::{Context, DocumentReference, Kwic, Mention, MentionRequest};
use crate::document::PositionCursor;
use crate::fold::{Fold, Folded, Marks, ParagraphCursor};
use crate::index::StoredDocument;
use crate::matching::{Occurrence, SectionCitations, Texts};
use crate::passage::{SentenceCursor, kwic};
use crate::query::Phrase;

/// Maximum display columns on each side of a match that is shown in its sentence or paragraph, so that the mentions of a report
/// on a single line do not each have the whole report.
const MAX_WIDTH: usize = 20_000;

/// Cuts the mentions of one report out of its text, in ascending order.
pub(super) struct KwicBuilder<'a> {
    fold: &'a Fold,
    texts: &'a Texts,
    request: &'a MentionRequest,
    stored: &'a StoredDocument,
    reference: DocumentReference,
    sections: SectionCitations<'a>,
    positions: PositionCursor<'a>,
    paragraphs: ParagraphCursor,
    sentences: SentenceCursor,
    /// The current paragraph: its first byte and its fold.
    folded: Option<(usize, Folded)>,
    /// The character of its fold that the last match of a pattern begins at, and its byte.
    reached: (usize, usize),
}

impl<'a> KwicBuilder<'a> {
    pub(super) fn new(
        fold: &'a Fold,
        texts: &'a Texts,
        request: &'a MentionRequest,
        stored: &'a StoredDocument,
    ) -> Self {
        Self {
            fold,
            texts,
            request,
            stored,
            reference: (&stored.document).into(),
            sections: SectionCitations::of(&stored.document),
            positions: PositionCursor::new(&stored.document),
            paragraphs: ParagraphCursor::default(),
            sentences: SentenceCursor::default(),
            folded: None,
            reached: (0, 0),
        }
    }

    pub(super) fn mention(&mut self, occurrence: &Occurrence) -> Mention {
        let document = &self.stored.document;
        let (bytes, paragraph) = match *occurrence {
            Occurrence::Folded { start, phrase } => {
                let phrase = &self.texts.phrases[phrase as usize];
                self.locate(start, |folded, first| length_at(folded, first, phrase))
            }
            Occurrence::Matched { start, end, .. } => {
                let found = self.locate(start, |_, _| (end - start) as usize);
                self.reach(start);
                found
            }
            Occurrence::Strict { start, end, .. } => {
                let (start, end) = (start as usize, end as usize);
                let paragraph = self.paragraphs.at_byte(&self.stored.paragraphs, start);
                (start..end, paragraph.bytes)
            }
        };
        let place = self.positions.position(bytes.start);
        let captures = self.captures(occurrence);
        Mention {
            id: format!("{}@{}-{}", document.id, bytes.start, bytes.end),
            document: self.reference.clone(),
            section: self
                .sections
                .reference(document.section_at(bytes.start), bytes.start),
            line: place.line,
            column: place.column,
            locator: document.locators.at(bytes.start),
            header_row: document.header_row(bytes.start),
            kwic: self.kwic(paragraph, bytes),
            text: self.texts.typed(occurrence.phrase()).to_string(),
            captures,
        }
    }

    /// A match in the context that the request asks for.
    fn kwic(&mut self, paragraph: Range<usize>, matched: Range<usize>) -> Kwic {
        let text = &self.stored.document.text;
        match self.request.context {
            Context::Columns => kwic(text, paragraph, matched, self.request.width),
            Context::Sentence => {
                let sentence = self.sentences.around(text, &paragraph, &matched);
                kwic(text, sentence, matched, MAX_WIDTH)
            }
            Context::Paragraph => kwic(text, paragraph, matched, MAX_WIDTH),
        }
    }

    /// The groups of a pattern's match, which was just located, as spelled in the text; none for the occurrence of a text.
    fn captures(&self, occurrence: &Occurrence) -> Vec<Option<String>> {
        let pattern = self.texts.pattern(occurrence.phrase());
        let (Some(pattern), Some((_, folded))) = (pattern, &self.folded) else {
            return Vec::new();
        };
        let (first, byte) = self.reached;
        let text = |range: Range<usize>| {
            if range.is_empty() {
                return String::new();
            }
            let bytes = folded.origin(first + range.start..first + range.end);
            self.stored.document.text[bytes].to_string()
        };
        let groups = pattern.groups_at(&folded.text, byte).into_iter();
        groups.map(|group| group.map(text)).collect()
    }

    /// Goes on to the character of the current paragraph that is at `start`.
    fn reach(&mut self, start: u32) {
        let place = self.paragraphs.at_character(&self.stored.paragraphs, start);
        let first = (start - place.characters.start) as usize;
        let (character, byte) = match self.reached {
            (character, byte) if character <= first => (character, byte),
            _ => (0, 0),
        };
        let text = self.folded.as_ref().map_or("", |(_, folded)| &folded.text);
        let mut rest = text[byte..].char_indices();
        let on = rest.nth(first - character).map(|(on, _)| byte + on);
        self.reached = (first, on.unwrap_or(text.len()));
    }

    /// The bytes of the occurrence that begins at `start`, and the bytes of its paragraph. `length` is its number of characters,
    /// given the folded paragraph and where it begins in it.
    fn locate(
        &mut self,
        start: u32,
        length: impl FnOnce(&Folded, usize) -> usize,
    ) -> (Range<usize>, Range<usize>) {
        let place = self.paragraphs.at_character(&self.stored.paragraphs, start);
        let is_current = |(known, _): &(usize, Folded)| *known == place.bytes.start;
        if !self.folded.as_ref().is_some_and(is_current) {
            let document = &self.stored.document;
            let folded = self.fold.fold_paragraph(
                &document.text,
                place.bytes.clone(),
                &document.gaps,
                Marks::Transparent,
            );
            self.folded = Some((place.bytes.start, folded));
            self.reached = (0, 0);
        }
        let first = (start - place.characters.start) as usize;
        let bytes = self.folded.as_ref().map_or(0..0, |(_, folded)| {
            folded.origin(first..first + length(folded, first))
        });
        (bytes, place.bytes)
    }
}

/// The length of the longest reading of a phrase that is at a character of a folded paragraph, in characters.
fn length_at(folded: &Folded, first: usize, phrase: &Phrase) -> usize {
    let lengths = phrase
        .readings
        .iter()
        .map(|reading| reading.chars().count());
    if phrase.readings.len() == 1 {
        return lengths.sum();
    }
    let at = folded
        .text
        .char_indices()
        .nth(first)
        .map_or(folded.text.len(), |(at, _)| at);
    let here = &folded.text[at..];
    let found = phrase.readings.iter().zip(lengths);
    let found = found.filter(|(reading, _)| here.starts_with(reading.as_str()));
    found.map(|(_, length)| length).max().unwrap_or(0)
}
