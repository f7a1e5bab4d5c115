//! The parts that hold graphic objects: pages, annotations, resources (GB/T 33190-2016, 7.7, 7.9 and 15).
//!
//! Owns the order of layers. Must not know how objects are drawn. Invariant: what was read before damage is kept.

use std::collections::HashMap;

use hayro_font::kurbo::Affine;

use super::document::size;
use super::object::{Object, is_hidden, placement};
use super::parts::Parts;
use crate::reader::layout::{PAGE_GLYPHS, TOO_MUCH};
use crate::reader::xml::{XmlEvent, XmlReader};
use crate::unread::Unread;

/// Maximum number of objects in a part: one for each glyph of a page.
const OBJECTS: usize = PAGE_GLYPHS;
/// Maximum number of template pages that a page draws; a real one draws one or two.
const TEMPLATES: usize = 1_000;

/// A page or a template page.
#[derive(Default)]
pub(super) struct PagePart {
    /// In drawing order once the part has been read.
    pub(super) objects: Vec<Object>,
    /// The ids of the template pages that it draws.
    pub(super) templates: Vec<String>,
    pub(super) resources: Vec<String>,
    /// Its width and height in millimetres.
    pub(super) size: Option<(f64, f64)>,
}

impl PagePart {
    /// Reads a part.
    ///
    /// # Errors
    /// The reason why the rest of it cannot be read.
    pub(super) fn read(&mut self, part: &str, xml: &str, parts: &Parts<'_>) -> Result<(), Unread> {
        let mut layers = [const { Vec::new() }; 3];
        let read = self.read_layers(&mut XmlReader::new(part, xml), &mut layers, |location| {
            parts.locate(part, location)
        });
        self.objects.extend(layers.into_iter().flatten());
        read
    }

    fn read_layers(
        &mut self,
        reader: &mut XmlReader<'_>,
        layers: &mut [Vec<Object>; 3],
        locate: impl Fn(&str) -> String,
    ) -> Result<(), Unread> {
        let mut layer = 1;
        while let Some(event) = reader.next()? {
            let XmlEvent::Start(element) = event else {
                continue;
            };
            match element.name() {
                _ if is_hidden(&element) => reader.skip()?,
                "Page" | "Area" | "Content" | "PageBlock" => {}
                "Layer" => {
                    layer = match element.attribute("Type").as_deref() {
                        Some("Background") => 0,
                        Some("Foreground") => 2,
                        _ => 1,
                    }
                }
                "Template" if self.templates.len() >= TEMPLATES => return Err(TOO_MUCH),
                "Template" => {
                    self.templates.extend(element.id("TemplateID"));
                    reader.skip()?;
                }
                "PageRes" => self.resources.push(locate(&reader.text_inside()?)),
                "PhysicalBox" => self.size = size(&reader.text_inside()?),
                _ => add(&mut layers[layer], Object::read(&element, reader)?)?,
            }
        }
        Ok(())
    }
}

/// Adds an object.
fn add(objects: &mut Vec<Object>, object: Option<Object>) -> Result<(), Unread> {
    if objects.len() >= OBJECTS {
        return Err(TOO_MUCH);
    }
    objects.extend(object);
    Ok(())
}

/// The parts of annotations by the ids of their pages, 15.1.
///
/// # Errors
/// The reason why the rest of them cannot be read.
pub(super) fn read_annotation_parts(
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
    let mut is_watermark = false;
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else {
            continue;
        };
        match (element.name(), appearances.last_mut()) {
            _ if is_hidden(&element) => reader.skip()?,
            ("PageAnnot" | "PageBlock", _) => {}
            ("Annot", _) => is_watermark = element.is("Type", "Watermark"),
            ("Appearance", _) => appearances.push(Appearance {
                is_watermark,
                placement: placement(&element),
                objects: Vec::new(),
            }),
            (_, Some(last)) => add(&mut last.objects, Object::read(&element, &mut reader)?)?,
            (_, None) => reader.skip()?,
        }
        if appearances.len() > OBJECTS {
            return Err(TOO_MUCH);
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

/// Composite units by id, 13.
pub(super) type Units = HashMap<String, Vec<Object>>;

/// The composite units in a part of resources.
///
/// # Errors
/// The reason why the rest of them cannot be read.
pub(super) fn read_units(units: &mut Units, part: &str, xml: &str) -> Result<(), Unread> {
    let mut reader = XmlReader::new(part, xml);
    let mut unit = None;
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else {
            continue;
        };
        match (element.name(), &unit) {
            ("Res" | "CompositeGraphicUnits" | "Content" | "PageBlock", _) => {}
            ("CompositeGraphicUnit", _) => unit = Some(element.id("ID").unwrap_or_default()),
            (_, Some(unit)) => {
                let object = Object::read(&element, &mut reader)?;
                add(units.entry(unit.clone()).or_default(), object)?;
            }
            (_, None) => reader.skip()?,
        }
        if units.len() > OBJECTS {
            return Err(TOO_MUCH);
        }
    }
    Ok(())
}
