//! Annotations: their parts and what they show (GB/T 33190-2016, 15).
//!
//! Invariant: a hidden annotation shows nothing, and what was read before damage is kept.

use std::collections::HashMap;

use hayro_font::kurbo::Affine;

use super::object::{Count, Object, is_hidden, placement};
use super::parts::Parts;
use crate::reader::storage::xml::{XmlEvent, XmlReader};
use crate::unread::Unread;

/// The parts of annotations by the ids of their pages, 15.1.
///
/// # Errors
/// The reason why the rest of them cannot be read.
pub(super) fn read_parts(
    annotations: &mut HashMap<String, Vec<String>>,
    part: &str,
    xml: &str,
    parts: &Parts<'_>,
) -> Result<(), Unread> {
    let mut reader = XmlReader::new(part, xml);
    let mut page = String::new();
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else {
            continue;
        };
        match element.name() {
            "Page" => page = element.id("PageID").unwrap_or_default(),
            "FileLoc" => {
                let location = parts.locate(part, &reader.text_inside()?);
                annotations.entry(page.clone()).or_default().push(location);
            }
            _ => {}
        }
    }
    Ok(())
}

/// What an annotation shows, 15.2.
pub(super) struct Appearance {
    pub(super) is_watermark: bool,
    pub(super) placement: Affine,
    pub(super) objects: Vec<Object>,
}

/// The appearances of the visible annotations in a part.
///
/// # Errors
/// The reason why the rest of them cannot be read.
pub(super) fn read_appearances(
    appearances: &mut Vec<Appearance>,
    part: &str,
    xml: &str,
) -> Result<(), Unread> {
    let mut reader = XmlReader::new(part, xml);
    let mut count = Count::default();
    let mut is_watermark = false;
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else {
            continue;
        };
        count.add()?;
        match (element.name(), appearances.last_mut()) {
            _ if is_hidden(&element) => reader.skip()?,
            ("PageAnnot" | "PageBlock", _) => {}
            ("Annot", _) => is_watermark = element.is("Type", "Watermark"),
            ("Appearance", _) => appearances.push(Appearance {
                is_watermark,
                placement: placement(&element),
                objects: Vec::new(),
            }),
            (_, Some(last)) => last.objects.extend(Object::read(&element, &mut reader)?),
            (_, None) => reader.skip()?,
        }
    }
    Ok(())
}

impl Appearance {
    /// The characters of its text.
    pub(super) fn text(&self) -> String {
        let codes = self.objects.iter().flat_map(|object| match object {
            Object::Text(text) => text.codes.as_slice(),
            _ => &[],
        });
        codes.map(|code| code.text.as_str()).collect()
    }
}
