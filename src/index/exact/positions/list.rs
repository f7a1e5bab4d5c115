//! A compressed list of positions, open for reading.

use std::ops::Range;

use bitpacking::{BitPacker, BitPacker4x};

use super::super::super::disk::{PAGE, PagedFile};
use super::super::numbers::Numbers;
use super::writer::BLOCK;

/// A list of positions in a file.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Positions<'f> {
    /// Number of positions.
    pub(super) count: usize,
    /// The last position of each block.
    pub(super) lasts: Numbers<'f>,
    /// The bits of each block.
    pub(super) bits: &'f [u8],
    tail: &'f [u8],
    packed: Packed<'f>,
}

/// The blocks of a list. The bytes of a block are compared with their checksums when it is unpacked.
#[derive(Debug, Clone, Copy)]
struct Packed<'f> {
    file: &'f PagedFile,
    /// Bytes of the file from the first block to the end of the lists.
    start: usize,
    end: usize,
}

impl<'f> Packed<'f> {
    /// The bytes from an offset on, the first `size` of them checked. Bytes before `checked` were checked already; it is
    /// moved to the end of the last checked page.
    #[inline]
    fn from(self, offset: usize, size: usize, checked: &mut usize) -> &'f [u8] {
        let start = self.start + offset;
        if start + size > *checked {
            self.file.check(&(start..start + size));
            *checked = (start + size).next_multiple_of(PAGE);
        }
        self.file.unchecked(start..self.end)
    }
}

impl<'f> Positions<'f> {
    /// Reads the head of a list of `count` positions at the beginning of a range of bytes.
    pub(in super::super) fn read(count: usize, file: &'f PagedFile, list: Range<usize>) -> Self {
        let blocks = count / BLOCK;
        let lasts = list.start..list.start + 4 * blocks;
        let bits = lasts.end..lasts.end + blocks;
        let tail_start = bits.end + 2;
        let head = file.bytes(lasts.start..tail_start);
        let length = &head[head.len() - 2..];
        let tail = tail_start..tail_start + usize::from(u16::from_le_bytes([length[0], length[1]]));
        Self {
            count,
            lasts: Numbers::new(&head[..4 * blocks]),
            bits: &head[4 * blocks..5 * blocks],
            packed: Packed {
                file,
                start: tail.end,
                end: list.end,
            },
            tail: file.bytes(tail),
        }
    }

    /// All positions, ascending.
    pub(in super::super) fn to_vec(self) -> Vec<u32> {
        self.starts(0)
    }

    /// Calls `each` with all positions, block by block.
    pub(in super::super) fn each_block(self, mut each: impl FnMut(&[u32])) {
        let mut decoded = [0; BLOCK];
        let (mut offset, mut checked) = (0, 0);
        for block in 0..self.bits.len() {
            offset += self.unpack(block, offset, &mut checked, &mut decoded);
            each(&decoded);
        }
        let tail = &mut decoded[..self.count % BLOCK];
        self.read_tail(tail);
        each(tail);
    }

    /// The starts of a text with a position of this list at `offset`, in characters, ascending.
    pub(in super::super) fn starts(self, offset: u32) -> Vec<u32> {
        let mut starts = Vec::with_capacity(self.count);
        self.each_block(|block| {
            let outside = block.partition_point(|position| *position < offset);
            starts.extend(block[outside..].iter().map(|position| position - offset));
        });
        starts
    }

    /// Decodes the block at a byte offset; returns its length in bytes.
    pub(super) fn unpack(
        &self,
        block: usize,
        offset: usize,
        checked: &mut usize,
        decoded: &mut [u32],
    ) -> usize {
        let bits = self.bits[block];
        let size = BitPacker4x::compressed_block_size(bits);
        BitPacker4x::new().decompress_strictly_sorted(
            self.last_before(block),
            self.packed.from(offset, size, checked),
            decoded,
            bits,
        )
    }

    fn last_before(&self, block: usize) -> Option<u32> {
        block.checked_sub(1).map(|before| self.lasts.get(before))
    }

    /// Decodes the positions after the last block.
    pub(super) fn read_tail(&self, decoded: &mut [u32]) {
        let mut next = self
            .last_before(self.bits.len())
            .map_or(0, |last| last.wrapping_add(1));
        let mut bytes = self.tail.iter();
        for position in decoded {
            let (mut number, mut shift) = (0, 0);
            for byte in bytes.by_ref() {
                number |= u32::from(byte & 0x7F).wrapping_shl(shift);
                shift += 7;
                if byte & 0x80 == 0 {
                    break;
                }
            }
            *position = next.wrapping_add(number);
            next = position.wrapping_add(1);
        }
    }
}
