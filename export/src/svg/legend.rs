//! What marks and colours stand for, in rows from left to right.

use super::colour::{PAPER, ZERO_INK};
use super::element::Element;
use super::markers::SeriesStyle;
use super::measure::{shortened, width};
use super::page::{Anchor, LABEL, MARGIN, Page, RIGHT, missing_box, rectangle, text_at};

/// Height of a row.
const ROW: f64 = 20.0;
/// Room between a sample and its label, and half of that between two entries.
const GAP: f64 = 6.0;
/// Width of a sample of a line; long enough to show its dashes.
const LINE_SAMPLE: f64 = 44.0;
/// Width and height of a sample of a cell.
const BOX_SAMPLE: (f64, f64) = (20.0, 12.0);
/// Maximum width of a label.
const MAX_LABEL: f64 = 380.0;

/// An entry of a legend.
#[derive(Debug)]
pub(super) struct Key {
    sample: Sample,
    label: String,
}

#[derive(Debug)]
enum Sample {
    Series(SeriesStyle),
    Missing,
    Zero,
    Tick { colour: String },
}

impl Key {
    /// A line with its marks.
    pub(super) fn series(style: SeriesStyle, name: &str) -> Self {
        Self::new(Sample::Series(style), name)
    }

    /// What is missing.
    pub(super) fn missing(meaning: &str) -> Self {
        Self::new(Sample::Missing, meaning)
    }

    /// The cell of 0.
    pub(super) fn zero() -> Self {
        Self::new(Sample::Zero, "0")
    }

    /// A mark of a colour.
    pub(super) fn tick(colour: String, meaning: &str) -> Self {
        Self::new(Sample::Tick { colour }, meaning)
    }

    fn new(sample: Sample, label: &str) -> Self {
        let label = shortened(label, LABEL, MAX_LABEL);
        Self { sample, label }
    }

    fn width(&self) -> f64 {
        self.sample.width() + GAP + width(&self.label, LABEL)
    }
}

impl Sample {
    fn width(&self) -> f64 {
        match self {
            Self::Series(_) => LINE_SAMPLE,
            Self::Missing | Self::Zero => BOX_SAMPLE.0,
            Self::Tick { .. } => 2.0,
        }
    }

    fn element(&self, x: f64, middle: f64) -> Element {
        let (width, height) = BOX_SAMPLE;
        let top = middle - height / 2.0;
        match self {
            Self::Series(style) => style.sample(x, middle, LINE_SAMPLE),
            Self::Missing => missing_box(x, top, width, height),
            Self::Zero => zero_box(x, top, width, height),
            Self::Tick { colour } => rectangle(x, top, 2.0, height).with("fill", colour),
        }
    }
}

/// A box for the value 0.
pub(super) fn zero_box(x: f64, y: f64, width: f64, height: f64) -> Element {
    rectangle(x, y, width, height)
        .with("fill", PAPER)
        .with("stroke", ZERO_INK)
        .with("stroke-width", 0.6)
}

/// Adds the entries of a legend, in as many rows as they need.
pub(super) fn legend(page: &mut Page, keys: &[Key]) {
    let mut x = MARGIN;
    for key in keys {
        if x > MARGIN && x + key.width() > RIGHT {
            x = MARGIN;
            page.y += ROW;
        }
        let middle = page.y + ROW / 2.0;
        page.add(&key.sample.element(x, middle));
        page.add(&text_at(
            x + key.sample.width() + GAP,
            middle,
            &key.label,
            LABEL,
            Anchor::Start,
        ));
        x += key.width() + 3.0 * GAP;
    }
    if !keys.is_empty() {
        page.y += ROW;
    }
}
