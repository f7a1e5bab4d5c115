//! The XML parts of office packages as a stream of elements and text.
//!
//! Owns encodings, references and well-formedness. Must not know vocabularies or namespaces: names are local names.
//! Invariant: an element that starts also ends; otherwise reading stops with a reason.

use std::borrow::Cow;
use std::fmt::Display;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quanwen_messages::text;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::{Reader, XmlVersion};

use crate::reader::storage::package::Package;
use crate::unread::Unread;

/// Maximum bytes of an id, since ids are copied and looked up for every element that refers to one.
const MAX_ID: usize = 512;

/// The encoding of an XML part and the length of its byte order mark: UTF-8 or UTF-16 (ISO/IEC 29500-2 §8.1.4), which
/// may lack its mark.
fn encoding(bytes: &[u8]) -> (&'static Encoding, usize) {
    Encoding::for_bom(bytes).unwrap_or(match bytes {
        [b'<', 0, ..] => (UTF_16LE, 0),
        [0, b'<', ..] => (UTF_16BE, 0),
        _ => (UTF_8, 0),
    })
}

/// Whether a part is UTF-16.
pub(in crate::reader) fn is_utf16(part: &[u8]) -> bool {
    encoding(part).0 != UTF_8
}

/// Decodes an XML part.
///
/// # Errors
/// The reason, if the bytes are not text in its encoding.
pub(in crate::reader) fn text(part: &str, bytes: Vec<u8>) -> Result<String, Unread> {
    let (encoding, mark) = encoding(&bytes);
    if encoding == UTF_8 && mark == 0 {
        return String::from_utf8(bytes)
            .map_err(|error| Unread::damaged_part(part, error.to_string()));
    }
    match encoding.decode_without_bom_handling(&bytes[mark..]) {
        (_, true) => Err(Unread::damaged_part(
            part,
            text!("characters that are none"),
        )),
        (text, false) => Ok(text.into_owned()),
    }
}

/// The text of a part without its declaration, which names the encoding that it had.
pub(in crate::reader) fn without_declaration(text: &str) -> &str {
    let declared = text.trim_start().strip_prefix("<?xml");
    let rest = declared.and_then(|declared| declared.split_once("?>"));
    rest.map_or(text, |(_, rest)| rest)
}

/// The text of a part of a package; `None` if the package does not have the part.
///
/// # Errors
/// The reason, if it is damaged or too large.
pub(in crate::reader) fn part(
    package: &mut Package<'_>,
    part: &str,
) -> Result<Option<String>, Unread> {
    let bytes = package.part(part)?;
    bytes.map(|bytes| text(part, bytes)).transpose()
}

/// An event in a part.
pub(in crate::reader) enum XmlEvent<'x> {
    /// An element starts; an empty element ends with the next event.
    Start(Element<'x>),
    /// The innermost open element ends.
    End,
    /// Characters with references resolved; the text between two tags may be split into several events.
    Text(Cow<'x, str>),
}

/// A start tag.
pub(in crate::reader) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// The name without its prefix.
    pub(in crate::reader) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the first attribute with this local name.
    pub(in crate::reader) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        // The check for duplicate names takes quadratic time.
        let mut attributes = attributes.with_checks(false).flatten();
        attributes
            .find(|attribute| attribute.key.local_name().into_inner() == name)?
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()
    }

    /// The value of an attribute that is an id, such as that of a style, truncated to the maximum length.
    pub(in crate::reader) fn id(&self, name: &str) -> Option<String> {
        let id = self.attribute(name)?;
        let end = id.floor_char_boundary(MAX_ID);
        Some(id[..end].to_string())
    }

    /// The id of a relationship: the first attribute with this local name that has a prefix, truncated as ids are. An
    /// element may have another attribute of this name without a prefix (ISO/IEC 29500-1 §22.8).
    pub(in crate::reader) fn reference(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        let is_reference =
            |key: QName<'_>| key.prefix().is_some() && key.local_name().into_inner() == name;
        let value = attributes
            .find(|attribute| is_reference(attribute.key))?
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()?;
        Some(value[..value.floor_char_boundary(MAX_ID)].to_string())
    }

    /// The first `characters` characters of an attribute.
    pub(in crate::reader) fn prefix(&self, name: &str, characters: usize) -> Option<String> {
        let value = self.attribute(name)?;
        Some(value.chars().take(characters).collect())
    }

    /// The value of an attribute as a number.
    pub(in crate::reader) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether the attribute has this value.
    pub(in crate::reader) fn is(&self, name: &str, value: &str) -> bool {
        self.attribute(name).is_some_and(|found| found == value)
    }
}

/// Reads the events of a part.
pub(in crate::reader) struct XmlReader<'x> {
    part: &'x str,
    text: &'x str,
    reader: Reader<&'x [u8]>,
    /// Number of open elements.
    depth: usize,
}

