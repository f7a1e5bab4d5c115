//! Every occurrence of a text in context.

use quanwen_messages::Message;
use serde::{Deserialize, Serialize};

use super::concept::Concept;
use super::context::Context;
use super::filter::Filter;
use super::reference::{Coverage, DocumentReference, SectionReference};
use super::sample::Sample;
use super::sort_key::SortKey;
use crate::document::Locator;

/// Default display columns of context on each side of a match.
const DEFAULT_WIDTH: usize = 40;

/// What to find, where, and how much context to show.
///
/// ```
/// use quanwen::api::{Filter, MentionRequest};
/// let request = MentionRequest::new("行政复议")
///     .text("行政诉讼")
///     .filter(Filter::default().region("松泽县"))
///     .limit(100);
/// assert_eq!(request.texts, ["行政复议", "行政诉讼"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct MentionRequest {
    /// Texts to find, each in any spelling that folds alike.
    pub texts: Vec<String>,
    /// Patterns to find: `行政*机关` and `行政?议` as in quotation marks of a query, or a regular expression between slashes,
    /// `/复议(案件)?[0-9]+件/`. They are matched with folded paragraphs, so never with marks that count.
    pub patterns: Vec<String>,
    /// A concept to find instead of texts and patterns.
    pub concept: Option<Concept>,
    /// Whether quotation marks, book-title marks and emphasis count.
    pub strict: bool,
    /// Which reports and sections it covers.
    pub filter: Filter,
    /// Whether mentions that begin or end inside a word are left out: 法治 in 依法治县. Words are those of a plain cut of the
    /// paragraph with the dictionary; a mention may have several.
    pub whole_word: bool,
    /// What mentions are sorted by, the first key first; without any, by region, year, path and position.
    pub sort: Vec<SortKey>,
    /// A random sample is returned instead of all mentions. Counts are always complete.
    pub sample: Option<Sample>,
    /// At most this many mentions are returned, the first of the order, or reports with mentions; all if absent. Counts are
    /// always complete.
    pub limit: Option<usize>,
    /// How much text is returned on each side.
    pub context: Context,
    /// Display columns of context on each side, if `context` is columns.
    pub width: usize,
}

impl Default for MentionRequest {
    /// No text yet, in the whole corpus, with 40 columns of context.
    fn default() -> Self {
        Self {
            texts: Vec::new(),
            patterns: Vec::new(),
            concept: None,
            strict: false,
            filter: Filter::default(),
            whole_word: false,
            sort: Vec::new(),
            sample: None,
            limit: None,
            context: Context::Columns,
            width: DEFAULT_WIDTH,
        }
    }
}

impl MentionRequest {
    /// Searches the whole corpus for one text, with 40 columns of context.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self::default().text(text)
    }

    /// Searches the whole corpus for several texts, with 40 columns of context.
    #[must_use]
    pub fn of_texts(texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            texts: texts.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// One more text to find.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.texts.push(text.into());
        self
    }

    /// One more pattern to find.
    #[must_use]
    pub fn pattern(mut self, pattern: impl Into<String>) -> Self {
        self.patterns.push(pattern.into());
        self
    }

    /// Searches the whole corpus for one pattern, with 40 columns of context.
    #[must_use]
    pub fn of_pattern(pattern: impl Into<String>) -> Self {
        Self::default().pattern(pattern)
    }

    /// Searches the whole corpus for a concept, with 40 columns of context.
    #[must_use]
    pub fn of_concept(concept: Concept) -> Self {
        Self {
            concept: Some(concept),
            ..Self::default()
        }
    }

    /// Whether quotation marks, book-title marks and emphasis count.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Which reports and sections it covers.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// Whether mentions that begin or end inside a word are left out.
    #[must_use]
    pub fn whole_word(mut self, whole_word: bool) -> Self {
        self.whole_word = whole_word;
        self
    }

    /// What mentions are sorted by, the first key first.
    #[must_use]
    pub fn sort(mut self, keys: impl IntoIterator<Item = SortKey>) -> Self {
        self.sort = keys.into_iter().collect();
        self
    }

    /// A random sample is returned instead of all mentions.
    #[must_use]
    pub fn sample(mut self, sample: impl Into<Option<Sample>>) -> Self {
        self.sample = sample.into();
        self
    }

    /// At most this many mentions are returned.
    #[must_use]
    pub fn limit(mut self, limit: impl Into<Option<usize>>) -> Self {
        self.limit = limit.into();
        self
    }

    /// How much text is returned on each side.
    #[must_use]
    pub fn context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// Display columns of context on each side.
    #[must_use]
    pub fn width(mut self, columns: usize) -> Self {
        self.width = columns;
        self
    }
}

