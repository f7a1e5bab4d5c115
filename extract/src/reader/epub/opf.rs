//! The package document of a book (EPUB 3.3, 5): its title and the chapters in reading order.
//!
//! Must not know what is in a chapter. Invariant: no chapter is listed twice.

use std::collections::{HashMap, HashSet};

use crate::reader::storage::package::Package;
use crate::reader::storage::xml::{self, Element, XmlEvent, XmlReader};
use crate::unread::Unread;

/// What the package document says.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub title: Option<String>,
    /// The names of the parts of the chapters. One that the book refers to wrongly is the name of no part.
    pub chapters: Vec<String>,
}

/// What is collected from a package document.
#[derive(Default)]
struct Collected {
    title: String,
    is_titled: bool,
    in_title: bool,
    /// The references of the parts by id.
    items: HashMap<String, String>,
    /// The ids of the chapters in reading order.
    spine: Vec<String>,
}

impl Book {
    /// Reads the package document.
    ///
    /// # Errors
    /// The reason, if it is missing or damaged.
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Self, Unread> {
        let text = xml::part(package, part)?.ok_or_else(|| Unread::missing_part(part))?;
        let mut reader = XmlReader::new(part, &text);
        let mut collected = Collected::default();
        while let Some(event) = reader.next()? {
            match event {
                XmlEvent::Start(element) => collected.start(&element),
                XmlEvent::Text(text) if collected.in_title => collected.title.push_str(&text),
                XmlEvent::Text(_) => {}
                XmlEvent::End => collected.end(),
            }
        }
        Ok(collected.book(part))
    }
}

impl Collected {
    fn start(&mut self, element: &Element<'_>) {
        match element.name() {
            "title" => self.in_title = !self.is_titled,
            "item" => {
                let reference = element.id("id").zip(element.id("href"));
                self.items.extend(reference);
            }
            "itemref" => self.spine.extend(element.id("idref")),
            _ => {}
        }
    }

    fn end(&mut self) {
        self.is_titled |= self.in_title;
        self.in_title = false;
    }

    fn book(self, part: &str) -> Book {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut known = HashSet::new();
        let name = |id: String| match self.items.get(&id) {
            Some(reference) => resolved(folder, reference),
            None => id,
        };
        let chapters = self.spine.into_iter().map(name);
        let title = self.title.trim();
        Book {
            title: (!title.is_empty()).then(|| title.to_string()),
            chapters: chapters.filter(|name| known.insert(name.clone())).collect(),
        }
    }
}

/// The name of the part that a reference means, from a part in `folder`.
fn resolved(folder: &str, reference: &str) -> String {
    let path = reference.split('#').next().unwrap_or_default();
    let path = unescaped(path);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path whose `%20` are characters.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(code) = code.filter(|_| *first == b'%') {
            bytes.push(code);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_relative_to_the_package_document() {
        for (folder, reference, name) in [
            ("OEBPS", "a.xhtml#x", "OEBPS/a.xhtml"),
            ("", "%E6%9D%BE.xhtml", "松.xhtml"),
            ("a/b", "../../../c.xhtml", "c.xhtml"),
            ("a", "50%.xhtml", "a/50%.xhtml"),
        ] {
            assert_eq!(resolved(folder, reference), name);
        }
    }
}
