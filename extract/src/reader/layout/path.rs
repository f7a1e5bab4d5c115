//! Paths → the ruled lines they paint.
//!
//! Owns what counts as a ruled line: strokes, edges of stroked rectangles, thin filled rectangles. Knows nothing about
//! file formats, text or tables. Invariant: a ruled line is straight, and a path that is not painted adds none.

use hayro_font::kurbo::Point;

use super::glyph::{FAR, Rule, position};

/// Maximum thickness in points of a filled rectangle that is a ruled line.
const RULE_THICKNESS: f64 = 3.0;
/// Minimum length in points of a ruled line.
const RULE_LENGTH: f64 = 4.0;
/// Maximum number of ruled lines on a page; a page with more is a drawing rather than a page with tables.
const RULES: usize = 20_000;

/// The current path and the ruled lines painted so far, on the page as displayed.
#[derive(Debug, Default)]
pub(in crate::reader) struct Path {
    /// Straight segments.
    pieces: Vec<(Point, Point)>,
    /// Two opposite corners of each rectangle.
    rectangles: Vec<(Point, Point)>,
    current: Point,
    begun: Point,
    /// Whether the path has curves.
    is_curved: bool,
    pub(in crate::reader) rules: Vec<Rule>,
    /// Whether a path with curves or slanted lines was painted.
    pub(in crate::reader) has_outlines: bool,
}

impl Path {
    /// Begins a subpath.
    pub(in crate::reader) fn move_to(&mut self, to: Point) {
        self.current = to;
        self.begun = to;
    }

    /// Ends a curve, which is no ruled line.
    pub(in crate::reader) fn curve_to(&mut self, to: Point) {
        self.current = to;
        self.is_curved = true;
    }

    pub(in crate::reader) fn line_to(&mut self, to: Point) {
        self.pieces.push((self.current, to));
        self.current = to;
    }

    /// Closes the subpath with a straight segment.
    pub(in crate::reader) fn close(&mut self) {
        self.line_to(self.begun);
    }

    /// Adds a rectangle by two opposite corners.
    pub(in crate::reader) fn rectangle(&mut self, one: Point, other: Point) {
        self.rectangles.push((one, other));
    }

    /// Adds the ruled lines of the path: strokes, the edges of stroked rectangles, thin filled rectangles.
    pub(in crate::reader) fn paint(&mut self, is_stroked: bool) {
        let path = std::mem::take(&mut self.pieces);
        self.has_outlines |= self.is_curved || path.iter().any(is_slanted);
        if is_stroked {
            for (from, to) in path {
                self.add_rule(from, to);
            }
        } else if let [first, .., last] = path[..] {
            // A filled outline of four straight segments is a rectangle too.
            if path.len() <= 4 {
                let middle = path.get(1).map_or(last.0, |piece| piece.1);
                self.rectangles.push((first.0, middle));
            }
        }
        for (one, other) in std::mem::take(&mut self.rectangles) {
            self.add_rectangle(one, other, is_stroked);
        }
        self.forget();
    }

    /// Drops the path without painting it.
    pub(in crate::reader) fn forget(&mut self) {
        self.pieces.clear();
        self.rectangles.clear();
        self.is_curved = false;
    }

    fn add_rectangle(&mut self, one: Point, other: Point, is_stroked: bool) {
        let (width, height) = ((one.x - other.x).abs(), (one.y - other.y).abs());
        if height <= RULE_THICKNESS && width > height {
            let y = f64::midpoint(one.y, other.y);
            self.add_rule(Point::new(one.x, y), Point::new(other.x, y));
        } else if width <= RULE_THICKNESS {
            let x = f64::midpoint(one.x, other.x);
            self.add_rule(Point::new(x, one.y), Point::new(x, other.y));
        } else if is_stroked {
            let corners = [
                one,
                Point::new(other.x, one.y),
                other,
                Point::new(one.x, other.y),
            ];
            for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
                self.add_rule(*from, *to);
            }
        }
    }

    /// Adds a ruled line if it is straight and long enough.
    fn add_rule(&mut self, from: Point, to: Point) {
        let (width, height) = ((from.x - to.x).abs(), (from.y - to.y).abs());
        let is_straight = width.min(height) < 1.0 && width.max(height) >= RULE_LENGTH;
        if is_straight && self.rules.len() < RULES {
            let (from, to) = (position(from), position(to));
            if [from.0, from.1, to.0, to.1]
                .iter()
                .all(|value| value.abs() < FAR)
            {
                self.rules.push(Rule { from, to });
            }
        }
    }
}

/// Whether a segment is neither upright nor level.
fn is_slanted((from, to): &(Point, Point)) -> bool {
    (from.x - to.x).abs().min((from.y - to.y).abs()) >= 1.0
}
