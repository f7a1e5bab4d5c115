//! The texts of shapes and of the outline ([MS-PPT] 2.9).
//!
//! Owns characters and the places of fields. Must not know shapes.

use std::collections::HashSet;

use super::records::{
    DATE_TIME, FOOTER_TEXT, GENERIC_DATE, HEADER_TEXT, RTF_DATE_TIME, Record, SLIDE_NUMBER,
    TEXT_BYTES, TEXT_CHARS, TEXT_HEADER,
};
use crate::reader::build::slide::Line;
use crate::reader::storage::little_endian::{index_at, u32_at};

/// Kinds of texts that are titles ([MS-PPT] 2.13.33): of a slide, and of a title slide.
const TITLES: [u32; 2] = [0, 6];

/// A text.
#[derive(Debug, Default)]
pub(super) struct Text {
    kind: u32,
    /// UTF-16.
    units: Vec<u16>,
    /// Positions of numbers, dates and footers, for which the program that shows the slides fills in words.
    fields: HashSet<usize>,
}

impl Text {
    /// Whether it is a title.
    pub(super) fn is_title(&self) -> bool {
        TITLES.contains(&self.kind)
    }

    /// Its paragraphs, separated by line breaks, without fields.
    pub(super) fn words(&self) -> String {
        let units = self.units.iter().enumerate();
        let shown = units.filter(|(position, _)| !self.fields.contains(position));
        let shown: Vec<u16> = shown.map(|(_, unit)| *unit).collect();
        String::from_utf16_lossy(&shown).replace('\r', "\n")
    }

    /// Its paragraphs as a line of a slide.
    pub(super) fn line(&self, is_title: bool) -> Line {
        let line = if is_title {
            Line::Title
        } else {
            Line::Paragraph
        };
        line(self.words())
    }
}

/// Adds a record to the texts, if it is part of a text: a header begins one, the others belong to the last. Characters
/// that have lost their header are a text too.
pub(super) fn add(texts: &mut Vec<Text>, record: Record<'_>) {
    let is_header = record.kind == TEXT_HEADER;
    if is_header || texts.is_empty() && matches!(record.kind, TEXT_CHARS | TEXT_BYTES) {
        let kind = u32_at(record.body, 0).filter(|_| is_header);
        texts.push(Text {
            kind: kind.unwrap_or(u32::MAX),
            ..Text::default()
        });
    }
    let Some(text) = texts.last_mut() else { return };
    match record.kind {
        TEXT_CHARS => text.units = units(record.body),
        // Each is the low byte of a character below U+0100.
        TEXT_BYTES => text.units = record.body.iter().map(|byte| u16::from(*byte)).collect(),
        SLIDE_NUMBER | DATE_TIME | GENERIC_DATE | HEADER_TEXT | FOOTER_TEXT | RTF_DATE_TIME => {
            text.fields.extend(index_at(record.body, 0));
        }
        _ => {}
    }
}

/// UTF-16 in bytes.
pub(super) fn units(bytes: &[u8]) -> Vec<u16> {
    let (units, _) = bytes.as_chunks::<2>();
    units.iter().map(|unit| u16::from_le_bytes(*unit)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::records::Records;
    use super::super::sample::{characters, record, words};
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<Text> {
        let mut texts = Vec::new();
        for record in Records(bytes) {
            add(&mut texts, record);
        }
        texts
    }

    #[test]
    fn characters_are_of_two_bytes_or_low_bytes() {
        let bytes = [
            record(TEXT_CHARS, 0, &characters("无主")),
            record(TEXT_HEADER, 0, &words(&[6])),
            record(TEXT_CHARS, 0, &characters("松泽县\r柳\u{B}渡")),
            record(TEXT_HEADER, 0, &words(&[1])),
            record(TEXT_BYTES, 0, &[b'5', 0xB2]),
        ];
        let texts = texts(&bytes.concat());
        let words: Vec<String> = texts.iter().map(Text::words).collect();
        assert_eq!(words, ["无主", "松泽县\n柳\u{B}渡", "5²"]);
        let titles: Vec<bool> = texts.iter().map(Text::is_title).collect();
        assert_eq!(titles, [false, true, false]);
    }

    #[test]
    fn fields_are_left_out() {
        let bytes = [
            record(TEXT_HEADER, 0, &words(&[4])),
            record(TEXT_CHARS, 0, &characters("第*页*")),
            record(SLIDE_NUMBER, 0, &words(&[1])),
            record(DATE_TIME, 0, &words(&[99, 0])),
        ];
        assert_eq!(texts(&bytes.concat())[0].words(), "第页*");
    }
}
