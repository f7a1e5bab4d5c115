//! Writes elements of SVG with what is text escaped.

use std::fmt::{self, Display, Write};

use crate::chart::one_line;

/// An element, written when displayed.
#[derive(Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: String,
    content: String,
}

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: String::new(),
            content: String::new(),
        }
    }

    /// Adds an attribute.
    pub(super) fn with(mut self, name: &str, value: impl Display) -> Self {
        let value = escaped(&value.to_string());
        // Writing to a string cannot fail.
        let _ = write!(self.attributes, " {name}=\"{value}\"");
        self
    }

    /// Adds coordinates or lengths in pixels.
    pub(super) fn at<const N: usize>(self, coordinates: [(&str, f64); N]) -> Self {
        coordinates
            .into_iter()
            .fold(self, |element, (name, pixels)| {
                element.with(name, Pixels(pixels))
            })
    }

    /// Adds a text to the content.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.content.push_str(&escaped(&one_line(text)));
        self
    }

    /// Adds, before other content, what is shown when a pointer rests on the element and read aloud.
    pub(super) fn title(mut self, title: &str) -> Self {
        self.content
            .insert_str(0, &Self::new("title").text(title).to_string());
        self
    }

    /// Adds an element to the content.
    pub(super) fn child(mut self, child: &Self) -> Self {
        let _ = write!(self.content, "{child}");
        self
    }

    /// Adds content that is already written.
    pub(super) fn written(mut self, content: &str) -> Self {
        self.content.push_str(content);
        self
    }
}

impl Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self {
            name,
            attributes,
            content,
        } = self;
        if content.is_empty() {
            write!(f, "<{name}{attributes}/>")
        } else {
            write!(f, "<{name}{attributes}>{content}</{name}>")
        }
    }
}

/// A length with at most two decimals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pixels(pub(super) f64);

impl Display for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        // Adding 0 removes the sign of a negative zero.
        write!(f, "{}", (self.0 * 100.0).round() / 100.0 + 0.0)
    }
}

/// The description of a path of straight lines.
#[derive(Debug, Default)]
pub(super) struct Path(String);

impl Path {
    pub(super) fn move_to(mut self, x: f64, y: f64) -> Self {
        let _ = write!(self.0, "M{} {}", Pixels(x), Pixels(y));
        self
    }

    pub(super) fn line_to(mut self, x: f64, y: f64) -> Self {
        let _ = write!(self.0, "L{} {}", Pixels(x), Pixels(y));
        self
    }

    pub(super) fn close(mut self) -> Self {
        self.0.push('Z');
        self
    }

    /// A line through points.
    pub(super) fn through(points: &[(f64, f64)]) -> Self {
        let mut points = points.iter();
        let start = points
            .next()
            .map_or_else(Self::default, |(x, y)| Self::default().move_to(*x, *y));
        points.fold(start, |path, (x, y)| path.line_to(*x, *y))
    }

    /// Adds the lines of another path.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.0.push_str(&other.0);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The element that draws the path.
    pub(super) fn element(&self) -> Element {
        Element::new("path").with("d", &self.0)
    }
}

/// A text with the characters escaped that mean something in XML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let element = Element::new("text")
            .with("id", "a\"<")
            .text("松泽县 <b> & \u{1}\n\"县\"");
        assert_eq!(
            element.to_string(),
            "<text id=\"a&quot;&lt;\">松泽县 &lt;b&gt; &amp; ␁ &quot;县&quot;</text>"
        );
    }

    #[test]
    fn lengths_have_at_most_two_decimals() {
        let lengths = [1.0, 0.125, -0.001, 33.333_33].map(|length| Pixels(length).to_string());
        assert_eq!(lengths, ["1", "0.13", "0", "33.33"]);
    }
}
