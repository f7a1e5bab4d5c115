//! The typed content of a cell. How it is written is up to each format.

use std::borrow::Cow;

use quanwen::api::half_width;

/// Most digits of a number that a 64-bit floating-point number has exactly, as the cells of workbooks do.
const MAX_DIGITS: usize = 15;

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

    /// A number as it is written (12, 1,234, ３.5), or a text that is none. What begins with 0 is a text, except 0 and 0.5.
    pub fn number_or_text(written: &'t str) -> Self {
        number(written).unwrap_or_else(|| Self::text(written))
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

fn number<'t>(written: &str) -> Option<Cell<'t>> {
    let plain: String = written.chars().map(half_width).collect();
    let (whole, decimals) = match plain.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (&*plain, None),
    };
    let whole = without_commas(whole)?;
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_code = whole.starts_with('0') && whole != "0";
    let digits = whole.len() + decimals.map_or(0, str::len);
    if !are_digits(&whole) || !decimals.is_none_or(are_digits) || is_code || digits > MAX_DIGITS {
        return None;
    }
    match decimals {
        Some(decimals) => {
            let value = format!("{whole}.{decimals}").parse().ok()?;
            Some(Cell::decimal(value, decimals.len()))
        }
        None => whole.parse().ok().map(Cell::Integer),
    }
}

/// A whole number without the commas between its groups of three digits; `None` if they are elsewhere.
fn without_commas(whole: &str) -> Option<String> {
    let (first, rest) = whole
        .split_once(',')
        .map_or((whole, None), |(first, rest)| (first, Some(rest)));
    let mut groups = rest.into_iter().flat_map(|rest| rest.split(','));
    let is_grouped = groups.all(|group| group.len() == 3) && (rest.is_none() || first.len() <= 3);
    (is_grouped && !first.is_empty()).then(|| whole.replace(',', ""))
}

impl<N: Into<u64>> From<N> for Cell<'_> {
    fn from(number: N) -> Self {
        Self::Integer(number.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_from_a_text() {
        for (written, number) in [
            ("12", 12),
            ("１，２３４", 1234),
            ("1,234,567", 1_234_567),
            ("0", 0),
        ] {
            assert_eq!(Cell::number_or_text(written), Cell::Integer(number));
        }
        let decimal = Cell::Decimal {
            value: 98.6,
            places: 1,
        };
        assert_eq!(Cell::number_or_text("98.6"), decimal);
        for text in [
            "",
            "12件",
            "三",
            "1,23",
            "12,3456",
            ",123",
            "1.",
            ".5",
            "007",
            "-1",
            "1.2.3",
            "1,234,",
            "1234567890123456",
        ] {
            assert_eq!(Cell::number_or_text(text), Cell::text(text), "{text}");
        }
    }
}
