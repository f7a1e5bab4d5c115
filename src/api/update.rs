//! What an update of an index did.

use quanwen_messages::Message;
use serde::{Deserialize, Serialize};

use super::ignored::IgnoredFiles;
use super::reference::Skipped;

/// A document with bytes that could not be decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct DamagedText {
    /// Characters of its text that are U+FFFD instead.
    pub characters: u32,
    /// The document, relative to the corpus.
    pub path: String,
}

impl DamagedText {
    /// A document with so many characters U+FFFD.
    #[must_use]
    pub fn new(path: impl Into<String>, characters: u32) -> Self {
        Self {
            characters,
            path: path.into(),
        }
    }
}

/// What an update of an index did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct IndexUpdate {
    /// Files, and documents in files, that were not read, and why.
    pub skipped: Vec<Skipped>,
    /// Documents with bytes that could not be decoded.
    pub damaged: Vec<DamagedText>,
    /// The counts.
    pub summary: UpdateSummary,
}

/// The counts of an update.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct UpdateSummary {
    /// Documents added.
    pub added: u64,
    /// Documents whose text or metadata changed.
    pub changed: u64,
    /// Files that are not documents, such as pictures.
    pub ignored: u64,
    /// The same, by kind.
    pub ignored_files: IgnoredFiles,
    /// The folder of the index, or its address on a cluster.
    pub index: String,
    /// Why the index was rebuilt from scratch; absent where it was updated.
    pub rebuilt: Option<Message>,
    /// Documents removed.
    pub removed: u64,
    /// Files, and documents in files, that were not read.
    pub skipped: u64,
    /// Bytes of text that were read.
    pub text_bytes: u64,
    /// Documents that did not change.
    pub unchanged: u64,
}
