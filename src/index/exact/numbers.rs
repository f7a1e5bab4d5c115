//! Arrays of four-byte numbers in a file.

/// An array of little-endian numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers<'f>(&'f [[u8; 4]]);

impl<'f> Numbers<'f> {
    /// The numbers in some bytes.
    pub(super) fn new(bytes: &'f [u8]) -> Self {
        let (numbers, _) = bytes.as_chunks::<4>();
        Self(numbers)
    }

    pub(super) fn len(self) -> usize {
        self.0.len()
    }

    pub(super) fn get(self, index: usize) -> u32 {
        u32::from_le_bytes(self.0[index])
    }

    pub(super) fn last(self) -> Option<u32> {
        self.0.last().map(|bytes| u32::from_le_bytes(*bytes))
    }

    pub(super) fn iter(self) -> impl Iterator<Item = u32> + 'f {
        self.0.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// Number of the ascending numbers from index `from` on that are below `target`, by galloping search.
    pub(super) fn count_below(self, target: u32, from: usize) -> usize {
        let numbers = &self.0[from..];
        let is_below = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes) < target;
        let mut step = 1;
        while step < numbers.len() && is_below(&numbers[step]) {
            step *= 2;
        }
        let low = step / 2;
        let high = numbers.len().min(step + 1);
        low + numbers[low..high].partition_point(is_below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn galloping_finds_what_a_scan_finds(
            mut numbers in proptest::collection::vec(0u32..500, 0..300),
            target in 0u32..520,
            from in 0usize..40,
        ) {
            numbers.sort_unstable();
            let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
            let from = from.min(numbers.len());
            let scanned = numbers[from..].iter().take_while(|number| **number < target).count();
            prop_assert_eq!(Numbers::new(&bytes).count_below(target, from), scanned);
        }
    }
}
