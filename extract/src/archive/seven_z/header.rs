//! The header of a 7z archive, which may itself be packed: its streams, and the files in them.
//!
//! Must not know methods of packing. Invariant: every count is at most the limit of files or of the header's bytes.

use std::ops::Range;
use std::sync::Arc;

use super::super::{MAX_ENTRIES, too_many_files};
use super::damaged;
use super::scan::Scan;
use super::stream::{Coders, Stream};
use crate::unread::Unread;

/// Bytes before the streams: signature, version, checksum, and the place of the header.
const START: usize = 32;
/// Maximum times that a header may be packed.
const MAX_PACKED: usize = 4;

const END: u8 = 0x00;
const HEADER: u8 = 0x01;
const STREAMS: u8 = 0x04;
const FILES: u8 = 0x05;
const PACKED: u8 = 0x06;
const CODERS: u8 = 0x07;
const SUBSTREAMS: u8 = 0x08;
const SIZES: u8 = 0x09;
const CHECKSUMS: u8 = 0x0A;
const FOLDERS: u8 = 0x0B;
const UNPACKED_SIZES: u8 = 0x0C;
const SUBSTREAM_COUNTS: u8 = 0x0D;
const EMPTY_STREAMS: u8 = 0x0E;
const EMPTY_FILES: u8 = 0x0F;
const NAMES: u8 = 0x11;
const PACKED_HEADER: u8 = 0x17;

/// What the header says.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// The streams that have files.
    pub streams: Vec<Stream>,
    pub files: Vec<File>,
}

/// A file.
#[derive(Debug, Default)]
pub(super) struct File {
    pub name: String,
    pub size: u64,
    pub checksum: Option<u32>,
    /// Whether its bytes are the first of the next stream.
    pub begins_stream: bool,
    pub is_folder: bool,
}

/// The bytes of a file in a stream.
#[derive(Debug, Default)]
struct Piece {
    size: u64,
    checksum: Option<u32>,
    begins_stream: bool,
}

/// The streams of an archive, and the pieces of all of them in order.
#[derive(Debug, Default)]
struct Contents {
    streams: Vec<Stream>,
    /// The checksum of each stream as a whole.
    checksums: Vec<Option<u32>>,
    pieces: Vec<Piece>,
}

impl Header {
    /// Reads the header of an archive; one that is packed may have `limit` bytes.
    ///
    /// # Errors
    /// The reason, if it is damaged.
    pub(super) fn read(archive: &[u8], limit: u64) -> Result<Self, Unread> {
        let mut header = header_bytes(archive)?.to_vec();
        for _ in 0..=MAX_PACKED {
            let mut scan = Scan::new(&header);
            match scan.byte()? {
                HEADER => return Self::read_plain(&mut scan, archive.len()),
                PACKED_HEADER => header = unpacked(&mut scan, archive, limit)?,
                _ => break,
            }
        }
        Err(damaged("its header"))
    }

    fn read_plain(scan: &mut Scan<'_>, length: usize) -> Result<Self, Unread> {
        let mut contents = Contents::default();
        loop {
            match scan.byte()? {
                END => return Ok(Self::default()),
                STREAMS => contents = Contents::read(scan, length)?,
                FILES => break,
                _ => return Err(damaged("its header")),
            }
        }
        let files = files(scan, contents.pieces)?;
        let mut streams = contents.streams;
        streams.retain(|stream| stream.has_files);
        Ok(Self { streams, files })
    }
}

/// The bytes of the header.
fn header_bytes(archive: &[u8]) -> Result<&[u8], Unread> {
    const OFFSET: Range<usize> = 12..20;
    const SIZE: Range<usize> = 20..28;
    const CHECKSUM: Range<usize> = 28..32;
    let number = |place: Range<usize>| {
        let bytes = archive.get(place)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0, |number, byte| number << 8 | u64::from(*byte)),
        )
    };
    let part = || {
        let start = START.checked_add(usize::try_from(number(OFFSET)?).ok()?)?;
        let end = start.checked_add(usize::try_from(number(SIZE)?).ok()?)?;
        archive.get(start..end)
    };
    let header = part().ok_or_else(|| damaged("no header"))?;
    if number(CHECKSUM) == Some(u64::from(crc32fast::hash(header))) {
        Ok(header)
    } else {
        Err(damaged("its header"))
    }
}

