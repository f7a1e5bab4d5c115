//! Ranked search: what is asked, and the hits that answer it.

use serde::Serialize;

use super::absence::Absence;
use super::facet::{Facet, FacetField};
use super::reference::{Coverage, DocumentReference, SectionReference};
use crate::document::Locator;
use crate::query::Filter;

/// What to rank sections by, which are asked, and how many to give.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct SearchRequest {
    /// In the query language, or plain words where `plain` is set.
    pub query: String,
    /// The query is plain words: quotation marks, signs and brackets mean nothing.
    pub plain: bool,
    /// Synonyms are left out.
    pub literal: bool,
    /// Which reports and sections are asked.
    pub filter: Filter,
    /// Hits to give at the most.
    pub limit: usize,
    /// The `cursor` of the answer before, for the hits behind it.
    pub after: Option<String>,
    /// Passages to give of each hit at the most.
    pub passages: usize,
    /// Sections whose best passage is the same text make one hit.
    pub collapse: bool,
    /// Only the best section of each report is a hit.
    pub one_per_document: bool,
    /// Properties to count the whole answer by.
    pub facets: Vec<FacetField>,
}

impl SearchRequest {
    /// Asks the whole index for the ten best sections, same passages taken once.
    #[must_use]
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            plain: false,
            literal: false,
            filter: Filter::default(),
            limit: 10,
            after: None,
            passages: 2,
            collapse: true,
            one_per_document: false,
            facets: Vec::new(),
        }
    }
}

/// A section that says something about the query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// Comparable within one answer only.
    pub score: f32,
    /// The report.
    pub document: DocumentReference,
    /// The section.
    pub section: SectionReference,
    /// The sentences that say it, in text order.
    pub passages: Vec<HitPassage>,
    /// Sections of the answer that have the best passage, this one included; 1 where passages are not compared.
    pub count: u64,
}

/// Sentences of a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HitPassage {
    /// The sentences, unchanged.
    pub text: String,
    /// Line of their first character.
    pub line: u32,
    /// Column of their first character.
    pub column: u32,
    /// Page, sheet and row, or record of their first character.
    #[serde(flatten)]
    pub locator: Locator,
    /// What matched: `[start, end)` in characters of `text`.
    pub highlights: Vec<[usize; 2]>,
}

/// A report with the score of its best section.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankedDocument {
    /// The report.
    pub document: DocumentReference,
    /// Comparable within one answer only.
    pub score: f32,
}

/// The best hits and how many there are.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchAnswer {
    /// The best first.
    pub hits: Vec<Hit>,
    /// The counts.
    pub summary: SearchSummary,
    /// Why nothing was found, where nothing was.
    pub absence: Option<Absence>,
}

/// How many sections there are, and of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchSummary {
    /// As asked.
    pub query: String,
    /// The words and texts that it was ranked by.
    pub words: Vec<String>,
    /// Sections that satisfy the query, before any grouping.
    pub total: u64,
    /// Whether `total` counts all of them.
    pub total_is_exact: bool,
    /// Hits given.
    pub shown: u64,
    /// Where the next page begins; absent behind the last.
    pub cursor: Option<String>,
    /// The answer counted by the properties that were asked for, before any grouping.
    pub facets: Vec<Facet>,
    /// What was asked, and what is known of the answer's completeness.
    #[serde(flatten)]
    pub coverage: Coverage,
}
