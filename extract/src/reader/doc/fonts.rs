//! The names of the fonts ([MS-DOC] 2.9.286), which tell what a symbol shows.

use crate::reader::storage::little_endian::{slice_at, u8_at, u16_at};

/// Byte offset of the name in a font (`FFN`, [MS-DOC] 2.9.78) after its length.
const NAME: usize = 39;

/// Reads the table `SttbfFfn`: the name of each font by index.
pub(super) fn fonts(table: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = 4;
    for _ in 0..u16_at(table, 0).unwrap_or(0) {
        let Some(length) = u8_at(table, at).map(usize::from) else {
            break;
        };
        let font = slice_at(table, at + 1, length).unwrap_or_default();
        let name = font.get(NAME..).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> = name
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .take_while(|unit| *unit != 0)
            .collect();
        names.push(String::from_utf16_lossy(&units));
        at += 1 + length;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_at_their_zero() {
        let mut font = vec![0; NAME];
        font.extend(
            "Wingdings\0宋体\0"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        );
        let table = [
            &[2, 0, 0, 0, u8::try_from(font.len()).unwrap()],
            &font[..],
            &[3, 1, 1, 1],
        ]
        .concat();
        assert_eq!(fonts(&table), ["Wingdings", ""]);
        assert_eq!(fonts(&table[..20]), [""]);
    }
}
