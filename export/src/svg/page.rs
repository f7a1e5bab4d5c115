//! The picture as it grows from the top to the bottom, and how its texts look.

use std::fmt::Write;

use super::colour::{FAINT, INK, MISSING_INK, PAPER, SCALE};
use super::element::{Element, Pixels};
use super::measure::wrapped;

/// Width of a picture, in pixels.
pub const WIDTH: f64 = 880.0;
/// Room around a picture, and between its charts.
pub(super) const MARGIN: f64 = 20.0;
/// Where content ends on the right.
pub(super) const RIGHT: f64 = WIDTH - MARGIN;
/// Font size of a title.
const TITLE: f64 = 17.0;
/// Font size of labels and legends.
pub(super) const LABEL: f64 = 13.0;
/// Font size of ticks and remarks.
pub(super) const SMALL: f64 = 12.0;
/// Maximum number of lines of a title or a remark.
const MAX_LINES: usize = 4;
/// Fonts with simplified Chinese characters: of Linux and Adobe, macOS, Windows.
const FONTS: &str = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif";
/// The identifier of the fill of what is missing.
const HATCHING: &str = "missing";
/// The identifier of the fill of the legend of a scale.
const GRADIENT: &str = "scale";

/// Where a text is relative to its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture that grows downwards.
#[derive(Debug)]
pub(super) struct Page {
    body: String,
    /// Where the next chart or part of one begins.
    pub(super) y: f64,
}

impl Page {
    pub(super) fn new() -> Self {
        Self {
            body: String::new(),
            y: MARGIN,
        }
    }

    pub(super) fn add(&mut self, element: &Element) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.body, "{element}");
    }

    /// Adds a title.
    pub(super) fn title(&mut self, title: &str) {
        self.paragraph(title, TITLE, |text| text.with("font-weight", "bold"));
        self.y += 4.0;
    }

    /// Adds the unit of the values.
    pub(super) fn measure(&mut self, measure: &str) {
        self.paragraph(measure, LABEL, |text| text.with("fill", FAINT));
    }

    /// Adds remarks.
    pub(super) fn remarks(&mut self, remarks: &[String]) {
        for remark in remarks {
            self.paragraph(remark, SMALL, |text| text.with("fill", FAINT));
        }
    }

    fn paragraph(&mut self, text: &str, font_size: f64, style: impl Fn(Element) -> Element) {
        if text.is_empty() {
            return;
        }
        let mut lines = wrapped(text, font_size, RIGHT - MARGIN);
        if lines.len() > MAX_LINES {
            lines.truncate(MAX_LINES);
            lines[MAX_LINES - 1].push('…');
        }
        for line in &lines {
            let middle = self.y + font_size * 0.7;
            self.add(&style(text_at(
                MARGIN,
                middle,
                line,
                font_size,
                Anchor::Start,
            )));
            self.y += font_size * 1.4;
        }
    }

    /// The whole picture.
    pub(super) fn finish(self, title: &str, description: &str) -> String {
        let height = (self.y + MARGIN).ceil();
        let background = Element::new("rect")
            .at([("width", WIDTH), ("height", height)])
            .with("fill", PAPER);
        let svg = Element::new("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            // Some programs otherwise drop the space at the end of a part of a text.
            .with("xml:space", "preserve")
            .at([("width", WIDTH), ("height", height)])
            .with("viewBox", format!("0 0 {WIDTH} {height}"))
            .with("role", "img")
            .with("font-family", FONTS)
            .with("fill", INK)
            .written("\n")
            .title(title)
            .child(&Element::new("desc").text(description))
            .written("\n")
            .child(&definitions())
            .child(&background)
            .written("\n")
            .written(&self.body);
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{svg}\n")
    }
}

/// A text whose middle is at a height.
pub(super) fn text_at(x: f64, middle: f64, text: &str, font_size: f64, anchor: Anchor) -> Element {
    let anchor = match anchor {
        Anchor::Start => None,
        Anchor::Middle => Some("middle"),
        Anchor::End => Some("end"),
    };
    let element = Element::new("text").at([
        ("x", x),
        ("y", baseline(middle, font_size)),
        ("font-size", font_size),
    ]);
    anchor
        .into_iter()
        .fold(element, |element, anchor| {
            element.with("text-anchor", anchor)
        })
        .text(text)
}

/// A text that reads upwards and begins at a point.
pub(super) fn text_upwards(x: f64, bottom: f64, text: &str, font_size: f64) -> Element {
    let x = baseline(x, font_size);
    let element = Element::new("text").at([("x", x), ("y", bottom), ("font-size", font_size)]);
    element
        .with(
            "transform",
            format!("rotate(-90 {} {})", Pixels(x), Pixels(bottom)),
        )
        .text(text)
}

/// The baseline of a text. Programs disagree on other alignments than by the baseline.
fn baseline(middle: f64, font_size: f64) -> f64 {
    middle + font_size * 0.36
}

/// A box.
pub(super) fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Element {
    Element::new("rect").at([("x", x), ("y", y), ("width", width), ("height", height)])
}

/// A box for what is missing.
pub(super) fn missing_box(x: f64, y: f64, width: f64, height: f64) -> Element {
    let hatched = rectangle(x, y, width, height).with("fill", format!("url(#{HATCHING})"));
    hatched
        .with("stroke", MISSING_INK)
        .with("stroke-width", 0.6)
}

/// A box with all colours of the scale, from the left.
pub(super) fn scale_box(x: f64, y: f64, width: f64, height: f64) -> Element {
    rectangle(x, y, width, height).with("fill", format!("url(#{GRADIENT})"))
}

/// A straight line.
pub(super) fn rule(from: (f64, f64), to: (f64, f64), stroke: &str) -> Element {
    let line =
        Element::new("line").at([("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)]);
    line.with("stroke", stroke)
}

fn definitions() -> Element {
    let hatching = Element::new("pattern")
        .with("id", HATCHING)
        .at([("width", 5.0), ("height", 5.0)])
        .with("patternUnits", "userSpaceOnUse")
        .with("patternTransform", "rotate(45)")
        .child(&rectangle(0.0, 0.0, 5.0, 5.0).with("fill", PAPER))
        .child(&rule((0.0, 0.0), (0.0, 5.0), MISSING_INK).with("stroke-width", 1.6));
    let stops = SCALE.iter().enumerate().map(|(index, colour)| {
        let offset = index as f64 / (SCALE.len() - 1) as f64;
        Element::new("stop")
            .with("offset", offset)
            .with("stop-color", colour.hex())
    });
    let gradient = Element::new("linearGradient").with("id", GRADIENT);
    let gradient = stops.fold(gradient, |gradient, stop| gradient.child(&stop));
    Element::new("defs").child(&hatching).child(&gradient)
}
