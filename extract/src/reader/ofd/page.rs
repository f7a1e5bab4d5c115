//! The drawings of a page → its content for layout: template pages, its own objects, annotations.
//!
//! Owns where template text is read, and where characters below each other are. Must not know parts or objects.
//! Invariant: every glyph of the drawings that is on the page is in the content once.

use super::drawing::Drawing;
use super::text::Run;
use crate::reader::layout::furniture::EDGE;
use crate::reader::layout::glyph::{Direction, Glyph, PageContent};
use crate::reader::layout::table::grids;

/// Minimum distance of two baselines that are not level, in units of the smaller font size; that of raised digits is
/// less.
const BELOW: f32 = 0.6;

/// The content of a page of this size in points, from the drawings of its template pages, its own objects and its
/// annotations.
pub(super) fn content(drawings: &[Drawing; 3], (width, height): (f32, f32)) -> PageContent {
    let [templates, own, annotations] = drawings;
    let mut runs = in_reading_order(&templates.runs, &own.runs, height);
    runs.extend(&annotations.runs);
    let rules = drawings.iter().flat_map(Drawing::rules).copied();
    let images = drawings.iter().map(|drawing| drawing.images);
    let mut content = PageContent {
        rules: rules.collect(),
        images: images.fold(0, u32::saturating_add),
        has_outlines: drawings.iter().any(Drawing::has_outlines),
        width,
        height,
        glyphs: Vec::new(),
    };
    let glyphs = |run: &&Run| run.glyphs.clone();
    content.glyphs = runs.iter().flat_map(glyphs).collect();
    let is_straight = content.direction() == Direction::Right;
    if is_straight && runs.iter().any(|run| run.label.is_some()) {
        let grids = grids(&content.rules, Direction::Right);
        let is_in_cell = |label: &&Glyph| grids.iter().any(|grid| grid.cell_of(label).is_some());
        let glyphs_or_label = |run: &&Run| match run.label.as_ref().filter(is_in_cell) {
            Some(label) => vec![label.clone()],
            None => run.glyphs.clone(),
        };
        content.glyphs = runs.iter().flat_map(glyphs_or_label).collect();
    }
    content
        .glyphs
        .retain(|glyph| glyph.is_on_page(width, height));
    content
}

/// Runs in reading order: template text above and below the text of the page, or line by line if it is among that text,
/// since a form is read with what was filled in.
fn in_reading_order<'r>(templates: &'r [Run], own: &'r [Run], height: f32) -> Vec<&'r Run> {
    let baselines = || own.iter().filter_map(baseline).map(|(y, _)| y);
    let top = baselines().fold(f32::INFINITY, f32::min);
    let bottom = baselines().fold(f32::NEG_INFINITY, f32::max);
    let edge = EDGE * height;
    let is_among = |(y, size): (f32, f32)| {
        y > edge.max(top + BELOW * size) && y < (height - edge).min(bottom - BELOW * size)
    };
    if templates.iter().filter_map(baseline).any(is_among) {
        return by_line(templates.iter().chain(own).collect());
    }
    let is_below = |run: &&Run| baseline(run).is_some_and(|(y, _)| y > f32::midpoint(top, bottom));
    let (below, above): (Vec<&Run>, Vec<&Run>) = templates.iter().partition(is_below);
    above.into_iter().chain(own).chain(below).collect()
}

/// Runs line by line, each from left to right; text in other directions comes last.
fn by_line(mut runs: Vec<&Run>) -> Vec<&Run> {
    let key = |run: &Run| baseline(run).unwrap_or((f32::INFINITY, 0.0));
    runs.sort_by(|a, b| key(a).0.total_cmp(&key(b).0));
    let start = |run: &Run| run.glyphs.first().map_or(0.0, |glyph| glyph.x0);
    for line in runs.chunk_by_mut(|above, below| {
        let ((above, size), (below, other)) = (key(above), key(below));
        below - above <= BELOW * size.min(other)
    }) {
        line.sort_by(|a, b| start(a).total_cmp(&start(b)));
    }
    runs
}

/// The baseline and font size of normal text.
fn baseline(run: &Run) -> Option<(f32, f32)> {
    let first = run.glyphs.first()?;
    (first.direction == Direction::Right).then_some((first.y, first.size))
}
