//! The file of a segment: for each character of the folded texts, a list of positions.
//!
//! The texts of a segment are concatenated in the order of its records, a hard break after each report. A **position**
//! counts characters from the beginning of the first text. No phrase has a hard break, so none is found across two reports.
//!
//! Bytes are compared with their checksums when they are read, not before: a count pays only for what it reads.
//!
//! Layout: the lists of positions (`positions`); an [`Entry`] for each character, ascending; the start of each record and
//! the end of the last; the records of the reports; the counts of entries, starts and reports. All numbers have four bytes,
//! little-endian.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::index::SegmentComponent;
use tantivy::{SegmentReader, TantivyError};

use super::super::disk::{IndexDirectory, PagedFile};
use super::numbers::Numbers;
use super::positions::{Cursor, Positions, PositionsWriter};
use crate::document::saturating_u32;

/// Extension of the file.
pub(super) const EXTENSION: &str = "exact";
/// Bytes at the end of the storage engine's footer: the length of its other part, and a magic number.
const FOOTER: usize = 8;
/// Numbers per entry.
const ENTRY: usize = 4;
/// Bytes of the three counts at the end.
const COUNTS: usize = 12;

/// The records of a segment by position.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// First position of each record. A report begins where its first section does.
    pub starts: Vec<u32>,
    /// The records that are reports, ascending.
    pub documents: Vec<u32>,
    /// Position after the last record.
    pub end: u32,
}

/// The storage engine's component for the file.
pub(in super::super) fn component() -> SegmentComponent {
    SegmentComponent::Custom(EXTENSION.to_string())
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

    /// Adds ascending positions to the list of the current character.
    pub(super) fn push(&mut self, positions: &[u32]) {
        self.positions.push(positions);
    }

    /// Ends the list of a character that `sections` sections have. Does nothing if the list is empty.
    pub(super) fn end(&mut self, c: char, sections: u32) -> io::Result<()> {
        let count = u32::try_from(self.positions.count()).map_err(io::Error::other)?;
        if count == 0 {
            return Ok(());
        }
        let offset = u32::try_from(self.written).map_err(io::Error::other)?;
        let entry: [u32; ENTRY] = [u32::from(c), count, sections, offset];
        self.entries
            .extend(entry.iter().flat_map(|n| n.to_le_bytes()));
        self.written += self.positions.finish(&mut self.target)?;
        Ok(())
    }

    /// Writes the tables after the lists; returns the target.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let Records {
            starts,
            documents,
            end,
        } = self.records;
        self.target.write_all(&self.entries)?;
        let counts = [
            self.entries.len() / (4 * ENTRY),
            starts.len(),
            documents.len(),
        ]
        .map(saturating_u32);
        for number in starts.iter().chain([end]).chain(documents).chain(&counts) {
            self.target.write_all(&number.to_le_bytes())?;
        }
        Ok(self.target)
    }
}

/// Counts the records that contain any of the positions added.
pub(super) struct SectionCounter<'r> {
    records: &'r Records,
    count: u32,
    /// Number of records that have begun, and the position after the last of them.
    begun: usize,
    end: u32,
}

impl<'r> SectionCounter<'r> {
    pub(super) fn new(records: &'r Records) -> Self {
        Self {
            records,
            count: 0,
            begun: 0,
            end: 0,
        }
    }

    /// Adds ascending positions, all greater than those added before.
    pub(super) fn add(&mut self, positions: &[u32]) {
        let Records { starts, end, .. } = self.records;
        for position in positions {
            if *position >= self.end {
                self.count += 1;
                let ahead = starts[self.begun..].iter();
                self.begun += ahead.take_while(|start| *start <= position).count();
                self.end = starts.get(self.begun).copied().unwrap_or(*end);
            }
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.count
    }
}

/// The file of a segment, open.
pub(in super::super) struct ExactFile {
    file: Arc<PagedFile>,
    entries: Range<usize>,
    starts: Range<usize>,
    documents: Range<usize>,
    /// Whether the checksums of the entries were compared.
    is_table_compared: AtomicBool,
    /// Whether the checksums of the tables of records were compared.
    is_compared: AtomicBool,
}

/// A character of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub c: char,
    /// Number of positions.
    pub count: u32,
    /// Number of sections that have it.
    pub sections: u32,
    /// Byte at which its list begins.
    offset: u32,
}

