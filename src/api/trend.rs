//! Counts of texts over years, places, issuers and headings.

use std::fmt;
use std::str::FromStr;

use quanwen_messages::{Message, message};
use serde::{Deserialize, Serialize};

use super::concept::Concept;
use super::filter::Filter;
use super::grouped::Grouped;
use super::reference::Coverage;

/// A property that mentions are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TrendField {
    /// The year that a report is about.
    Year,
    /// Its place, from the province down.
    Region,
    /// The province of its place.
    Province,
    /// 发文机关.
    Issuer,
    /// The topmost heading that a section is under, without its number.
    Heading,
    /// The code of its place by GB/T 2260 in its year.
    Code,
}

impl TrendField {
    /// Every property.
    pub const ALL: [Self; 6] = [
        Self::Year,
        Self::Region,
        Self::Province,
        Self::Issuer,
        Self::Heading,
        Self::Code,
    ];

    /// The name in requests and answers: `year`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Region => "region",
            Self::Province => "province",
            Self::Issuer => "issuer",
            Self::Heading => "heading",
            Self::Code => "code",
        }
    }
}

impl FromStr for TrendField {
    type Err = Message;

    fn from_str(name: &str) -> Result<Self, Message> {
        let name = name.trim();
        let mut fields = Self::ALL.into_iter();
        let found = fields.find(|field| field.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            message!(
                "`{name}` is nothing to count by: use one or two of {names}",
                name = name,
                names = names
            )
        })
    }
}

impl fmt::Display for TrendField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What to count, where, and by what.
///
/// ```
/// use quanwen::api::{Filter, TrendField, TrendRequest};
///
/// let request = TrendRequest::new(["行政复议", "行政诉讼"])
///     .by([TrendField::Year, TrendField::Region])
///     .filter(Filter::default().years("2018..2022".parse()?))
///     .balanced(true);
/// assert_eq!(request.texts.len(), 2);
/// # Ok::<(), quanwen::Message>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct TrendRequest {
    /// Texts to count, each apart, in any spelling that folds alike.
    pub texts: Vec<String>,
    /// Concepts to count, each apart.
    pub concepts: Vec<Concept>,
    /// Whether quotation marks, book-title marks and emphasis count.
    pub strict: bool,
    /// Which reports and sections it covers.
    pub filter: Filter,
    /// One or two different properties.
    pub by: Vec<TrendField>,
    /// Whether only places count that have a report of every year.
    pub balanced: bool,
}

impl Default for TrendRequest {
    /// Nothing yet, over the years of the whole corpus.
    fn default() -> Self {
        Self {
            texts: Vec::new(),
            concepts: Vec::new(),
            strict: false,
            filter: Filter::default(),
            by: vec![TrendField::Year],
            balanced: false,
        }
    }
}

impl TrendRequest {
    /// Counts some texts over the years of the whole corpus.
    #[must_use]
    pub fn new(texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            texts: texts.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// Counts some concepts over the years of the whole corpus.
    #[must_use]
    pub fn of_concepts(concepts: impl IntoIterator<Item = Concept>) -> Self {
        Self {
            concepts: concepts.into_iter().collect(),
            ..Self::default()
        }
    }

    /// One more concept to count.
    #[must_use]
    pub fn concept(mut self, concept: Concept) -> Self {
        self.concepts.push(concept);
        self
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

    /// One or two different properties to count by.
    #[must_use]
    pub fn by(mut self, fields: impl IntoIterator<Item = TrendField>) -> Self {
        self.by = fields.into_iter().collect();
        self
    }

    /// Whether only places count that have a report of every year: of the filter's years if it has a first and a last one,
    /// otherwise of all years of the reports.
    #[must_use]
    pub fn balanced(mut self, balanced: bool) -> Self {
        self.balanced = balanced;
        self
    }
}

/// The counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct TrendAnswer {
    /// For each text and then each concept, a cell for each group in ascending order, last the reports or sections without
    /// the value. With a year and another property, every year with every value of the other, whether or not there is a
    /// report.
    pub cells: Vec<TrendCell>,
    /// The totals, and what was counted.
    pub summary: TrendSummary,
}

/// The values that a cell is of. A property that is not counted by is absent; `null` is for what has no value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct TrendGroup {
    /// The year.
    #[serde(skip_serializing_if = "Grouped::is_absent")]
    pub year: Grouped<u16>,
    /// The place, from the province down.
    #[serde(skip_serializing_if = "Grouped::is_absent")]
    pub region: Grouped<Vec<String>>,
    /// The province.
    #[serde(skip_serializing_if = "Grouped::is_absent")]
    pub province: Grouped<String>,
    /// 发文机关.
    #[serde(skip_serializing_if = "Grouped::is_absent")]
    pub issuer: Grouped<String>,
    /// The topmost heading, without its number.
    #[serde(skip_serializing_if = "Grouped::is_absent")]
    pub heading: Grouped<String>,
    /// The code by GB/T 2260; also of a `region`, in the cell's year or else today.
    #[serde(skip_serializing_if = "Grouped::is_absent")]
    pub code: Grouped<String>,
}

