//! The fields of a query: their names and values.
//!
//! Must not know how a text was quoted, nor what the index stores of a field.

use quanwen_messages::{Message, message};

use super::character::half_width;
use super::tree::FieldValue;

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

/// The names of each field, in English and in Chinese.
const NAMES: [(&str, &str, Field); 6] = [
    ("title", "标题", Field::Title),
    ("heading", "章节", Field::Heading),
    ("region", "地区", Field::Region),
    ("year", "年份", Field::Year),
    ("issuer", "机关", Field::Issuer),
    ("document_number", "文号", Field::DocumentNumber),
];

impl Field {
    /// The field of an English name, ignoring case.
    pub(super) fn named(name: &str) -> Option<Self> {
        let mut known = NAMES.iter();
        let known = known.find(|(known, ..)| known.eq_ignore_ascii_case(name));
        known.map(|(.., field)| *field)
    }

    /// The field that characters begin with, by its Chinese name with a colon, and the length of both.
    pub(super) fn chinese(characters: &[char]) -> Option<(Self, usize)> {
        NAMES.iter().find_map(|(_, name, field)| {
            let length = name.chars().count();
            let begins = name.chars().eq(characters.iter().take(length).copied());
            let colon = characters.get(length).copied().map(half_width);
            (begins && colon == Some(':')).then_some((*field, length + 1))
        })
    }

    /// The value of the field for a text, or what is wrong with the text.
    pub(super) fn value(self, text: String) -> Result<FieldValue, Message> {
        Ok(match self {
            Self::Title => FieldValue::Title(text),
            Self::Heading => FieldValue::Heading(text),
            Self::Region => FieldValue::Region(text),
            Self::Year => FieldValue::Year(text.parse()?),
            Self::Issuer => FieldValue::Issuer(text),
            Self::DocumentNumber => FieldValue::DocumentNumber(text),
        })
    }
}

/// The message for an unknown field name.
pub(super) fn unknown(name: &str) -> Message {
    let english = NAMES.map(|(name, ..)| format!("{name}:")).join(" ");
    let chinese = NAMES.map(|(_, name, _)| format!("{name}:")).join(" ");
    message!(
        "`{name}:` is not a field (fields are {english}, or {chinese}); in quotation marks it is a text to find",
        name = name,
        english = english,
        chinese = chinese
    )
}
