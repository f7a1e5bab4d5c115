//! Listing reports, showing one in full, and what an index holds.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::filter::Filter;
use super::ignored::IgnoredFiles;
use super::reference::{Coverage, DocumentReference, Skipped};
use super::timestamp::Timestamp;
use crate::document::Document;

/// Which reports to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ListRequest {
    /// Which reports; with a heading, those that have a section under such a heading.
    pub filter: Filter,
}

impl ListRequest {
    /// Lists the reports that match a filter.
    #[must_use]
    pub fn new(filter: Filter) -> Self {
        Self { filter }
    }
}

/// Reports, ordered by region, year and path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct DocumentList {
    /// The reports.
    pub documents: Vec<DocumentReference>,
    /// How many reports, and how complete the list is.
    pub summary: Coverage,
}

/// What to show in full.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ShowRequest {
    /// The id of a report, section or mention, or the path of a report in the corpus. A path with a line, `松泽县/2019.txt:12`,
    /// names the section that it begins in; with line and column, the sentence that is there, or its section for a heading.
    pub id: String,
}

impl ShowRequest {
    /// Shows what an id or a path names.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// What an id names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Shown {
    /// The document, or the one that contains the part.
    pub document: Document,
    /// Which part of it.
    pub part: ShownPart,
    /// The part's bytes in the document's text; for a mention those of its section.
    pub range: Range<usize>,
}

impl Shown {
    /// A part of a document, with its bytes in the document's text.
    #[must_use]
    pub fn new(document: Document, part: ShownPart, range: Range<usize>) -> Self {
        Self {
            document,
            part,
            range,
        }
    }
}

/// The part of a document that an id names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ShownPart {
    /// All of it.
    #[default]
    Document,
    /// The section of this index, with those below it.
    Section(usize),
    /// A mention at these bytes, in the section of this index.
    Mention(usize, Range<usize>),
}

/// What an index holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Status {
    /// The folder of the index.
    pub index: String,
    /// The folder of the corpus.
    pub corpus: String,
    /// Reports.
    pub documents: u64,
    /// Sections, not counting the text before each report's first heading.
    pub sections: u64,
    /// Bytes of text.
    pub text_bytes: u64,
    /// Bytes of the index on disk.
    pub index_bytes: u64,
    /// When it was last brought up to date.
    pub updated: Timestamp,
    /// The stamp of the rules that exactness depends on.
    pub exact_stamp: String,
    /// The stamp of the dictionary that ranking depends on.
    pub word_stamp: String,
    /// Whether the index was made with the current dictionary.
    pub dictionary_is_current: bool,
    /// Years in ascending order, each with its number of reports.
    pub years: Vec<(u16, u64)>,
    /// Reports without a year.
    pub undated: u64,
    /// Reports without a place.
    pub unplaced: u64,
    /// Files, and documents in files, that were not read, and why.
    pub skipped: Vec<Skipped>,
    /// Files with bytes that could not be decoded, and how many characters replace those bytes.
    pub damaged: Vec<(String, u32)>,
    /// Reports of which a part, or more than 1 % of the characters, could not be read.
    pub damaged_reports: u64,
    /// Files that are not documents.
    pub ignored_files: IgnoredFiles,
    /// Over a cluster, how the index is spread over its machines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<ClusterStatus>,
}

/// How an index is spread over the machines of a cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ClusterStatus {
    /// Whether all of it is on some machine.
    pub health: ClusterHealth,
    /// Parts of the index, each on one machine.
    pub shards: u64,
    /// Copies of each part that are to be on other machines.
    pub replicas: u64,
    /// Parts and copies that are on no machine.
    pub missing: u64,
    /// Machines that have some of it.
    pub machines: u64,
    /// Bytes on the disks of all machines, copies included.
    pub bytes: u64,
}

/// The health of an index on a cluster, by the names that the cluster gives it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ClusterHealth {
    /// Every part and every copy is on a machine.
    Green,
    /// Every part is on a machine; copies are missing.
    Yellow,
    /// A part is on no machine.
    #[default]
    Red,
}