/// The mentions and their counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct MentionAnswer {
    /// In the order of the request; as many as its sample and its limit allow.
    pub mentions: Vec<Mention>,
    /// The counts, regardless of the limit.
    pub summary: MentionSummary,
}

/// The reports with a mention, and the counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct MentionsByDocument {
    /// Ordered by region, year and path; as many as the limit of the request allows.
    pub documents: Vec<DocumentMentions>,
    /// The counts, regardless of the limit, which may cut the reports.
    pub summary: MentionSummary,
}

impl MentionsByDocument {
    /// The first reports of an answer, as many as a limit allows.
    #[must_use]
    pub fn limited(mut self, limit: Option<usize>) -> Self {
        let limit = limit.unwrap_or(usize::MAX);
        self.documents.truncate(limit);
        self.summary.truncated = (limit as u64) < self.summary.documents_with;
        self
    }
}

/// One occurrence of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Mention {
    /// Short id.
    pub id: String,
    /// The report.
    pub document: DocumentReference,
    /// The section of the first character.
    pub section: SectionReference,
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Page, sheet and row, or record of the first character.
    #[serde(flatten)]
    pub locator: Locator,
    /// The row that names the columns of the table whose row has the match: `| 县 | 件数 |`; absent elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<String>,
    /// The match in its context.
    #[serde(flatten)]
    pub kwic: Kwic,
    /// The text or pattern of the request that it matches.
    pub text: String,
    /// The groups of the expression that it matches, as spelled in the text, `null` for one that took no part; absent if there are
    /// none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub captures: Vec<Option<String>>,
}

/// A match in its context, the text unchanged (KWIC: keyword in context).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Kwic {
    /// The text before the match, within its paragraph.
    pub left: String,
    /// The match, as spelled in the text.
    #[serde(rename = "match")]
    pub matched: String,
    /// The text after it, within its paragraph.
    pub right: String,
}

/// How many mentions there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct MentionSummary {
    /// The texts and patterns of the request, with ` | ` between them, or the name of its concept.
    pub query: String,
    /// Mentions, regardless of the limit.
    pub mentions: u64,
    /// Mentions of each text.
    pub texts: Vec<TextCount>,
    /// Sections with a mention.
    pub sections: u64,
    /// Reports with a mention.
    pub documents_with: u64,
    /// Mentions that were left out because they begin or end inside a word; absent unless the request asks for whole words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside_words: Option<u64>,
    /// The sample that was taken: as many mentions as asked for, or all if there are fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample: Option<Sample>,
    /// Whether the limit cut the mentions, or those of the sample, or the reports.
    pub truncated: bool,
    /// What was searched, and how complete the answer is.
    #[serde(flatten)]
    pub coverage: Coverage,
}

/// The mentions of one of several texts or patterns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct TextCount {
    /// As in the request.
    pub text: String,
    /// Mentions.
    pub mentions: u64,
}

/// A report and how many mentions it has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct DocumentMentions {
    /// The report.
    pub document: DocumentReference,
    /// Mentions in it.
    pub mentions: u64,
    /// Those of each text, as the summary has them; absent if there is only one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<TextCount>,
}

/// The mentions of a scan of the files compared with those of the index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Verification {
    /// Reports scanned.
    pub documents: u64,
    /// Mentions by the index.
    pub by_index: u64,
    /// Mentions by the scan.
    pub by_scan: u64,
    /// The reports in which the two differ; empty where they agree.
    pub differences: Vec<Difference>,
}

/// A report in which index and scan differ.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Difference {
    /// The report.
    pub path: String,
    /// The kind of difference.
    ///
    /// | code | meaning |
    /// |---|---|
    /// | `not_indexed` | the index does not have the report |
    /// | `changed` | the file has changed since the update |
    /// | `mentions` | index and scan find different mentions |
    /// | another | the file cannot be read now: one of [`Unread::code`](quanwen_extract::Unread::code) |
    pub code: String,
    /// What differs.
    pub reason: Message,
}
