//! How answers cite: the report, the section under its headings, the item.

use serde::Serialize;

use crate::document::{Document, Place, PlaceCursor};
use crate::index::ReportKey;

/// A report as answers name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
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

/// What was asked, and what is known of an answer's completeness.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Reports asked; of a list: reports given.
    pub documents: u64,
    /// Reports that the filter by year could not judge.
    pub undated: u64,
    /// Reports that the filter by region could not judge.
    pub unplaced: u64,
    /// Reports that a query's `issuer:` could not judge.
    pub without_issuer: u64,
    /// Reports that a query's `document_number:` could not judge.
    pub without_document_number: u64,
    /// No file skipped, the index not known to be stale, nothing cut.
    pub complete: bool,
    /// Whether files changed since the update; absent where nobody looked.
    pub stale: Option<bool>,
    /// Files of the corpus that were not read.
    pub skipped_files: u64,
    /// Seconds since 1970 of the update that the answer is as of.
    pub updated: u64,
    /// Whose the index is, where that is another user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_owner: Option<String>,
}

impl Coverage {
    /// How many reports a filter could not judge, each with what they lack; those filters that judged all are left out.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionReference {
    /// Short id.
    pub id: String,
    /// `number + heading` from the top; empty for what stands before the first heading.
    pub path: Vec<String>,
    /// Line of the section's number or heading.
    pub line: u32,
    /// Column of the section's number or heading.
    pub column: u32,
    /// The item that the match lies in.
    pub item: Option<ItemReference>,
}

/// An item as answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemReference {
    /// `一是`.
    pub number: String,
    /// Its theme, empty where it names none.
    pub heading: String,
}

impl From<&ReportKey> for DocumentReference {
    fn from(key: &ReportKey) -> Self {
        Self {
            id: key.id.clone(),
            path: key.path.clone(),
            title: Some(key.title.clone()).filter(|title| !title.is_empty()),
            region: key
                .region
                .split('/')
                .filter(|level| !level.is_empty())
                .map(String::from)
                .collect(),
            year: key.year,
        }
    }
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

/// Names the sections of one document.
pub(super) struct Sections<'d> {
    document: &'d Document,
    markers: PlaceCursor<'d>,
}

impl<'d> Sections<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        Self {
            document,
            markers: PlaceCursor::new(document),
        }
    }

    /// The section `index`, with the item that holds the byte `offset`.
    pub(super) fn reference(&mut self, index: usize, offset: usize) -> SectionReference {
        let Place { line, column } = self
            .markers
            .place(self.document.sections[index].marker as usize);
        let item = self.document.item_at(offset);
        SectionReference {
            id: section_id(&self.document.id, index),
            path: self.document.heading_path(index),
            line,
            column,
            item: item.map(|item| ItemReference {
                number: item.number.clone(),
                heading: item.heading.clone(),
            }),
        }
    }
}

pub(super) fn section_id(document: &str, index: usize) -> String {
    format!("{document}.{index}")
}
