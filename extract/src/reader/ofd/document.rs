//! The documents of an OFD file and their parts: OFD.xml and Document.xml (GB/T 33190-2016, 7.4 and 7.5).
//!
//! Must not know what pages contain.

use std::collections::HashMap;

use super::budget::PAGES;
use super::number::array;
use super::parts::Parts;
use crate::reader::layout::TOO_MUCH;
use crate::reader::storage::xml::{XmlEvent, XmlReader};
use crate::unread::Unread;

/// The names of the parts that are the roots of the documents in a file, from OFD.xml.
///
/// # Errors
/// The reason why the rest of it cannot be read.
pub(super) fn read_roots(
    roots: &mut Vec<String>,
    part: &str,
    xml: &str,
    parts: &Parts<'_>,
) -> Result<(), Unread> {
    let mut reader = XmlReader::new(part, xml);
    while let Some(event) = reader.next()? {
        if matches!(event, XmlEvent::Start(element) if element.name() == "DocRoot") {
            roots.push(parts.locate(part, &reader.text_inside()?));
        }
    }
    Ok(())
}

/// A page: its id and its part.
pub(super) struct PageEntry {
    pub(super) id: String,
    pub(super) part: String,
}

/// The parts of a document.
#[derive(Default)]
pub(super) struct Document {
    pub(super) pages: Vec<PageEntry>,
    /// The parts of the template pages, by id.
    pub(super) templates: HashMap<String, String>,
    pub(super) resources: Vec<String>,
    pub(super) annotations: Option<String>,
    /// The width and height of pages that state none, in millimetres.
    pub(super) size: Option<(f64, f64)>,
}

impl Document {
    /// Reads a root.
    ///
    /// # Errors
    /// The reason why the rest of it cannot be read.
    pub(super) fn read(&mut self, part: &str, xml: &str, parts: &Parts<'_>) -> Result<(), Unread> {
        let mut reader = XmlReader::new(part, xml);
        while let Some(event) = reader.next()? {
            let XmlEvent::Start(element) = event else {
                continue;
            };
            let entry = || {
                let location = element.attribute("BaseLoc").unwrap_or_default();
                let id = element.id("ID").unwrap_or_default();
                (id, parts.locate(part, &location))
            };
            match element.name() {
                "Document" | "CommonData" | "PageArea" | "Pages" => {}
                "PhysicalBox" => self.size = size(&reader.text_inside()?),
                "PublicRes" | "DocumentRes" => {
                    self.resources
                        .push(parts.locate(part, &reader.text_inside()?));
                }
                "Annotations" => {
                    self.annotations = Some(parts.locate(part, &reader.text_inside()?));
                }
                "TemplatePage" => {
                    let (id, part) = entry();
                    self.templates.insert(id, part);
                }
                "Page" => {
                    let (id, part) = entry();
                    self.pages.push(PageEntry { id, part });
                }
                _ => reader.skip()?,
            }
            if self.pages.len().max(self.templates.len()) > PAGES {
                return Err(TOO_MUCH);
            }
        }
        Ok(())
    }
}

/// The width and height of a box; `None` if it has no area.
pub(super) fn size(text: &str) -> Option<(f64, f64)> {
    let [_, _, width, height] = array(text)?;
    (width > 0.0 && height > 0.0).then_some((width, height))
}
