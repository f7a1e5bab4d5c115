//! A picture as a program reads it.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use unicode_width::UnicodeWidthChar;

/// An element with its attributes and the text in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parsed {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
}

/// A box: left, top, right, bottom.
pub(crate) type Extent = [f64; 4];

/// The elements of a picture in order. The text of a `tspan` is also that of its `text`, and titles are elements of their own.
pub(crate) fn parse(svg: &str) -> Vec<Parsed> {
    let mut reader = Reader::from_str(svg);
    let mut elements: Vec<Parsed> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => {
                open.push(elements.len());
                elements.push(element(&start));
            }
            Event::Empty(start) => elements.push(element(&start)),
            Event::End(_) => {
                let closed = open.pop().expect("an open element");
                if elements[closed].name == "tspan" {
                    let text = elements[closed].text.clone();
                    elements[*open.last().expect("a text")].text.push_str(&text);
                }
            }
            Event::Text(text) => add(&mut elements, &open, &text),
            Event::GeneralRef(name) => {
                let name = format!("&{};", &*name);
                add(
                    &mut elements,
                    &open,
                    &quick_xml::escape::unescape(&name).expect("a known entity"),
                );
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "an element is not closed");
    elements
}

fn add(elements: &mut [Parsed], open: &[usize], text: &str) {
    if let Some(element) = open.last() {
        elements[*element].text.push_str(text);
    }
}

fn element(start: &BytesStart) -> Parsed {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("an attribute");
        let key = attribute.key.as_ref().to_string();
        (
            key,
            quick_xml::escape::unescape(&attribute.value)
                .expect("a known entity")
                .into_owned(),
        )
    });
    Parsed {
        name: start.name().as_ref().to_string(),
        attributes: attributes.collect(),
        text: String::new(),
    }
}

impl Parsed {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// An attribute; empty if there is none.
    pub(crate) fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    pub(crate) fn number(&self, attribute: &str) -> f64 {
        self.get(attribute)
            .parse()
            .unwrap_or_else(|_| panic!("{attribute} of {self:?}"))
    }

    pub(crate) fn is_missing(&self) -> bool {
        self.get("fill") == "url(#missing)"
    }

    /// The box around what is drawn; `None` for what is not drawn.
    pub(crate) fn extent(&self) -> Option<Extent> {
        let number = |attribute| self.number(attribute);
        match self.name.as_str() {
            "rect" => {
                let (x, y) = (number("x"), number("y"));
                Some([x, y, x + number("width"), y + number("height")])
            }
            "line" => Some([
                number("x1").min(number("x2")),
                number("y1").min(number("y2")),
                number("x1").max(number("x2")),
                number("y1").max(number("y2")),
            ]),
            "circle" => {
                let (x, y, r) = (number("cx"), number("cy"), number("r"));
                Some([x - r, y - r, x + r, y + r])
            }
            "path" => Some(self.path_extent()),
            "text" => Some(self.text_extent()),
            _ => None,
        }
    }

    fn path_extent(&self) -> Extent {
        let numbers: Vec<f64> = self
            .get("d")
            .split(['M', 'L', 'Z', ' '])
            .filter(|number| !number.is_empty())
            .map(|number| number.parse().expect("a number"))
            .collect();
        let points = numbers.chunks_exact(2);
        points.fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |extent, point| {
            let ([left, top, right, bottom], [x, y]) = (extent, [point[0], point[1]]);
            [left.min(x), top.min(y), right.max(x), bottom.max(y)]
        })
    }

    /// The box of a text as Noto Sans CJK sets it.
    fn text_extent(&self) -> Extent {
        let (x, y, size) = (self.number("x"), self.number("y"), self.number("font-size"));
        let ems = |c: char| [0.0, 0.56, 1.0][c.width().unwrap_or(0).min(2)];
        let width = self.text.chars().map(ems).sum::<f64>() * size;
        if self.attributes.contains_key("transform") {
            return [x - size * 0.75, y - width, x, y];
        }
        let left = match self.get("text-anchor") {
            "end" => x - width,
            "middle" => x - width / 2.0,
            _ => x,
        };
        [left, y - size * 0.75, left + width, y]
    }
}
