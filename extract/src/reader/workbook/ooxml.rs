//! .xlsx, .xlsm and .xlsb → cells, using the cell readers of `calamine`. Rejects input that `calamine` must not
//! receive: parts over the limit, and false counts that it would trust.

use std::borrow::Cow;
use std::fmt::Display;

use calamine::{Cell, DataRef, Reader, Sheet, SheetType, SheetVisible, Xlsb, Xlsx, XlsxError};
use quanwen_messages::text;

use super::sheets::Workbook;
use super::tracked_file::TrackedFile;
use super::value::NumberFormat;
use super::{calendar, mend, text_boxes};
use crate::quiet::caught;
use crate::reader::storage::package::Package;
use crate::unread::Unread;

/// The first ID of custom number formats (ECMA-376 part 1, §18.8.30).
const FIRST_CUSTOM_FORMAT: u32 = 164;

/// Reads the sheets.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn read(
    bytes: &[u8],
    package: &mut Package<'_>,
    workbook: &mut Workbook,
) -> Result<(), Unread> {
    let mut bytes = Cow::Borrowed(bytes);
    if check_parts(package)? {
        bytes = mend::mended(package)?.into();
    }
    let is_binary = package.has("xl/workbook.bin");
    // calamine panics on damaged .xlsb files by indexing past the end of records.
    let read = caught(|| {
        if is_binary {
            read_xlsb(&bytes, workbook)
        } else {
            read_xlsx(&bytes, package, workbook)
        }
    });
    read.unwrap_or_else(|| {
        workbook.lose(Unread::cut_short(text!("its records do not fit")));
        Ok(())
    })
}

/// Rejects a package with a part over the limit or a false count of strings. Returns whether it is to be mended.
fn check_parts(package: &mut Package<'_>) -> Result<bool, Unread> {
    let mut is_unusual = false;
    for name in package.names().iter().filter(|name| mend::is_read(name)) {
        let part = package.part(name)?.unwrap_or_default();
        is_unusual |= mend::is_unusual(name, &part);
        mend::check_strings(&part)?;
    }
    Ok(is_unusual)
}

