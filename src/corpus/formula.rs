//! Puts an apostrophe before CSV cells that a spreadsheet would take for formulas.
//!
//! Answers are written with [`guarded`], and `quanwen.csv` is read with [`unguarded`], its inverse for every cell.

use std::borrow::Cow;

/// Characters that start a formula in Excel, WPS and `LibreOffice`, which accept full-width signs too. A tab or carriage
/// return may get lost on the way, so that the next character starts the cell.
const SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A cell as written: with an apostrophe before it if a spreadsheet would take it for a formula. Numbers are not formulas.
///
/// ```
/// use quanwen::corpus::guarded;
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("-12"), "-12");
/// ```
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if begins_formula(cell) && !is_number(cell) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

/// A cell as it was before [`guarded`].
pub(super) fn unguarded(cell: &str) -> &str {
    let guarded = cell.strip_prefix('\'').filter(|rest| begins_formula(rest));
    guarded.unwrap_or(cell)
}

/// Line breaks before the sign may get lost like tabs. Apostrophes there are skipped: a cell that starts with some gets one
/// more, so that every cell reads back unchanged.
fn begins_formula(cell: &str) -> bool {
    cell.trim_start_matches(['\'', '\n']).starts_with(SIGNS)
}

/// `-12`, `+3.5%`, `-1,200`, `-3.2e5`.
fn is_number(cell: &str) -> bool {
    let unsigned = cell.strip_prefix(['+', '-', '＋', '－']).unwrap_or(cell);
    let unsigned = unsigned.strip_suffix(['%', '％']).unwrap_or(unsigned);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let is_exponent =
        |exponent: &str| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    whole.split(',').all(digits) && fraction.is_none_or(digits) && exponent.is_none_or(is_exponent)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for cell in [
            "=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋甲", "－甲", "＠甲", "-",
            "--1", "-1e", "-1.", "-,1", "+1+1", "'=1", "-12件", "\n=1",
        ] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        for cell in [
            "", "甲", "a=1", " =1", "-12", "+3.5%", "-3.2e5", "-1,200", "-1E-5", "－12", "'甲",
            "'", "12-3", "\n甲",
        ] {
            assert_eq!(guarded(cell), cell);
        }
    }

    #[test]
    fn an_apostrophe_is_removed_only_before_a_sign() {
        assert_eq!(unguarded("'-12"), "-12");
        assert_eq!(unguarded("'=1"), "=1");
        assert_eq!(unguarded("'甲"), "'甲");
        assert_eq!(unguarded("-12"), "-12");
    }

    proptest! {
        #[test]
        fn a_guarded_cell_reads_back_unchanged(cell in "['=+@\t\r\n＝－0-9e.,%甲-]{0,8}") {
            let written = guarded(&cell);
            prop_assert_eq!(unguarded(&written), cell.as_str());
            let begins = written.starts_with(SIGNS);
            prop_assert!(!begins || is_number(&written));
        }
    }
}
