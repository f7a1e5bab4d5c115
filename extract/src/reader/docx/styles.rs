//! Styles: what a paragraph inherits from its style (ISO/IEC 29500-1 §17.7).
//!
//! Owns inheritance; must not know text. Invariant: a chain of styles ends, whatever the file says.

use std::collections::HashMap;

use crate::reader::build::heading;
use crate::reader::storage::xml::{Element, XmlEvent, XmlReader};
use crate::unread::Unread;

/// Maximum length of a chain of styles; Word allows eleven.
const MAX_CHAIN: usize = 16;

/// The list that a paragraph or style is in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ListReference {
    /// Its id in the numbering part; an id that is not there, such as 0, is not a list.
    pub num: Option<String>,
    /// The level, 0-based.
    pub level: Option<u8>,
}

/// Whether a paragraph is in the outline, and how deep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outline {
    /// Heading of this depth, 1–9.
    Heading(u8),
    Text,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    outline: Option<Outline>,
    /// The title of the document, whose outline level says nothing about its parts.
    is_title: bool,
    list: ListReference,
    is_hidden: Option<bool>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default_paragraph: Option<String>,
}

impl Styles {
    /// Reads the styles part.
    ///
    /// # Errors
    /// Returns the reason if it is damaged.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, Unread> {
        let mut styles = Self::default();
        let mut id = String::new();
        let mut reader = XmlReader::new(part, text);
        while let Some(event) = reader.next()? {
            let XmlEvent::Start(element) = event else {
                continue;
            };
            match element.name() {
                "style" => id = styles.open(&element),
                // A table style's conditions, the defaults and old properties are not properties of the style.
                "tblStylePr" | "docDefaults" | "pPrChange" | "rPrChange" => reader.skip()?,
                _ => {
                    if let Some(style) = styles.by_id.get_mut(&id) {
                        style.set(&element);
                    }
                }
            }
        }
        Ok(styles)
    }

    fn open(&mut self, element: &Element<'_>) -> String {
        let id = element.id("styleId").unwrap_or_default();
        if element.is("type", "paragraph")
            && is_on(element.attribute("default").as_deref().unwrap_or("0"))
        {
            self.default_paragraph = Some(id.clone());
        }
        self.by_id.insert(id.clone(), Style::default());
        id
    }

    /// The style of a paragraph that names this one or none.
    pub(super) fn paragraph_style<'s>(&'s self, named: Option<&'s str>) -> Option<&'s str> {
        named.or(self.default_paragraph.as_deref())
    }

    /// The depth, 1–9, of a heading of this style.
    pub(super) fn heading_depth(&self, id: &str) -> Option<u8> {
        for (_, style) in self.lineage(id) {
            match style.outline {
                _ if style.is_title => return None,
                Some(Outline::Heading(depth)) => return Some(depth),
                Some(Outline::Text) => return None,
                None => {}
            }
        }
        None
    }

    /// The list of a style, with the style that defines it.
    pub(super) fn list(&self, id: &str) -> Option<(&str, &ListReference)> {
        let mut lineage = self.lineage(id);
        lineage
            .find(|(_, style)| style.list.num.is_some())
            .map(|(id, style)| (id, &style.list))
    }

    /// Whether the style hides text.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.lineage(id)
            .find_map(|(_, style)| style.is_hidden)
            .unwrap_or(false)
    }

    /// A style and those it is based on.
    fn lineage<'s>(&'s self, id: &str) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let find = |id: &str| {
            self.by_id
                .get_key_value(id)
                .map(|(id, style)| (id.as_str(), style))
        };
        std::iter::successors(find(id), move |(_, style)| find(style.based_on.as_deref()?))
            .take(MAX_CHAIN)
    }
}

impl Style {
    fn set(&mut self, element: &Element<'_>) {
        match element.name() {
            "name" => self.set_name(&element.id("val").unwrap_or_default()),
            "basedOn" => self.based_on = element.id("val"),
            "outlineLvl" => self.outline = element.number("val").map(Outline::of_level),
            "numId" => self.list.num = element.id("val"),
            "ilvl" => self.list.level = element.number("val"),
            "vanish" => self.is_hidden = Some(is_on_element(element)),
            _ => {}
        }
    }

    /// Applies the properties that the names of built-in styles imply.
    fn set_name(&mut self, name: &str) {
        self.is_title = heading::is_title(name);
        if let Some(depth) = heading::of_style_name(name) {
            self.outline.get_or_insert(Outline::Heading(depth));
        }
    }
}

impl Outline {
    fn of_level(level: u8) -> Self {
        heading::of_level(level).map_or(Self::Text, Self::Heading)
    }
}

/// Whether a value switches a property on (ISO/IEC 29500-1 §22.9.2.7).
fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}

/// Whether an element switches its property on; without a value it does.
pub(super) fn is_on_element(element: &Element<'_>) -> bool {
    element.attribute("val").is_none_or(|value| is_on(&value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(inner: &str) -> Styles {
        Styles::read("styles.xml", &format!("<w:styles>{inner}</w:styles>")).unwrap()
    }

    #[test]
    fn headings_come_from_levels_names_and_ancestors() {
        let styles = styles(
            r#"<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
            <w:style w:styleId="2"><w:name w:val="标题 2"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
            <w:style w:styleId="own"><w:basedOn w:val="1"/></w:style>
            <w:style w:styleId="flat"><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
            <w:style w:styleId="title"><w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>"#,
        );
        let depths = ["1", "2", "own", "flat", "title", "none"].map(|id| styles.heading_depth(id));
        assert_eq!(depths, [Some(1), Some(4), Some(1), None, None, None]);
    }

    #[test]
    fn styles_based_on_each_other_end() {
        let styles = styles(
            r#"<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>
            <w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>"#,
        );
        assert_eq!(styles.heading_depth("a"), None);
        assert!(!styles.is_hidden("b") && styles.list("a").is_none());
    }

    #[test]
    fn lists_and_hidden_text_are_inherited() {
        let styles = styles(
            r#"<w:docDefaults><w:rPr><w:vanish/></w:rPr></w:docDefaults>
            <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr><w:numPr><w:ilvl w:val="1"/>
            <w:numId w:val="7"/></w:numPr></w:pPr><w:rPr><w:vanish/></w:rPr></w:style>
            <w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>
            <w:style w:styleId="c"><w:basedOn w:val="b"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>"#,
        );
        let list = ListReference {
            num: Some("7".into()),
            level: Some(1),
        };
        assert_eq!(styles.list("c"), Some(("a", &list)));
        assert!(styles.is_hidden("b") && !styles.is_hidden("c"));
        assert_eq!(styles.paragraph_style(None), Some("a"));
    }
}
