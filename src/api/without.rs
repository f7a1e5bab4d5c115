//! The reports that lack a text.

use serde::{Deserialize, Serialize};

use super::reference::{Coverage, DocumentReference};

/// The reports without a mention, and the counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ReportsWithout {
    /// Ordered by region, year and path; as many as the limit of the request allows.
    pub documents: Vec<DocumentReference>,
    /// The counts, regardless of the limit.
    pub summary: WithoutSummary,
}

/// How many reports have no mention.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct WithoutSummary {
    /// The texts of the request, with ` | ` between them, or the name of its concept: a report that is listed has none of them.
    pub query: String,
    /// Reports without a mention, regardless of the limit.
    pub documents_without: u64,
    /// Whether the limit cut the reports.
    pub truncated: bool,
    /// What was searched, and how complete the answer is.
    #[serde(flatten)]
    pub coverage: Coverage,
}
