//! A list of ascending positions, compressed: blocks of 128 differences, each packed to as many bits as its largest
//! needs, and a rest of fewer.
//!
//! Bytes of a list: the last position of each block (four bytes, little-endian), the bits of each block (a byte), the
//! length of the rest in bytes (two bytes), the rest (each difference seven bits a byte, the lowest first), the blocks.

use std::io::{self, Write};
use std::ops::Range;

use bitpacking::{BitPacker, BitPacker4x};

use super::super::disk::{PAGE, PagedFile};
use super::numbers::Numbers;

/// Positions of a block.
const BLOCK: usize = BitPacker4x::BLOCK_LEN;
/// Positions that are stepped over one by one before they are searched.
const STEPS: usize = 8;
/// Positions for each that is looked for, from which on each is sought rather than all are passed.
const SEEKING: usize = 16;
/// Characters for each position, up to which positions are bits of a window.
const MERGING: usize = 1024;
/// Characters of a window: a bit for each fits the innermost cache.
const WINDOW: u32 = 1 << 15;

/// Compresses lists of positions, one after the other.
#[derive(Default)]
pub(super) struct PositionsWriter {
    count: usize,
    lasts: Vec<u8>,
    bits: Vec<u8>,
    packed: Vec<u8>,
    /// Positions that do not make a block yet.
    pending: Vec<u32>,
    /// The last position that is packed.
    before: Option<u32>,
}

impl PositionsWriter {
    /// Adds strictly ascending positions to the list at hand.
    pub(super) fn push(&mut self, positions: &[u32]) {
        self.count += positions.len();
        let mut positions = positions;
        if !self.pending.is_empty() {
            let missing = positions.len().min(BLOCK - self.pending.len());
            let (filling, behind) = positions.split_at(missing);
            self.pending.extend(filling);
            positions = behind;
            if self.pending.len() < BLOCK {
                return;
            }
            let mut block = std::mem::take(&mut self.pending);
            self.pack(&block);
            block.clear();
            self.pending = block;
        }
        let (blocks, rest) = positions.as_chunks::<BLOCK>();
        for block in blocks {
            self.pack(block);
        }
        self.pending.extend(rest);
    }

    /// Positions of the list at hand.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Writes the list at hand and begins the next one; gives the bytes written.
    pub(super) fn finish(&mut self, target: &mut impl Write) -> io::Result<usize> {
        let mut rest = Vec::new();
        let mut before = self.before.map_or(0, |last| last + 1);
        for position in &self.pending {
            push_number(&mut rest, position - before);
            before = position + 1;
        }
        let rest_length = u16::try_from(rest.len()).map_err(io::Error::other)?;
        let rest_length = rest_length.to_le_bytes();
        let parts: [&[u8]; 5] = [&self.lasts, &self.bits, &rest_length, &rest, &self.packed];
        for part in parts {
            target.write_all(part)?;
        }
        let written = parts.iter().map(|part| part.len()).sum();
        for part in [&mut self.lasts, &mut self.bits, &mut self.packed] {
            part.clear();
        }
        self.pending.clear();
        (self.before, self.count) = (None, 0);
        Ok(written)
    }

    fn pack(&mut self, block: &[u32]) {
        let packer = BitPacker4x::new();
        let bits = packer.num_bits_strictly_sorted(self.before, block);
        let start = self.packed.len();
        let size = BitPacker4x::compressed_block_size(bits);
        self.packed.resize(start + size, 0);
        packer.compress_strictly_sorted(self.before, block, &mut self.packed[start..], bits);
        let last = block[BLOCK - 1];
        self.bits.push(bits);
        self.lasts.extend(last.to_le_bytes());
        self.before = Some(last);
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    loop {
        let low = (number & 0x7F) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

/// A list of positions as it lies in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Positions<'f> {
    count: usize,
    lasts: Numbers<'f>,
    bits: &'f [u8],
    rest: &'f [u8],
    packed: Packed<'f>,
}

/// The blocks of a list. A block's bytes are compared with their checksums when it is unpacked.
#[derive(Debug, Clone, Copy)]
struct Packed<'f> {
    file: &'f PagedFile,
    /// Bytes of the file in which the blocks and what follows the list are.
    start: usize,
    end: usize,
}

impl<'f> Packed<'f> {
    /// The bytes from an offset on, of which the first `size` are checked. All before `checked` are known to be: it moves
    /// to the end of the page of the last of them.
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
    /// The list of `count` positions at the beginning of a range of a file's bytes.
    pub(super) fn read(count: usize, file: &'f PagedFile, list: Range<usize>) -> Self {
        let blocks = count / BLOCK;
        let lasts = list.start..list.start + 4 * blocks;
        let bits = lasts.end..lasts.end + blocks;
        let rest_length = bits.end..bits.end + 2;
        let head = file.bytes(lasts.start..rest_length.end);
        let (rest_at, length) = (rest_length.end, &head[head.len() - 2..]);
        let rest = rest_at..rest_at + usize::from(u16::from_le_bytes([length[0], length[1]]));
        Self {
            count,
            lasts: Numbers::new(&head[..4 * blocks]),
            bits: &head[4 * blocks..5 * blocks],
            packed: Packed {
                file,
                start: rest.end,
                end: list.end,
            },
            rest: file.bytes(rest),
        }
    }

