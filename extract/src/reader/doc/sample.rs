//! Builds small Word documents for tests from stories, formatting and tables.

use std::io::{Cursor, Write};

use super::fib::Table;

/// A document under construction.
#[derive(Default)]
pub(super) struct Sample {
    units: Vec<u16>,
    /// End of each paragraph, with style and modifiers.
    paragraphs: Vec<(usize, Vec<u8>)>,
    /// Ranges of characters with modifiers, ascending.
    runs: Vec<(usize, usize, Vec<u8>)>,
    tables: Vec<(Table, Vec<u8>, usize)>,
    lengths: [usize; 8],
    flags: u16,
}

/// Byte offset of the text.
const TEXT: usize = 1024;

impl Sample {
    /// Adds a paragraph, including its mark, with a style and modifiers.
    pub(super) fn paragraph(mut self, text: &str, style: u8, modifiers: &[u8]) -> Self {
        self.units.extend(text.encode_utf16());
        self.paragraphs
            .push((self.units.len(), [&[style, 0], modifiers].concat()));
        self
    }

    /// Ends the story with this index in the order of `FibRgLw97`.
    pub(super) fn end_story(mut self, story: usize) -> Self {
        self.lengths[story] = self.units.len() - self.lengths.iter().sum::<usize>();
        self
    }

    /// Sets modifiers for the first occurrence of words; to be called in the order of the text.
    pub(super) fn run(mut self, words: &str, modifiers: &[u8]) -> Self {
        let words: Vec<u16> = words.encode_utf16().collect();
        let mut windows = self.units.windows(words.len());
        let start = windows.position(|window| window == words).unwrap();
        self.runs
            .push((start, start + words.len(), modifiers.to_vec()));
        self
    }

    /// Adds a table, and what follows it, to the table stream.
    pub(super) fn table(mut self, table: Table, bytes: &[u8], length: usize) -> Self {
        self.tables.push((table, bytes.to_vec(), length));
        self
    }

    pub(super) fn flags(mut self, flags: u16) -> Self {
        self.flags = flags;
        self
    }

    /// The bytes of the file.
    pub(super) fn build(mut self) -> Vec<u8> {
        let mut document = vec![0; TEXT];
        document.extend(self.units.iter().flat_map(|unit| unit.to_le_bytes()));
        document.resize(document.len().next_multiple_of(512), 0);
        self.add_pages(&mut document);
        self.add_pieces();
        let table = self.write_block(&mut document);
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (name, bytes) in [("WordDocument", document), ("1Table", table)] {
            file.create_stream(name).unwrap().write_all(&bytes).unwrap();
        }
        file.into_inner().into_inner()
    }

    fn add_pages(&mut self, document: &mut Vec<u8>) {
        let all = self.units.len();
        let mut runs = Vec::new();
        let mut done = 0;
        for (start, end, modifiers) in &self.runs {
            let length = u8::try_from(modifiers.len()).unwrap();
            runs.push((*start, Vec::new()));
            runs.push((*end, [&[length], &modifiers[..]].concat()));
            done = *end;
        }
        runs.extend((done < all).then_some((all, Vec::new())));
        let paragraphs: Vec<_> = self
            .paragraphs
            .iter()
            .map(|(end, list)| {
                let mut list = list.clone();
                list.resize(list.len().next_multiple_of(2), 0);
                (
                    *end,
                    [&[0, u8::try_from(list.len() / 2).unwrap()], &list[..]].concat(),
                )
            })
            .collect();
        for (table, entry, runs) in [
            (Table::CharacterPages, 1, runs),
            (Table::ParagraphPages, 13, paragraphs),
        ] {
            let number = u32::try_from(document.len() / 512).unwrap();
            document.extend(page(&runs, entry));
            let bytes = [0, u32::MAX, number].map(u32::to_le_bytes).concat();
            self.tables.push((table, bytes, 12));
        }
    }

    fn add_pieces(&mut self) {
        let all = u32::try_from(self.units.len()).unwrap();
        let mut bytes = vec![2, 16, 0, 0, 0];
        bytes.extend([0, all].map(u32::to_le_bytes).concat());
        bytes.extend([0, 0, 0, 4, 0, 0, 0, 0]);
        let length = bytes.len();
        self.tables.push((Table::Pieces, bytes, length));
    }

    /// Writes the file information block; returns the table stream.
    fn write_block(&self, document: &mut [u8]) -> Vec<u8> {
        let mut put =
            |at: usize, bytes: &[u8]| document[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &[0xEC, 0xA5, 0xC1, 0]);
        put(10, &(self.flags | 0x0200).to_le_bytes());
        for (index, length) in self.lengths.iter().enumerate() {
            put(
                76 + index * 4,
                &u32::try_from(*length).unwrap().to_le_bytes(),
            );
        }
        let mut stream = Vec::new();
        for (table, bytes, length) in &self.tables {
            let place =
                [stream.len(), *length].map(|number| u32::try_from(number).unwrap().to_le_bytes());
            put(154 + *table as usize * 8, &place.concat());
            stream.extend(bytes);
        }
        stream
    }
}

/// A formatted disk page of runs: the end of each in characters, and its properties.
fn page(runs: &[(usize, Vec<u8>)], entry: usize) -> Vec<u8> {
    let mut page = vec![0; 512];
    let offset = |position: usize| u32::try_from(TEXT + position * 2).unwrap().to_le_bytes();
    page[..4].copy_from_slice(&offset(0));
    let mut free = 510;
    for (index, (end, properties)) in runs.iter().enumerate() {
        page[(index + 1) * 4..(index + 2) * 4].copy_from_slice(&offset(*end));
        if properties.is_empty() {
            continue;
        }
        free = (free - properties.len()) & !1;
        page[free..free + properties.len()].copy_from_slice(properties);
        page[(runs.len() + 1) * 4 + index * entry] = u8::try_from(free / 2).unwrap();
    }
    assert!((runs.len() + 1) * 4 + runs.len() * entry <= free);
    page[511] = u8::try_from(runs.len()).unwrap();
    page
}
