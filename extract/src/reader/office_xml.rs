//! Documents in one file of XML: of Office 2003, packages of Office Open XML, and of `OpenDocument`, known by their root
//! element.
//!
//! Must not know how documents are read.

use quanwen_messages::text;

use super::{docx, odt, pptx, workbook};
use crate::decode::decode;
use crate::extracted::Extracted;
use crate::options::ReadOptions;
use crate::reader::storage::flat_package;
use crate::reader::storage::package::Package;
use crate::reader::storage::xml::{XmlEvent, XmlReader};
use crate::unread::Unread;

/// How reasons name the file.
const FILE: &str = "the XML";

/// Reads a document in one file of XML.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn extract(bytes: &[u8], options: ReadOptions) -> Result<Extracted, Unread> {
    let decoded =
        decode(bytes.to_vec()).ok_or(Unread::NotSupported(text!("a binary file, no text")))?;
    let text = decoded.text;
    let mut extracted = match Kind::of(&text)? {
        Kind::Word => docx::word_2003::extract(FILE, &text),
        Kind::Package => of_package(&flat_package::package(FILE, &text)?, options),
        Kind::Workbook => workbook::extract_xml(FILE, &text, false, options),
        Kind::OpenWorkbook => workbook::extract_xml(FILE, &text, true, options),
        Kind::OpenDocument => odt::extract_xml(FILE, &text, options),
        Kind::Other => Err(Unread::NotSupported(text!(
            "a document in one file of XML: save it as .docx or .xlsx"
        ))),
    }?;
    extracted.damaged = extracted.damaged.saturating_add(decoded.damaged);
    Ok(extracted)
}

/// Reads a package by the names of its parts.
fn of_package(bytes: &[u8], options: ReadOptions) -> Result<Extracted, Unread> {
    let names = Package::open(bytes, options.limit)?.names();
    let has = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    match () {
        () if has("ppt/") => pptx::extract(bytes, options),
        () if has("xl/") => workbook::extract(bytes, options),
        () => docx::extract(bytes, options),
    }
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A document of Word 2003.
    Word,
    /// A package of Office Open XML.
    Package,
    /// A workbook of Excel 2003.
    Workbook,
    /// A workbook of `OpenDocument`.
    OpenWorkbook,
    /// Another document of `OpenDocument`.
    OpenDocument,
    Other,
}

impl Kind {
    /// Tells what the root element begins.
    fn of(text: &str) -> Result<Self, Unread> {
        let mut reader = XmlReader::new(FILE, text);
        while let Some(event) = reader.next()? {
            if let XmlEvent::Start(root) = event {
                let media_type = root.attribute("mimetype").unwrap_or_default();
                return Ok(match root.name() {
                    "wordDocument" => Self::Word,
                    "package" => Self::Package,
                    "Workbook" => Self::Workbook,
                    "document" if media_type.contains("spreadsheet") => Self::OpenWorkbook,
                    "document" => Self::OpenDocument,
                    _ => Self::Other,
                });
            }
        }
        Ok(Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Result<String, Unread> {
        let read = extract(xml.as_bytes(), ReadOptions::from(1 << 16));
        read.map(|extracted| extracted.text)
    }

    fn open(kind: &str, body: &str) -> String {
        format!(
            "<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.{kind}'>
            <office:master-styles><text:p>页眉</text:p></office:master-styles><office:body>{body}</office:body></office:document>"
        )
    }

    #[test]
    fn the_root_element_tells_the_kind() {
        let text = "<office:text><text:p>松泽县</text:p></office:text>";
        assert_eq!(read(&open("text", text)).unwrap(), "松泽县\n");
        let table = "<office:spreadsheet><table:table table:name='a'><table:table-row><table:table-cell><text:p>望汀区</text:p>
            </table:table-cell></table:table-row></table:table></office:spreadsheet>";
        assert_eq!(read(&open("spreadsheet", table)).unwrap(), "望汀区\n");
        let slides = "<office:presentation><draw:page><draw:frame><text:p>雁石桥镇</text:p></draw:frame></draw:page></office:presentation>";
        assert_eq!(read(&open("presentation", slides)).unwrap(), "雁石桥镇\n");
        let workbook = "<Workbook><Worksheet><Row><Cell><Data>岚江省</Data></Cell></Row></Worksheet></Workbook>";
        assert_eq!(read(workbook).unwrap(), "岚江省\n");
        let word = "<w:wordDocument><w:body><w:p><w:r><w:t>柳渡镇</w:t></w:r></w:p></w:body></w:wordDocument>";
        assert_eq!(read(word).unwrap(), "柳渡镇\n");
    }

    #[test]
    fn a_package_in_one_file_is_read_by_its_parts() {
        let part = |name: &str, content: &str| {
            format!("<pkg:part pkg:name='{name}'><pkg:xmlData>{content}</pkg:xmlData></pkg:part>")
        };
        let package = |parts: &str| format!("<pkg:package>{parts}</pkg:package>");
        let document = part(
            "/word/document.xml",
            "<w:document><w:body><w:p><w:r><w:t>松泽县</w:t></w:r></w:p></w:body></w:document>",
        );
        let picture =
            "<pkg:part pkg:name='/word/a.png'><pkg:binaryData>aGVsbG8=</pkg:binaryData></pkg:part>";
        assert_eq!(
            read(&package(&(document.clone() + picture))).unwrap(),
            "松泽县\n"
        );
        let twice = read(&package(&document.repeat(2)));
        assert!(matches!(twice, Err(Unread::Damaged(_))), "{twice:?}");
        let slides = [
            part(
                "/ppt/presentation.xml",
                "<p:presentation><p:sldId id='1' r:id='s'/></p:presentation>",
            ),
            part(
                "/ppt/_rels/presentation.xml.rels",
                "<Relationships><Relationship Id='s' Type='x/slide' Target='s.xml'/></Relationships>",
            ),
            part(
                "/ppt/s.xml",
                "<p:sld><p:sp><p:txBody><a:p><a:t>望汀区</a:t></a:p></p:txBody></p:sp></p:sld>",
            ),
        ];
        assert_eq!(read(&package(&slides.concat())).unwrap(), "望汀区\n");
    }

    #[test]
    fn other_encodings_are_read_and_other_roots_refused() {
        let workbook = "<?xml version='1.0' encoding='GBK'?><Workbook><Worksheet><Row><Cell><Data>松泽县全年办理行政复议案件</Data>
            </Cell></Row></Worksheet></Workbook>";
        let bytes = encoding_rs::GB18030.encode(workbook).0.into_owned();
        let read_gbk = extract(&bytes, ReadOptions::from(1 << 16)).unwrap();
        assert_eq!(read_gbk.text, "松泽县全年办理行政复议案件\n");
        let reason = read("<uof:UOF/>").unwrap_err().to_string();
        assert!(
            reason.starts_with("a document in one file of XML"),
            "{reason}"
        );
        assert!(matches!(read("<Workbook>"), Err(Unread::Damaged(_))));
    }
}
