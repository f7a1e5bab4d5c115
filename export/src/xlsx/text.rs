//! The text of a cell.

use std::borrow::Cow;

/// UTF-16 code units in a cell
/// (<https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3>).
pub const MAX_CELL_UNITS: usize = 32_767;

/// What stands for `_` where it would begin an escape such as `_x0041_` (ECMA-376, part 1, 22.9.2.19, `ST_Xstring`).
const ESCAPED: &str = "_x005F_";
/// Characters of an escape.
const ESCAPE_LENGTH: usize = 7;

/// A text that no program takes for an escape, and whether its end was cut to fit a cell.
pub(super) fn fitted(text: &str) -> (Cow<'_, str>, bool) {
    let fits = text.len() <= MAX_CELL_UNITS;
    if fits && !text.contains("_x") {
        return (Cow::Borrowed(text), false);
    }
    let mut units = 0;
    let mut fitted = String::with_capacity(text.len());
    let mut buffer = [0; 4];
    for (at, c) in text.char_indices() {
        let piece = if begins_escape(&text[at..]) {
            ESCAPED
        } else {
            c.encode_utf8(&mut buffer)
        };
        units += piece.encode_utf16().count();
        if units > MAX_CELL_UNITS {
            return (Cow::Owned(fitted), true);
        }
        fitted.push_str(piece);
    }
    (Cow::Owned(fitted), false)
}

/// Whether a text begins as `_x0041_` does.
fn begins_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.starts_with(b"_x")
        && bytes.get(ESCAPE_LENGTH - 1) == Some(&b'_')
        && bytes[2..ESCAPE_LENGTH - 1]
            .iter()
            .all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        let full = "复".repeat(MAX_CELL_UNITS);
        assert_eq!(fitted(&full), (Cow::Borrowed(full.as_str()), false));
        assert_eq!(fitted(&format!("{full}议")), (full.into(), true));
        // 32,767 is odd, and each of these has two units.
        let pairs = "𠮷".repeat(MAX_CELL_UNITS);
        let (cut, is_cut) = fitted(&pairs);
        assert!(is_cut);
        assert_eq!(cut.encode_utf16().count(), MAX_CELL_UNITS - 1);
        assert!(cut.chars().all(|c| c == '𠮷'));
    }

    #[test]
    fn what_looks_like_an_escape_is_escaped() {
        assert_eq!(fitted("a_x0041_b").0, "a_x005F_x0041_b");
        for other in ["_x", "_x004", "_x00g1_", "_x0041", "_x复议_", "a_b"] {
            assert_eq!(fitted(other).0, other);
        }
    }
}
