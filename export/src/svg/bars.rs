//! One value for each of several things, as bars from the left.

use quanwen_messages::Message;

use super::colour::{BAR, FAINT, INK, RULE};
use super::legend::{Key, legend};
use super::measure::width;
use super::page::{Anchor, Page, RIGHT, SMALL, missing_box, rectangle, rule, text_at};
use super::places::{add_common, add_label, content_left, places};
use super::scale::Scale;
use crate::chart::{Bar, BarChart, Numbers, left_out, shown_of};

/// Maximum number of bars; the first are drawn.
pub const MAX_BARS: usize = 400;
/// Height of the labels of ticks, and of the measure.
const AXIS: f64 = 20.0;
/// Height of a row.
const ROW: f64 = 22.0;
/// Height of a bar.
const BAR_HEIGHT: f64 = 14.0;
/// Width of the box for a missing value.
const MISSING_WIDTH: f64 = 36.0;
/// The narrowest bar of a value that is not 0.
const MIN_BAR: f64 = 1.0;
/// Room between a bar and its value.
const GAP: f64 = 6.0;
/// Number of ticks.
const TICKS: f64 = 5.0;

/// Adds a bar chart on a scale to at least `largest`.
pub(super) fn draw(page: &mut Page, chart: &BarChart, largest: f64) {
    let bars = &chart.bars[..chart.bars.len().min(MAX_BARS)];
    let places = places(bars.iter().map(|bar| &bar.path[..]));
    let plot = Plot::new(bars, content_left(&places), largest);
    if bars.iter().any(|bar| bar.drawn().is_none()) {
        legend(page, &[Key::missing(chart.missing())]);
    }
    plot.add_axis(page, &chart.measure, bars.len());
    add_common(page, &places, plot.left, page.y - AXIS / 2.0);
    for (bar, label) in bars.iter().zip(&places.labels) {
        add_label(page, label, plot.left, page.y + ROW / 2.0);
        plot.add_bar(page, bar.drawn());
        page.y += ROW;
    }
    page.y += 8.0;
}

/// A remark on what a bar chart does not show.
pub(super) fn remarks(chart: &BarChart) -> Option<Message> {
    let bars = chart.bars.len();
    left_out(
        bars.min(MAX_BARS),
        bars,
        shown_of!("the first {shown} of {total} bars are shown"),
    )
}

/// The place of the bars in the picture.
struct Plot {
    left: f64,
    /// The length of a bar that reaches the end of the scale.
    span: f64,
    scale: Scale,
    numbers: Numbers,
}

impl Plot {
    fn new(bars: &[Bar], left: f64, largest: f64) -> Self {
        let values: Vec<Option<f64>> = bars.iter().map(Bar::drawn).collect();
        let numbers = Numbers::of(&values).grouped();
        let widths = values
            .iter()
            .flatten()
            .map(|value| width(&numbers.write(*value), SMALL));
        let span = RIGHT - left - GAP - widths.fold(0.0, f64::max);
        let scale = Scale::new(largest, TICKS);
        Self {
            left,
            span,
            scale,
            numbers,
        }
    }

    /// Adds ticks above the bars, and their lines behind them.
    fn add_axis(&self, page: &mut Page, measure: &str, bars: usize) {
        page.y += 4.0;
        page.measure(measure);
        page.y += AXIS;
        let bottom = page.y + ROW * bars as f64;
        for (fraction, label) in self.scale.ticks() {
            let x = self.left + fraction * self.span;
            let stroke = if fraction == 0.0 { INK } else { RULE };
            page.add(&rule((x, page.y - 2.0), (x, bottom), stroke));
            page.add(
                &text_at(x, page.y - AXIS / 2.0, &label, SMALL, Anchor::Middle).with("fill", FAINT),
            );
        }
    }

    fn add_bar(&self, page: &mut Page, value: Option<f64>) {
        let (middle, top) = (page.y + ROW / 2.0, page.y + (ROW - BAR_HEIGHT) / 2.0);
        let Some(value) = value else {
            return page.add(&missing_box(
                self.left + GAP,
                top,
                MISSING_WIDTH,
                BAR_HEIGHT,
            ));
        };
        let mut length = self.scale.fraction(value) * self.span;
        if value > 0.0 {
            length = length.max(MIN_BAR);
            page.add(&rectangle(self.left, top, length, BAR_HEIGHT).with("fill", BAR));
        }
        let number = self.numbers.write(value);
        page.add(&text_at(
            self.left + length + GAP,
            middle,
            &number,
            SMALL,
            Anchor::Start,
        ));
    }
}
