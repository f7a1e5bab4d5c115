//! What an update of an index did.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A document with bytes that could not be decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct DamagedText {
    /// How many characters of its text are U+FFFD instead.
    pub characters: u32,
    /// The document, relative to the corpus.
    pub path: String,
}

/// The counts of an update.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UpdateSummary {
    /// Documents that are new.
    pub added: u64,
    /// Documents whose text or metadata changed.
    pub changed: u64,
    /// Files that are not documents, such as pictures.
    pub ignored: u64,
    /// The folder of the index.
    pub index: String,
    /// Why the index was rebuilt from nothing; absent where it was updated.
    pub rebuilt: Option<String>,
    /// Documents that are gone.
    pub removed: u64,
    /// Files and documents in them that were not read.
    pub skipped: u64,
    /// Bytes of text that were read.
    pub text_bytes: u64,
    /// Documents that are as they were.
    pub unchanged: u64,
}
