//! How evenly a text is distributed over a corpus.

use std::str::FromStr;

use quanwen_messages::{Message, message};
use serde::{Deserialize, Serialize};

use super::filter::Filter;
use super::reference::{Coverage, DocumentReference};

/// Which text, and over which parts of the corpus.
///
/// ```
/// use quanwen::api::{DispersionRequest, PartBy};
/// let request = DispersionRequest::new("行政复议").by(PartBy::Year);
/// assert_eq!(request.text, "行政复议");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct DispersionRequest {
    /// The text, in any spelling that folds alike.
    pub text: String,
    /// Which reports and sections it covers.
    pub filter: Filter,
    /// What a part of the corpus is.
    pub by: PartBy,
    /// At most this many parts are returned; all if absent. Counts and measures are always of all parts.
    pub limit: Option<usize>,
}

impl DispersionRequest {
    /// Looks for a text in the reports of the whole corpus.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Which reports and sections it covers.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// What a part of the corpus is.
    #[must_use]
    pub fn by(mut self, by: PartBy) -> Self {
        self.by = by;
        self
    }

    /// At most this many parts are returned.
    #[must_use]
    pub fn limit(mut self, limit: impl Into<Option<usize>>) -> Self {
        self.limit = limit.into();
        self
    }
}

/// What a part of a corpus is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartBy {
    /// A report.
    #[default]
    Document,
    /// The reports of a year.
    Year,
    /// The reports of a place.
    Region,
}

impl FromStr for PartBy {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        match text.trim() {
            "report" => Ok(Self::Document),
            "year" => Ok(Self::Year),
            "region" => Ok(Self::Region),
            other => Err(message!(
                "`{other}` is not a part of a corpus: use report, year or region",
                other = other
            )),
        }
    }
}

/// The parts with their mentions, and the measures.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct DispersionAnswer {
    /// Reports ordered by region, year and path; years or places ascending, those without one last. Parts without a mention are
    /// among them.
    pub parts: Vec<DispersionPart>,
    /// The counts and measures, regardless of the limit.
    pub summary: DispersionSummary,
}

/// A part of the corpus: a report, or the reports of a year or a place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct DispersionPart {
    /// The report, if parts are reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentReference>,
    /// The year, or the place with its levels joined by `/`; absent for a report, and for the reports that have none.
    pub group: Option<String>,
    /// Its reports with a section that the filter takes.
    pub documents: u64,
    /// Characters of its folded text, of the sections that the filter takes.
    pub characters: u64,
    /// Mentions in them.
    pub mentions: u64,
    /// Where in its report each mention begins, from 0 to 1 of the report's whole folded text, ascending.
    pub positions: Vec<f64>,
}

/// The counts and measures of a text's dispersion.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct DispersionSummary {
    /// As in the request.
    pub query: String,
    /// What a part of the corpus is.
    pub by: PartBy,
    /// Mentions, regardless of the limit.
    pub mentions: u64,
    /// Parts, those without a mention too.
    pub parts: u64,
    /// Parts with a mention.
    pub parts_with: u64,
    /// Share of the parts that have a mention.
    pub range: Option<f64>,
    /// Deviation of proportions, the parts by their sizes in characters (Gries 2008); absent without mentions.
    pub dp: Option<f64>,
    /// The same divided by its maximum (Lijffijt and Gries 2012); absent without mentions, and where one part is all.
    pub dp_norm: Option<f64>,
    /// Characters of all parts.
    pub characters: u64,
    /// Whether fewer parts were returned than there are.
    pub truncated: bool,
    /// What was searched, and how complete the answer is.
    #[serde(flatten)]
    pub coverage: Coverage,
}
