//! Workbooks → text, one line per row of a sheet: .xlsx, .xlsm and .xlsb ([`ooxml`]), .xls and .et ([`xls`]), .ods
//! ([`ods`]), workbooks in one file of XML ([`xml_2003`], [`ods`]), distinguished by content. The readers only produce cells; [`sheets`] converts them to text.
//!
//! The text is what a sheet shows on screen: cached values of formulas, in their number formats (see [`value`]).
//! Hidden sheets are read on request; comments, charts, pictures and cells covered by merged cells are left out.

mod calendar;
mod mend;
mod ods;
mod ooxml;
mod sheets;
mod tracked_file;
mod value;
mod xls;
mod xml_2003;

use self::sheets::Workbook;
use crate::extracted::Extracted;
use crate::options::ReadOptions;
use crate::reader::storage::package::Package;
use crate::unread::Unread;

/// Reads a workbook. The limit is that of a part of a package and of the words of all sheets.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn extract(bytes: &[u8], options: impl Into<ReadOptions>) -> Result<Extracted, Unread> {
    let options = options.into();
    let limit = options.limit;
    let mut workbook = Workbook::new(options);
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

/// Reads a workbook in one file of XML: of Excel 2003, or of `OpenDocument` if `is_ods`. `limit` is as for [`extract`],
/// reasons contain the name `part`.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn extract_xml(
    part: &str,
    text: &str,
    is_ods: bool,
    options: ReadOptions,
) -> Result<Extracted, Unread> {
    let mut workbook = Workbook::new(options);
    if is_ods {
        ods::read_content(text, &mut workbook)?;
    } else {
        xml_2003::read(part, text, &mut workbook)?;
    }
    workbook.write(options.limit)
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
