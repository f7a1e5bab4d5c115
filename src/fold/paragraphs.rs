//! The table of a document's paragraphs: their ranges in the text and in the folded text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One paragraph of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of the document's text, blank lines after the paragraph included.
    pub bytes: u32,
    /// Folded characters, without the hard break.
    pub characters: u32,
}

/// The paragraphs of a document in order; together they are its text. A document may have tens of millions, so they are
/// kept as stored: two LEB128 numbers each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Paragraphs {
    packed: Vec<u8>,
}

/// A paragraph with its position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParagraphPlace {
    /// Its bytes in the document's text.
    pub bytes: Range<usize>,
    /// Its characters in the folded document, without the hard break.
    pub characters: Range<u32>,
}

/// Iterates over paragraphs with their positions.
#[derive(Debug, Clone)]
pub(crate) struct Places<'p> {
    packed: std::slice::Iter<'p, u8>,
    next: Start,
}

/// The start of a paragraph in the table, in the text and in the folded text.
#[derive(Debug, Clone, Copy, Default)]
struct Start {
    packed: usize,
    byte: usize,
    character: u32,
}

/// Finds the paragraphs of ascending positions in one pass over the table.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ParagraphCursor {
    here: Start,
}

impl Paragraphs {
    pub(super) fn push(&mut self, paragraph: Paragraph) {
        self.push_number(paragraph.bytes);
        self.push_number(paragraph.characters);
    }

    fn push_number(&mut self, mut number: u32) {
        while number > 0x7F {
            self.packed.push((number & 0x7F) as u8 | 0x80);
            number >>= 7;
        }
        self.packed.push((number & 0x7F) as u8);
    }

    /// The lengths of each paragraph.
    pub fn iter(&self) -> impl Iterator<Item = Paragraph> {
        let mut packed = self.packed.iter();
        std::iter::from_fn(move || read_paragraph(&mut packed))
    }

    /// The paragraphs with their positions.
    pub(crate) fn places(&self) -> Places<'_> {
        self.places_from(Start::default())
    }

    fn places_from(&self, start: Start) -> Places<'_> {
        let packed = self.packed.get(start.packed..).unwrap_or_default();
        Places {
            packed: packed.iter(),
            next: start,
        }
    }
}

fn read_paragraph(packed: &mut std::slice::Iter<u8>) -> Option<Paragraph> {
    Some(Paragraph {
        bytes: read_number(packed)?,
        characters: read_number(packed)?,
    })
}

fn read_number(packed: &mut std::slice::Iter<u8>) -> Option<u32> {
    let (mut number, mut shift) = (0, 0_u32);
    loop {
        let byte = *packed.next()?;
        number |= u32::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            return Some(number);
        }
        shift += 7;
    }
}

impl Iterator for Places<'_> {
    type Item = ParagraphPlace;

    fn next(&mut self) -> Option<ParagraphPlace> {
        let before = self.packed.len();
        let paragraph = read_paragraph(&mut self.packed)?;
        let Start {
            packed,
            byte,
            character,
        } = self.next;
        let place = ParagraphPlace {
            bytes: byte..byte.saturating_add(paragraph.bytes as usize),
            characters: character..character.saturating_add(paragraph.characters),
        };
        self.next = Start {
            packed: packed + before - self.packed.len(),
            byte: place.bytes.end,
            character: place.characters.end.saturating_add(1),
        };
        Some(place)
    }
}

impl ParagraphCursor {
    /// The paragraph that contains a byte of the text.
    pub(crate) fn at_byte(&mut self, paragraphs: &Paragraphs, byte: usize) -> ParagraphPlace {
        self.find(paragraphs, byte < self.here.byte, |next| next.byte > byte)
    }

    /// The paragraph that contains a character of the folded text.
    pub(crate) fn at_character(&mut self, paragraphs: &Paragraphs, at: u32) -> ParagraphPlace {
        self.find(paragraphs, at < self.here.character, |next| {
            next.character > at
        })
    }

    /// The paragraphs from the last found one on.
    pub(crate) fn places_on<'p>(&self, paragraphs: &'p Paragraphs) -> Places<'p> {
        paragraphs.places_from(self.here)
    }

    /// The first paragraph whose successor starts `beyond` the wanted position, or the last. `again`: the position is before
    /// the current paragraph, so start over.
    fn find(
        &mut self,
        paragraphs: &Paragraphs,
        again: bool,
        beyond: impl Fn(Start) -> bool,
    ) -> ParagraphPlace {
        if again {
            self.here = Start::default();
        }
        let mut places = paragraphs.places_from(self.here);
        let mut found = ParagraphPlace::default();
        let mut start = self.here;
        while let Some(place) = places.next() {
            (self.here, found) = (start, place);
            if beyond(places.next) {
                break;
            }
            start = places.next;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_paragraphs_are_read_and_found(
            lengths in proptest::collection::vec((1..=u32::MAX >> 16, 0..=u32::MAX >> 16), 1..40),
            wanted in proptest::collection::vec(any::<prop::sample::Index>(), 1..10),
        ) {
            let mut paragraphs = Paragraphs::default();
            for (bytes, characters) in &lengths {
                paragraphs.push(Paragraph { bytes: *bytes, characters: *characters });
            }
            let read: Vec<_> = paragraphs.iter().map(|one| (one.bytes, one.characters)).collect();
            prop_assert_eq!(&read, &lengths);
            let places: Vec<ParagraphPlace> = paragraphs.places().collect();
            prop_assert_eq!(places.len(), lengths.len());
            let (mut by_byte, mut by_character) = <(ParagraphCursor, ParagraphCursor)>::default();
            for index in wanted {
                let at = index.index(places.len());
                let place = &places[at];
                prop_assert_eq!(&by_byte.at_byte(&paragraphs, place.bytes.end - 1), place);
                prop_assert_eq!(by_byte.places_on(&paragraphs).collect::<Vec<_>>(), &places[at..]);
                let found = by_character.at_character(&paragraphs, place.characters.end);
                prop_assert_eq!(&found, place);
            }
        }

        #[test]
        fn any_bytes_end(packed in proptest::collection::vec(any::<u8>(), 0..60)) {
            let paragraphs = Paragraphs { packed };
            prop_assert!(paragraphs.places().count() <= 30);
            let _ = ParagraphCursor::default().at_byte(&paragraphs, usize::MAX);
        }
    }
}
