//! The file information block ([MS-DOC] 2.5): which version wrote the file, how long each story is, and where its
//! tables are. Must not know what a table contains.

use std::ops::RangeInclusive;

use quanwen_messages::text;

use crate::reader::storage::little_endian::{index_at, slice_at, u16_at};
use crate::unread::Unread;

/// The block at the start of the stream `WordDocument`.
#[derive(Debug)]
pub(super) struct Fib<'d> {
    document: &'d [u8],
}

/// A table in the table stream, by its place in `FibRgFcLcb97` ([MS-DOC] 2.5.6).
#[derive(Debug, Clone, Copy)]
pub(super) enum Table {
    Styles = 1,
    Headers = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    Pieces = 33,
    Anchors = 40,
    Drawings = 50,
    TextBoxes = 56,
    Lists = 73,
    ListOverrides = 74,
}

/// Lengths in characters of the stories, which follow one another in the text in this order ([MS-DOC] 2.4.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct StoryLengths {
    pub main: usize,
    pub footnotes: usize,
    pub headers: usize,
    pub macros: usize,
    pub comments: usize,
    pub endnotes: usize,
    pub text_boxes: usize,
    pub header_boxes: usize,
}

/// `wIdent` of a document of Word 97 and later ([MS-DOC] 2.5.2).
const WORD_97: u16 = 0xA5EC;
/// `wIdent` of a document of Word 6 and 95: of its Western, and of its East Asian editions.
const WORD_95: [u16; 6] = [0xA5DC, 0xA697, 0xA698, 0xA699, 0x8098, 0x8099];
/// `nFib` of Word 6 and 95, whose tables differ.
const VERSIONS_OF_WORD_95: RangeInclusive<u16> = 0x65..=0x69;
/// Flag `fEncrypted` of `FibBase`.
const ENCRYPTED: u16 = 1 << 8;
/// Flag `fWhichTblStm` of `FibBase`.
const SECOND_TABLE: u16 = 1 << 9;
/// Byte offset of `FibRgFcLcb97`.
const TABLES: usize = 154;
/// Byte offset of `ccpText` in `FibRgLw97`.
const LENGTHS: usize = 76;

impl<'d> Fib<'d> {
    /// # Errors
    /// Returns the reason why the document is not read.
    pub(super) fn read(document: &'d [u8]) -> Result<Self, Unread> {
        let fib = Self { document };
        match u16_at(document, 0) {
            Some(WORD_97) => {}
            Some(identifier) if WORD_95.contains(&identifier) && fib.is_before_word_97() => {}
            _ => {
                return Err(Unread::cut_short(text!("no Word document in it")));
            }
        }
        if fib.flags() & ENCRYPTED != 0 {
            return Err(Unread::ENCRYPTED);
        }
        Ok(fib)
    }

    /// Whether Word 6 or 95 wrote it; their tables differ.
    pub(super) fn is_before_word_97(&self) -> bool {
        VERSIONS_OF_WORD_95.contains(&self.version())
    }

    /// The name of the stream that holds the tables.
    pub(super) fn table_stream(&self) -> &'static str {
        if self.flags() & SECOND_TABLE != 0 {
            "1Table"
        } else {
            "0Table"
        }
    }

    /// A table in the table stream; empty if the file has none.
    pub(super) fn table<'t>(&self, stream: &'t [u8], table: Table) -> &'t [u8] {
        let (offset, length) = self.place(table);
        slice_at(stream, offset, length).unwrap_or_default()
    }

    /// The table and all that follows it in the stream, and the table's length in bytes.
    pub(super) fn table_and_rest<'t>(&self, stream: &'t [u8], table: Table) -> (&'t [u8], usize) {
        let (offset, length) = self.place(table);
        let rest = if length == 0 {
            None
        } else {
            stream.get(offset..)
        };
        (rest.unwrap_or_default(), length)
    }

    /// The lengths of the stories.
    pub(super) fn story_lengths(&self) -> StoryLengths {
        let length = |index: usize| index_at(self.document, LENGTHS + index * 4).unwrap_or(0);
        StoryLengths {
            main: length(0),
            footnotes: length(1),
            headers: length(2),
            macros: length(3),
            comments: length(4),
            endnotes: length(5),
            text_boxes: length(6),
            header_boxes: length(7),
        }
    }

    /// Byte offset and length of a table in the table stream.
    fn place(&self, table: Table) -> (usize, usize) {
        let at = TABLES + table as usize * 8;
        let number = |offset| index_at(self.document, offset).unwrap_or(0);
        (number(at), number(at + 4))
    }

    fn version(&self) -> u16 {
        u16_at(self.document, 2).unwrap_or(0)
    }

    fn flags(&self) -> u16 {
        u16_at(self.document, 10).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(flags: u16) -> Vec<u8> {
        let mut bytes = vec![0; 1024];
        bytes[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
        bytes[10..12].copy_from_slice(&flags.to_le_bytes());
        bytes
    }

    #[test]
    fn flags_name_the_table_stream_and_an_encrypted_file() {
        assert_eq!(Fib::read(&block(0)).unwrap().table_stream(), "0Table");
        assert_eq!(
            Fib::read(&block(SECOND_TABLE)).unwrap().table_stream(),
            "1Table"
        );
        assert_eq!(
            Fib::read(&block(ENCRYPTED)).unwrap_err().to_string(),
            "encrypted: save it without a password"
        );
    }

    #[test]
    fn only_documents_of_word_are_read() {
        let is_old = |bytes: &[u8]| Fib::read(bytes).map(|fib| fib.is_before_word_97());
        assert_eq!(is_old(&block(0)), Ok(false));
        assert_eq!(is_old(&[0xDC, 0xA5, 0x68, 0]), Ok(true));
        assert_eq!(is_old(&[0x99, 0xA6, 0x68, 0]), Ok(true));
        assert!(
            is_old(&[0xDC, 0xA5, 0xC1, 0]).is_err()
                && is_old(&[0; 40]).is_err()
                && is_old(&[]).is_err()
        );
    }

    #[test]
    fn a_table_outside_the_stream_is_empty() {
        let mut bytes = block(0);
        let at = TABLES + Table::Pieces as usize * 8;
        bytes[at..at + 8].copy_from_slice(&[2, 0, 0, 0, 3, 0, 0, 0]);
        let fib = Fib::read(&bytes).unwrap();
        assert_eq!(fib.table(b"..abc", Table::Pieces), b"abc");
        assert_eq!(fib.table(b"..ab", Table::Pieces), b"");
        assert_eq!(
            fib.table_and_rest(b"..abcde", Table::Pieces),
            (&b"abcde"[..], 3)
        );
        assert_eq!(fib.table_and_rest(b"..abcde", Table::Lists), (&b""[..], 0));
    }
}