    /// Every position.
    pub(super) fn to_vec(self) -> Vec<u32> {
        self.starts(0)
    }

    /// Hands on all positions, some at a time.
    pub(super) fn each_block(self, mut each: impl FnMut(&[u32])) {
        let mut decoded = [0; BLOCK];
        let (mut offset, mut checked) = (0, 0);
        for block in 0..self.bits.len() {
            offset += self.unpack(block, offset, &mut checked, &mut decoded);
            each(&decoded);
        }
        let rest = &mut decoded[..self.count % BLOCK];
        self.read_rest(rest);
        each(rest);
    }

    /// The starts of a text that has a position of this list `before` characters behind its start and one of `other`
    /// `behind` characters behind it, ascending.
    pub(super) fn starts_with(self, before: u32, other: Positions, behind: u32) -> Vec<u32> {
        if other.is_sought(self.count) || other.is_sparse() {
            let mut starts = self.starts(before);
            other.keep(&mut starts, behind);
            return starts;
        }
        let mut starts = Vec::new();
        let mut windows = Windows::new(other);
        self.each_block(|block| windows.filter(block, before, behind, &mut starts));
        starts
    }

    /// The starts of a text that has a position of this list `before` characters behind its start, ascending.
    pub(super) fn starts(self, before: u32) -> Vec<u32> {
        let mut starts = Vec::with_capacity(self.count);
        self.each_block(|block| {
            let outside = block.partition_point(|position| *position < before);
            starts.extend(block[outside..].iter().map(|position| position - before));
        });
        starts
    }

    /// Keeps the ascending `starts` that have a position of the list exactly `behind` characters behind them.
    pub(super) fn keep(self, starts: &mut Vec<u32>, behind: u32) {
        if self.is_sought(starts.len()) {
            let mut cursor = self.cursor();
            starts.retain(|start| cursor.seek(start + behind) == Some(start + behind));
        } else if self.is_sparse() {
            self.keep_merging(starts, behind);
        } else {
            let all = std::mem::take(starts);
            let mut windows = Windows::new(self);
            for some in all.chunks(BLOCK) {
                windows.filter(some, 0, behind, starts);
            }
        }
    }

    /// Whether so few starts are compared with the list that each is looked for by itself.
    fn is_sought(&self, starts: usize) -> bool {
        self.count / SEEKING >= starts
    }

    /// Whether windows of bits would be nearly empty.
    fn is_sparse(&self) -> bool {
        let span = self.lasts.last().unwrap_or(0) as usize;
        self.count < span / MERGING
    }

    /// Passes both lists side by side. No branch depends on what is found.
    fn keep_merging(self, starts: &mut Vec<u32>, behind: u32) {
        let positions = self.to_vec();
        let (mut kept, mut next, mut passed) = (0, 0, 0);
        while let (Some(start), Some(position)) =
            (starts.get(next).copied(), positions.get(passed).copied())
        {
            let wanted = start + behind;
            starts[kept] = start;
            kept += usize::from(wanted == position);
            next += usize::from(wanted <= position);
            passed += usize::from(position <= wanted);
        }
        starts.truncate(kept);
    }