impl ExactFile {
    /// Opens the file of a segment.
    pub(in super::super) fn of_segment(
        directory: &IndexDirectory,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let name = format!("{}.{EXTENSION}", reader.segment_id().uuid_string());
        let file = directory.paged(&name)?;
        let footer = file.bytes(file.length().saturating_sub(FOOTER)..file.length());
        let footer = Numbers::new(footer).iter().next().unwrap_or_default();
        file.length()
            .checked_sub(FOOTER + footer as usize)
            .and_then(|length| Self::open(file, length))
            .ok_or_else(|| {
                directory.damage().note(&name);
                TantivyError::InternalError(format!("{name} is too short"))
            })
    }

    /// Opens a file whose first `length` bytes are the exact layer; `None` if they are too few for the counts at their end.
    pub(super) fn open(file: Arc<PagedFile>, length: usize) -> Option<Self> {
        let counts = length.checked_sub(COUNTS)?;
        let count = |index| Numbers::new(file.bytes(counts..length)).get(index) as usize;
        let sizes = [
            count(0).checked_mul(4 * ENTRY)?,
            count(1).checked_add(1)?.checked_mul(4)?,
            count(2).checked_mul(4)?,
        ];
        let documents = counts.checked_sub(sizes[2])?..counts;
        let starts = documents.start.checked_sub(sizes[1])?..documents.start;
        let entries = starts.start.checked_sub(sizes[0])?..starts.start;
        Some(Self {
            file,
            entries,
            starts,
            documents,
            is_table_compared: AtomicBool::new(false),
            is_compared: AtomicBool::new(false),
        })
    }

    /// Whether every byte matches its checksum.
    pub(super) fn is_sound(&self) -> bool {
        self.file.check(&(0..self.file.length()))
    }

    /// The entries, ascending by character. None if the table is damaged, since the counts decide how much memory is
    /// allocated.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        self.table().iter().map(entry)
    }

    /// The entry of a character, if it occurs.
    pub(super) fn entry(&self, c: char) -> Option<Entry> {
        let table = self.table();
        let index = table
            .binary_search_by_key(&c, |bytes| entry(bytes).c)
            .ok()?;
        Some(entry(&table[index]))
    }

    fn table(&self) -> &[[u8; 4 * ENTRY]] {
        if !self.is_table_compared.load(Ordering::Relaxed) {
            if !self.file.check(&self.entries) {
                return &[];
            }
            self.is_table_compared.store(true, Ordering::Relaxed);
        }
        self.file.unchecked(self.entries.clone()).as_chunks().0
    }

    /// The positions of a character.
    pub(super) fn positions(&self, entry: Entry) -> Positions<'_> {
        let list = entry.offset as usize..self.entries.start;
        Positions::read(entry.count as usize, &self.file, list)
    }

    /// Passes each position of a range with its character to `each`, one character after another.
    pub(super) fn each_between(&self, range: &Range<u32>, mut each: impl FnMut(u32, char)) {
        for entry in self.entries() {
            Cursor::new(self.positions(entry))
                .take_between(range.start, range.end, |position| each(position, entry.c));
        }
    }

    /// The character at each position; `None` if a position has none, or two.
    pub(super) fn text(&self) -> Option<Vec<char>> {
        let end = self.starts().last()? as usize;
        let mut text = vec![None; end];
        for entry in self.entries() {
            for position in self.positions(entry).to_vec() {
                if text.get_mut(position as usize)?.replace(entry.c).is_some() {
                    return None;
                }
            }
        }
        text.into_iter().collect()
    }

    /// The records of the reports, ascending.
    pub(super) fn document_records(&self) -> Numbers<'_> {
        self.record_table(&self.documents)
    }

    /// The start of each record, and the end of the last.
    pub(super) fn starts(&self) -> Numbers<'_> {
        self.record_table(&self.starts)
    }

    fn record_table(&self, table: &Range<usize>) -> Numbers<'_> {
        if !self.is_compared.load(Ordering::Relaxed) {
            let is_sound = self.file.check(&(self.starts.start..self.documents.end));
            self.is_compared.store(is_sound, Ordering::Relaxed);
        }
        Numbers::new(self.file.unchecked(table.clone()))
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
