//! Text objects → glyphs (GB/T 33190-2016, 11.2 and 11.3).
//!
//! Owns where characters are and how far each extends. Glyph transforms (`CGTransform`) only choose the shapes of
//! characters and are ignored. Invariant: each character of a `TextCode` is one glyph, unless it is a control character
//! or off the page.

use hayro_font::kurbo::{Affine, Point, Vec2};

use super::number::Distances;
use super::object::{TextCode, TextObject};
use crate::reader::layout::glyph::{Direction, Glyph};
use crate::reader::layout::line::is_cjk;

/// The font size of text that states none, in millimetres: 五号.
const SIZE: f64 = 3.7;
/// Maximum distance to the next character that belongs to the glyph, in units of the font size.
const WIDEST: f64 = 1.05;

/// The glyphs of a `TextCode`.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) glyphs: Vec<Glyph>,
    /// All characters as one glyph of normal text at the place of the first, if they are upright below each other.
    pub(super) label: Option<Glyph>,
}

/// The runs of a text object, which `transform` places on the page.
pub(super) fn runs(object: &TextObject, transform: Affine) -> Vec<Run> {
    let setting = Setting {
        transform: transform * object.placement,
        size: object.size.unwrap_or(SIZE),
        object,
    };
    let (mut x, mut y) = (0.0, 0.0);
    let mut next = object.codes.iter().skip(1);
    let run = |code: &TextCode| {
        x = code.x.unwrap_or(x);
        y = code.y.unwrap_or(y);
        let beside = next
            .next()
            .filter(|next| next.y.is_none_or(|below| (below - y).abs() < f64::EPSILON));
        let end = beside.and_then(|next| next.x).or(object.right);
        setting.run(Point::new(x, y), code, end)
    };
    object.codes.iter().map(run).collect()
}

/// How the characters of a text object are set.
struct Setting<'o> {
    transform: Affine,
    size: f64,
    object: &'o TextObject,
}

/// A character and the distance to the next one.
type Set = (char, Vec2);

impl Setting<'_> {
    /// The run that starts `at` a position; `end` is the horizontal position where it may end.
    fn run(&self, at: Point, code: &TextCode, end: Option<f64>) -> Run {
        let mut characters = self.characters(code);
        let along = self.flow(&characters);
        let label = self.label(at, &characters, along);
        let last = characters.len().saturating_sub(1);
        let mut glyphs = Vec::new();
        let mut place = at;
        for (position, (character, distance)) in characters.iter_mut().enumerate() {
            if position == last {
                *distance = Vec2::new(end.map_or(0.0, |end| end - place.x), 0.0);
            }
            let extent = self.extent_to(*character, along, *distance);
            glyphs.extend(self.glyph(&character.to_string(), place, along * extent));
            place += *distance;
        }
        Run { glyphs, label }
    }

    /// The label that upright characters below each other are, at the place of the first.
    fn label(&self, at: Point, characters: &[Set], along: Vec2) -> Option<Glyph> {
        let across = Vec2::new(self.em(turned(0)), 0.0);
        if self.object.character_direction != 0 || along != turned(90) {
            return None;
        }
        let text: String = characters.iter().map(|(character, _)| character).collect();
        let label = self.glyph(&text, at, across)?;
        (label.direction == Direction::Right).then_some(label)
    }

    /// The characters with their distances. Characters that would all be at one place follow each other.
    fn characters(&self, code: &TextCode) -> Vec<Set> {
        let mut x = Distances::new(&code.x_distances);
        let mut y = Distances::new(&code.y_distances);
        let characters = code.text.chars().filter(|c| !c.is_control());
        let mut set: Vec<Set> = characters
            .map(|character| (character, Vec2::new(x.next(), y.next())))
            .collect();
        if set.iter().all(|(_, distance)| *distance == Vec2::ZERO) {
            let along = turned(self.object.read_direction);
            for (character, distance) in &mut set {
                *distance = along * self.extent(*character, along);
            }
        }
        set
    }

    /// The direction from most characters to the next, as a unit vector. The last character has no next one, and one at
    /// the end of a line has it on the next line.
    fn flow(&self, characters: &[Set]) -> Vec2 {
        let stated = turned(self.object.read_direction);
        let directions = [0, 90, 180, 270].map(turned);
        let is_along = |distance: Vec2, along: Vec2| {
            distance.dot(along) > 0.0 && distance.cross(along).abs() < 0.1 * distance.dot(along)
        };
        let count = |along: Vec2| {
            let inner = characters.iter().rev().skip(1);
            inner.filter(|set| is_along(set.1, along)).count()
        };
        let most = directions
            .into_iter()
            .max_by_key(|along| (count(*along), *along == stated));
        most.unwrap_or(stated)
    }

    /// A glyph at a position.
    fn glyph(&self, text: &str, at: Point, extent: Vec2) -> Option<Glyph> {
        let (start, end) = (self.transform * at, self.transform * (at + extent));
        let [_, _, up_x, up_y, ..] = self.transform.as_coeffs();
        let size = up_x.hypot(up_y) * self.size;
        Glyph::placed(text.into(), (start, end), (end - start).into(), size)
    }

    /// The extent of a character: up to the next one if that is near.
    fn extent_to(&self, character: char, along: Vec2, distance: Vec2) -> f64 {
        let to_next = distance.dot(along);
        if to_next > 0.0 && to_next <= WIDEST * self.em(along) {
            to_next
        } else {
            self.extent(character, along)
        }
    }

    /// The extent of a full-width character.
    fn em(&self, along: Vec2) -> f64 {
        if along.x == 0.0 {
            self.size
        } else {
            self.size * self.object.scaling
        }
    }

    /// The usual extent of a character.
    fn extent(&self, character: char, along: Vec2) -> f64 {
        let width = if along.x == 0.0 {
            1.0
        } else {
            usual_width(character)
        };
        self.em(along) * width
    }
}

/// The unit vector of a direction in degrees clockwise (table 46); normal text if it is none.
fn turned(degrees: u16) -> Vec2 {
    match degrees {
        90 => Vec2::new(0.0, 1.0),
        180 => Vec2::new(-1.0, 0.0),
        270 => Vec2::new(0.0, -1.0),
        _ => Vec2::new(1.0, 0.0),
    }
}

/// The width that a character has in most fonts, in units of the font size.
fn usual_width(character: char) -> f64 {
    match character {
        _ if is_cjk(character) => 1.0,
        '0'..='9' => 0.5,
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '!'..='/' | ':' | ';' | '[' | ']' | '|' => {
            0.33
        }
        'm' | 'w' | 'M' | 'W' | '@' => 0.9,
        'A'..='Z' => 0.7,
        _ => 0.55,
    }
}
