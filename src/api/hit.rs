//! Ranked search: requests and hits.

use serde::{Deserialize, Serialize};

use super::facet::{Facet, FacetField};
use super::filter::Filter;
use super::reference::{Coverage, DocumentReference, SectionReference};
use super::understood::Understood;
use super::zero_hits::{MissingWord, ZeroHits};
use crate::document::Locator;

/// A ranked search: the query, its scope, and how many hits to return.
///
/// ```
/// use quanwen::api::{FacetField, SearchRequest};
/// let request = SearchRequest::new("复议案件 \"负责人\"").limit(5).facets([FacetField::Year]);
/// assert!(request.collapse && request.passages == 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct SearchRequest {
    /// In the query language, or plain words where `plain` is set.
    pub query: String,
    /// Whether the query is plain words, without operators, quotation marks or brackets.
    pub plain: bool,
    /// Whether synonyms are left out.
    pub literal: bool,
    /// Whether places, years, issuers and kinds of documents are words like others.
    pub as_words: bool,
    /// Which reports and sections it covers.
    pub filter: Filter,
    /// At most this many hits are returned.
    pub limit: usize,
    /// The `cursor` of the previous answer, for the hits after it.
    pub after: Option<String>,
    /// At most this many passages per hit.
    pub passages: usize,
    /// Whether sections with the same best passage are one hit.
    pub collapse: bool,
    /// Whether only the best section of each report is a hit.
    pub one_per_document: bool,
    /// Facets to count the whole answer by.
    pub facets: Vec<FacetField>,
}

impl Default for SearchRequest {
    /// An empty query over the whole corpus, for the ten best sections; those with the same best passage are one hit.
    fn default() -> Self {
        Self {
            query: String::new(),
            plain: false,
            literal: false,
            as_words: false,
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

impl SearchRequest {
    /// Searches the whole corpus for the ten best sections; those with the same best passage are one hit.
    #[must_use]
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            ..Self::default()
        }
    }

    /// Whether the query is plain words.
    #[must_use]
    pub fn plain(mut self, plain: bool) -> Self {
        self.plain = plain;
        self
    }

    /// Whether synonyms are left out.
    #[must_use]
    pub fn literal(mut self, literal: bool) -> Self {
        self.literal = literal;
        self
    }

    /// Whether places, years, issuers and kinds of documents are words like others.
    #[must_use]
    pub fn as_words(mut self, as_words: bool) -> Self {
        self.as_words = as_words;
        self
    }

    /// Which reports and sections it covers.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// At most this many hits are returned.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// The cursor of the previous answer, for the hits after it.
    #[must_use]
    pub fn after(mut self, cursor: impl Into<Option<String>>) -> Self {
        self.after = cursor.into();
        self
    }

    /// At most this many passages per hit.
    #[must_use]
    pub fn passages(mut self, passages: usize) -> Self {
        self.passages = passages;
        self
    }

    /// Whether sections with the same best passage are one hit.
    #[must_use]
    pub fn collapse(mut self, collapse: bool) -> Self {
        self.collapse = collapse;
        self
    }

    /// Whether only the best section of each report is a hit.
    #[must_use]
    pub fn one_per_document(mut self, one: bool) -> Self {
        self.one_per_document = one;
        self
    }

    /// Facets to count the whole answer by.
    #[must_use]
    pub fn facets(mut self, fields: impl IntoIterator<Item = FacetField>) -> Self {
        self.facets = fields.into_iter().collect();
        self
    }
}

/// A section that matches the query.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// Comparable within one answer only.
    pub score: f32,
    /// The report.
    pub document: DocumentReference,
    /// The section.
    pub section: SectionReference,
    /// The best sentences of the section, in text order.
    pub passages: Vec<HitPassage>,
    /// Sections with the same best passage, this one included; 1 where passages are not compared.
    pub count: u64,
}

/// Sentences of a hit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
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
    /// The row that names the columns of the table that their first character is in; absent elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<String>,
    /// The matches: `[start, end)` in characters of `text`.
    pub highlights: Vec<[usize; 2]>,
}

/// A report with the score of its best section.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct RankedDocument {
    /// The report.
    pub document: DocumentReference,
    /// Comparable within one answer only.
    pub score: f32,
}

/// The best hits, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct SearchAnswer {
    /// The best first.
    pub hits: Vec<Hit>,
    /// The counts.
    pub summary: SearchSummary,
    /// Why there are no hits; absent where there are some.
    pub zero_hits: Option<ZeroHits>,
}

/// The counts of a search.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct SearchSummary {
    /// As in the request.
    pub query: String,
    /// The words and texts that sections were ranked by.
    pub words: Vec<String>,
    /// What the query was read as, besides words.
    pub understood: Understood,
    /// Sections that satisfy the query, before any grouping. Those that have only a synonym of what was typed are not among
    /// them.
    pub total: u64,
    /// Whether `total` is their number; else they are at most so many.
    pub total_is_exact: bool,
    /// Sections that have only a synonym of what was typed. They are in no facet.
    pub by_synonyms: u64,
    /// The synonyms that sections were ranked by.
    pub synonyms: Vec<String>,
    /// Words of the query that occur nowhere in what was searched.
    pub missing: Vec<MissingWord>,
    /// Sections of glossaries that have the query verbatim; they come after the others unless the query asks for a meaning.
    pub definitions: u64,
    /// Hits returned.
    pub shown: u64,
    /// Where the next page begins; absent after the last.
    pub cursor: Option<String>,
    /// Counts by the request's facets, before any grouping.
    pub facets: Vec<Facet>,
    /// What was searched, and how complete the answer is.
    #[serde(flatten)]
    pub coverage: Coverage,
}