impl<'x> XmlReader<'x> {
    /// Reads `xml`; reasons contain the name of the part.
    pub(in crate::reader) fn new(part: &'x str, xml: &'x str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        Self {
            part,
            text: xml,
            reader,
            depth: 0,
        }
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    /// The reason, if the XML is not well-formed or is cut short.
    pub(in crate::reader) fn next(&mut self) -> Result<Option<XmlEvent<'x>>, Unread> {
        loop {
            let event = self
                .reader
                .read_event()
                .map_err(|error| self.damaged(error))?;
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    XmlEvent::Start(Element(start))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    XmlEvent::End
                }
                Event::Text(text) => XmlEvent::Text(text.xml10_content()),
                Event::CData(text) => XmlEvent::Text(text.xml10_content()),
                Event::GeneralRef(reference) => XmlEvent::Text(self.resolve(&reference)?),
                Event::Eof if self.depth > 0 => return Err(self.damaged("cut short")),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// Skips the rest of the element that started last.
    ///
    /// # Errors
    /// As for [`Self::next`].
    pub(in crate::reader) fn skip(&mut self) -> Result<(), Unread> {
        let outer = self.depth.saturating_sub(1);
        while self.depth > outer && self.next()?.is_some() {}
        Ok(())
    }

    /// The characters in the element that started last, to its end.
    ///
    /// # Errors
    /// As for [`Self::next`].
    pub(in crate::reader) fn text_inside(&mut self) -> Result<String, Unread> {
        let outer = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outer
            && let Some(event) = self.next()?
        {
            if let XmlEvent::Text(characters) = event {
                text.push_str(&characters);
            }
        }
        Ok(text)
    }

    /// The content of the element that started last, which has an end tag, as XML.
    ///
    /// # Errors
    /// As for [`Self::next`].
    pub(in crate::reader) fn content(&mut self) -> Result<&'x str, Unread> {
        let start = self.position();
        self.skip()?;
        let whole = self.text.get(start..self.position()).unwrap_or_default();
        let end = whole.rfind("</").unwrap_or_default();
        Ok(&whole[..end])
    }

    /// The byte offset up to which the part has been read.
    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn resolve(&self, reference: &BytesRef<'_>) -> Result<Cow<'static, str>, Unread> {
        let character = reference
            .resolve_char_ref()
            .map_err(|error| self.damaged(error))?;
        match character {
            Some(character) => Ok(character.to_string().into()),
            None => resolve_predefined_entity(reference)
                .map(Cow::from)
                .ok_or_else(|| self.damaged("an unknown entity")),
        }
    }

    fn damaged(&self, error: impl Display) -> Unread {
        Unread::damaged_part(self.part, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of a part as a string.
    fn read(xml: &str) -> Result<String, Unread> {
        let mut reader = XmlReader::new("part.xml", xml);
        let mut seen = String::new();
        while let Some(event) = reader.next()? {
            match event {
                XmlEvent::Start(element) if element.name() == "skip" => reader.skip()?,
                XmlEvent::Start(element) => {
                    let value = element.attribute("val").unwrap_or_default();
                    seen.extend(["<", element.name(), " ", &value, ">"]);
                }
                XmlEvent::End => seen.push_str("</>"),
                XmlEvent::Text(text) => seen.push_str(&text),
            }
        }
        Ok(seen)
    }

    #[test]
    fn names_lose_their_prefix_and_references_become_characters() {
        let xml = "<?xml version='1.0'?><w:p w:val='甲&amp;乙'>松泽&#x53BF;<!-- no -->&lt;<![CDATA[<柳>]]><x/></w:p>";
        assert_eq!(read(xml).unwrap(), "<p 甲&乙>松泽县<<柳><x ></></>");
    }

    #[test]
    fn an_id_is_cut_between_characters() {
        let xml = format!("<a id='{}' short='松1'/>", "泽".repeat(1000));
        let mut reader = XmlReader::new("part.xml", &xml);
        let Some(XmlEvent::Start(element)) = reader.next().unwrap() else {
            panic!("an element starts");
        };
        assert_eq!(element.id("id"), Some("泽".repeat(MAX_ID / 3)));
        assert_eq!(element.id("short").as_deref(), Some("松1"));
        assert_eq!(element.id("none"), None);
    }

    #[test]
    fn a_reference_is_the_attribute_with_a_prefix() {
        let mut reader = XmlReader::new("part.xml", "<p:sldId id='256' r:id='rId2'/>");
        let Some(XmlEvent::Start(element)) = reader.next().unwrap() else {
            panic!("an element starts");
        };
        assert_eq!(element.reference("id").as_deref(), Some("rId2"));
        assert_eq!(element.reference("dm"), None);
    }

    #[test]
    fn the_content_of_an_element_is_xml() {
        let mut reader = XmlReader::new("part.xml", "<a><b x='1'>松<c/>泽</b><d/>县</a>");
        let mut contents = Vec::new();
        while let Some(event) = reader.next().unwrap() {
            if matches!(&event, XmlEvent::Start(element) if element.name() != "a") {
                contents.push(reader.content().unwrap());
            }
        }
        assert_eq!(contents, ["松<c/>泽", ""]);
    }

    #[test]
    fn a_skipped_element_takes_all_it_holds_with_it() {
        assert_eq!(
            read("<a><skip><skip>x</skip><b/></skip>松<skip/>泽</a>").unwrap(),
            "<a >松泽</>"
        );
    }

    #[test]
    fn xml_that_is_not_whole_is_damaged() {
        for xml in [
            "<a>松",
            "<a></b>",
            "<a>&nosuch;</a>",
            "<a",
            "</a>",
            "<skip><a>",
        ] {
            let error = read(xml).unwrap_err().to_string();
            assert!(
                error.starts_with("part.xml in it is damaged"),
                "{xml}: {error}"
            );
        }
    }

    #[test]
    fn utf_16_is_read_and_bytes_that_are_no_text_are_damaged() {
        let utf16: Vec<u8> = "\u{FEFF}<松>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(text("a", utf16[2..].to_vec()).unwrap(), "<松>");
        assert_eq!(text("a", utf16).unwrap(), "<松>");
        assert_eq!(text("a", "\u{FEFF}<泽>".into()).unwrap(), "<泽>");
        assert!(text("a", vec![b'<', 0xFF, b'>']).is_err());
    }
}
