//! Office Open XML workbooks that `calamine` reads otherwise than office programs: it is given a package in which the
//! names and encodings of parts are usual and sheets of macros are worksheets.
//!
//! Must not know cells. Invariant: a usual package is not copied.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{Cursor, Write};

use quanwen_messages::text;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::reader::storage::package::{Package, normalised};
use crate::reader::storage::xml;
use crate::unread::Unread;

/// Types of relationships to sheets of macros, which are written as worksheets are ([MS-OFFMACRO2] 2.2.1).
const MACRO_TYPES: [&str; 2] = [
    "relationships/xlMacrosheet",
    "relationships/xlIntlMacrosheet",
];
const SHEET_TYPE: &str = "relationships/worksheet";
/// The folder of such sheets in an .xlsb, by which `calamine` tells their kind, and the beginning of their new names.
const MACRO_FOLDER: &str = "macrosheets/";
const SHEET_FOLDER: &str = "worksheets/macro-";

/// Whether the name is that of a part that may have words.
pub(super) fn is_read(name: &str) -> bool {
    ["xml", "rels", "bin"]
        .iter()
        .any(|extension| has_extension(name, extension))
}

fn has_extension(name: &str, extension: &str) -> bool {
    let found = name.rsplit_once('.');
    found.is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}

/// Whether `calamine` would not find or not understand this part.
pub(super) fn is_unusual(name: &str, part: &[u8]) -> bool {
    let is_relationships = has_extension(name, "rels");
    let holds = |words: &str| memchr::memmem::find(part, words.as_bytes()).is_some();
    let has_macros = is_relationships && MACRO_TYPES.iter().any(|kind| holds(kind));
    has_macros
        || xml::is_utf16(part)
        || name.starts_with('/')
        || name.contains('\\')
        || (is_relationships && normalised(name) != name)
}

/// Rejects a string table that claims more strings than it has bytes, for which `calamine` would reserve memory.
pub(super) fn check_strings(part: &[u8]) -> Result<(), Unread> {
    if claimed_strings(part).is_some_and(|claimed| claimed > part.len() as u64) {
        return Err(Unread::cut_short(text!(
            "its table of strings is shorter than it says"
        )));
    }
    Ok(())
}

/// The first `uniqueCount` of a part.
fn claimed_strings(part: &[u8]) -> Option<u64> {
    const NAME: &[u8] = b"uniqueCount";
    let start = memchr::memmem::find(part, NAME)? + NAME.len();
    let rest = part
        .get(start..)?
        .iter()
        .skip_while(|byte| !byte.is_ascii_digit());
    let digits = rest.take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0_u64, |count, digit| {
        count
            .saturating_mul(10)
            .saturating_add(u64::from(digit - b'0'))
    }))
}

/// The package with usual parts.
///
/// # Errors
/// The reason why a part cannot be read.
pub(super) fn mended(package: &mut Package<'_>) -> Result<Vec<u8>, Unread> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut written = HashSet::new();
    for name in package.names().into_iter().filter(|name| is_read(name)) {
        let usual = normalised(&name);
        if !written.insert(usual.clone()) {
            continue;
        }
        let part = package.part(&usual)?.unwrap_or_default();
        let part = if has_extension(&usual, "bin") {
            part
        } else {
            usual_xml(&usual, part)?
        };
        let name = usual.replace(MACRO_FOLDER, SHEET_FOLDER);
        writer
            .start_file(name, stored)
            .map_err(|error| Unread::cut_short(error.to_string()))?;
        writer
            .write_all(&part)
            .map_err(|error| Unread::cut_short(error.to_string()))?;
    }
    let file = writer
        .finish()
        .map_err(|error| Unread::cut_short(error.to_string()))?;
    Ok(file.into_inner())
}

