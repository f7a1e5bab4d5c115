//! Why a query has no hits, and similar texts that occur.

use serde::{Deserialize, Serialize};

use super::mention::TextCount;

/// What is known about a query without hits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ZeroHits {
    /// Reports searched.
    pub documents: u64,
    /// Files of the corpus that were not read.
    pub skipped_files: u64,
    /// The parts of the query.
    pub parts: Vec<UnmatchedPart>,
    /// Similar texts that occur, with their mentions.
    #[serde(rename = "nearby")]
    pub suggestions: Vec<TextCount>,
}

/// A part of the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct UnmatchedPart {
    /// As typed.
    pub text: String,
    /// Sections that match this part alone.
    pub sections: u64,
    /// Whether the parts before it match some sections and adding this part leaves none.
    pub leaves_nothing: bool,
}

/// A word of a query that occurs nowhere in what was searched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct MissingWord {
    /// As typed, folded.
    pub text: String,
    /// The words of it that occur, with the number of sections.
    pub parts: Vec<FoundText>,
    /// Texts that occur and may be meant, the likeliest first.
    pub similar: Vec<FoundText>,
}

/// A text with the number of sections that have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct FoundText {
    /// The text, folded.
    pub text: String,
    /// Sections that have it.
    pub sections: u64,
}
