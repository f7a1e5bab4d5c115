//! Paths: operations → the ruled lines they paint (ISO 32000-1 8.5).
//!
//! Owns what counts as a ruled line: strokes, edges of stroked rectangles, thin filled rectangles. Knows nothing about
//! text or tables. Invariant: a ruled line is straight, and a path used only for clipping paints none.

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::content::ops::TypedInstruction as Operation;
use hayro_syntax::object::Number;

use super::glyph::{FAR, Rule, position};

/// Maximum thickness in points of a filled rectangle that is a ruled line.
const RULE_THICKNESS: f64 = 3.0;
/// Minimum length in points of a ruled line.
const RULE_LENGTH: f64 = 4.0;
/// Maximum number of ruled lines on a page; a page with more is a drawing rather than a page with tables.
const RULES: usize = 20_000;

/// The current path and the ruled lines painted so far, on the page as displayed.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// Straight segments.
    pieces: Vec<(Point, Point)>,
    /// Two opposite corners of each rectangle.
    rectangles: Vec<(Point, Point)>,
    current: Point,
    begun: Point,
    pub(super) rules: Vec<Rule>,
}

impl Path {
    /// Runs path operations, ISO 32000-1 8.5.2 and 8.5.3.
    pub(super) fn run(&mut self, operation: &Operation<'_, '_>, transform: Affine) {
        match operation {
            Operation::MoveTo(to) => {
                self.current = point(transform, to.0, to.1);
                self.begun = self.current;
            }
            Operation::LineTo(to) => self.line_to(point(transform, to.0, to.1)),
            Operation::ClosePath(_) => self.line_to(self.begun),
            Operation::CubicTo(to) => self.current = point(transform, to.4, to.5),
            Operation::CubicStartTo(to) => self.current = point(transform, to.2, to.3),
            Operation::CubicEndTo(to) => self.current = point(transform, to.2, to.3),
            Operation::RectPath(area) => {
                let (x, y) = (area.0.as_f64(), area.1.as_f64());
                let corner = transform * Point::new(x, y);
                let opposite = transform * Point::new(x + area.2.as_f64(), y + area.3.as_f64());
                self.rectangles.push((corner, opposite));
            }
            Operation::StrokePath(_) => self.paint(true),
            Operation::CloseAndStrokePath(_)
            | Operation::CloseFillAndStrokeNonZero(_)
            | Operation::CloseFillAndStrokeEvenOdd(_) => {
                self.line_to(self.begun);
                self.paint(true);
            }
            Operation::FillAndStrokeNonZero(_) | Operation::FillAndStrokeEvenOdd(_) => {
                self.paint(true);
            }
            Operation::FillPathNonZero(_)
            | Operation::FillPathNonZeroCompatibility(_)
            | Operation::FillPathEvenOdd(_) => self.paint(false),
            Operation::EndPath(_) => self.forget(),
            _ => {}
        }
    }

    fn line_to(&mut self, to: Point) {
        self.pieces.push((self.current, to));
        self.current = to;
    }

    /// Adds the ruled lines of the path: strokes, the edges of stroked rectangles, thin filled rectangles.
    fn paint(&mut self, is_stroked: bool) {
        let path = std::mem::take(&mut self.pieces);
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

    fn forget(&mut self) {
        self.pieces.clear();
        self.rectangles.clear();
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

fn point(transform: Affine, x: Number, y: Number) -> Point {
    transform * Point::new(x.as_f64(), y.as_f64())
}
