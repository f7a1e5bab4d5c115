//! The numbers and bytes of a 7z header, one after another.
//!
//! Invariant: nothing beyond the end is read, and a count is no greater than the bytes that could hold it.

use crate::archive::unpacked::damaged;
use crate::unread::Unread;

/// What ends a list of properties.
pub(super) const END: u8 = 0x00;

/// The rest of a header.
pub(super) struct Scan<'h> {
    rest: &'h [u8],
}

impl<'h> Scan<'h> {
    pub(super) fn new(header: &'h [u8]) -> Self {
        Self { rest: header }
    }

    pub(super) fn bytes(&mut self, length: u64) -> Result<&'h [u8], Unread> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or_else(cut)?;
        self.rest = rest;
        Ok(bytes)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Unread> {
        Ok(self.bytes(1)?[0])
    }

    /// A number: the ones at the top of the first byte count the bytes that follow, the lowest first; the other bits of
    /// the first are the highest.
    pub(super) fn number(&mut self) -> Result<u64, Unread> {
        let first = self.byte()?;
        let following = first.leading_ones();
        let low = self.bytes(u64::from(following))?;
        let low = low
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | u64::from(*byte));
        let high = u64::from(first) & (0x7F_u64 >> following);
        Ok(low | high.checked_shl(8 * following).unwrap_or(0))
    }

    /// A number of things of which each takes at least a byte or, in a list of bits, a bit.
    pub(super) fn count(&mut self) -> Result<usize, Unread> {
        let count = usize::try_from(self.number()?).unwrap_or(usize::MAX);
        if count > self.rest.len().saturating_mul(8) {
            return Err(cut());
        }
        Ok(count)
    }

    /// A list of bits, the highest of a byte first.
    pub(super) fn bits(&mut self, count: usize) -> Result<Vec<bool>, Unread> {
        let bytes = self.bytes(count.div_ceil(8) as u64)?;
        let bit = |at: usize| bytes[at / 8] & (0x80 >> (at % 8)) != 0;
        Ok((0..count).map(bit).collect())
    }

    /// The checksums of which a list of bits says which there are; all of them, if a byte says so.
    pub(super) fn checksums(&mut self, count: usize) -> Result<Vec<Option<u32>>, Unread> {
        let are_all = self.byte()? != 0;
        let known = if are_all {
            vec![true; count]
        } else {
            self.bits(count)?
        };
        let mut checksums = Vec::with_capacity(count);
        for is_known in known {
            checksums.push(is_known.then(|| self.fixed()).transpose()?);
        }
        Ok(checksums)
    }

    /// A number of four bytes.
    fn fixed(&mut self) -> Result<u32, Unread> {
        let bytes = self.bytes(4)?;
        Ok(bytes
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    /// # Errors
    /// The reason, if the next byte is another one.
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Unread> {
        if self.byte()? == byte {
            Ok(())
        } else {
            Err(damaged("its header"))
        }
    }
}

fn cut() -> Unread {
    damaged("its header is cut short")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_takes_up_to_nine_bytes() {
        for (bytes, number) in [
            (&[0x05][..], 5),
            (&[0x81, 0x02], 0x102),
            (&[0xC1, 0x02, 0x03], 0x1_0302),
            (&[0xFF, 1, 0, 0, 0, 0, 0, 0, 0x80], 1 << 63 | 1),
        ] {
            assert_eq!(Scan::new(bytes).number(), Ok(number));
        }
        assert!(Scan::new(&[0x81]).number().is_err());
        assert!(Scan::new(&[0x20, 0, 0]).count().is_err());
    }

    #[test]
    fn checksums_are_those_that_the_bits_name() {
        let bytes = [0, 0b0100_0000, 1, 2, 0, 0];
        assert_eq!(Scan::new(&bytes).checksums(2), Ok(vec![None, Some(0x201)]));
    }
}