impl TrendGroup {
    /// The value of a property: the levels of a place, or one name; `None` for what has no value and for what is not counted by.
    #[must_use]
    pub fn value(&self, field: TrendField) -> Option<Vec<String>> {
        let name = |value: &Grouped<String>| value.value().map(|name| vec![name.clone()]);
        match field {
            TrendField::Year => self.year.value().map(|year| vec![year.to_string()]),
            TrendField::Region => self.region.value().cloned(),
            TrendField::Province => name(&self.province),
            TrendField::Issuer => name(&self.issuer),
            TrendField::Heading => name(&self.heading),
            TrendField::Code => name(&self.code),
        }
    }
}

/// The mentions of a text in one group.
///
/// Where there is no report, the counts of mentions are `null`: nothing was said because nothing is there. Where there is one
/// that does not have the text, they are 0.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct TrendCell {
    /// The text, or the name of the concept.
    pub term: String,
    /// Which group it is.
    #[serde(flatten)]
    pub group: TrendGroup,
    /// Mentions; absent without a report.
    pub mentions: Option<u64>,
    /// Sections with a mention; absent without a report.
    pub sections: Option<u64>,
    /// Reports with a mention; absent without a report.
    pub documents_with: Option<u64>,
    /// Reports.
    pub documents: u64,
    /// Characters of the folded text of the filtered sections.
    pub characters: u64,
    /// Words of the filtered sections in a plain cut, without punctuation.
    pub words: u64,
    /// Mentions per 10,000 characters; absent without characters.
    pub per_10k: Option<f64>,
    /// Mentions per word; absent without words.
    pub per_word: Option<f64>,
    /// Mentions per report; absent without a report.
    pub per_document: Option<f64>,
}

/// The totals of a trend.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct TrendSummary {
    /// The texts and the names of the concepts, with ` | ` between them.
    pub query: String,
    /// What was counted by.
    pub by: Vec<TrendField>,
    /// The totals of each text, then of each concept.
    pub terms: Vec<TrendTotal>,
    /// Characters of the folded text that was counted in.
    pub characters: u64,
    /// Words of it in a plain cut, without punctuation.
    pub words: u64,
    /// The places that were taken, where only those with every year were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
    /// Texts that more than one of the terms counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<SharedText>,
    /// What was searched, and how complete the answer is.
    #[serde(flatten)]
    pub coverage: Coverage,
}

/// The mentions of a text in all cells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct TrendTotal {
    /// The text, or the name of the concept.
    pub term: String,
    /// Mentions.
    pub mentions: u64,
    /// Sections with a mention.
    pub sections: u64,
    /// Reports with a mention.
    pub documents_with: u64,
}

/// The places that have a report of every year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Balance {
    /// The years that a place must have.
    pub years: Vec<u16>,
    /// Places with a report of each.
    pub regions: u64,
    /// Places that lack one.
    pub left_out: u64,
    /// Where no place has a report of each year: the most of these years, one after the other, that some place has a report of each.
    pub longest: Vec<u16>,
    /// The places that have.
    pub longest_regions: u64,
}

/// A text that several terms of a request count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct SharedText {
    /// The text.
    pub text: String,
    /// The texts or concepts that count it.
    pub terms: Vec<String>,
}
