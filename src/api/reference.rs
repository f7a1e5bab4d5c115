//! How answers cite reports, sections and items, and what they cover.

use quanwen_extract::{Unread, UnreadKind};
use quanwen_messages::{Message, Text, text};
use serde::{Deserialize, Serialize};

use super::ignored::IgnoredFiles;
use super::timestamp::Timestamp;
use crate::document::{Document, Part};

/// A report as cited in answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct DocumentReference {
    /// Short id.
    pub id: String,
    /// Relative to the corpus, with `/`; empty if it has none.
    pub path: String,
    /// The report's title.
    pub title: Option<String>,
    /// From the province down.
    pub region: Vec<String>,
    /// The code of the place by GB/T 2260 in the year: `500112`.
    pub code: Option<String>,
    /// The year the report is about.
    pub year: Option<u16>,
}

/// What was searched, and how complete the answer is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Coverage {
    /// Reports searched; for a list: reports returned.
    pub documents: u64,
    /// Reports that a filter by year excluded because they have no year.
    pub undated: u64,
    /// Reports that a filter by region excluded because they have no place.
    pub unplaced: u64,
    /// Reports that a query's `issuer:` excluded because they have no issuer.
    pub without_issuer: u64,
    /// Reports that a query's `document_number:` excluded because they have no document number.
    pub without_document_number: u64,
    /// Whether no file of a known text format was skipped, no report is damaged and no change since the update is known.
    pub complete: bool,
    /// Whether files changed since the update; absent where that was not checked.
    pub stale: Option<bool>,
    /// Files of known text formats, and documents in files, that were not read.
    pub skipped_files: u64,
    /// Reports of which a part, or more than 1 % of the characters, could not be read.
    pub damaged_reports: u64,
    /// Files that are not documents: pictures, programs.
    pub ignored_files: IgnoredFiles,
    /// When the index was last brought up to date.
    pub updated: Timestamp,
    /// The owner of the index, if another user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_owner: Option<String>,
}

impl Coverage {
    /// How many reports a filter excluded because they lack a field, and which field.
    pub fn left_out(&self) -> impl Iterator<Item = (u64, Text)> {
        let lacking = [
            (self.undated, text!("a year")),
            (self.unplaced, text!("a place")),
            (self.without_issuer, text!("an issuer")),
            (self.without_document_number, text!("a document number")),
        ];
        lacking.into_iter().filter(|(reports, _)| *reports > 0)
    }
}

/// A section as cited in answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct SectionReference {
    /// Short id.
    pub id: String,
    /// `number + heading` from the top; empty for the text before the first heading.
    pub path: Vec<String>,
    /// The part of the document that it belongs to.
    pub part: Part,
    /// Line of the section's number or heading.
    pub line: u32,
    /// Column of the section's number or heading.
    pub column: u32,
    /// The item that contains the match.
    pub item: Option<ItemReference>,
}

/// An item as cited in answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ItemReference {
    /// `一是`.
    pub number: String,
    /// Its theme; empty if it names none.
    pub heading: String,
}

/// A file, or a document in a file, that was not read, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Skipped {
    /// Relative to the corpus, with `/`.
    pub path: String,
    /// The kind of reason.
    pub code: UnreadKind,
    /// Why, and what would help.
    pub reason: Message,
}

impl Skipped {
    /// A file that was not read, and why.
    #[must_use]
    pub fn new(path: impl Into<String>, unread: &Unread) -> Self {
        Self {
            path: path.into(),
            code: unread.kind(),
            reason: unread.message(),
        }
    }
}

/// Whether an index is known to match its files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Freshness {
    /// Just compared with the files.
    Current,
    /// Files have changed since the update, or another process is updating the index.
    Stale,
    /// Not compared.
    #[default]
    Unknown,
}

impl From<&Document> for DocumentReference {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id.clone(),
            path: document.path.clone(),
            title: document.metadata.title.clone(),
            region: document.metadata.region.clone(),
            code: document.metadata.code.clone(),
            year: document.metadata.year,
        }
    }
}
