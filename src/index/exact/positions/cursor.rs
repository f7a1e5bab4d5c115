//! A forward cursor over a list of positions.

use bitpacking::{BitPacker, BitPacker4x};

use super::list::Positions;
use super::writer::BLOCK;

/// Positions that are passed one by one before a binary search.
const STEPS: usize = 8;

/// Characters of a window: a bit for each fits the innermost cache.
pub(super) const WINDOW: u32 = 1 << 15;

/// A bit for each character of a window.
pub(super) type Window = [u64; WINDOW as usize / 64];

/// A cursor over a list; it only moves forward.
pub(in super::super) struct Cursor<'f> {
    list: Positions<'f>,
    /// The current block, and the byte at which it begins. The tail (fewer than 128) follows the last block.
    block: usize,
    offset: usize,
    /// The file is checked from the current block up to this byte.
    checked: usize,
    decoded: [u32; BLOCK],
    /// Number of decoded positions, and index of the next.
    length: usize,
    at: usize,
}

impl<'f> Cursor<'f> {
    /// A cursor before the first position of a list.
    pub(in super::super) fn new(list: Positions<'f>) -> Self {
        let mut cursor = Self {
            list,
            block: 0,
            offset: 0,
            checked: 0,
            decoded: [0; BLOCK],
            length: 0,
            at: 0,
        };
        cursor.decode();
        cursor
    }

    /// Advances to the first position that is `target` or greater.
    #[inline]
    pub(super) fn seek(&mut self, target: u32) -> Option<u32> {
        if self.length == 0 || self.decoded[self.length - 1] < target {
            self.seek_block(target);
        }
        let ahead = &self.decoded[self.at..self.length];
        let passed = ahead
            .iter()
            .take(STEPS)
            .take_while(|position| **position < target)
            .count();
        self.at += passed;
        if passed == STEPS {
            self.at += ahead[STEPS..].partition_point(|position| *position < target);
        }
        self.decoded[..self.length].get(self.at).copied()
    }

    /// Calls `each` with the positions in `start..end`.
    pub(in super::super) fn take_between(
        &mut self,
        start: u32,
        end: u32,
        mut each: impl FnMut(u32),
    ) {
        let mut position = self.seek(start);
        while let Some(here) = position.filter(|position| *position < end) {
            each(here);
            self.at += 1;
            position = match self.decoded[..self.length].get(self.at) {
                Some(next) => Some(*next),
                None => self.seek(here + 1),
            };
        }
    }

    /// Sets the bits of the positions in the window that begins at `start`.
    pub(super) fn mark(&mut self, start: u32, bits: &mut Window) {
        let last = start + (WINDOW - 1);
        let mut position = self.seek(start);
        while position.is_some_and(|position| position <= last) {
            let ahead = &self.decoded[self.at..self.length];
            let inside = match ahead.last() {
                Some(end) if *end <= last => ahead.len(),
                _ => ahead.partition_point(|position| *position <= last),
            };
            for position in &ahead[..inside] {
                let inside = position - start;
                bits[inside as usize / 64] |= 1 << (inside % 64);
            }
            self.at += inside;
            position = match self.decoded[..self.length].get(self.at) {
                Some(next) => Some(*next),
                None => self.seek(self.decoded[self.length - 1].saturating_add(1)),
            };
        }
    }

    /// Decodes the block in which `target` would be.
    fn seek_block(&mut self, target: u32) {
        let blocks = self.list.bits.len();
        if self.block == blocks {
            self.at = self.length;
            return;
        }
        let from = self.block + 1;
        let wanted = from + self.list.lasts.count_below(target, from);
        let passed = &self.list.bits[self.block..wanted];
        let size = |bits: &u8| BitPacker4x::compressed_block_size(*bits);
        self.offset += passed.iter().map(size).sum::<usize>();
        self.block = wanted;
        self.decode();
    }

    fn decode(&mut self) {
        self.at = 0;
        if self.block < self.list.bits.len() {
            self.length = BLOCK;
            let checked = &mut self.checked;
            self.list
                .unpack(self.block, self.offset, checked, &mut self.decoded);
        } else {
            self.length = self.list.count % BLOCK;
            self.list.read_tail(&mut self.decoded[..self.length]);
        }
    }
}
