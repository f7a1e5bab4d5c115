//! Workbooks → text, a row of a sheet being a line: .xlsx, .xlsm and .xlsb ([`ooxml`]), .xls and .et ([`xls`]), .ods
//! ([`ods`]), told apart by content. Its readers put cells and know no text; [`sheets`] makes text of them.
//!
//! Read is what a sheet on screen shows: cached values of formulas, in their number formats as [`value`] tells. Left
//! out are hidden sheets, comments, charts, pictures and what merged cells cover.

mod calendar;
mod ods;
mod ooxml;
mod sheets;
mod tracked_file;
mod value;
mod xls;

use self::sheets::Workbook;
use super::package::Package;
use crate::extracted::Extracted;
use crate::unread::Unread;

/// Reads a workbook. A part of a package, and the words of all sheets, are read up to `limit` bytes.
///
/// # Errors
/// The reason for which it is not read.
pub(super) fn extract(bytes: &[u8], limit: u64) -> Result<Extracted, Unread> {
    let mut workbook = Workbook::new(limit);
    if bytes.starts_with(b"PK") {
        let mut package = Package::open(bytes, limit)?;
        if package.has("content.xml") {
            ods::read(&mut package, &mut workbook)?;
        } else {
            ooxml::read(bytes, &mut package, &mut workbook)?;
        }
    } else {
        xls::read(bytes, &mut workbook)?;
    }
    workbook.write(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_workbook_is_refused_with_a_reason() {
        for bytes in [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"] {
            let read = extract(bytes, 1 << 20);
            assert!(matches!(read, Err(Unread::Damaged(_))), "{read:?}");
        }
    }
}
