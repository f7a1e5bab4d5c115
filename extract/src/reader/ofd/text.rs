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
    /// The same glyphs each by itself, if upright characters are below each other.
    pub(super) upright: Vec<Glyph>,
}

/// The runs of a text object, which `transform` places on the page.
pub(super) fn runs(object: &TextObject, transform: Affine) -> Vec<Run> {
    let (mut x, mut y) = (0.0, 0.0);
    let run = |code: &TextCode| {
        x = code.x.unwrap_or(x);
        y = code.y.unwrap_or(y);
        let setting = Setting {
            transform: transform * object.placement,
            size: object.size.unwrap_or(SIZE),
            object,
        };
        setting.run(Point::new(x, y), code)
    };
    object.codes.iter().map(run).collect()
}

/// How the characters of a text object are set.
struct Setting<'o> {
    transform: Affine,
    size: f64,
    object: &'o TextObject,
}

/// A character and the distance to the next one, if it has one.
type Set = (char, Vec2);

impl Setting<'_> {
    fn run(&self, mut at: Point, code: &TextCode) -> Run {
        let characters = self.characters(code);
        let along = self.flow(&characters);
        let is_upright = self.object.character_direction == 0 && along == Vec2::new(0.0, 1.0);
        let mut run = Run::default();
        for (character, distance) in characters {
            run.glyphs
                .extend(self.glyph(character, at, along, distance));
            if is_upright {
                let across = Vec2::new(1.0, 0.0);
                run.upright
                    .extend(self.glyph(character, at, across, Vec2::ZERO));
            }
            at += distance;
        }
        if run
            .glyphs
            .first()
            .is_none_or(|glyph| glyph.direction != Direction::Down)
        {
            run.upright.clear();
        }
        run
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

    /// A glyph at a position, which extends along a direction.
    fn glyph(&self, character: char, at: Point, along: Vec2, distance: Vec2) -> Option<Glyph> {
        let usual = self.extent(character, along);
        let to_next = distance.dot(along);
        let is_next = to_next > 0.0 && to_next <= WIDEST * self.em(along);
        let extent = along * if is_next { to_next } else { usual };
        let (start, end) = (self.transform * at, self.transform * (at + extent));
        let [_, _, up_x, up_y, ..] = self.transform.as_coeffs();
        let text = character.encode_utf8(&mut [0; 4]).to_string();
        let direction = (end.x - start.x, end.y - start.y);
        Glyph::placed(
            text.into(),
            (start, end),
            direction,
            up_x.hypot(up_y) * self.size,
        )
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
