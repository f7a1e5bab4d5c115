//! How answers cite: the report, the section under its headings, the item; and what they cover.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Document;

/// A report as answers name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct DocumentReference {
    /// Short id.
    pub id: String,
    /// Relative to the corpus, with `/`; absent where it has none.
    pub path: String,
    /// The report's title.
    pub title: Option<String>,
    /// From the province down.
    pub region: Vec<String>,
    /// The year the report is about.
    pub year: Option<u16>,
}

/// What was searched, and what is known of an answer's completeness.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct Coverage {
    /// Reports searched; of a list: reports given.
    pub documents: u64,
    /// Reports left out by a filter by year because they have none.
    pub undated: u64,
    /// Reports left out by a filter by region because they have none.
    pub unplaced: u64,
    /// Reports left out by a query's `issuer:` because they have none.
    pub without_issuer: u64,
    /// Reports left out by a query's `document_number:` because they have none.
    pub without_document_number: u64,
    /// Whether no file was skipped, the index is not known to be stale and nothing was cut off.
    pub complete: bool,
    /// Whether files changed since the update; absent where they were not compared.
    pub stale: Option<bool>,
    /// Files of the corpus that were not read.
    pub skipped_files: u64,
    /// Seconds since 1970 of the update that the answer is as of.
    pub updated: u64,
    /// The owner of the index, where that is another user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_owner: Option<String>,
}

impl Coverage {
    /// How many reports a filter left out because they lack what it asks for, each with what that is.
    pub fn left_out(&self) -> impl Iterator<Item = (u64, &'static str)> {
        let lacking = [
            (self.undated, "a year"),
            (self.unplaced, "a place"),
            (self.without_issuer, "an issuer"),
            (self.without_document_number, "a document number"),
        ];
        lacking.into_iter().filter(|(reports, _)| *reports > 0)
    }
}

/// A section as answers name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct SectionReference {
    /// Short id.
    pub id: String,
    /// `number + heading` from the top; empty for the text before the first heading.
    pub path: Vec<String>,
    /// Line of the section's number or heading.
    pub line: u32,
    /// Column of the section's number or heading.
    pub column: u32,
    /// The item that the match lies in.
    pub item: Option<ItemReference>,
}

/// An item as answers name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct ItemReference {
    /// `一是`.
    pub number: String,
    /// Its theme, empty where it names none.
    pub heading: String,
}

/// A file, or a document in one, that was not read, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct Skipped {
    /// Relative to the corpus, with `/`.
    pub path: String,
    /// What stopped it and what would help.
    pub reason: String,
}

impl Skipped {
    /// A file that was not read for a reason.
    #[must_use]
    pub fn new(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            reason: reason.into(),
        }
    }
}

/// Whether an index is known to hold what its files hold now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Freshness {
    /// It was compared with the files just now.
    Current,
    /// Files have changed since, or another process is updating it.
    Stale,
    /// It was not compared.
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
            year: document.metadata.year,
        }
    }
}