    pub(super) fn cursor(self) -> Cursor<'f> {
        let mut cursor = Cursor {
            list: self,
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

    /// Decodes a block that begins at a byte; gives its bytes.
    fn unpack(
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

    /// Decodes the positions behind the blocks.
    fn read_rest(&self, decoded: &mut [u32]) {
        let mut next = self
            .last_before(self.bits.len())
            .map_or(0, |last| last.wrapping_add(1));
        let mut bytes = self.rest.iter();
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

/// Compares lists window by window: a bit is set for each position of one, then the bits of the other are asked for. No
/// branch depends on what is found.
struct Windows<'f> {
    cursor: Cursor<'f>,
    /// Where the window at hand begins.
    window: u32,
    bits: [u64; WINDOW as usize / 64],
}

impl<'f> Windows<'f> {
    fn new(list: Positions<'f>) -> Self {
        let mut windows = Self {
            cursor: list.cursor(),
            window: 0,
            bits: [0; WINDOW as usize / 64],
        };
        windows.cursor.mark(0, &mut windows.bits);
        windows
    }

    /// Appends the starts, `before` characters before some ascending positions, that have one of the list `behind`
    /// characters behind them. At most a block of positions at a time, and only forward.
    fn filter(&mut self, positions: &[u32], before: u32, behind: u32, starts: &mut Vec<u32>) {
        let mut kept = [0; BLOCK];
        let mut count = 0;
        let outside = positions.partition_point(|position| *position < before);
        for position in &positions[outside..] {
            let start = position - before;
            let wanted = start + behind;
            if wanted - self.window >= WINDOW {
                self.window = wanted / WINDOW * WINDOW;
                self.bits.fill(0);
                self.cursor.mark(self.window, &mut self.bits);
            }
            let inside = wanted - self.window;
            let bit = self.bits[inside as usize / 64] >> (inside % 64) & 1;
            kept[count] = start;
            count += usize::from(bit == 1);
        }
        starts.extend_from_slice(&kept[..count]);
    }
}

/// A walk over a list that only goes forward.
pub(super) struct Cursor<'f> {
    list: Positions<'f>,
    /// The block at hand, and the byte at which it begins. Behind the last one stands the rest.
    block: usize,
    offset: usize,
    /// Bytes of the file before this are checked, from the block at hand on.
    checked: usize,
    decoded: [u32; BLOCK],
    /// Positions that are decoded, and the one that is next.
    length: usize,
    at: usize,
}

impl Cursor<'_> {
    /// Goes to the first position from the one at hand on that is `target` or more.
    #[inline]
    pub(super) fn seek(&mut self, target: u32) -> Option<u32> {
        if self.length == 0 || self.decoded[self.length - 1] < target {
            self.seek_block(target);
        }
        let ahead = &self.decoded[self.at..self.length];
        let steps = ahead.iter().take(STEPS);
        let passed = steps.take_while(|position| **position < target).count();
        self.at += passed;
        if passed == STEPS {
            self.at += ahead[STEPS..].partition_point(|position| *position < target);
        }
        self.decoded[..self.length].get(self.at).copied()
    }

    /// Hands on the positions from `start` to `end`, without the end.
    pub(super) fn take_between(&mut self, start: u32, end: u32, mut each: impl FnMut(u32)) {
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

    /// Sets the bits of the positions in a window.
    fn mark(&mut self, window: u32, bits: &mut [u64; WINDOW as usize / 64]) {
        let last = window + (WINDOW - 1);
        let mut position = self.seek(window);
        while position.is_some_and(|position| position <= last) {
            let ahead = &self.decoded[self.at..self.length];
            let inside = match ahead.last() {
                Some(end) if *end <= last => ahead.len(),
                _ => ahead.partition_point(|position| *position <= last),
            };
            for position in &ahead[..inside] {
                let inside = position - window;
                bits[inside as usize / 64] |= 1 << (inside % 64);
            }
            self.at += inside;
            position = match self.decoded[..self.length].get(self.at) {
                Some(next) => Some(*next),
                None => self.seek(self.decoded[self.length - 1].saturating_add(1)),
            };
        }
    }

    /// Decodes the block that `target` would be in.
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
            self.list.read_rest(&mut self.decoded[..self.length]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(positions: &[u32]) -> PagedFile {
        let mut writer = PositionsWriter::default();
        let mut write = |at_once: usize| {
            let mut bytes = Vec::new();
            positions.chunks(at_once).for_each(|some| writer.push(some));
            assert_eq!(writer.count(), positions.len());
            assert_eq!(writer.finish(&mut bytes).unwrap(), bytes.len());
            bytes
        };
        let bytes = write(usize::MAX);
        assert!([1, 50, 127, 200].iter().all(|few| write(*few) == bytes));
        PagedFile::of_content("a.exact", &bytes)
    }

    fn read<'f>(positions: &[u32], file: &'f PagedFile) -> Positions<'f> {
        Positions::read(positions.len(), file, 0..file.length())
    }

    fn ascending() -> impl Strategy<Value = Vec<u32>> {
        let few = proptest::collection::btree_set(0u32..5_000, 0..600);
        let wide = proptest::collection::btree_set(0u32..u32::MAX, 0..300);
        prop_oneof![few, wide].prop_map(|positions| positions.into_iter().collect())
    }

    #[test]
    fn the_ends_of_blocks_are_positions_too() {
        for count in [0, 1, 127, 128, 129, 256, 300] {
            let positions: Vec<u32> = (0..count).map(|index| 3 * index).collect();
            let bytes = written(&positions);
            let list = read(&positions, &bytes);
            assert_eq!(list.to_vec(), positions);
            let mut all = Vec::new();
            list.cursor()
                .take_between(0, u32::MAX, |position| all.push(position));
            assert_eq!(all, positions);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(positions in ascending()) {
            let bytes = written(&positions);
            prop_assert_eq!(read(&positions, &bytes).to_vec(), positions);
        }

        #[test]
        fn seeking_finds_what_a_scan_finds(
            positions in ascending(),
            targets in proptest::collection::btree_set(0u32..6_000, 0..60),
        ) {
            let bytes = written(&positions);
            let mut cursor = read(&positions, &bytes).cursor();
            for target in targets {
                let scanned = positions.iter().copied().find(|position| *position >= target);
                prop_assert_eq!(cursor.seek(target), scanned);
            }
        }

        #[test]
        fn starts_are_kept_that_have_the_position(
            positions in ascending(),
            starts in proptest::collection::btree_set(0u32..5_000, 0..400),
            offset in 0u32..4,
        ) {
            let bytes = written(&positions);
            let list = read(&positions, &bytes);
            let starts: Vec<u32> = starts.into_iter().collect();
            let has = |start: &u32| positions.binary_search(&(start + offset)).is_ok();
            let expected: Vec<u32> = starts.iter().copied().filter(has).collect();
            let mut kept = starts.clone();
            list.keep(&mut kept, offset);
            prop_assert_eq!(&kept, &expected);
            let mut merging = starts.clone();
            list.keep_merging(&mut merging, offset);
            prop_assert_eq!(&merging, &expected);
            let (mut windows, mut in_windows) = (Windows::new(list), Vec::new());
            for some in starts.chunks(BLOCK) {
                windows.filter(some, 0, offset, &mut in_windows);
            }
            prop_assert_eq!(in_windows, expected);
        }

        #[test]
        fn two_lists_tell_where_a_text_may_start(
            one in ascending(),
            other in ascending(),
            before in 0u32..4,
            behind in 0u32..4,
        ) {
            let (one_bytes, other_bytes) = (written(&one), written(&other));
            let list = read(&one, &one_bytes);
            let others = read(&other, &other_bytes);
            let has = |start: &u32| other.binary_search(&start.saturating_add(behind)).is_ok();
            let starts = one.iter().filter_map(|position| position.checked_sub(before));
            let expected: Vec<u32> = starts.filter(has).collect();
            prop_assert_eq!(list.starts_with(before, others, behind), expected);
        }

        #[test]
        fn ranges_hold_what_lies_between(
            positions in ascending(),
            ends in proptest::collection::btree_set(0u32..6_000, 0..20),
        ) {
            let bytes = written(&positions);
            let mut cursor = read(&positions, &bytes).cursor();
            let ends: Vec<u32> = ends.into_iter().collect();
            for range in ends.chunks_exact(2) {
                let mut found = Vec::new();
                cursor.take_between(range[0], range[1], |position| found.push(position));
                let between = positions.iter().copied().filter(|position| (range[0]..range[1]).contains(position));
                prop_assert_eq!(found, between.collect::<Vec<_>>());
            }
        }
    }
}
