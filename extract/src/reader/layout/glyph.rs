//! The page content that reading needs: glyphs, ruled lines, images.
//!
//! Owns the coordinate frames of text in different directions; knows nothing about file formats. Invariant: positions are
//! in points on the page as displayed, with y pointing down.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_font::kurbo::Point;

/// The text of a glyph whose characters the file does not give.
pub(in crate::reader) const UNMAPPED: &str = "\u{FFFD}";

/// The direction of text on the page as displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::reader) enum Direction {
    /// Normal text.
    Right,
    /// Downwards: vertical writing, or text rotated clockwise.
    Down,
    /// Upside down.
    Left,
    /// Upwards: text rotated counter-clockwise.
    Up,
    /// Diagonal, as in watermarks.
    Slanted,
}

impl Direction {
    /// The direction of an advance.
    pub(super) fn of(x: f64, y: f64) -> Self {
        /// Tangent of the maximum angle, about 8°, of text that counts as straight.
        const STRAIGHT: f64 = 0.14;
        if y.abs() <= x.abs() * STRAIGHT {
            if x >= 0.0 { Self::Right } else { Self::Left }
        } else if x.abs() <= y.abs() * STRAIGHT {
            if y >= 0.0 { Self::Down } else { Self::Up }
        } else {
            Self::Slanted
        }
    }

    /// Rotates a point into the frame in which text of this direction runs right and its lines run down.
    pub(super) fn turn(self, (x, y): (f32, f32)) -> (f32, f32) {
        match self {
            Self::Right | Self::Slanted => (x, y),
            Self::Down => (y, -x),
            Self::Left => (-x, -y),
            Self::Up => (-y, x),
        }
    }
}

/// A glyph in the frame of its direction.
#[derive(Debug, Clone)]
pub(in crate::reader) struct Glyph {
    /// Its characters; [`UNMAPPED`] if the font does not map it.
    pub(in crate::reader) text: Rc<str>,
    pub(in crate::reader) direction: Direction,
    /// Its start.
    pub(in crate::reader) x0: f32,
    /// The start of the next glyph.
    pub(super) x1: f32,
    /// The baseline.
    pub(in crate::reader) y: f32,
    /// The font size.
    pub(in crate::reader) size: f32,
}

impl Glyph {
    /// A glyph that extends on the page from `start` to `end` along `along`; `None` if it is too far away to be on it.
    pub(in crate::reader) fn placed(
        text: Rc<str>,
        (start, end): (Point, Point),
        along: (f64, f64),
        size: f64,
    ) -> Option<Self> {
        let direction = Direction::of(along.0, along.1);
        let ((x0, y), (x1, _)) = if direction == Direction::Slanted {
            (along_line(start, along), along_line(end, along))
        } else {
            (
                direction.turn(position(start)),
                direction.turn(position(end)),
            )
        };
        let size = single(size);
        let is_near = [x0, x1, y, size].iter().all(|value| value.abs() < FAR);
        is_near.then(|| Self {
            text,
            direction,
            x0: x0.min(x1),
            x1: x0.max(x1),
            y,
            size,
        })
    }

    /// Whether it is within the visible page.
    pub(in crate::reader) fn is_on_page(&self, width: f32, height: f32) -> bool {
        if self.direction == Direction::Slanted {
            return true;
        }
        let (one, other) = (
            self.direction.turn((0.0, 0.0)),
            self.direction.turn((width, height)),
        );
        let (x, y) = self.middle();
        let slack = self.size;
        (one.0.min(other.0) - slack..=one.0.max(other.0) + slack).contains(&x)
            && (one.1.min(other.1) - slack..=one.1.max(other.1) + slack).contains(&y)
    }

    /// Whether it is only white space.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// A point in the middle of the visible glyph.
    pub(super) fn middle(&self) -> (f32, f32) {
        (f32::midpoint(self.x0, self.x1), self.y - 0.3 * self.size)
    }
}

/// A straight ruled line on the page as displayed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::reader) struct Rule {
    pub(super) from: (f32, f32),
    pub(super) to: (f32, f32),
}

/// The content of a page.
#[derive(Debug, Default)]
pub(in crate::reader) struct PageContent {
    /// In drawing order.
    pub(in crate::reader) glyphs: Vec<Glyph>,
    pub(in crate::reader) rules: Vec<Rule>,
    /// The number of images on the page.
    pub(in crate::reader) images: u32,
    /// Whether curves or slanted lines are drawn on it, which may be outlines of characters.
    pub(in crate::reader) has_outlines: bool,
    pub(in crate::reader) width: f32,
    pub(in crate::reader) height: f32,
}

impl PageContent {
    /// The direction of most glyphs.
    pub(in crate::reader) fn direction(&self) -> Direction {
        let mut counts: HashMap<Direction, usize> = HashMap::new();
        for glyph in &self.glyphs {
            *counts.entry(glyph.direction).or_default() += 1;
        }
        counts
            .into_iter()
            .max_by_key(|(direction, count)| (*count, std::cmp::Reverse(*direction)))
            .map_or(Direction::Right, |most| most.0)
    }

