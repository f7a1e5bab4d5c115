//! Why nothing was found, and what similar does occur.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::mention::TextCount;

/// What is known of a query that no section satisfies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct ZeroHits {
    /// Reports searched.
    pub documents: u64,
    /// Files of the corpus that were not read, so that nothing is known of them.
    pub skipped_files: u64,
    /// The parts of the query.
    pub parts: Vec<UnmatchedPart>,
    /// Texts that do occur and are like those that do not, with their mentions.
    #[serde(rename = "nearby")]
    pub suggestions: Vec<TextCount>,
}

/// A part of the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct UnmatchedPart {
    /// As typed.
    pub text: String,
    /// Sections that have it, by itself.
    pub sections: u64,
    /// Whether no section that satisfies the parts before it satisfies it too.
    pub leaves_nothing: bool,
}
