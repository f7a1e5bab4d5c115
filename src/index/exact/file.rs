//! The file of a segment: for each character of its reports' folded texts, where it stands.
//!
//! The texts of a segment stand behind one another in the order of its records, each closed by a hard break, and a
//! **position** counts characters from the beginning of the first. No text to be found has a hard break, so none is found
//! across two reports.
//!
//! Bytes of the file: the lists of positions (`positions`), then for each character, ascending, what `Entry` holds, then
//! for each record where it begins and at last where all end, then the records of the reports, then how many there are of
//! each of these three. All are numbers of four bytes, little-endian.

use std::io::{self, Write};
use std::ops::Range;

use tantivy::directory::OwnedBytes;

use super::numbers::Numbers;
use super::positions::{Positions, PositionsWriter};

/// Numbers of an entry.
const ENTRY: usize = 4;
/// Bytes of the three counts at the end.
const COUNTS: usize = 12;

/// Where the records of a segment begin, and which of them are of reports.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// Position at which each record begins. A report begins where its first section does.
    pub starts: Vec<u32>,
    pub reports: Vec<u32>,
    /// Position at which all end.
    pub end: u32,
}

/// Writes the file of a segment.
pub(super) struct ExactWriter<'r, W: Write> {
    target: W,
    records: &'r Records,
    positions: PositionsWriter,
    entries: Vec<u8>,
    written: usize,
}

impl<'r, W: Write> ExactWriter<'r, W> {
    pub(super) fn new(target: W, records: &'r Records) -> Self {
        Self {
            target,
            records,
            positions: PositionsWriter::default(),
            entries: Vec::new(),
            written: 0,
        }
    }

    /// Writes the positions of the next character, ascending, and how many sections have it.
    pub(super) fn write(&mut self, c: char, positions: &[u32], sections: u32) -> io::Result<()> {
        if positions.is_empty() {
            return Ok(());
        }
        let offset = u32::try_from(self.written).map_err(io::Error::other)?;
        let count = u32::try_from(positions.len()).map_err(io::Error::other)?;
        let entry: [u32; ENTRY] = [u32::from(c), count, sections, offset];
        self.entries
            .extend(entry.iter().flat_map(|n| n.to_le_bytes()));
        self.written += self.positions.write(positions, &mut self.target)?;
        Ok(())
    }

    /// Writes what stands behind the lists; gives the target back.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let Records {
            starts,
            reports,
            end,
        } = self.records;
        self.target.write_all(&self.entries)?;
        let counts = [
            self.entries.len() / (4 * ENTRY),
            starts.len(),
            reports.len(),
        ];
        let counts = counts.map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        for number in starts.iter().chain([end]).chain(reports).chain(&counts) {
            self.target.write_all(&number.to_le_bytes())?;
        }
        Ok(self.target)
    }
}

impl Records {
    /// How many records have one of the ascending positions.
    pub(super) fn having(&self, positions: &[u32]) -> u32 {
        let mut having = 0;
        let (mut end, mut next) = (0, 0);
        for position in positions {
            if *position >= end {
                having += 1;
                let begun = self.starts[next..].iter();
                next += begun.take_while(|start| *start <= position).count();
                end = self.starts.get(next).copied().unwrap_or(self.end);
            }
        }
        having
    }
}

/// The file of a segment, open.
pub(in super::super) struct ExactFile {
    bytes: OwnedBytes,
    entries: Range<usize>,
    starts: Range<usize>,
    reports: Range<usize>,
}

/// What is known of a character without its positions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub c: char,
    /// How often it occurs.
    pub count: u32,
    /// How many sections have it.
    pub sections: u32,
    offset: u32,
}

impl ExactFile {
    /// The file of some bytes; `None` where they are too few for what they say of themselves.
    pub(super) fn open(bytes: OwnedBytes) -> Option<Self> {
        let counts = bytes.len().checked_sub(COUNTS)?;
        let count = |index| Numbers::new(&bytes[counts..]).get(index) as usize;
        let sizes = [
            count(0).checked_mul(4 * ENTRY)?,
            count(1).checked_add(1)?.checked_mul(4)?,
            count(2).checked_mul(4)?,
        ];
        let reports = counts.checked_sub(sizes[2])?..counts;
        let starts = reports.start.checked_sub(sizes[1])?..reports.start;
        let entries = starts.start.checked_sub(sizes[0])?..starts.start;
        Some(Self {
            bytes,
            entries,
            starts,
            reports,
        })
    }

    /// The entries, ascending by their characters.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        let (entries, _) = self.bytes[self.entries.clone()].as_chunks::<{ 4 * ENTRY }>();
        entries.iter().map(entry)
    }

    /// What is known of a character that occurs.
    pub(super) fn entry(&self, c: char) -> Option<Entry> {
        let (entries, _) = self.bytes[self.entries.clone()].as_chunks::<{ 4 * ENTRY }>();
        let found = entries.binary_search_by_key(&c, |bytes| entry(bytes).c);
        found.ok().map(|index| entry(&entries[index]))
    }

    /// Where a character occurs.
    pub(super) fn positions(&self, entry: Entry) -> Positions<'_> {
        let lists = &self.bytes[..self.entries.start];
        Positions::read(entry.count as usize, &lists[entry.offset as usize..])
    }

    /// The records of the reports, ascending.
    pub(super) fn report_records(&self) -> Numbers<'_> {
        Numbers::new(&self.bytes[self.reports.clone()])
    }

    /// Where each record begins, and at last where all end.
    pub(super) fn starts(&self) -> Numbers<'_> {
        Numbers::new(&self.bytes[self.starts.clone()])
    }
}

fn entry(bytes: &[u8; 4 * ENTRY]) -> Entry {
    let numbers = Numbers::new(bytes);
    Entry {
        c: char::from_u32(numbers.get(0)).unwrap_or_default(),
        count: numbers.get(1),
        sections: numbers.get(2),
        offset: numbers.get(3),
    }
}