    /// The top and bottom of the page in the frame of a direction.
    pub(super) fn extent(&self, direction: Direction) -> (f32, f32) {
        let (_, one) = direction.turn((0.0, 0.0));
        let (_, other) = direction.turn((self.width, self.height));
        (one.min(other), one.max(other))
    }

    /// Drops glyphs drawn twice at one position, which producers do for bold type and shadows.
    pub(super) fn drop_repeated(&mut self) {
        let mut seen = Seen::new();
        self.glyphs
            .retain(|glyph| glyph.is_blank() || is_first(&mut seen, glyph));
    }
}

/// Maximum distance between two glyphs of one character that count as the same glyph, as a fraction of the font size.
const SAME_PLACE: f32 = 0.12;

/// Side length, in points, of the grid squares in which glyphs are looked up.
const SQUARE: f32 = 8.0;
/// Maximum number of glyphs of one character in one square; further ones are indistinguishable.
const CROWD: usize = 64;

/// Positions of the glyphs of a character, by square.
type Seen = HashMap<(Rc<str>, Direction, i32, i32), Vec<(f32, f32)>>;

/// Whether no glyph of the same character has been seen at this position; records the glyph if so.
fn is_first(seen: &mut Seen, glyph: &Glyph) -> bool {
    // A damaged file may declare any font size.
    let near = (SAME_PLACE * glyph.size).min(SQUARE);
    let square = |value: f32| floor(value / SQUARE);
    let is_same =
        |place: &(f32, f32)| (place.0 - glyph.x0).abs() < near && (place.1 - glyph.y).abs() < near;
    for column in square(glyph.x0 - near)..=square(glyph.x0 + near) {
        for row in square(glyph.y - near)..=square(glyph.y + near) {
            let key = (Rc::clone(&glyph.text), glyph.direction, column, row);
            if seen
                .get(&key)
                .is_some_and(|places| places.len() >= CROWD || places.iter().any(is_same))
            {
                return false;
            }
        }
    }
    let key = (
        Rc::clone(&glyph.text),
        glyph.direction,
        square(glyph.x0),
        square(glyph.y),
    );
    seen.entry(key).or_default().push((glyph.x0, glyph.y));
    true
}

/// Rounds a length in points down.
#[expect(
    clippy::cast_possible_truncation,
    reason = "positions are kept within a million points"
)]
pub(super) fn floor(value: f32) -> i32 {
    value.floor() as i32
}

/// Distance in points from the page corner beyond which nothing is on the page.
pub(super) const FAR: f32 = 100_000.0;

/// A point in single precision.
pub(super) fn position(point: Point) -> (f32, f32) {
    (single(point.x), single(point.y))
}

/// A point in the frame in which a slanted line runs right.
fn along_line(point: Point, (x, y): (f64, f64)) -> (f32, f32) {
    let length = x.hypot(y).max(f64::MIN_POSITIVE);
    let (x, y) = (x / length, y / length);
    (
        single(point.x * x + point.y * y),
        single(point.y * x - point.x * y),
    )
}

/// Converts a length in points to single precision; at most 0.0001 point is lost on a page.
#[expect(
    clippy::cast_possible_truncation,
    reason = "positions of more than a few thousand points are off the page"
)]
pub(in crate::reader) fn single(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, x: f32, y: f32) -> Glyph {
        Glyph {
            text: text.into(),
            direction: Direction::Right,
            x0: x,
            x1: x + 10.0,
            y,
            size: 10.0,
        }
    }

    fn kept(glyphs: Vec<Glyph>) -> String {
        let mut page = PageContent {
            glyphs,
            ..PageContent::default()
        };
        page.drop_repeated();
        page.glyphs.iter().map(|glyph| &*glyph.text).collect()
    }

    #[test]
    fn glyph_drawn_twice_for_bold_type_counts_once() {
        let glyphs = vec![
            glyph("柳", 7.9, 50.0),
            glyph("渡", 18.0, 50.0),
            glyph("柳", 8.3, 50.2),
        ];
        assert_eq!(kept(glyphs), "柳渡");
    }

    #[test]
    fn same_character_beside_or_below_stays() {
        let glyphs = vec![
            glyph("人", 0.0, 50.0),
            glyph("人", 10.0, 50.0),
            glyph("人", 0.0, 62.0),
        ];
        assert_eq!(kept(glyphs), "人人人");
    }

    #[test]
    fn turned_text_runs_right_and_down_in_its_frame() {
        let (start, end) = (
            Direction::Up.turn((50.0, 700.0)),
            Direction::Up.turn((50.0, 600.0)),
        );
        assert!(end.0 > start.0 && (end.1 - start.1).abs() < 0.01);
        assert!(Direction::Up.turn((60.0, 700.0)).1 > start.1);
        assert!(Direction::Down.turn((40.0, 700.0)).1 > Direction::Down.turn((50.0, 700.0)).1);
        assert_eq!(Direction::of(1.0, 1.0), Direction::Slanted);
    }
}
