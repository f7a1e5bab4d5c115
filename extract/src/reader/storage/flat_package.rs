//! Packages of Office Open XML in one file of XML (namespace `http://schemas.microsoft.com/office/2006/xmlPackage`), which
//! Word writes as an XML document.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::reader::storage::xml::{XmlEvent, XmlReader};
use crate::unread::Unread;

/// The zip package of the parts that are XML; others are pictures. Reasons contain the name `file`.
///
/// # Errors
/// The reason, if the XML is damaged or two parts have one name.
pub(in crate::reader) fn package(file: &str, text: &str) -> Result<Vec<u8>, Unread> {
    let mut reader = XmlReader::new(file, text);
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(text.len())));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut name = String::new();
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else {
            continue;
        };
        match element.name() {
            "part" => name = element.id("name").unwrap_or_default(),
            "xmlData" => {
                let content = reader.content()?;
                writer
                    .start_file(name.trim_start_matches('/'), options)
                    .map_err(|error| Unread::damaged_part(file, error.to_string()))?;
                writer
                    .write_all(content.as_bytes())
                    .map_err(|error| Unread::damaged_part(file, error.to_string()))?;
            }
            "binaryData" => reader.skip()?,
            _ => {}
        }
    }
    let written = writer
        .finish()
        .map_err(|error| Unread::damaged_part(file, error.to_string()))?;
    Ok(written.into_inner())
}