/// A part in UTF-8 without declaration; in relationships, sheets of macros are worksheets.
fn usual_xml(name: &str, part: Vec<u8>) -> Result<Vec<u8>, Unread> {
    let is_relationships = has_extension(name, "rels");
    if !is_relationships && !xml::is_utf16(&part) {
        return Ok(part);
    }
    let text = xml::text(name, part)?;
    check_strings(text.as_bytes())?;
    let mut text = Cow::Borrowed(xml::without_declaration(&text));
    if is_relationships {
        for kind in MACRO_TYPES {
            text = text.replace(kind, SHEET_TYPE).into();
        }
        text = text.replace(MACRO_FOLDER, SHEET_FOLDER).into();
    }
    Ok(text.into_owned().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::storage::package::packed;
    use crate::reader::workbook::extract;

    const ROOT: &[u8] = br#"<Relationships><Relationship Id="r0" Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const RELATIONSHIPS: &str = r#"<Relationships><Relationship Id="r1" Type="x/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/relationships/xlMacrosheet" Target="macrosheets/sheet1.xml"/><Relationship Id="r3" Type="x/relationships/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>"#;
    const WORKBOOK: &str = r#"<workbook><sheets><sheet name="a" sheetId="1" r:id="r1"/><sheet name="b" sheetId="2" r:id="r2"/><sheet name="c" sheetId="3" r:id="r3"/></sheets></workbook>"#;

    fn sheet(root: &str, words: &str) -> String {
        format!(
            r#"<{root}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{words}</t></is></c></row></sheetData></{root}>"#
        )
    }

    /// A workbook with a sheet, a sheet of macros and a chart; `name` gives the names of parts.
    fn workbook(name: impl Fn(&str) -> String, sheet1: &[u8]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let macros = sheet("xm:macrosheet", "望汀区");
        for (part, bytes) in [
            ("_rels/.rels", ROOT),
            ("xl/_rels/workbook.xml.rels", RELATIONSHIPS.as_bytes()),
            ("xl/workbook.xml", WORKBOOK.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet1),
            ("xl/macrosheets/sheet1.xml", macros.as_bytes()),
            ("xl/chartsheets/sheet1.xml", b"<chartsheet/>"),
        ] {
            writer
                .start_file(name(part), SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn sheets_of_macros_are_read_whatever_the_names_of_parts() {
        let names: [fn(&str) -> String; 4] = [
            |name| name.to_string(),
            |name| name.replace('/', "\\"),
            |name| format!("/{name}"),
            |name| name.replace("workbook", "WorkBook"),
        ];
        for name in names {
            let file = workbook(name, sheet("worksheet", "松泽县").as_bytes());
            let text = extract(&file, 1 << 16).unwrap().text;
            assert_eq!(text, "松泽县\nb\n望汀区\n", "{}", name("xl/workbook.xml"));
        }
    }

    #[test]
    fn sheets_of_macros_in_an_xlsb_are_in_the_folder_of_worksheets() {
        let relationships = RELATIONSHIPS.replace(".xml", ".bin");
        let file = packed(&[
            ("xl/_rels/workbook.bin.rels", &relationships),
            ("xl/macrosheets/sheet1.bin", "松"),
            ("xl/worksheets/sheet1.bin", "泽"),
        ]);
        let mended = mended(&mut Package::open(&file, 1 << 16).unwrap()).unwrap();
        let mut package = Package::open(&mended, 1 << 16).unwrap();
        let mut part = |name: &str| String::from_utf8(package.part(name).unwrap().unwrap());
        let relationships = part("xl/_rels/workbook.bin.rels").unwrap();
        assert!(
            relationships.contains(r#""worksheets/macro-sheet1.bin""#),
            "{relationships}"
        );
        assert_eq!(part("xl/worksheets/macro-sheet1.bin").unwrap(), "松");
        assert_eq!(part("xl/worksheets/sheet1.bin").unwrap(), "泽");
    }

    #[test]
    fn a_sheet_in_utf_16_is_read() {
        let xml = format!(
            "<?xml version='1.0' encoding='UTF-16'?>{}",
            sheet("worksheet", "松泽县")
        );
        for mark in ["\u{FEFF}", ""] {
            let utf16 = format!("{mark}{xml}");
            let utf16: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let file = workbook(str::to_string, &utf16);
            assert!(
                extract(&file, 1 << 16)
                    .unwrap()
                    .text
                    .starts_with("松泽县\n")
            );
        }
    }

    #[test]
    fn a_damaged_sheet_loses_only_itself_and_is_told() {
        let file = workbook(
            str::to_string,
            b"<worksheet><sheetData><row><c r='!'><v>1</v>",
        );
        let read = extract(&file, 1 << 16).unwrap();
        assert_eq!(
            (read.text.as_str(), read.damaged),
            ("望汀区\n\u{FFFD}\n", 1)
        );
    }
}
