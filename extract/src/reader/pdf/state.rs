//! The graphics state as far as text needs it, and the operations that set it (ISO 32000-1 8.4.4, 9.3).
//!
//! Knows nothing about glyphs or streams.

use std::rc::Rc;

use hayro_font::kurbo::Affine;
use hayro_syntax::content::ops::TypedInstruction as Operation;
use hayro_syntax::object::Number;

use super::font::LoadedFont;

/// The text state, ISO 32000-1 9.3, and the transformation matrix.
#[derive(Clone)]
pub(super) struct State<'a> {
    pub transform: Affine,
    pub font: Option<Rc<LoadedFont<'a>>>,
    pub size: f64,
    pub character_space: f64,
    pub word_space: f64,
    /// Horizontal scaling as a factor.
    pub scaling: f64,
    pub leading: f64,
    pub rise: f64,
}

impl State<'_> {
    pub(super) fn new(transform: Affine) -> Self {
        Self {
            transform,
            font: None,
            size: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            scaling: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }

    /// Runs an operation that sets the transformation or a text state parameter; ignores all others.
    pub(super) fn change(&mut self, operation: &Operation<'_, '_>) {
        match operation {
            Operation::Transform(m) => self.transform *= matrix([m.0, m.1, m.2, m.3, m.4, m.5]),
            Operation::CharacterSpacing(space) => self.character_space = space.0.as_f64(),
            Operation::WordSpacing(space) => self.word_space = space.0.as_f64(),
            Operation::HorizontalScaling(scaling) => self.scaling = scaling.0.as_f64() / 100.0,
            Operation::TextLeading(leading) => self.leading = leading.0.as_f64(),
            Operation::TextRise(rise) => self.rise = rise.0.as_f64(),
            _ => {}
        }
    }
}

/// The transformation given by six numbers, ISO 32000-1 8.3.3.
pub(super) fn matrix(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}
