//! The text that an id names.

use serde::{Deserialize, Serialize, Serializer};

use super::catalogue::{Shown, ShownPart};
use super::reference::DocumentReference;

/// The text of a document, of a section or around a mention.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ShownText {
    /// Column of the first character, 1-based, in Unicode scalar values.
    pub column: u32,
    /// The document, or the one that contains the part.
    #[serde(serialize_with = "sorted")]
    pub document: DocumentReference,
    /// The mention, in characters of `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highlights: Option<Vec<[usize; 2]>>,
    /// Line of the first character, 1-based.
    pub line: u32,
    /// The headings it is under, from the top; empty for a document.
    pub path: Vec<String>,
    /// The text, unchanged.
    pub text: String,
}

impl From<&Shown> for ShownText {
    fn from(shown: &Shown) -> Self {
        let document = &shown.document;
        let text = &document.text[shown.range.clone()];
        let position = document.position(shown.range.start);
        let path = match &shown.part {
            ShownPart::Document => Vec::new(),
            ShownPart::Section(section) | ShownPart::Mention(section, _) => {
                document.heading_path(*section)
            }
        };
        let highlights = match &shown.part {
            ShownPart::Document | ShownPart::Section(_) => None,
            ShownPart::Mention(_, range) => {
                let start = document.text[shown.range.start..range.start]
                    .chars()
                    .count();
                let length = document.text[range.clone()].chars().count();
                Some(vec![[start, start + length]])
            }
        };
        Self {
            column: position.column,
            document: DocumentReference::from(document),
            highlights,
            line: position.line,
            path,
            text: text.to_string(),
        }
    }
}

/// Serializes with keys in alphabetical order, as this row's keys always were.
fn sorted<S: Serializer>(document: &DocumentReference, serializer: S) -> Result<S::Ok, S::Error> {
    let value = serde_json::to_value(document).map_err(serde::ser::Error::custom)?;
    value.serialize(serializer)
}
