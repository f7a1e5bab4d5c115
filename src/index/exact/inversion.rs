//! Inverts a text: a list of positions for each character.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::file::{ExactWriter, Records};

/// Writes the positions of each character of a text. Holds about `max` positions in memory; the text is passed once for
/// each group of characters that have as many together.
pub(super) fn write_text<W: Write>(
    text: &str,
    records: &Records,
    max: usize,
    target: W,
) -> io::Result<W> {
    let mut counts: ByCharacter<u32> = ByCharacter::default();
    for c in text.chars() {
        *counts.of(c) += 1;
    }
    let counts: Vec<(char, u32)> = counts.iter().collect();
    let mut writer = ExactWriter::new(target, records);
    let mut rest = counts.as_slice();
    while !rest.is_empty() {
        let mut sum = 0;
        let fits = |(_, count): &&(char, u32)| {
            sum += *count as usize;
            sum <= max
        };
        let length = rest.iter().take_while(fits).count().max(1);
        let (characters, after) = rest.split_at(length);
        write_characters(text, records, characters, &mut writer)?;
        rest = after;
    }
    writer.finish()
}

/// Writes the positions of some characters of a text, given ascending with their counts.
fn write_characters<W: Write>(
    text: &str,
    records: &Records,
    characters: &[(char, u32)],
    writer: &mut ExactWriter<W>,
) -> io::Result<()> {
    // One array for all characters: the positions of each begin where those of the previous one end.
    let mut slots: ByCharacter<Slot> = ByCharacter::default();
    let mut all = 0;
    for (c, count) in characters {
        slots.of(*c).next = all;
        all += count;
    }
    let (Some((first, _)), Some((last, _))) = (characters.first(), characters.last()) else {
        return Ok(());
    };
    let mut positions = vec![0u32; all as usize];
    let mut sections = records.starts.iter().peekable();
    let mut section = 0;
    for (position, c) in (0..).zip(text.chars()) {
        while sections.next_if(|start| **start <= position).is_some() {
            section += 1;
        }
        if !(*first..=*last).contains(&c) {
            continue;
        }
        let slot = slots.of(c);
        positions[slot.next as usize] = position;
        slot.next += 1;
        slot.sections += u32::from(slot.last_section != section);
        slot.last_section = section;
    }
    let mut rest = positions.as_slice();
    for (c, count) in characters {
        let (of_character, after) = rest.split_at(*count as usize);
        writer.push(of_character);
        writer.end(*c, slots.of(*c).sections)?;
        rest = after;
    }
    Ok(())
}

/// The state of one character while its positions are written.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Index of its next position in the array.
    next: u32,
    /// Number of sections that have it, and the last of them, counted from one.
    sections: u32,
    last_section: u32,
}

/// A value for each character: a table for the Basic Multilingual Plane, a map beyond it.
struct ByCharacter<T> {
    plane: Vec<T>,
    beyond: BTreeMap<char, T>,
}

impl<T: Copy + Default> Default for ByCharacter<T> {
    fn default() -> Self {
        Self {
            plane: vec![T::default(); 0x1_0000],
            beyond: BTreeMap::new(),
        }
    }
}

impl<T: Default> ByCharacter<T> {
    #[inline]
    fn of(&mut self, c: char) -> &mut T {
        match self.plane.get_mut(c as usize) {
            Some(of_character) => of_character,
            None => self.beyond.entry(c).or_default(),
        }
    }
}

impl ByCharacter<u32> {
    /// The numbers other than zero, ascending by character.
    fn iter(&self) -> impl Iterator<Item = (char, u32)> {
        (0..)
            .zip(&self.plane)
            .filter_map(|(c, number)| Some((char::from_u32(c)?, *number)))
            .chain(self.beyond.iter().map(|(c, number)| (*c, *number)))
            .filter(|(_, number)| *number > 0)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::disk::PagedFile;
    use super::super::file::ExactFile;
    use super::super::matching::occurrences;
    use super::*;
    use crate::document::saturating_u32;
    use crate::fold::HARD_BREAK;
    use proptest::prelude::*;

    /// The file of some reports, each a list of sections, and their whole text.
    fn file_of(documents: &[Vec<String>]) -> (ExactFile, String) {
        const FEW: usize = 5;
        let (mut text, mut records) = (String::new(), Records::default());
        for sections in documents {
            let position = |text: &str| saturating_u32(text.chars().count());
            records.documents.push(saturating_u32(records.starts.len()));
            records.starts.push(position(&text));
            for section in sections {
                records.starts.push(position(&text));
                text.push_str(section);
            }
            text.push(HARD_BREAK);
            records.end = position(&text);
        }
        let bytes = write_text(&text, &records, FEW, Vec::new()).unwrap();
        let at_once = write_text(&text, &records, usize::MAX, Vec::new()).unwrap();
        assert_eq!(bytes, at_once);
        let file = Arc::new(PagedFile::of_content("a.exact", &bytes));
        (ExactFile::open(file, bytes.len()).unwrap(), text)
    }

    fn documents() -> impl Strategy<Value = Vec<Vec<String>>> {
        let section = proptest::collection::vec(
            proptest::sample::select(vec!["行", "政", "年", "年年", "，", "\u{20BB7}"]),
            0..40,
        )
        .prop_map(|parts| parts.concat());
        proptest::collection::vec(proptest::collection::vec(section, 1..5), 1..6)
    }

    /// The occurrences of a text from left to right without overlap, in characters.
    fn scanned(text: &str, wanted: &str) -> Vec<u32> {
        text.match_indices(wanted)
            .map(|(at, _)| saturating_u32(text[..at].chars().count()))
            .collect()
    }

    proptest! {
        #[test]
        fn occurrences_are_those_of_a_scan(documents in documents(), wanted in "[行政年，]{1,4}") {
            let (file, text) = file_of(&documents);
            prop_assert_eq!(occurrences(&file, &wanted, false), scanned(&text, &wanted));
        }

        #[test]
        fn occurrences_are_grouped_by_report_and_section(documents in documents()) {
            let (file, text) = file_of(&documents);
            let positions = scanned(&text, "年");
            let mut expected = Vec::new();
            let mut record = 0;
            for sections in &documents {
                let document = record;
                for section in sections {
                    record += 1;
                    let count = section.matches('年').count();
                    if count > 0 {
                        expected.push((document, record, count));
                    }
                }
                record += 1;
            }
            let found: Vec<_> = file
                .by_section(&positions)
                .map(|group| (group.document, group.record, group.positions.len()))
                .collect();
            prop_assert_eq!(&found, &expected);
            let sections = file.entry('年').map_or(0, |entry| entry.sections);
            prop_assert_eq!(sections as usize, expected.len());
            for group in file.by_document(&positions) {
                let of_document = expected.iter().filter(|(document, ..)| *document == group.document);
                prop_assert_eq!(group.positions.len(), of_document.map(|(.., count)| count).sum::<usize>());
            }
        }
    }
}
