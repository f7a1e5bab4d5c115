//! Compression of lists of positions.

use std::io::{self, Write};

use bitpacking::{BitPacker, BitPacker4x};

/// Positions of a block.
pub(super) const BLOCK: usize = BitPacker4x::BLOCK_LEN;

/// Compresses lists of positions, one after another.
#[derive(Default)]
pub(in super::super) struct PositionsWriter {
    count: usize,
    lasts: Vec<u8>,
    bits: Vec<u8>,
    packed: Vec<u8>,
    /// Positions that do not fill a block yet.
    pending: Vec<u32>,
    /// The last packed position.
    before: Option<u32>,
}

impl PositionsWriter {
    /// Adds strictly ascending positions to the current list.
    pub(in super::super) fn push(&mut self, positions: &[u32]) {
        self.count += positions.len();
        let mut positions = positions;
        if !self.pending.is_empty() {
            let missing = positions.len().min(BLOCK - self.pending.len());
            let (filling, after) = positions.split_at(missing);
            self.pending.extend(filling);
            positions = after;
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

    /// Number of positions in the current list.
    pub(in super::super) fn count(&self) -> usize {
        self.count
    }

    /// Writes the current list and begins the next one; returns the number of bytes written.
    pub(in super::super) fn finish(&mut self, target: &mut impl Write) -> io::Result<usize> {
        let mut tail = Vec::new();
        let mut before = self.before.map_or(0, |last| last + 1);
        for position in &self.pending {
            push_number(&mut tail, position - before);
            before = position + 1;
        }
        let length = u16::try_from(tail.len())
            .map_err(io::Error::other)?
            .to_le_bytes();
        let parts: [&[u8]; 5] = [&self.lasts, &self.bits, &length, &tail, &self.packed];
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

/// Appends a number as a variable-length integer.
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