/// Names of the worksheets that are read.
fn names(sheets: &[Sheet], workbook: &Workbook) -> Vec<String> {
    let seen = |sheet: &&Sheet| {
        sheet.typ == SheetType::WorkSheet
            && (sheet.visible == SheetVisible::Visible || workbook.reads_hidden)
    };
    sheets
        .iter()
        .filter(seen)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn read_xlsx(
    bytes: &[u8],
    package: &mut Package<'_>,
    workbook: &mut Workbook,
) -> Result<(), Unread> {
    let (file, mut parts) = TrackedFile::new(bytes);
    let mut xlsx = Xlsx::new(file).map_err(|error| match error {
        XlsxError::Password => Unread::ENCRYPTED,
        error => Unread::cut_short(error.to_string()),
    })?;
    let is_1904 = xlsx.has_1904_epoch();
    let parts_of_sheets = or_lose(text_boxes::sheet_parts(package), workbook).unwrap_or_default();
    let mut formats: Option<Vec<NumberFormat>> = None;
    for name in names(xlsx.sheets_metadata(), workbook) {
        let cells = xlsx.worksheet_cells_reader(&name);
        if matches!(cells, Err(XlsxError::NotAWorksheet(_))) {
            continue;
        }
        let Some(mut cells) = or_lose(cells, workbook) else {
            continue;
        };
        parts.note()?;
        workbook.begin_sheet(&name);
        let formats =
            formats.get_or_insert_with(|| cells.styles().iter().map(number_format).collect());
        while let Some(Some((cell, style))) = or_lose(cells.next_cell_with_style_id(), workbook) {
            let format = formats.get(style).copied();
            let format = format.unwrap_or(NumberFormat::General);
            put(workbook, &cell, format, is_1904)?;
        }
        if let Some(part) = parts_of_sheets.get(&name) {
            or_lose(text_boxes::read(package, part, workbook), workbook);
        }
    }
    Ok(())
}

/// Reads an .xlsb. `calamine` reports only which of its formats are dates, so a percentage is read as a plain number.
fn read_xlsb(bytes: &[u8], workbook: &mut Workbook) -> Result<(), Unread> {
    let (file, mut parts) = TrackedFile::new(bytes);
    let mut xlsb = Xlsb::new(file).map_err(|error| Unread::cut_short(error.to_string()))?;
    let is_1904 = xlsb.has_1904_epoch();
    for name in names(xlsb.sheets_metadata(), workbook) {
        let Some(mut cells) = or_lose(xlsb.worksheet_cells_reader(&name), workbook) else {
            continue;
        };
        parts.note()?;
        workbook.begin_sheet(&name);
        while let Some(Some(cell)) = or_lose(cells.next_cell(), workbook) {
            put(workbook, &cell, NumberFormat::General, is_1904)?;
        }
    }
    Ok(())
}

/// What is read of a sheet; otherwise the sheet, or the rest of it, is lost.
fn or_lose<T>(read: Result<T, impl Display>, workbook: &mut Workbook) -> Option<T> {
    read.map_err(|error| workbook.lose(Unread::cut_short(error.to_string())))
        .ok()
}

/// The number format of a style; `calamine` has no format code for built-in formats that depend on the language.
fn number_format(style: &calamine::Style) -> NumberFormat {
    let Some(format) = &style.number_format else {
        return NumberFormat::General;
    };
    let built_in = format
        .format_id
        .filter(|id| *id < FIRST_CUSTOM_FORMAT)
        .and_then(|id| u16::try_from(id).ok());
    match built_in {
        Some(id) if matches!(format.format_code.as_str(), "" | "General") => {
            NumberFormat::built_in(id)
        }
        _ => NumberFormat::of_code(&format.format_code),
    }
}

fn put(
    workbook: &mut Workbook,
    cell: &Cell<DataRef<'_>>,
    format: NumberFormat,
    is_1904: bool,
) -> Result<(), Unread> {
    let (row, column) = cell.get_position();
    workbook.put(row, column, words(cell.get_value(), format, is_1904))
}

fn words(cell: &DataRef<'_>, format: NumberFormat, is_1904: bool) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::String(words) | DataRef::DurationIso(words) => words.clone(),
        DataRef::SharedString(words) => (*words).to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => format.show(*number, is_1904),
        DataRef::DateTime(moment) => {
            let format = match moment {
                _ if format.is_moment() => format,
                moment if moment.is_duration() => NumberFormat::Elapsed,
                _ => NumberFormat::MOMENT,
            };
            format.show(moment.as_f64(), is_1904)
        }
        DataRef::DateTimeIso(words) => calendar::iso(words),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_string(),
        DataRef::Error(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use crate::options::ReadOptions;
    use crate::reader::workbook::extract;

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, body) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(body).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    const RELATIONSHIPS: &str = r#"<Relationships><Relationship Id="r0" Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const SHEETS: &str = r#"<Relationships><Relationship Id="r1" Type="x/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="10" applyNumberFormat="1"/><xf numFmtId="31" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>"#;

    fn xlsx(state: &str, rows: &str, strings: &str) -> Vec<u8> {
        let workbook = format!(
            r#"<workbook><sheets><sheet name="a" sheetId="1" state="{state}" r:id="r1"/></sheets></workbook>"#
        );
        let sheet = format!(
            r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>"#
        );
        package(&[
            ("_rels/.rels", RELATIONSHIPS.as_bytes()),
            ("xl/_rels/workbook.xml.rels", SHEETS.as_bytes()),
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/styles.xml", STYLES.as_bytes()),
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    }

    const STRINGS: &str =
        r#"<sst uniqueCount="1"><si><r><t>松泽</t></r><r><t>县</t></r></si></sst>"#;

    #[test]
    fn cells_are_shown_in_their_formats() {
        let rows = r#"<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" s="1"><v>0.985</v></c><c r="D3" s="2"><v>45418</v></c><c r="E3" s="3"><v>45418</v></c><c r="F3" t="b"><v>1</v></c><c r="G3" t="e"><v>#N/A</v></c><c r="H3"><f>1+1</f><v>2</v></c></row>"#;
        let extracted = extract(&xlsx("visible", rows, STRINGS), 1 << 16).unwrap();
        assert_eq!(
            extracted.text,
            "| 松泽县 | 98.50% | 2024-05-06 | 2024-05 | TRUE | #N/A | 2 |\n"
        );
        assert_eq!(extracted.locators.rows, [(0, 3)]);
    }

    #[test]
    fn cells_far_apart_cost_no_more_than_near_ones() {
        let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
        let extracted = extract(&xlsx("visible", rows, STRINGS), 1 << 16).unwrap();
        assert_eq!(
            (extracted.text.as_str(), extracted.locators.rows[1]),
            ("1\n2\n", (2, 1_048_576))
        );
    }

    #[test]
    fn two_sheets_of_one_part_are_refused() {
        let workbook = r#"<workbook><sheets><sheet name="a" sheetId="1" r:id="r1"/><sheet name="b" sheetId="2" r:id="r1"/></sheets></workbook>"#;
        let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#;
        let file = package(&[
            ("_rels/.rels", RELATIONSHIPS.as_bytes()),
            ("xl/_rels/workbook.xml.rels", SHEETS.as_bytes()),
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ]);
        let reason = extract(&file, 1 << 16).unwrap_err().to_string();
        assert!(reason.contains("two sheets"), "{reason}");
    }

    #[test]
    fn hidden_sheets_are_read_on_request() {
        let everything = ReadOptions {
            limit: 1 << 16,
            everything: true,
        };
        for state in ["hidden", "veryHidden"] {
            let file = xlsx(state, r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, STRINGS);
            assert_eq!(extract(&file, 1 << 16).unwrap().text, "");
            assert_eq!(extract(&file, everything).unwrap().text, "1\n");
        }
    }

    #[test]
    fn claims_and_parts_over_the_limit_are_refused() {
        let claim = r#"<sst uniqueCount="999999999999999"><si/></sst>"#;
        assert!(
            extract(&xlsx("visible", "", claim), 1 << 16)
                .unwrap_err()
                .to_string()
                .contains("table of strings")
        );
        let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 17));
        assert!(
            extract(&xlsx("visible", "", &long), 1 << 16)
                .unwrap_err()
                .to_string()
                .contains("over the limit")
        );
        let cell = r#"<c t="s"><v>0</v></c>"#.repeat(1000);
        let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1000));
        let rows = format!("<row>{cell}</row>");
        assert!(
            extract(&xlsx("visible", &rows, &strings), 1 << 16)
                .unwrap_err()
                .to_string()
                .contains("over the limit")
        );
    }

    /// An .xlsb record ([MS-XLSB] 2.1.4): its number in seven-bit bytes, its length in one byte.
    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let mut bytes = if kind < 0x80 {
            vec![kind.to_le_bytes()[0]]
        } else {
            kind.to_le_bytes().to_vec()
        };
        bytes.push(u8::try_from(body.len()).unwrap());
        [bytes, body.to_vec()].concat()
    }

    fn wide(words: &str) -> Vec<u8> {
        let units: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [
            u32::try_from(units.len() / 2)
                .unwrap()
                .to_le_bytes()
                .to_vec(),
            units,
        ]
        .concat()
    }

    /// A workbook with this cell record in A5, and 0.5 in B5.
    fn xlsb(kind: u16, value: &[u8]) -> Vec<u8> {
        let relationships = SHEETS.replace(".xml", ".bin");
        let sheet = [[0; 8].to_vec(), wide("r1"), wide("a")].concat();
        let workbook = [
            record(0x019C, &sheet),
            record(0x0190, &[]),
            record(0x019D, &[]),
        ]
        .concat();
        let cells = [
            record(0x0194, &[0; 16]),
            record(0x0191, &[]),
            record(0x0000, &[4, 0, 0, 0]),
            record(kind, &[[0; 8].as_slice(), value].concat()),
            record(
                0x0005,
                &[[1, 0, 0, 0, 0, 0, 0, 0].as_slice(), &0.5_f64.to_le_bytes()].concat(),
            ),
            record(0x0192, &[]),
        ];
        package(&[
            ("xl/_rels/workbook.bin.rels", relationships.as_bytes()),
            ("xl/workbook.bin", &workbook),
            ("xl/worksheets/sheet1.bin", &cells.concat()),
        ])
    }

    #[test]
    fn binary_workbooks_are_read() {
        let extracted = extract(&xlsb(0x0006, &wide("松泽县")), 1 << 16).unwrap();
        assert_eq!(
            (extracted.text.as_str(), extracted.locators.rows[0]),
            ("| 松泽县 | 0.5 |\n", (0, 5))
        );
    }

    #[test]
    fn a_record_that_breaks_its_bounds_is_a_reason_and_no_panic() {
        // String 9 of an empty table.
        assert!(
            extract(&xlsb(0x0007, &[9, 0, 0, 0]), 1 << 16)
                .unwrap_err()
                .to_string()
                .contains("cut short")
        );
    }
}
