//! What a recorded question gives now, and which files and rules made its answer differ.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::record::Fields;
use super::timestamp::Timestamp;

/// The answer of a recorded question now, compared with the recorded one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Replay {
    /// What differs: the counts of the whole answer, then its rows, in the recorded order, new ones last.
    pub differences: Vec<RowDifference>,
    /// The files that made it differ, by path: those that were added, removed or changed since. Where the answer is the same,
    /// they made no difference.
    pub files: Vec<FileDifference>,
    /// The outcome.
    pub summary: ReplaySummary,
}

/// What differs in one row of an answer, or in the counts of the whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct RowDifference {
    /// The row: its text, place, year and so on; empty for the counts of the whole answer.
    pub row: Fields,
    /// What became of it.
    pub change: Change,
    /// The fields that differ, those inside others with their names joined by `.`; for an added or removed row, all that are not
    /// absent.
    pub fields: Vec<FieldDifference>,
}

/// A value that differs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct FieldDifference {
    /// Its name.
    pub name: String,
    /// As recorded; absent if there was none.
    pub before: Option<Value>,
    /// Now; absent if there is none.
    pub after: Option<Value>,
}

/// A file that is not as it was recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct FileDifference {
    /// Relative to the corpus, with `/`.
    pub path: String,
    /// What became of it.
    pub change: Change,
    /// Mentions of the request's texts as recorded; absent for a new file and where no text was asked for.
    pub mentions_before: Option<u64>,
    /// Mentions now; absent for a removed file and where no text was asked for.
    pub mentions_after: Option<u64>,
}

/// What became of a row or a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Change {
    /// It is new; a file: among the reports that the request covers.
    Added,
    /// It is no longer there; a file: not among these reports.
    Removed,
    /// It is other than it was; a file: its bytes.
    #[default]
    Changed,
    /// A file of the same bytes, of which `quanwen.csv` says something else.
    Corrected,
}

impl Change {
    /// The name in answers: `changed`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Corrected => "corrected",
        }
    }
}

/// The outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ReplaySummary {
    /// Whether the two answers are equal.
    pub same: bool,
    /// The command that asked: `trend`.
    pub command: String,
    /// What it asked for.
    pub query: String,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// The hash of the recorded answer.
    pub result_before: String,
    /// The hash of the answer now.
    pub result_after: String,
    /// Rows that differ.
    pub rows: u64,
    /// Files that were added, removed or changed.
    pub files: u64,
    /// Files that are as recorded.
    pub files_same: u64,
    /// What else is not as it was.
    pub rules: Vec<RuleDifference>,
}

/// A program or a set of rules that is not as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct RuleDifference {
    /// `program`, or a field of a record's rules: `exact_stamp`.
    pub name: String,
    /// As recorded.
    pub before: String,
    /// Now.
    pub after: String,
}
