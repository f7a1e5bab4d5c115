//! The sectors of a compound file ([MS-CFB]): header, allocation tables and the chains of sectors that hold a stream.
//!
//! Must not know the names of streams. Checks no more than a chain needs, as Word does: many programs write tables whose
//! unused entries break the rules. Invariant: a chain ends, and no stream is longer than the file.

use std::borrow::Cow;

use quanwen_messages::text;

use crate::reader::storage::little_endian::{slice_at, u16_at, u32_at};
use crate::unread::Unread;

/// Byte offsets in the header ([MS-CFB] 2.2): the power of two that is the size of a sector, the first sectors of the
/// directory, of the table of small sectors, and of the list of tables, and the start of that list.
const SECTOR_SHIFT: usize = 30;
const DIRECTORY: usize = 48;
const SMALL_TABLE: usize = 60;
const MORE_TABLES: usize = 68;
const TABLES: usize = 76;
/// Byte offset of the first sector of small sectors in the directory, in its first entry ([MS-CFB] 2.6.2).
const ROOT_START: usize = 116;
/// How many sectors of the table the header lists.
const TABLES_IN_HEADER: usize = 109;
/// Bytes of a small sector.
const SMALL_SECTOR: usize = 64;
/// A stream of fewer bytes is in small sectors ([MS-CFB] 2.2).
const SMALL_STREAM: usize = 4096;
/// Entry of a table for a sector in no chain ([MS-CFB] 2.1).
const FREE: u32 = u32::MAX;

/// Sectors of one size, and the table that chains them.
#[derive(Debug)]
struct Sectors<'b> {
    bytes: Cow<'b, [u8]>,
    /// Bytes of a sector.
    size: usize,
    /// Number of the sector after each sector; a number beyond the last sector ends a chain.
    next: Vec<u32>,
}

impl Sectors<'_> {
    /// A sector by number; the last one of the file may be cut short.
    fn sector(&self, number: u32) -> Option<&[u8]> {
        let start = usize::try_from(number).ok()?.checked_mul(self.size)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..self.size.min(rest.len())])
    }

    /// At most `length` bytes of the chain that begins at a sector. A chain that returns to itself ends after as many
    /// sectors as there are.
    fn chain(&self, first: u32, length: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut number = first;
        let sectors = self.bytes.len().div_ceil(self.size);
        for _ in 0..sectors {
            let Some(sector) = self.sector(number) else {
                break;
            };
            bytes.extend_from_slice(&sector[..sector.len().min(length - bytes.len())]);
            if bytes.len() == length {
                break;
            }
            let next = usize::try_from(number)
                .ok()
                .and_then(|at| self.next.get(at));
            number = next.copied().unwrap_or(FREE);
        }
        bytes
    }
}

/// The sectors of a file: large ones, and small ones in a stream of their own.
#[derive(Debug)]
pub(in crate::reader) struct Compound<'b> {
    large: Sectors<'b>,
    small: Sectors<'static>,
    /// The bytes of the directory.
    pub directory: Vec<u8>,
}

impl<'b> Compound<'b> {
    /// Reads the tables and the directory.
    ///
    /// # Errors
    /// It is cut within its header.
    pub(in crate::reader) fn read(bytes: Cow<'b, [u8]>) -> Result<Self, Unread> {
        let is_large = u16_at(&bytes, SECTOR_SHIFT) == Some(12);
        let size = if is_large { 4096 } else { 512 };
        if bytes.len() <= size {
            return Err(Unread::cut_short(text!("it ends within its header")));
        }
        let header = bytes[..size].to_vec();
        let mut large = Sectors {
            bytes: match bytes {
                Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[size..]),
                Cow::Owned(mut bytes) => {
                    bytes.drain(..size);
                    Cow::Owned(bytes)
                }
            },
            size,
            next: Vec::new(),
        };
        large.next = table(&header, &large);
        let whole = |first: Option<u32>| large.chain(first.unwrap_or(FREE), large.bytes.len());
        let directory = whole(u32_at(&header, DIRECTORY));
        let small = Sectors {
            bytes: Cow::Owned(whole(u32_at(&directory, ROOT_START))),
            size: SMALL_SECTOR,
            next: numbers(&whole(u32_at(&header, SMALL_TABLE))).collect(),
        };
        Ok(Self {
            large,
            small,
            directory,
        })
    }

    /// At most `most` bytes of the stream of `length` bytes that begins at a sector.
    ///
    /// # Errors
    /// Its chain ends before the last sector of them.
    pub(in crate::reader) fn stream(
        &self,
        first: u32,
        length: usize,
        most: usize,
    ) -> Result<Vec<u8>, Unread> {
        let sectors = if length < SMALL_STREAM {
            &self.small
        } else {
            &self.large
        };
        let wanted = length.min(most);
        let bytes = sectors.chain(first, wanted);
        // Some programs and downloads cut the last sector of the file.
        if wanted.saturating_sub(bytes.len()) >= sectors.size {
            return Err(Unread::cut_short(text!("a stream in it ends early")));
        }
        Ok(bytes)
    }
}

