//! The names of series at the ends of their lines, beside the last year.

use super::axis::Frame;
use super::line::Line;
use super::measure::width;
use super::page::{Anchor, Page, SMALL, rule, text_at};
use crate::chart::{Series, one_line};

/// The widest name that has room beside a chart.
const MAX_WIDTH: f64 = 150.0;
/// Distance of two names.
const ROW: f64 = 15.0;
/// Room between a line's end and its name, for a line that leads from one to the other.
const LEAD: f64 = 16.0;

/// The room that the names of series need beside a chart; none if one is too long, or if there is only one.
pub(super) fn end_labels_width<'c>(series: impl ExactSizeIterator<Item = &'c Series>) -> f64 {
    if series.len() < 2 {
        return 0.0;
    }
    let widest = series
        .map(|series| width(&one_line(&series.name), SMALL))
        .fold(0.0, f64::max);
    if widest > MAX_WIDTH {
        0.0
    } else {
        widest + LEAD
    }
}

/// Adds the names of the lines that reach the last year, if [`end_labels_width`] gave them room.
pub(super) fn draw_end_labels(page: &mut Page, lines: &[Line], frame: &Frame) {
    let mut ends: Vec<(&Line, f64, f64)> = lines
        .iter()
        .filter_map(|line| line.end().map(|(x, y)| (line, x, y)))
        .collect();
    if frame.right_room() < LEAD {
        return;
    }
    ends.sort_by(|(_, _, y), (_, _, other)| y.total_cmp(other));
    let heights = spread(ends.iter().map(|(_, _, y)| *y), frame);
    for ((line, x, y), height) in ends.into_iter().zip(heights) {
        let name = text_at(
            frame.right + LEAD - 2.0,
            height,
            line.name,
            SMALL,
            Anchor::Start,
        );
        let lead = rule(
            (x + 6.0, y),
            (frame.right + LEAD - 4.0, height),
            line.style.colour(),
        );
        page.add(&lead.with("stroke-width", 0.7));
        page.add(&name);
    }
}

/// Moves ascending heights apart by [`ROW`], as little as is needed from the top, and then up from the bottom.
fn spread(heights: impl Iterator<Item = f64>, frame: &Frame) -> Vec<f64> {
    let mut spread: Vec<f64> = Vec::new();
    for height in heights {
        let lowest = spread.last().map_or(frame.top, |above| above + ROW);
        spread.push(height.max(lowest));
    }
    let mut limit = frame.bottom;
    for height in spread.iter_mut().rev() {
        *height = height.min(limit);
        limit = *height - ROW;
    }
    spread
}
