//! The values of a line as numbers beside its marks.

use super::axis::Frame;
use super::element::Element;
use super::line::{Line, Point};
use super::markers::RADIUS;
use super::measure::width;
use super::page::{Anchor, Page, SMALL, text_at};
use crate::chart::Numbers;

/// Distance of the middle of a number from the middle of its mark.
const DISTANCE: f64 = 12.0;
/// Room between two numbers.
const GAP: f64 = 4.0;

/// Adds the values of a line whose years are `spacing` apart, if there is room for all.
pub(super) fn draw_values(
    page: &mut Page,
    line: &Line,
    frame: &Frame,
    spacing: f64,
    numbers: Numbers,
) {
    let points = line
        .points
        .iter()
        .enumerate()
        .filter_map(|(year, point)| Some((year, (*point)?)));
    let labels: Vec<(usize, Point, String)> = points
        .map(|(year, point)| (year, point, numbers.write(point.2)))
        .collect();
    if labels
        .iter()
        .any(|(_, _, label)| width(label, SMALL) + GAP > spacing)
    {
        return;
    }
    for (year, (x, y, _), label) in labels {
        let rise = |other: Option<Point>| other.map_or(0.0, |(_, other, _)| (y - other) / spacing);
        let slopes = line.neighbours(year).map(rise);
        let is_low = y + DISTANCE + SMALL / 2.0 > frame.bottom;
        page.add(&if is_valley(slopes) && !is_low {
            text_at(x, y + DISTANCE, &label, SMALL, Anchor::Middle)
        } else {
            above(x, y, &label, slopes, spacing)
        });
    }
}

/// Whether a line comes from above or goes up, and is nowhere lower: there is room below.
fn is_valley([before, after]: [f64; 2]) -> bool {
    before.max(after) > 0.0 && before.min(after) >= 0.0
}

/// A number above its mark, moved aside if the line would cross it and there is room.
fn above(x: f64, y: f64, label: &str, slopes: [f64; 2], spacing: f64) -> Element {
    let half = width(label, SMALL) / 2.0;
    let crosses = slopes.map(|slope| slope * half > DISTANCE - SMALL / 2.0);
    let has_room = half * 2.0 + RADIUS < spacing / 2.0;
    let anchor = match crosses {
        [false, true] if has_room => Anchor::End,
        [true, false] if has_room => Anchor::Start,
        _ => Anchor::Middle,
    };
    text_at(x, y - DISTANCE, label, SMALL, anchor)
}
