//! Little-endian numbers and slices at byte offsets given by a file. Reading past the end returns `None` and never
//! panics.

/// `length` bytes starting at `offset`.
pub(in crate::reader) fn slice_at(bytes: &[u8], offset: usize, length: usize) -> Option<&[u8]> {
    bytes.get(offset..offset.checked_add(length)?)
}

/// The byte at `offset`.
pub(in crate::reader) fn u8_at(bytes: &[u8], offset: usize) -> Option<u8> {
    bytes.get(offset).copied()
}

/// The two-byte number at `offset`.
pub(in crate::reader) fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    bytes
        .get(offset..)?
        .first_chunk()
        .map(|chunk| u16::from_le_bytes(*chunk))
}

/// The four-byte number at `offset`.
pub(in crate::reader) fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    bytes
        .get(offset..)?
        .first_chunk()
        .map(|chunk| u32::from_le_bytes(*chunk))
}

/// The eight-byte floating-point number (IEEE 754 binary64) at `offset`.
pub(in crate::reader) fn f64_at(bytes: &[u8], offset: usize) -> Option<f64> {
    bytes
        .get(offset..)?
        .first_chunk()
        .map(|chunk| f64::from_le_bytes(*chunk))
}

/// The four-byte number at `offset` as an index or length.
pub(in crate::reader) fn index_at(bytes: &[u8], offset: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, offset)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_past_the_end_are_none() {
        let bytes = [1, 2, 3, 4];
        assert_eq!(u32_at(&bytes, 0), Some(0x0403_0201));
        assert_eq!(u16_at(&bytes, 2), Some(0x0403));
        assert_eq!((u16_at(&bytes, 3), u32_at(&bytes, 9)), (None, None));
        assert_eq!(slice_at(&bytes, usize::MAX, 2), None);
        assert_eq!(f64_at(&0.5_f64.to_le_bytes(), 0), Some(0.5));
        assert_eq!(f64_at(&bytes, 0), None);
    }
}
