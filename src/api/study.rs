//! What is found by looking at a corpus as a whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::filter::Filter;

/// Which reports to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct HealthRequest {
    /// Which reports, and which files that were not read; its part about headings plays no role.
    pub filter: Filter,
}

impl HealthRequest {
    /// Asks for the findings on the reports that a filter takes.
    #[must_use]
    pub fn new(filter: Filter) -> Self {
        Self { filter }
    }
}

/// The findings on a corpus.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct Health {
    /// Reports that were looked at.
    pub documents: u64,
    /// What was found, the kinds in the order of [`Finding`].
    pub findings: Vec<Finding>,
}

/// How much was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct HealthSummary {
    /// Reports that were looked at.
    pub documents: u64,
    /// Things found.
    pub findings: u64,
}

impl Health {
    /// How much was found.
    #[must_use]
    pub fn summary(&self) -> HealthSummary {
        HealthSummary {
            documents: self.documents,
            findings: self.findings.len() as u64,
        }
    }
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// Reports of the same text, white space and forms of characters aside.
    Duplicate {
        /// The reports.
        paths: Vec<String>,
    },
    /// Two reports of nearly the same text.
    NearDuplicate {
        /// The two reports.
        paths: [String; 2],
        /// The share of their runs of ten characters that is in both, estimated.
        similarity: f64,
    },
    /// Years between the first and the last report of a place on one matter that have none.
    MissingYears {
        /// The place.
        region: Vec<String>,
        /// What the reports are about: 法治政府建设, 政府工作.
        series: String,
        /// The first year that has a report.
        first: u16,
        /// The last year that has one.
        last: u16,
        /// The years without.
        years: Vec<u16>,
    },
    /// A report in which no heading was found.
    NoSections {
        /// The report.
        path: String,
    },
    /// A report of far less text than the others.
    Short {
        /// The report.
        path: String,
        /// Its characters, white space aside.
        characters: u64,
        /// The median of the corpus.
        median: u64,
    },
    /// A report whose text reads as if it had been decoded or extracted wrongly.
    Garbled {
        /// The report.
        path: String,
        /// What is odd about it.
        reason: String,
    },
    /// A file that was not read.
    Unread {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}
