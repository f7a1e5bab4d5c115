//! Which starts of a text have a position of a list at a fixed distance.
//!
//! A text starts at `position - offset` for each position of its character at `offset`.

use super::cursor::{Cursor, WINDOW, Window};
use super::list::Positions;
use super::writer::BLOCK;

/// From this many positions per start on, seek each start instead of passing over all positions.
const SEEKING: usize = 16;
/// A list with more characters per position than this is sparse: windows of bits would be nearly empty.
const MERGING: usize = 1024;

impl Positions<'_> {
    /// The starts of a text with a position of this list at `offset` and one of `other` at `other_offset`, ascending.
    /// Offsets are in characters.
    pub(in super::super) fn starts_with(
        self,
        offset: u32,
        other: Positions,
        other_offset: u32,
    ) -> Vec<u32> {
        if other.is_sought(self.count) || other.is_sparse() {
            let mut starts = self.starts(offset);
            other.keep(&mut starts, other_offset);
            return starts;
        }
        let mut starts = Vec::new();
        let mut windows = Windows::new(other);
        self.each_block(|block| windows.filter(block, offset, other_offset, &mut starts));
        starts
    }

    /// Keeps the ascending `starts` with a position of the list exactly `offset` characters after them.
    pub(in super::super) fn keep(self, starts: &mut Vec<u32>, offset: u32) {
        if self.is_sought(starts.len()) {
            let mut cursor = Cursor::new(self);
            starts.retain(|start| cursor.seek(start + offset) == Some(start + offset));
        } else if self.is_sparse() {
            self.keep_merging(starts, offset);
        } else {
            let all = std::mem::take(starts);
            let mut windows = Windows::new(self);
            for chunk in all.chunks(BLOCK) {
                windows.filter(chunk, 0, offset, starts);
            }
        }
    }

    /// Whether there are so few starts that each is looked up in the list.
    fn is_sought(&self, starts: usize) -> bool {
        self.count / SEEKING >= starts
    }

    /// Whether windows of bits would be nearly empty.
    fn is_sparse(&self) -> bool {
        let span = self.lasts.last().unwrap_or(0) as usize;
        self.count < span / MERGING
    }

    /// [`keep`](Self::keep) by merging both lists. No branch depends on the values.
    pub(super) fn keep_merging(self, starts: &mut Vec<u32>, offset: u32) {
        let positions = self.to_vec();
        let (mut kept, mut next, mut passed) = (0, 0, 0);
        while let (Some(start), Some(position)) =
            (starts.get(next).copied(), positions.get(passed).copied())
        {
            let wanted = start + offset;
            starts[kept] = start;
            kept += usize::from(wanted == position);
            next += usize::from(wanted <= position);
            passed += usize::from(position <= wanted);
        }
        starts.truncate(kept);
    }
}

/// Compares two lists window by window: sets a bit for each position of one and tests the bits for the other. No branch
/// depends on the values.
pub(super) struct Windows<'f> {
    cursor: Cursor<'f>,
    /// First position of the current window.
    start: u32,
    bits: Window,
}

impl<'f> Windows<'f> {
    pub(super) fn new(list: Positions<'f>) -> Self {
        let mut windows = Self {
            cursor: Cursor::new(list),
            start: 0,
            bits: [0; WINDOW as usize / 64],
        };
        windows.cursor.mark(0, &mut windows.bits);
        windows
    }

    /// Appends each start of a text, `offset` characters before one of some ascending positions, that has a position of
    /// the list `list_offset` characters after it. Takes at most a block of positions per call; calls must ascend.
    pub(super) fn filter(
        &mut self,
        positions: &[u32],
        offset: u32,
        list_offset: u32,
        starts: &mut Vec<u32>,
    ) {
        let mut kept = [0; BLOCK];
        let mut count = 0;
        let outside = positions.partition_point(|position| *position < offset);
        for position in &positions[outside..] {
            let start = position - offset;
            let wanted = start + list_offset;
            if wanted - self.start >= WINDOW {
                self.start = wanted / WINDOW * WINDOW;
                self.bits.fill(0);
                self.cursor.mark(self.start, &mut self.bits);
            }
            let inside = wanted - self.start;
            let bit = self.bits[inside as usize / 64] >> (inside % 64) & 1;
            kept[count] = start;
            count += usize::from(bit == 1);
        }
        starts.extend_from_slice(&kept[..count]);
    }
}
