//! A PLC ([MS-DOC] 2.2.2): ascending positions and, for each range between two of them, an element of a fixed size.

use crate::reader::storage::little_endian::{slice_at, u32_at};

/// A PLC over the bytes of the table stream.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plc<'b> {
    bytes: &'b [u8],
    /// Bytes of an element.
    size: usize,
    count: usize,
}

impl<'b> Plc<'b> {
    /// `size` is in bytes; the count follows from it and the length ([MS-DOC] 2.2.2).
    pub(super) fn new(bytes: &'b [u8], size: usize) -> Self {
        let count = bytes.len().saturating_sub(4) / (4 + size);
        Self { bytes, size, count }
    }

    /// How many elements there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The range and the element at `index`.
    pub(super) fn get(&self, index: usize) -> Option<(u32, u32, &'b [u8])> {
        if index >= self.count {
            return None;
        }
        let start = u32_at(self.bytes, index * 4)?;
        let end = u32_at(self.bytes, index * 4 + 4)?;
        let element = slice_at(
            self.bytes,
            (self.count + 1) * 4 + index * self.size,
            self.size,
        )?;
        Some((start, end, element))
    }

    /// All ranges with their elements.
    pub(super) fn iter(self) -> impl Iterator<Item = (u32, u32, &'b [u8])> {
        (0..self.count).filter_map(move |index| self.get(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_behind_all_positions() {
        let bytes = [0_u32, 5, 9].map(u32::to_le_bytes).concat();
        let bytes = [&bytes[..], &[1, 2, 3, 4]].concat();
        let plc = Plc::new(&bytes, 2);
        let all: Vec<_> = plc.iter().collect();
        assert_eq!(all, [(0, 5, &[1, 2][..]), (5, 9, &[3, 4][..])]);
        assert_eq!(plc.get(2), None);
        assert_eq!(Plc::new(&[], 8).len(), 0);
    }
}
