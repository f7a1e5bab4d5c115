//! Findings about a corpus as a whole.

use quanwen_extract::UnreadKind;
use quanwen_messages::Message;
use serde::{Deserialize, Serialize};

use super::filter::Filter;
use crate::document::Basis;

/// Which reports to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct HealthRequest {
    /// Which reports, and which unread files; the heading is ignored.
    pub filter: Filter,
}

impl HealthRequest {
    /// Checks the reports that match a filter.
    #[must_use]
    pub fn new(filter: Filter) -> Self {
        Self { filter }
    }
}

/// The findings on a corpus.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Health {
    /// Reports checked.
    pub documents: u64,
    /// The findings, grouped by kind in the order of [`Finding`].
    pub findings: Vec<Finding>,
}

/// The counts of a health check.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct HealthSummary {
    /// Reports checked.
    pub documents: u64,
    /// Findings.
    pub findings: u64,
}

impl Health {
    /// The counts.
    #[must_use]
    pub fn summary(&self) -> HealthSummary {
        HealthSummary {
            documents: self.documents,
            findings: self.findings.len() as u64,
        }
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// Reports with the same text, ignoring white space and character variants.
    Duplicate {
        /// The reports.
        paths: Vec<String>,
    },
    /// Two reports with nearly the same text.
    NearDuplicate {
        /// The two reports.
        paths: [String; 2],
        /// Estimated share of the ten-character shingles that both have (Jaccard similarity).
        similarity: f64,
    },
    /// Different reports of one place, year and series: one of them may have the wrong year or place.
    SameYear {
        /// The place.
        region: Vec<String>,
        /// The subject of the reports: 法治政府建设, 政府工作.
        series: String,
        /// The year.
        year: u16,
        /// The reports, one of each text.
        paths: Vec<String>,
    },
    /// Years without a report between the first and the last report of a place and series, and after the last up to the last year of
    /// which at least half of the places of the series have a report.
    MissingYears {
        /// The place.
        region: Vec<String>,
        /// The subject of the reports: 法治政府建设, 政府工作.
        series: String,
        /// The first year with a report.
        first: u16,
        /// The last year with one.
        last: u16,
        /// The years without one.
        years: Vec<u16>,
    },
    /// A report whose file, or a folder of a year above it, has the name of another year than its text states.
    OtherYear {
        /// The report.
        path: String,
        /// The year in the name.
        named: u16,
        /// The year in the text: what it is about, or when it was delivered or signed.
        stated: u16,
        /// Where it is stated.
        basis: Basis,
    },
    /// A report in the folder of another place than its text states.
    OtherPlace {
        /// The report.
        path: String,
        /// The place of the folder, from the province down as far as it is known.
        named: Vec<String>,
        /// The place of the report.
        stated: Vec<String>,
        /// Where it is stated.
        basis: Basis,
    },
    /// A report without a year: filters by year and trends leave it out.
    Undated {
        /// The report.
        path: String,
    },
    /// A report without a place that is not of the nation: filters by place leave it out.
    Unplaced {
        /// The report.
        path: String,
    },
    /// A report in which no heading was found.
    NoSections {
        /// The report.
        path: String,
    },
    /// A report with far less text than the others.
    Short {
        /// The report.
        path: String,
        /// Its characters, white space excluded.
        characters: u64,
        /// The median of the corpus, in characters.
        median: u64,
    },
    /// A report whose text seems to have been decoded or extracted wrongly.
    Garbled {
        /// The report.
        path: String,
        /// What is unusual about it.
        reason: Message,
    },
    /// A file that was not read.
    Unread {
        /// The file.
        path: String,
        /// The kind of reason.
        #[serde(default)]
        code: UnreadKind,
        /// Why.
        reason: Message,
    },
}
