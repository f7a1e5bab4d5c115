//! Formatted disk pages ([MS-DOC] 2.9.33, 2.9.174): pages of 512 bytes in the stream `WordDocument` that say how the
//! bytes of the text are formatted. Owns the order and the search of these runs, not what a property means.

use super::plc::Plc;
use crate::reader::storage::little_endian::{slice_at, u8_at, u32_at};

/// Bytes of the text with the same properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run<P> {
    /// Byte offset in the stream.
    pub start: usize,
    /// Byte offset after the last byte.
    pub end: usize,
    pub properties: P,
}

/// Runs in the order of their bytes.
#[derive(Debug)]
pub(super) struct Runs<P>(Vec<Run<P>>);

/// Bytes of a page.
const PAGE: usize = 512;
/// Bytes per paragraph in a page of paragraphs: an offset and twelve others (`BxPap`, [MS-DOC] 2.9.24).
const PARAGRAPH_ENTRY: usize = 13;

impl<P: Copy> Runs<P> {
    /// Runs of characters from `PlcBteChpx` ([MS-DOC] 2.8.5), each list of modifiers read by `parse`.
    pub(super) fn of_characters(
        table: &[u8],
        document: &[u8],
        parse: impl FnMut(&[u8]) -> P,
    ) -> Self {
        Self::read(table, document, 1, character_properties, parse)
    }

    /// Runs of paragraphs from `PlcBtePapx` ([MS-DOC] 2.8.6), each style and list of modifiers (`GrpPrlAndIstd`)
    /// read by `parse`.
    pub(super) fn of_paragraphs(
        table: &[u8],
        document: &[u8],
        parse: impl FnMut(&[u8]) -> P,
    ) -> Self {
        Self::read(
            table,
            document,
            PARAGRAPH_ENTRY,
            paragraph_properties,
            parse,
        )
    }

    fn read(
        table: &[u8],
        document: &[u8],
        entry: usize,
        properties: impl Fn(&[u8], usize) -> &[u8],
        mut parse: impl FnMut(&[u8]) -> P,
    ) -> Self {
        let mut runs = Vec::new();
        // Limits a table to as many pages as there are, so that it cannot name one page again and again.
        for (_, _, number) in Plc::new(table, 4).iter().take(document.len() / PAGE) {
            let number = u32_at(number, 0).unwrap_or(0) & 0x003F_FFFF;
            let page = (number as usize)
                .checked_mul(PAGE)
                .and_then(|at| slice_at(document, at, PAGE));
            let Some(page) = page else { continue };
            let count = usize::from(page[PAGE - 1]);
            for index in 0..count {
                let offset = |index| u32_at(page, index * 4).map(|offset| offset as usize);
                let (Some(start), Some(end)) = (offset(index), offset(index + 1)) else {
                    break;
                };
                let at = usize::from(u8_at(page, (count + 1) * 4 + index * entry).unwrap_or(0)) * 2;
                if start < end {
                    let properties = parse(properties(page, at));
                    runs.push(Run {
                        start,
                        end,
                        properties,
                    });
                }
            }
        }
        runs.sort_by_key(|run| run.start);
        Self(runs)
    }

    /// The run that holds the byte at an offset in the stream.
    pub(super) fn at(&self, offset: usize) -> Option<&Run<P>> {
        let index = self.0.partition_point(|run| run.start <= offset);
        self.0
            .get(index.checked_sub(1)?)
            .filter(|run| offset < run.end)
    }

    /// Byte offset at which the first run after an offset starts.
    pub(super) fn next_start(&self, offset: usize) -> Option<usize> {
        let index = self.0.partition_point(|run| run.start <= offset);
        self.0.get(index).map(|run| run.start)
    }
}

/// The list of modifiers at a byte offset of a page (`Chpx`, [MS-DOC] 2.9.32); empty if the offset is zero.
fn character_properties(page: &[u8], at: usize) -> &[u8] {
    if at == 0 {
        return &[];
    }
    let length = usize::from(u8_at(page, at).unwrap_or(0));
    slice_at(page, at + 1, length).unwrap_or_default()
}

/// The style and modifiers at a byte offset of a page (`PapxInFkp`, [MS-DOC] 2.9.175): a length in words that counts
/// its own byte, or zero and then the length in words.
fn paragraph_properties(page: &[u8], at: usize) -> &[u8] {
    let words = usize::from(u8_at(page, at).unwrap_or(0));
    let (start, length) = match words {
        _ if at == 0 => return &[],
        0 => (at + 2, usize::from(u8_at(page, at + 1).unwrap_or(0)) * 2),
        _ => (at + 1, words * 2 - 1),
    };
    slice_at(page, start, length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table that names page 1, and a stream whose page 1 has the runs 10–20 and 20–40.
    fn stream(entry: usize, properties: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let table = [0_u32, 99, 1].map(u32::to_le_bytes).concat();
        let mut page = vec![0; PAGE];
        page[..12].copy_from_slice(&[10_u32, 20, 40].map(u32::to_le_bytes).concat());
        page[12 + entry] = 100;
        page[200..200 + properties.len()].copy_from_slice(properties);
        page[PAGE - 1] = 2;
        (table, [vec![0; PAGE], page].concat())
    }

    #[test]
    fn a_byte_has_the_properties_of_its_run() {
        let (table, document) = stream(1, &[3, 0x3C, 0x08, 1]);
        let runs = Runs::of_characters(&table, &document, <[u8]>::len);
        assert_eq!(runs.at(19).unwrap().properties, 0);
        assert_eq!(
            (runs.at(20).unwrap().properties, runs.at(20).unwrap().end),
            (3, 40)
        );
        assert_eq!((runs.at(9), runs.at(40)), (None, None));
        assert_eq!((runs.next_start(0), runs.next_start(20)), (Some(10), None));
    }

    #[test]
    fn both_forms_of_length_of_a_paragraph_are_read() {
        for properties in [&[2, 7, 0, 1][..], &[0, 2, 7, 0, 1, 1]] {
            let (table, document) = stream(PARAGRAPH_ENTRY, properties);
            let runs = Runs::of_paragraphs(&table, &document, |bytes| {
                (bytes.len(), bytes.first().copied())
            });
            let expected = if properties[0] == 0 { 4 } else { 3 };
            assert_eq!(runs.at(30).unwrap().properties, (expected, Some(7)));
        }
    }

    #[test]
    fn a_page_outside_the_stream_has_no_runs() {
        let (table, document) = stream(1, &[]);
        assert_eq!(
            Runs::of_characters(&table, &document[..600], <[u8]>::len).at(15),
            None
        );
    }
}
