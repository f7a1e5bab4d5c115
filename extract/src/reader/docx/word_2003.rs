//! Documents in one file of XML, as Word 2003 writes them (`WordprocessingML`, namespace
//! `http://schemas.microsoft.com/office/word/2003/wordml`).
//!
//! Owns what differs from Office Open XML: the styles stand before the body, lists state their numbers as displayed, and
//! annotations contain what they annotate. Notes stand before the paragraph that refers to them, as they do in the file.

use quanwen_messages::text;

use super::body::Body;
use super::insertions::Insertions;
use super::list_counters::ListCounters;
use super::numbering::Numbering;
use super::styles::Styles;
use crate::extracted::Extracted;
use crate::reader::storage::xml::{XmlEvent, XmlReader};
use crate::unread::Unread;

/// Reads a document; reasons contain the name `part`.
///
/// # Errors
/// Returns the reason why it is not read.
pub(in crate::reader) fn extract(part: &str, text: &str) -> Result<Extracted, Unread> {
    let styles = Styles::read(part, styles(part, text)?)?;
    let numbering = Numbering::default();
    let mut body = Body::new(
        &styles,
        ListCounters::new(&numbering),
        Insertions::default(),
    );
    body.read(part, text)?;
    if body.is_document() {
        Ok(body.finish())
    } else {
        Err(Unread::NotSupported(text!(
            "no Word document: save it as .docx"
        )))
    }
}

/// The content of the element of styles; empty if there is none.
fn styles<'x>(part: &'x str, text: &'x str) -> Result<&'x str, Unread> {
    let mut reader = XmlReader::new(part, text);
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) if element.name() == "styles" => return reader.content(),
            XmlEvent::Start(element) if element.name() == "body" => break,
            _ => {}
        }
    }
    Ok("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_numbers_and_tables_are_read_without_deletions_and_comments() {
        let paragraph = |properties: &str, words: &str| {
            format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
        };
        let list = |label: &str| {
            format!(
                "<w:listPr><w:ilvl w:val='0'/><w:ilfo w:val='1'/><wx:t wx:val='{label}'/><wx:font wx:val='x'/></w:listPr>"
            )
        };
        let annotation = |kind: &str, words: &str| {
            format!(
                "<aml:annotation w:type='Word.{kind}'><aml:content>{}</aml:content></aml:annotation>",
                paragraph("", words)
            )
        };
        let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph("", words));
        let body = [
            paragraph("<w:pStyle w:val='1'/>", "总体情况"),
            paragraph(&list("（一）"), "收到申请"),
            paragraph(&list("l"), "项目"),
            annotation("Insertion", "新增"),
            annotation("Deletion", "删去"),
            annotation("Comment", "批注"),
            format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("受理"), cell("3")),
            "<w:sectPr><w:hdr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr></w:sectPr>".into(),
        ];
        let text = format!(
            "<w:wordDocument><w:styles><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style></w:styles>
            <w:body><wx:sect>{}</wx:sect></w:body></w:wordDocument>",
            body.concat()
        );
        let extracted = extract("a", &text).unwrap();
        assert_eq!(
            extracted.text,
            "总体情况\n（一）收到申请\n项目\n新增\n| 受理 | 3 |\n"
        );
        assert_eq!(
            (extracted.headings.len(), extracted.headings[0].depth),
            (1, 1)
        );
        let reason = extract("a", "<w:wordDocument/>").unwrap_err().to_string();
        assert!(reason.starts_with("no Word document"), "{reason}");
    }
}
