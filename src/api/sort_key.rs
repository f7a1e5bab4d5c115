//! What mentions are sorted by.

#[cfg(feature = "schemars")]
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use quanwen_messages::{Message, message};
#[cfg(feature = "schemars")]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// How far from the match a character may be by which mentions are sorted.
const MAX_DISTANCE: u8 = 10;

/// What mentions are sorted by. In JSON as typed: `"right1"`.
///
/// A character is the folded one, in which marks are ignored, and comes in the order of its code point: equal contexts stand
/// together. A character beyond the beginning or end of the paragraph, a year or a place that a report lacks come first.
///
/// ```
/// use quanwen::api::SortKey;
/// assert_eq!("right2".parse(), Ok(SortKey::Right(2)));
/// assert!("right0".parse::<SortKey>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum SortKey {
    /// Region, year, path and position: the usual order, which also decides between equal mentions.
    Position,
    /// The year of the report.
    Year,
    /// The place of the report, from the province down.
    Region,
    /// The character so many characters before the match: 1 to 10.
    Left(u8),
    /// The character so many characters after the match: 1 to 10.
    Right(u8),
}

impl SortKey {
    /// Whether it is a character of the context.
    #[must_use]
    pub fn is_of_context(self) -> bool {
        matches!(self, Self::Left(_) | Self::Right(_))
    }
}

impl FromStr for SortKey {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let key = text.trim().to_ascii_lowercase();
        let distance =
            |side: &str| (1..=MAX_DISTANCE).find(|distance| key == format!("{side}{distance}"));
        match key.as_str() {
            "position" => Ok(Self::Position),
            "year" => Ok(Self::Year),
            "region" => Ok(Self::Region),
            _ => distance("left")
                .map(Self::Left)
                .or(distance("right").map(Self::Right))
                .ok_or_else(|| {
                    message!("there is no order `{text}`; there are position, year, region, left1 to left{distance} and \
                         right1 to right{distance}", text = text, distance = MAX_DISTANCE)
                }),
        }
    }
}

impl fmt::Display for SortKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Position => f.write_str("position"),
            Self::Year => f.write_str("year"),
            Self::Region => f.write_str("region"),
            Self::Left(distance) => write!(f, "left{distance}"),
            Self::Right(distance) => write!(f, "right{distance}"),
        }
    }
}

impl TryFrom<String> for SortKey {
    type Error = Message;

    fn try_from(text: String) -> Result<Self, Message> {
        text.parse()
    }
}

impl From<SortKey> for String {
    fn from(key: SortKey) -> Self {
        key.to_string()
    }
}

#[cfg(feature = "schemars")]
impl JsonSchema for SortKey {
    fn schema_name() -> Cow<'static, str> {
        "SortKey".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "What mentions are sorted by: position, year, region, left1 to left10 or right1 to right10",
            "pattern": "^(position|year|region|(left|right)([1-9]|10))$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_they_are_read() {
        for typed in ["position", "year", "region", "left1", "left10", "right3"] {
            assert_eq!(typed.parse::<SortKey>().unwrap().to_string(), typed);
        }
    }

    #[test]
    fn an_unknown_key_is_answered_with_the_keys() {
        for typed in [
            "pinyin", "left", "left0", "right11", "right-1", "left+1", "left01", "",
        ] {
            let error = typed.parse::<SortKey>().unwrap_err();
            assert!(
                error.to_string().contains("year") && error.to_string().contains("left10"),
                "{typed}: {error}"
            );
        }
    }
}
