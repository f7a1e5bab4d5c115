//! Lists of property modifiers (`grpprl`, [MS-DOC] 2.2.5): each a code (Sprm) with its operand.

use crate::reader::storage::little_endian::{u8_at, u16_at};

/// A property modifier (Prl).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Modifier<'b> {
    /// The Sprm.
    pub code: u16,
    /// The operand without its length.
    pub operand: &'b [u8],
}

impl Modifier<'_> {
    /// The first byte of the operand.
    pub(super) fn byte(&self) -> u8 {
        u8_at(self.operand, 0).unwrap_or(0)
    }

    /// The first two bytes of the operand.
    pub(super) fn word(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or(0)
    }

    /// Whether a one-byte operand switches on; a toggle relative to the style (0x81) does too.
    pub(super) fn is_on(&self) -> bool {
        self.byte() & 1 == 1
    }
}

/// Maximum modifiers per list, more than Word writes; bounds the work if a file refers to one long list repeatedly.
const MAX_MODIFIERS: usize = 256;

/// The modifiers of a list, up to the first that is truncated.
pub(super) fn modifiers(mut bytes: &[u8]) -> impl Iterator<Item = Modifier<'_>> {
    let next = move || {
        let code = u16_at(bytes, 0)?;
        let (skipped, size) = operand_place(code, bytes)?;
        let end = skipped.checked_add(size)?;
        let operand = bytes.get(skipped..end)?;
        bytes = bytes.get(end..)?;
        Some(Modifier { code, operand })
    };
    std::iter::from_fn(next).take(MAX_MODIFIERS)
}

/// `sprmTDefTable`, whose length has two bytes ([MS-DOC] 2.6.3).
const TABLE_DEFINITION: u16 = 0xD608;
/// `sprmPChgTabs`, whose length 255 means that it is to be computed ([MS-DOC] 2.9.181).
const TAB_CHANGES: u16 = 0xC615;

/// Byte offset of the operand and its size, by the top bits `spra` of the code ([MS-DOC] 2.2.5.1).
fn operand_place(code: u16, bytes: &[u8]) -> Option<(usize, usize)> {
    let size = match code >> 13 {
        0 | 1 => 1,
        2 | 4 | 5 => 2,
        3 => 4,
        7 => 3,
        _ if code == TABLE_DEFINITION => {
            return Some((4, usize::from(u16_at(bytes, 2)?).saturating_sub(1)));
        }
        _ => {
            let length = u8_at(bytes, 2)?;
            let reckoned = code == TAB_CHANGES && length == u8::MAX;
            return Some((
                3,
                if reckoned {
                    tab_changes(bytes)?
                } else {
                    length.into()
                },
            ));
        }
    };
    Some((2, size))
}

/// Bytes of tabs deleted (four each) and added (three each).
fn tab_changes(bytes: &[u8]) -> Option<usize> {
    let deleted = 1 + usize::from(u8_at(bytes, 3)?) * 4;
    let added = 1 + usize::from(u8_at(bytes, 3 + deleted)?) * 3;
    Some(deleted + added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_have_the_size_their_code_says() {
        let bytes = [
            &[0x16, 0x24, 1][..],
            &[0x0B, 0x46, 2, 0],
            &[0x49, 0x66, 3, 0, 0, 0],
            &[0x08, 0xD6, 3, 0, 9, 9],
            &[0x15, 0xC6, 2, 7, 7],
            &[0x15, 0xC6, 255, 1, 0, 0, 0, 0, 1, 0, 0, 0],
            &[0x17, 0x24, 1],
        ]
        .concat();
        let codes: Vec<_> = modifiers(&bytes).map(|modifier| modifier.code).collect();
        assert_eq!(
            codes,
            [0x2416, 0x460B, 0x6649, 0xD608, 0xC615, 0xC615, 0x2417]
        );
        assert!(modifiers(&bytes).last().unwrap().is_on());
    }

    #[test]
    fn a_cut_list_ends_before_the_cut() {
        assert_eq!(modifiers(&[0x16, 0x24, 1, 0x0B, 0x46, 2]).count(), 1);
        assert_eq!(modifiers(&[0x08, 0xD6, 255]).count(), 0);
    }
}