/// Unpacks a header.
fn unpacked(scan: &mut Scan<'_>, archive: &[u8], limit: u64) -> Result<Vec<u8>, Unread> {
    let contents = Contents::read(scan, archive.len())?;
    let stream = contents
        .streams
        .first()
        .ok_or_else(|| damaged("its header"))?;
    let header = stream.unpack(&Arc::from(archive), limit)?;
    let checksum = contents.checksums.first().copied().flatten();
    if checksum.is_none_or(|sum| crc32fast::hash(&header) == sum) {
        Ok(header)
    } else {
        Err(damaged("its header"))
    }
}

impl Contents {
    /// Reads what is said about the streams of a file of `length` bytes.
    fn read(scan: &mut Scan<'_>, length: usize) -> Result<Self, Unread> {
        let mut packed = Vec::new();
        let mut contents = Self::default();
        let mut are_pieces_known = false;
        loop {
            match scan.byte()? {
                END => break,
                PACKED => packed = packed_ranges(scan, length)?,
                CODERS => contents.read_coders(scan, &packed)?,
                SUBSTREAMS => {
                    contents.read_pieces(scan)?;
                    are_pieces_known = true;
                }
                _ => return Err(damaged("its header")),
            }
        }
        if !are_pieces_known {
            contents.add_pieces(&vec![1; contents.streams.len()], &mut None)?;
        }
        Ok(contents)
    }

    fn read_coders(&mut self, scan: &mut Scan<'_>, packed: &[Range<usize>]) -> Result<(), Unread> {
        scan.expect(FOLDERS)?;
        let count = bounded(scan.count()?)?;
        scan.expect(0)?;
        let mut coders = Vec::new();
        for _ in 0..count {
            coders.push(Coders::read(scan)?);
        }
        scan.expect(UNPACKED_SIZES)?;
        let mut next = 0;
        for coders in coders {
            let mut sizes = Vec::new();
            for _ in 0..coders.sizes {
                sizes.push(scan.number()?);
            }
            self.streams.push(Stream {
                packed: packed
                    .get(next)
                    .cloned()
                    .ok_or_else(|| damaged("its header"))?,
                size: sizes.get(coders.main).copied().unwrap_or_default(),
                method: coders.method,
                is_filtered: coders.is_filtered,
                has_files: false,
            });
            next += coders.packed;
        }
        self.checksums = vec![None; count];
        loop {
            match scan.byte()? {
                END => return Ok(()),
                CHECKSUMS => self.checksums = scan.checksums(count)?,
                _ => return Err(damaged("its header")),
            }
        }
    }

    /// Reads how streams are divided into files.
    fn read_pieces(&mut self, scan: &mut Scan<'_>) -> Result<(), Unread> {
        let mut counts = vec![1; self.streams.len()];
        let mut kind = scan.byte()?;
        if kind == SUBSTREAM_COUNTS {
            for count in &mut counts {
                *count = bounded(usize::try_from(scan.number()?).unwrap_or(usize::MAX))?;
            }
            kind = scan.byte()?;
        }
        let mut sizes = (kind == SIZES).then_some(&mut *scan);
        self.add_pieces(&counts, &mut sizes)?;
        if kind == SIZES {
            kind = scan.byte()?;
        }
        while kind != END {
            if kind != CHECKSUMS {
                return Err(damaged("its header"));
            }
            self.read_checksums(scan, &counts)?;
            kind = scan.byte()?;
        }
        Ok(())
    }

    /// Adds `counts` pieces of each stream; the size of the last one of a stream is what the others leave.
    fn add_pieces(
        &mut self,
        counts: &[usize],
        sizes: &mut Option<&mut Scan<'_>>,
    ) -> Result<(), Unread> {
        bounded(
            counts
                .iter()
                .fold(0, |sum: usize, count| sum.saturating_add(*count)),
        )?;
        for ((stream, count), checksum) in self.streams.iter_mut().zip(counts).zip(&self.checksums)
        {
            stream.has_files = *count > 0;
            let mut left = stream.size;
            for piece in 1..=*count {
                let size = match sizes {
                    _ if piece == *count => left,
                    Some(scan) => scan.number()?,
                    None => return Err(damaged("its header")),
                };
                left = left
                    .checked_sub(size)
                    .ok_or_else(|| damaged("its header"))?;
                self.pieces.push(Piece {
                    size,
                    checksum: checksum.filter(|_| *count == 1),
                    begins_stream: piece == 1,
                });
            }
        }
        Ok(())
    }

