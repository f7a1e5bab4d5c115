//! The text boxes of the sheets of an .xlsx: what its drawings say, and at which rows (ECMA-376 part 1, §20.5).
//!
//! Must not know cells. Charts and pictures in drawings are left out.

use std::collections::HashMap;

use super::sheets::Workbook;
use crate::reader::storage::package::{Package, normalised};
use crate::reader::storage::relationships::{self, Relationship};
use crate::reader::storage::xml::{self, XmlEvent, XmlReader};
use crate::unread::Unread;

/// The parts of the sheets of a workbook, by the names of the sheets; none if it has no drawings.
///
/// # Errors
/// The reason why they cannot be found.
pub(super) fn sheet_parts(package: &mut Package<'_>) -> Result<HashMap<String, String>, Unread> {
    let mut parts = HashMap::new();
    let is_drawing = |name: &String| normalised(name).contains("drawings/");
    if !package.names().iter().any(is_drawing) {
        return Ok(parts);
    }
    let Some(workbook) = target(&relationships::read(package, "")?, "officeDocument") else {
        return Ok(parts);
    };
    let targets: HashMap<String, String> = relationships::read(package, &workbook)?
        .into_iter()
        .map(|relationship| (relationship.id, relationship.target))
        .collect();
    let text = xml::part(package, &workbook)?.unwrap_or_default();
    let mut reader = XmlReader::new(&workbook, &text);
    while let Some(event) = reader.next()? {
        if let XmlEvent::Start(element) = event
            && element.name() == "sheet"
            && let Some(name) = element.attribute("name")
            && let Some(part) = element.reference("id").and_then(|id| targets.get(&id))
        {
            parts.insert(name.into_owned(), part.clone());
        }
    }
    Ok(parts)
}

/// Adds the text boxes of the sheet that is this part to the last sheet.
///
/// # Errors
/// The reason why they cannot be read.
pub(super) fn read(
    package: &mut Package<'_>,
    sheet: &str,
    workbook: &mut Workbook,
) -> Result<(), Unread> {
    let Some(part) = target(&relationships::read(package, sheet)?, "drawing") else {
        return Ok(());
    };
    let text = xml::part(package, &part)?.unwrap_or_default();
    let mut reader = XmlReader::new(&part, &text);
    let (mut row, mut words) = (None, String::new());
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else {
            continue;
        };
        match element.name() {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                workbook.put_box(row.take().unwrap_or(0), &words)?;
                words.clear();
            }
            // The row of the upper corner precedes that of the lower one.
            "row" => row = row.or(reader.text_inside()?.trim().parse().ok()),
            "p" | "br" => words.push('\n'),
            "t" => words.push_str(&reader.text_inside()?),
            // The same for programs that do not know the other.
            "Fallback" => reader.skip()?,
            _ => {}
        }
    }
    workbook.put_box(row.unwrap_or(0), &words)
}

/// The first part with a role.
fn target(relationships: &[Relationship], role: &str) -> Option<String> {
    let mut relationships = relationships.iter();
    let found = relationships.find(|relationship| relationship.role == role);
    found.map(|relationship| relationship.target.clone())
}

#[cfg(test)]
mod tests {
    use crate::extracted::Extracted;
    use crate::reader::storage::package::packed;
    use crate::reader::workbook::extract;

    /// A workbook of a sheet of these rows, with a drawing.
    fn workbook(rows: &str, drawing: &str) -> Extracted {
        let relationship = |role: &str, target: &str| {
            format!(
                "<Relationships><Relationship Id='r' Type='x/relationships/{role}' Target='{target}'/></Relationships>"
            )
        };
        let sheet =
            format!("<worksheet><sheetData>{rows}</sheetData><drawing r:id='r'/></worksheet>");
        let file = packed(&[
            (
                "_rels/.rels",
                &relationship("officeDocument", "xl/workbook.xml"),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                &relationship("worksheet", "worksheets/a.xml"),
            ),
            (
                "xl/workbook.xml",
                "<workbook><sheets><sheet name='a' sheetId='1' r:id='r'/></sheets></workbook>",
            ),
            ("xl/worksheets/a.xml", &sheet),
            (
                "xl/worksheets/_rels/a.xml.rels",
                &relationship("drawing", "../drawings/d.xml"),
            ),
            ("xl/drawings/d.xml", drawing),
        ]);
        extract(&file, 1 << 16).unwrap()
    }

    fn anchor(row: u32, content: &str) -> String {
        format!(
            "<xdr:twoCellAnchor><xdr:from><xdr:row>{row}</xdr:row></xdr:from><xdr:to><xdr:row>99</xdr:row></xdr:to>\
             {content}</xdr:twoCellAnchor>"
        )
    }

    fn shape(words: &str) -> String {
        format!(
            "<xdr:sp><xdr:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        )
    }

    const ROWS: &str =
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='5'><c r='A5'><v>5</v></c></row>";

    #[test]
    fn text_boxes_stand_at_their_rows() {
        let group = format!(
            "<xdr:grpSp>{}{}</xdr:grpSp>",
            shape("望汀区"),
            shape("雁石桥镇")
        );
        let other = format!(
            "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
            shape("填表说明"),
            shape("无")
        );
        let anchors = [
            anchor(6, &group),
            anchor(2, &other),
            anchor(2, "<xdr:pic/>"),
        ]
        .concat();
        let read = workbook(ROWS, &format!("<xdr:wsDr>{anchors}</xdr:wsDr>"));
        assert_eq!(read.text, "1\n填表说明\n5\n望汀区\n雁石桥镇\n");
        let rows: Vec<u32> = read.locators.rows.iter().map(|row| row.1).collect();
        assert_eq!(rows, [1, 3, 5, 7]);
    }

    #[test]
    fn a_sheet_of_text_boxes_alone_is_read_and_a_damaged_drawing_is_told() {
        let drawing = format!("<xdr:wsDr>{}</xdr:wsDr>", anchor(0, &shape("松泽县")));
        assert_eq!(workbook("", &drawing).text, "松泽县\n");
        let cut = &drawing[..drawing.len() - 5];
        assert_eq!(workbook(ROWS, cut).text, "1\n5\n\u{FFFD}\n");
    }
}
