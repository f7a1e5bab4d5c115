//! The shapes of a slide, in the order of the shape tree (ISO/IEC 29500-1 §19.3.1).
//!
//! Owns which shapes are read. Their order is that of the tree, which is the reading order of `PowerPoint`, and not that of
//! their positions: a placeholder inherits its position, a group scales those in it, and columns have no order by edges.
//! Invariant: every text is in one list, shown or left out.

use crate::reader::build::slide::Line;
use crate::reader::drawing_ml::embedded;
use crate::reader::drawing_ml::shown_xml::ShownXml;
use crate::reader::drawing_ml::text_body::{self, Place};
use crate::reader::storage::xml::{Element, XmlEvent};
use crate::unread::Unread;

/// What a shape adds to the text.
#[derive(Debug)]
pub(super) enum Entry {
    Line(Line),
    /// A chart or diagram, by the id of its relationship.
    Graphic(String),
}

/// The shapes of a slide or of its notes.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    pub shown: Vec<Entry>,
    /// What is left out by default: footers, dates, slide numbers, hidden shapes.
    pub left_out: Vec<Entry>,
    /// Whether the slide is left out when the slides are shown.
    pub is_slide_hidden: bool,
    /// Whether an embedded object shows text that is not read.
    pub misses_object: bool,
    /// The open shapes, the outermost first.
    open: Vec<Shape>,
    /// The cells of the open row.
    row: Vec<String>,
    /// Whether the open cell continues another one.
    is_merged: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    is_title: bool,
    /// Whether it is a footer, a date or a number, or hidden.
    is_left_out: bool,
}

/// The role of an open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Shape,
    Row,
    Cell,
    Other,
}

impl Shapes {
    /// Reads the part of a slide or of its notes.
    ///
    /// # Errors
    /// The reason, if it is damaged; the shapes before the damage have been read.
    pub(super) fn read(&mut self, part: &str, text: &str) -> Result<(), Unread> {
        let mut xml = ShownXml::new(part, text);
        let mut open = Vec::new();
        while let Some(event) = xml.next()? {
            match event {
                XmlEvent::Start(element) if element.name() == "txBody" => {
                    let in_cell = open.last() == Some(&Tag::Cell);
                    self.text(&mut xml, in_cell)?;
                }
                XmlEvent::Start(element) => open.push(self.start(&element)),
                XmlEvent::Text(_) => {}
                XmlEvent::End => self.end(open.pop()),
            }
        }
        Ok(())
    }

    fn start(&mut self, element: &Element<'_>) -> Tag {
        match element.name() {
            "sp" | "grpSp" | "graphicFrame" | "pic" | "cxnSp" => {
                let is_left_out = self.shape().is_left_out;
                self.open.push(Shape {
                    is_title: false,
                    is_left_out,
                });
                return Tag::Shape;
            }
            "tr" => return Tag::Row,
            "tc" => {
                self.row.push(String::new());
                self.is_merged = is_on(element, "hMerge") || is_on(element, "vMerge");
                return Tag::Cell;
            }
            name => self.take(name, element),
        }
        Tag::Other
    }

    /// Applies an element that contains no text itself.
    fn take(&mut self, name: &str, element: &Element<'_>) {
        let graphic = match name {
            "sld" => {
                self.is_slide_hidden = element.is("show", "0") || element.is("show", "false");
                return;
            }
            "cNvPr" => return self.set(|shape| shape.is_left_out |= is_on(element, "hidden")),
            "ph" => return self.set_placeholder(&element.attribute("type").unwrap_or_default()),
            "oleObj" => {
                self.misses_object |= embedded::shows_text(element);
                return;
            }
            "chart" => element.reference("id"),
            "relIds" => element.reference("dm"),
            _ => None,
        };
        if let Some(id) = graphic {
            self.add(Entry::Graphic(id));
        }
    }

    /// Applies the kind of a placeholder (ISO/IEC 29500-1 §19.7.10).
    fn set_placeholder(&mut self, kind: &str) {
        match kind {
            "title" | "ctrTitle" => self.set(|shape| shape.is_title = true),
            "dt" | "ftr" | "hdr" | "sldNum" | "sldImg" => {
                self.set(|shape| shape.is_left_out = true);
            }
            _ => {}
        }
    }

    /// Reads the text of a shape or of a cell.
    fn text(&mut self, xml: &mut ShownXml<'_>, is_cell: bool) -> Result<(), Unread> {
        let shape = self.shape();
        let place = Place {
            is_cell,
            has_fields: shape.is_left_out,
        };
        let mut words = String::new();
        let read = text_body::read(xml, place, &mut words);
        match self.row.last_mut() {
            Some(cell) if is_cell && self.is_merged => cell.clear(),
            Some(cell) if is_cell => *cell = words,
            _ if words.is_empty() => {}
            _ if shape.is_title => self.add(Entry::Line(Line::Title(words))),
            _ => self.add(Entry::Line(Line::Paragraph(words))),
        }
        // The row is not going to end.
        if read.is_err() {
            self.end(Some(Tag::Row));
        }
        read
    }

    fn end(&mut self, tag: Option<Tag>) {
        match tag {
            Some(Tag::Shape) => {
                self.open.pop();
            }
            Some(Tag::Row) if !self.row.is_empty() => {
                let row = std::mem::take(&mut self.row);
                self.add(Entry::Line(Line::Row(row)));
            }
            _ => {}
        }
    }

    fn add(&mut self, entry: Entry) {
        if self.shape().is_left_out {
            self.left_out.push(entry);
        } else {
            self.shown.push(entry);
        }
    }

    fn shape(&self) -> Shape {
        self.open.last().copied().unwrap_or_default()
    }

    fn set(&mut self, change: impl FnOnce(&mut Shape)) {
        if let Some(shape) = self.open.last_mut() {
            change(shape);
        }
    }
}

/// Whether an attribute is true.
fn is_on(element: &Element<'_>, name: &str) -> bool {
    element.is(name, "1") || element.is(name, "true")
}