    /// Reads the checksums of the pieces that do not have that of their stream.
    fn read_checksums(&mut self, scan: &mut Scan<'_>, counts: &[usize]) -> Result<(), Unread> {
        let are_known = |(count, checksum): (&usize, &Option<u32>)| {
            std::iter::repeat_n(*count == 1 && checksum.is_some(), *count)
        };
        let are_known = counts.iter().zip(&self.checksums).flat_map(are_known);
        let unknown = self
            .pieces
            .iter_mut()
            .zip(are_known)
            .filter(|(_, is_known)| !is_known);
        let unknown: Vec<&mut Piece> = unknown.map(|(piece, _)| piece).collect();
        let checksums = scan.checksums(unknown.len())?;
        for (piece, checksum) in unknown.into_iter().zip(checksums) {
            piece.checksum = checksum;
        }
        Ok(())
    }
}

/// The places of the packed streams in a file of `length` bytes.
fn packed_ranges(scan: &mut Scan<'_>, length: usize) -> Result<Vec<Range<usize>>, Unread> {
    let offset = scan.number()?;
    let count = bounded(scan.count()?)?;
    let mut sizes = Vec::new();
    loop {
        match scan.byte()? {
            END => break,
            SIZES => {
                for _ in 0..count {
                    sizes.push(scan.number()?);
                }
            }
            CHECKSUMS => {
                scan.checksums(count)?;
            }
            _ => return Err(damaged("its header")),
        }
    }
    let mut start = offset.saturating_add(START as u64);
    let mut ranges = Vec::new();
    for size in sizes {
        let end = start.saturating_add(size);
        let within = |place: u64| usize::try_from(place).unwrap_or(usize::MAX).min(length);
        ranges.push(within(start)..within(end));
        start = end;
    }
    Ok(ranges)
}

/// Reads the files; those that are not empty have the pieces, in order.
fn files(scan: &mut Scan<'_>, pieces: Vec<Piece>) -> Result<Vec<File>, Unread> {
    let count = bounded(scan.count()?)?;
    let mut files: Vec<File> = Vec::new();
    files.resize_with(count, File::default);
    let mut are_empty = vec![false; count];
    let mut are_files = Vec::new();
    loop {
        let kind = scan.byte()?;
        if kind == END {
            break;
        }
        let length = scan.number()?;
        let mut field = Scan::new(scan.bytes(length)?);
        match kind {
            EMPTY_STREAMS => are_empty = field.bits(count)?,
            EMPTY_FILES => {
                let empty = are_empty.iter().filter(|is_empty| **is_empty);
                are_files = field.bits(empty.count())?;
            }
            NAMES => {
                field.expect(0)?;
                read_names(field.bytes(length - 1)?, &mut files);
            }
            _ => {}
        }
    }
    let mut are_files = are_files.into_iter();
    let mut pieces = pieces.into_iter();
    for (file, is_empty) in files.iter_mut().zip(are_empty) {
        if is_empty {
            file.is_folder = !are_files.next().unwrap_or(false);
        } else {
            let piece = pieces.next().ok_or_else(|| damaged("its header"))?;
            file.size = piece.size;
            file.checksum = piece.checksum;
            file.begins_stream = piece.begins_stream;
        }
    }
    Ok(files)
}

/// Reads names in UTF-16, each of which ends with a zero.
fn read_names(bytes: &[u8], files: &mut [File]) {
    let units = bytes
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let units: Vec<u16> = units.collect();
    for (file, name) in files.iter_mut().zip(units.split(|unit| *unit == 0)) {
        file.name = String::from_utf16_lossy(name);
    }
}

/// A number of files or streams.
///
/// # Errors
/// The reason, if they are too many.
fn bounded(count: usize) -> Result<usize, Unread> {
    if count > MAX_ENTRIES {
        Err(too_many_files())
    } else {
        Ok(count)
    }
}
