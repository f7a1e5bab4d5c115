//! Pages and template pages: a part → its graphic objects (GB/T 33190-2016, 7.7).
//!
//! Owns the order of layers. Must not know how objects are drawn. Invariant: what was read before damage is kept.

use super::document::size;
use super::object::{Count, Object, is_hidden};
use super::parts::Parts;
use crate::reader::layout::TOO_MUCH;
use crate::reader::storage::xml::{XmlEvent, XmlReader};
use crate::unread::Unread;

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
        let mut count = Count::default();
        while let Some(event) = reader.next()? {
            let XmlEvent::Start(element) = event else {
                continue;
            };
            count.add()?;
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
                _ => layers[layer].extend(Object::read(&element, reader)?),
            }
        }
        Ok(())
    }
}
