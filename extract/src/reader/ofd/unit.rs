//! Composite graphic units: groups of objects that pages draw by id (GB/T 33190-2016, 13).
//!
//! Knows no other resources. Invariant: what was read before damage is kept.

use std::collections::HashMap;

use super::object::{Count, Object};
use crate::reader::storage::xml::{XmlEvent, XmlReader};
use crate::unread::Unread;

/// The composite units of a document.
#[derive(Default)]
pub(super) struct Units {
    by_id: HashMap<String, Vec<Object>>,
    count: Count,
}

impl Units {
    pub(super) fn get(&self, id: &str) -> Option<&[Object]> {
        self.by_id.get(id).map(Vec::as_slice)
    }

    /// Reads the units in a part of resources; they replace units of the same id.
    ///
    /// # Errors
    /// The reason why the rest of them cannot be read.
    pub(super) fn read(&mut self, part: &str, xml: &str) -> Result<(), Unread> {
        let mut reader = XmlReader::new(part, xml);
        let mut unit = String::new();
        while let Some(event) = reader.next()? {
            let XmlEvent::Start(element) = event else {
                continue;
            };
            self.count.add()?;
            match (element.name(), self.by_id.get_mut(&unit)) {
                ("Res" | "CompositeGraphicUnits" | "Content" | "PageBlock", _) => {}
                ("CompositeGraphicUnit", _) => {
                    unit = element.id("ID").unwrap_or_default();
                    self.by_id.insert(unit.clone(), Vec::new());
                }
                (_, Some(unit)) => unit.extend(Object::read(&element, &mut reader)?),
                (_, None) => reader.skip()?,
            }
        }
        Ok(())
    }
}