/// The table of large sectors, no longer than there are sectors ([MS-CFB] 2.3, 2.5). A part of it that lies beyond the
/// end of the file chains nothing.
fn table(header: &[u8], large: &Sectors<'_>) -> Vec<u32> {
    let sectors = large.bytes.len().div_ceil(large.size);
    let mut next = Vec::new();
    let mut list = slice_at(header, TABLES, TABLES_IN_HEADER * 4).unwrap_or_default();
    let mut more = u32_at(header, MORE_TABLES).unwrap_or(FREE);
    loop {
        for part in numbers(list) {
            if next.len() >= sectors {
                return next;
            }
            let end = next.len() + large.size / 4;
            next.extend(numbers(large.sector(part).unwrap_or_default()));
            next.resize(end, FREE);
        }
        let Some(sector) = large.sector(more) else {
            return next;
        };
        list = &sector[..sector.len().min(large.size - 4)];
        more = u32_at(sector, large.size - 4).unwrap_or(FREE);
    }
}

/// The four-byte numbers in `bytes`.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (numbers, _) = bytes.as_chunks();
    numbers.iter().map(|number| u32::from_le_bytes(*number))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    /// A file of a small and a large stream, whose first sectors follow from the order of writing.
    fn file() -> Vec<u8> {
        let file = Cursor::new(Vec::new());
        let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, file).unwrap();
        for (name, length) in [("small", 100), ("large", 5000)] {
            let mut stream = file.create_stream(name).unwrap();
            stream.write_all(&vec![b'x'; length]).unwrap();
        }
        file.into_inner().into_inner()
    }

    /// Byte offset of the entry of the table for a sector.
    fn entry(bytes: &[u8], sector: usize) -> usize {
        512 + u32_at(bytes, TABLES).unwrap() as usize * 512 + sector * 4
    }

    /// The first sector and the length that the directory gives for a stream.
    fn place(compound: &Compound<'_>, index: usize) -> (u32, usize) {
        let at = index * 128 + ROOT_START;
        let number = |at| u32_at(&compound.directory, at).unwrap();
        (number(at), number(at + 4) as usize)
    }

    #[test]
    fn streams_are_read_from_small_and_large_sectors() {
        let bytes = file();
        let compound = Compound::read(Cow::Borrowed(&bytes)).unwrap();
        for (index, length) in [(1, 100), (2, 5000)] {
            let (first, stated) = place(&compound, index);
            assert_eq!(stated, length);
            assert_eq!(
                compound.stream(first, length, usize::MAX),
                Ok(vec![b'x'; length])
            );
        }
    }

    #[test]
    fn entries_of_unused_sectors_may_have_any_value() {
        let mut bytes = file();
        let used = bytes.len() / 512;
        for unused in used..128 {
            let at = entry(&bytes, unused);
            let value = [0xFFFF_FFFE_u32, 0xFFFF_FFFB, 3, 900][unused % 4];
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        let compound = Compound::read(Cow::Borrowed(&bytes)).unwrap();
        let (first, length) = place(&compound, 2);
        assert_eq!(
            compound.stream(first, length, usize::MAX).unwrap().len(),
            5000
        );
    }

    #[test]
    fn a_chain_that_returns_to_itself_ends() {
        let mut bytes = file();
        let (first, length) = place(&Compound::read(Cow::Borrowed(&bytes)).unwrap(), 2);
        let at = entry(&bytes, first as usize);
        bytes[at..at + 4].copy_from_slice(&first.to_le_bytes());
        let compound = Compound::read(Cow::Borrowed(&bytes)).unwrap();
        assert_eq!(
            compound.stream(first, length, usize::MAX).unwrap().len(),
            length
        );
        assert!(compound.stream(first, usize::MAX, usize::MAX).is_err());
    }

    #[test]
    fn a_chain_that_ends_before_its_stream_is_an_error() {
        let mut bytes = file();
        let (first, length) = place(&Compound::read(Cow::Borrowed(&bytes)).unwrap(), 2);
        let at = entry(&bytes, first as usize);
        bytes[at..at + 4].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
        assert!(
            Compound::read(Cow::Borrowed(&bytes))
                .unwrap()
                .stream(first, length, usize::MAX)
                .is_err()
        );
    }
}
