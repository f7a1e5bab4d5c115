//! Workbooks → text, one line per row of a sheet: .xlsx, .xlsm and .xlsb ([`ooxml`]), .xls and .et ([`xls`]), .ods
//! ([`ods`]), workbooks in one file of XML ([`xml_2003`], [`ods`]), distinguished by content. The readers only produce
//! cells; [`sheets`] converts them to text.
//!
//! The text is what a sheet shows on screen: cached values of formulas, in their number formats (see [`value`]).
//! Hidden sheets are read on request; comments, charts, pictures and cells covered by merged cells are left out, as are
//! text boxes except those of .xlsx ([`text_boxes`]).

mod calendar;
mod mend;
mod ods;
mod ooxml;
mod sheets;
mod text_boxes;
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
            let read = ods::read(&mut package, &mut workbook);
            or_lose(read, &mut workbook)?;
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
    let read = if is_ods {
        ods::read_content(text, &mut workbook)
    } else {
        xml_2003::read(part, text, &mut workbook)
    };
    or_lose(read, &mut workbook)?;
    workbook.write(options.limit)
}

/// Keeps the rows before damage.
fn or_lose(read: Result<(), Unread>, workbook: &mut Workbook) -> Result<(), Unread> {
    match read {
        Err(reason @ Unread::Damaged(_)) => {
            workbook.lose(reason);
            Ok(())
        }
        read => read,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_before_damage_are_read_and_the_loss_is_told() {
        let rows = "<Row><Cell><Data>甲</Data></Cell></Row>";
        let excel = format!("<Workbook><Worksheet><Table>{rows}<Row><Cell");
        let cell = "<table:table-cell><text:p>甲</text:p></table:table-cell>";
        let ods =
            format!("<table:table><table:table-row>{cell}</table:table-row><table:table-row>");
        for (text, is_ods) in [(excel, false), (ods, true)] {
            let read = extract_xml("a", &text, is_ods, (1 << 16).into()).unwrap();
            assert_eq!(read.text, "甲\n\u{FFFD}\n");
            assert!(read.is_incomplete);
        }
    }

    #[test]
    fn what_is_no_workbook_is_refused_with_a_reason() {
        for bytes in [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"] {
            let read = extract(bytes, 1 << 20);
            assert!(matches!(read, Err(Unread::Damaged(_))), "{read:?}");
        }
    }
}
