//! Objects that a document shows and that are documents of their own in its package: charts, formulas, sheets (ODF 1.3
//! part 3, §10.4.6; part 2, §3.16).
//!
//! Owns which parts they are. Must not know what they contain. Invariant: an object is read once, and the loss of one is
//! noted.

use std::collections::HashMap;

use crate::reader::storage::package::Package;
use crate::reader::storage::xml;

/// The part that holds the content of a document.
pub(super) const CONTENT: &str = "content.xml";

/// The objects in a package.
#[derive(Debug, Default)]
pub(super) struct Objects {
    /// Their XML by their folders.
    by_folder: HashMap<String, String>,
    /// Whether one is being read: those in it are not.
    is_open: bool,
    is_incomplete: bool,
}

impl Objects {
    /// Reads the objects of a package that can be read.
    pub(super) fn read(package: &mut Package<'_>) -> Self {
        let mut objects = Self::default();
        for name in package.names() {
            let folder = name.strip_suffix(CONTENT).map(folder);
            let Some(folder) = folder.filter(|folder| !folder.is_empty()) else {
                continue;
            };
            if let Ok(Some(text)) = xml::part(package, &name) {
                objects.by_folder.insert(folder.to_string(), text);
            }
        }
        objects
    }

    /// Opens the object at a location and returns its XML; `None` if it is not read, which is a loss.
    pub(super) fn open(&mut self, location: &str) -> Option<String> {
        let object = self.by_folder.get_mut(folder(location));
        let object = object.filter(|_| !self.is_open).map(std::mem::take);
        self.is_open |= object.is_some();
        self.is_incomplete |= object.is_none();
        object
    }

    /// Closes the open object.
    pub(super) fn close(&mut self, is_damaged: bool) {
        self.is_open = false;
        self.is_incomplete |= is_damaged;
    }

    /// Whether an object is open.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether the text of an object is lost.
    pub(super) fn is_incomplete(&self) -> bool {
        self.is_incomplete
    }
}

/// The folder that a location or the beginning of a name states.
fn folder(location: &str) -> &str {
    location.trim_start_matches("./").trim_matches('/')
}
