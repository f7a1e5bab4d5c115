//! The text of a shape, a cell or a diagram node (ISO/IEC 29500-1 §21.1.2).
//!
//! Owns paragraphs, breaks, fields and automatic numbers. Invariant: a paragraph is whole or the damage follows it.

use super::auto_number::{AutoNumber, Counters, LEVELS};
use super::shown_xml::ShownXml;
use crate::reader::build::label::labelled;
use crate::reader::storage::xml::{Element, XmlEvent};
use crate::unread::Unread;

/// How a text is read.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::reader) struct Place {
    /// Whether it is in a cell of a table, where a number without words counts.
    pub is_cell: bool,
    /// Whether numbers of slides and dates are read, which the program that shows the slides fills in.
    pub has_fields: bool,
}

/// Reads the element that started last and adds its paragraphs, each with a line break.
///
/// # Errors
/// The reason, if it is damaged; the paragraphs before the damage have been added.
pub(in crate::reader) fn read(
    xml: &mut ShownXml<'_>,
    place: Place,
    text: &mut String,
) -> Result<(), Unread> {
    let mut body = TextBody {
        place,
        text,
        levels: [None; LEVELS],
        counters: Counters::default(),
        paragraph: None,
        open: Vec::new(),
    };
    let read = body.read(xml);
    body.close_paragraph();
    read
}

/// The role of an open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Paragraph,
    ParagraphProperties,
    /// The properties of the paragraphs of a level, 0-based.
    LevelProperties(usize),
    Text,
    Other,
}

/// A paragraph that is open.
#[derive(Debug, Default)]
struct Paragraph {
    words: String,
    /// 0-based.
    level: usize,
    /// Its own number, or that of its level.
    number: Option<AutoNumber>,
}

struct TextBody<'t> {
    place: Place,
    text: &'t mut String,
    /// The numbers that the text states for its levels.
    levels: [Option<AutoNumber>; LEVELS],
    counters: Counters,
    paragraph: Option<Paragraph>,
    open: Vec<Tag>,
}

impl TextBody<'_> {
    fn read(&mut self, xml: &mut ShownXml<'_>) -> Result<(), Unread> {
        let outer = xml.depth().saturating_sub(1);
        while xml.depth() > outer
            && let Some(event) = xml.next()?
        {
            match event {
                XmlEvent::Start(element) if self.is_left_out(&element) => xml.skip()?,
                XmlEvent::Start(element) => self.start(&element),
                XmlEvent::Text(text) => self.text(&text),
                XmlEvent::End => {
                    if self.open.pop() == Some(Tag::Paragraph) {
                        self.close_paragraph();
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether an element is a field that is left out (ISO/IEC 29500-1 §21.1.2.2.4).
    fn is_left_out(&self, element: &Element<'_>) -> bool {
        let is_filled_in = || {
            let kind = element.attribute("type").unwrap_or_default();
            kind == "slidenum" || kind.starts_with("datetime")
        };
        !self.place.has_fields && element.name() == "fld" && is_filled_in()
    }

    fn start(&mut self, element: &Element<'_>) {
        let parent = self.open.last().copied();
        let tag = match element.name() {
            "p" => {
                self.close_paragraph();
                self.paragraph = Some(Paragraph {
                    number: self.levels[0],
                    ..Paragraph::default()
                });
                Tag::Paragraph
            }
            "pPr" if parent == Some(Tag::Paragraph) => {
                self.set_level(element);
                Tag::ParagraphProperties
            }
            "t" => Tag::Text,
            name => {
                self.take(name, element, parent);
                level_properties(name).map_or(Tag::Other, Tag::LevelProperties)
            }
        };
        self.open.push(tag);
    }

    fn set_level(&mut self, element: &Element<'_>) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.level = element.number("lvl").unwrap_or(0).min(LEVELS - 1);
            paragraph.number = self.levels[paragraph.level];
        }
    }

    /// Applies an element that contains no text itself.
    fn take(&mut self, name: &str, element: &Element<'_>, parent: Option<Tag>) {
        let number = match name {
            "br" => return self.write("\n"),
            // The bar of a fraction, without which 3/4 is 34.
            "den" => return self.write("/"),
            "buAutoNum" => Some(AutoNumber::new(element)),
            "buNone" | "buChar" | "buBlip" => None,
            _ => return,
        };
        match (parent, &mut self.paragraph) {
            (Some(Tag::ParagraphProperties), Some(paragraph)) => paragraph.number = number,
            (Some(Tag::LevelProperties(level)), _) => self.levels[level] = number,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.last() == Some(&Tag::Text) {
            self.write(text);
        }
    }

    fn write(&mut self, words: &str) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.words.push_str(words);
        }
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.paragraph.take() else {
            return;
        };
        let number = paragraph.number;
        // A blank paragraph shows no number and is not counted.
        if number.is_some() && paragraph.words.trim().is_empty() && !self.place.is_cell {
            return;
        }
        let label = self.counters.count(paragraph.level, number);
        let words = labelled(label, paragraph.words, self.place.is_cell);
        if !words.trim().is_empty() {
            self.text.push_str(&words);
            self.text.push('\n');
        }
    }
}

/// The level of an element of a list style: 0 for `lvl1pPr`.
fn level_properties(name: &str) -> Option<usize> {
    let level: usize = name
        .strip_prefix("lvl")?
        .strip_suffix("pPr")?
        .parse()
        .ok()?;
    level.checked_sub(1).filter(|level| *level < LEVELS)
}
