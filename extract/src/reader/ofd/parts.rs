//! The parts of an OFD package, found by the locations that other parts state (GB/T 33190-2016, 7.1 and 7.3).
//!
//! Owns names and encodings of parts, and which parts could not be read. Must not know what parts contain. Invariant: a
//! part that is missing or damaged is remembered, so that no text is lost unnoticed.

use std::collections::HashMap;

use quanwen_messages::text;

use crate::decode::decode;
use crate::reader::storage::package::Package;
use crate::unread::Unread;

/// The parts of a package.
pub(super) struct Parts<'b> {
    package: Package<'b>,
    /// The name in the package of each part, by its [`key`].
    names: HashMap<String, String>,
    damage: Option<Unread>,
}

impl<'b> Parts<'b> {
    /// # Errors
    /// The reason why the package cannot be read.
    pub(super) fn open(bytes: &'b [u8], limit: u64) -> Result<Self, Unread> {
        let package = Package::open(bytes, limit)?;
        let names = package.names().into_iter().rev();
        Ok(Self {
            names: names.map(|name| (key(&name), name)).collect(),
            package,
            damage: None,
        })
    }

    /// The name of the part at a location stated in the part `source`: absolute, relative to `source` or, as some
    /// programs write it, relative to the package.
    pub(super) fn locate(&self, source: &str, location: &str) -> String {
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        let location = location.trim();
        let beside = normal(&format!("{folder}/{location}"));
        let is_absolute = location.starts_with(['/', '\\']);
        if is_absolute || !self.has(&beside) && self.has(location) {
            normal(location)
        } else {
            beside
        }
    }

    /// Whether there is a part with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// The text of a part; `None` if the part is missing or damaged.
    ///
    /// # Errors
    /// The package unpacks to more than its limit or is encrypted.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unread> {
        let bytes = match self.names.get(&key(name)) {
            Some(stored) => self.package.part(stored),
            None => Ok(None),
        };
        let text = bytes.and_then(|bytes| match bytes {
            None => Err(Unread::missing_part(name)),
            Some(bytes) => {
                decode(bytes).ok_or_else(|| Unread::damaged_part(name, text!("no text")))
            }
        });
        self.keep(text.map(|decoded| decoded.text))
    }

    /// Remembers damage, which loses some text but is no reason to read no more.
    ///
    /// # Errors
    /// Any other reason.
    pub(super) fn keep<T>(&mut self, read: Result<T, Unread>) -> Result<Option<T>, Unread> {
        match read {
            Ok(read) => Ok(Some(read)),
            Err(damage @ Unread::Damaged(_)) => {
                self.damage.get_or_insert(damage);
                Ok(None)
            }
            Err(reason) => Err(reason),
        }
    }

    /// The first damage that was found.
    pub(super) fn damage(&self) -> Option<&Unread> {
        self.damage.as_ref()
    }
}

/// What names of one part have in common: programs differ in their case.
fn key(name: &str) -> String {
    normal(name).to_lowercase()
}

/// A name without `.` and `..`.
fn normal(name: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in name.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::storage::package::packed;

    #[test]
    fn locations_are_absolute_or_relative_to_their_part_or_to_the_package() {
        let bytes = packed(&[("Doc_0/Pages/A.xml", "甲"), ("Doc_1/B.xml", "乙")]);
        let parts = Parts::open(&bytes, 100).unwrap();
        let at = |location| parts.locate("Doc_0/Document.xml", location);
        for location in [
            "Pages/A.xml",
            "./pages\\a.xml",
            " /Doc_0/Pages/A.xml",
            "Doc_0/Pages/A.xml",
            "../Doc_0/Pages/A.xml",
        ] {
            let name = at(location);
            assert!(parts.has(&name), "{location}: {name}");
        }
        assert_eq!(at("../Doc_1/B.xml"), "Doc_1/B.xml");
        assert_eq!(at("B.xml"), "Doc_0/B.xml");
    }

    #[test]
    fn what_is_missing_or_damaged_is_remembered() {
        let bytes = packed(&[("a", "松泽县"), ("b", "\u{1}\u{2}\u{3}")]);
        let mut parts = Parts::open(&bytes, 100).unwrap();
        assert_eq!(parts.text("a").unwrap().unwrap(), "松泽县");
        assert!(parts.damage().is_none());
        assert_eq!(parts.text("b"), Ok(None));
        let damage = parts.damage().unwrap().to_string();
        assert!(damage.starts_with("b in it is damaged"), "{damage}");
        assert_eq!(parts.text("c"), Ok(None));
    }
}
