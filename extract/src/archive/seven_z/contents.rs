//! What a 7z header says about its streams: where they are packed, how, and how they are divided into files.
//!
//! Must not know names. Invariant: the pieces of a stream are together as long as the stream, and no bytes are those of
//! two streams.

use std::ops::Range;

use super::scan::{END, Scan};
use super::stream::{Coders, Stream};
use super::{START, bounded};
use crate::archive::unpacked::damaged;
use crate::unread::Unread;

const PACKED: u8 = 0x06;
const CODERS: u8 = 0x07;
const SUBSTREAMS: u8 = 0x08;
const SIZES: u8 = 0x09;
const CHECKSUMS: u8 = 0x0A;
const FOLDERS: u8 = 0x0B;
const UNPACKED_SIZES: u8 = 0x0C;
const SUBSTREAM_COUNTS: u8 = 0x0D;

/// The bytes of a file in a stream.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub size: u64,
    pub checksum: Option<u32>,
    pub begins_stream: bool,
}

/// The streams of an archive, and the pieces of all of them in order.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub streams: Vec<Stream>,
    /// The checksum of each stream as a whole.
    pub checksums: Vec<Option<u32>>,
    pub pieces: Vec<Piece>,
}

impl Contents {
    /// Reads what is said about the streams of a file of `length` bytes.
    pub(super) fn read(scan: &mut Scan<'_>, length: usize) -> Result<Self, Unread> {
        let mut packed = Vec::new();
        let mut contents = Self::default();
        let mut are_pieces_known = false;
        loop {
            match scan.byte()? {
                END => break,
                PACKED => packed = packed_ranges(scan, length)?,
                CODERS if contents.streams.is_empty() => contents.read_coders(scan, &packed)?,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_bytes_are_those_of_two_streams() {
        let streams = |coder: &[u8], sizes: &[u8]| {
            let coders = [CODERS, FOLDERS, 1, 0, 1];
            [&coders, coder, &[UNPACKED_SIZES], sizes, &[END]].concat()
        };
        let read = |streams: &[&[u8]]| {
            let packed = [PACKED, 0, 1, SIZES, 1, END];
            let header = [&packed, &*streams.concat(), &[END]].concat();
            Contents::read(&mut Scan::new(&header), START + 1)
        };
        let stored = streams(&[0x01, 0], &[1]);
        assert!(read(&[&stored]).is_ok());
        assert!(read(&[&stored, &stored]).is_err());
        let without_input = streams(&[0x11, 0, 1, 2, 0, 0], &[1, 1]);
        assert!(read(&[&without_input]).is_err());
    }
}
