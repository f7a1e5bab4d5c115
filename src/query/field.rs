//! The fields of a query: their names and values.
//!
//! Must not know how a text was quoted, nor what the index stores of a field.

use super::character::half_width;
use super::tree::FieldValue;
use crate::api::YearRange;

/// A field that a query can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Heading,
    Region,
    Year,
    Issuer,
    DocumentNumber,
}

const NAMES: [(&str, Field); 6] = [
    ("title", Field::Title),
    ("heading", Field::Heading),
    ("region", Field::Region),
    ("year", Field::Year),
    ("issuer", Field::Issuer),
    ("document_number", Field::DocumentNumber),
];

impl Field {
    /// The field of a name, ignoring case.
    pub(super) fn named(name: &str) -> Option<Self> {
        let known = NAMES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        known.map(|(_, field)| *field)
    }

    /// The value of the field for a text, or what is wrong with the text.
    pub(super) fn value(self, text: String) -> Result<FieldValue, String> {
        Ok(match self {
            Self::Title => FieldValue::Title(text),
            Self::Heading => FieldValue::Heading(text),
            Self::Region => FieldValue::Region(text),
            Self::Year => FieldValue::Year(years(&text)?),
            Self::Issuer => FieldValue::Issuer(text),
            Self::DocumentNumber => FieldValue::DocumentNumber(text),
        })
    }
}

/// The message for an unknown field name.
pub(super) fn unknown(name: &str) -> String {
    let names = NAMES.map(|(name, _)| format!("{name}:")).join(" ");
    format!(
        "`{name}:` is not a field (fields are {names}); in quotation marks it is a text to find"
    )
}

fn years(text: &str) -> Result<YearRange, String> {
    let text: String = text.chars().map(half_width).collect();
    if let Some((first, last)) = with_dash(&text) {
        return Err(format!(
            "`{text}` is not a range of years: write {first}..{last}"
        ));
    }
    if !text.contains(|char: char| char.is_ascii_digit()) {
        return Err(format!(
            "`{text}` is not a year: write 2020, 2018..2022, 2018.. or ..2022"
        ));
    }
    text.parse()
}

/// The years of a range with a dash, such as `2018-2022`.
fn with_dash(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once(['-', '~', '—', '–', '至', '到'])?;
    let last = rest.trim_start_matches('—');
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_year(first) && is_year(last)).then_some((first, last))
}
