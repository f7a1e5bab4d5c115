//! Why a query has no hits, and similar texts that occur.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::mention::TextCount;

/// What is known about a query without hits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
