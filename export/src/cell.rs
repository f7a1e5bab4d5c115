//! The typed content of a cell. How it is written is up to each format.

use std::borrow::Cow;

/// Between the levels of a place or of headings.
pub(crate) const BELOW: &str = " › ";

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'t> {
    /// No value: not zero.
    Empty,
    /// A count or an ordinal.
    Integer(u64),
    /// A measure.
    Decimal {
        /// The measure itself, which is finite.
        value: f64,
        /// Digits after the point where it is shown.
        places: usize,
    },
    /// A name, written as one line.
    Line(Cow<'t, str>),
    /// A text, written with its line breaks.
    Text(Cow<'t, str>),
}

impl<'t> Cell<'t> {
    /// A name, written as one line.
    pub fn line(line: impl Into<Cow<'t, str>>) -> Self {
        Self::Line(line.into())
    }

    /// The levels of a place or of headings, from the top, as one line.
    pub fn levels(levels: &[String]) -> Self {
        Self::line(levels.join(BELOW))
    }

    /// A text, written with its line breaks.
    pub fn text(text: impl Into<Cow<'t, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A measure that is shown with `places` digits after the point; empty where it is not a finite number.
    pub fn decimal(value: f64, places: usize) -> Self {
        if value.is_finite() {
            Self::Decimal { value, places }
        } else {
            Self::Empty
        }
    }

    /// A count or an ordinal that may be unknown.
    pub fn known(number: Option<impl Into<u64>>) -> Self {
        number.map_or(Self::Empty, Self::from)
    }
}

impl<N: Into<u64>> From<N> for Cell<'_> {
    fn from(number: N) -> Self {
        Self::Integer(number.into())
    }
}
