//! Files that are not documents.

use std::collections::BTreeMap;

use quanwen_extract::OtherFile;
use serde::{Deserialize, Serialize};

/// Files that are not documents, by kind: `{"pictures":12}`. No text of a known format is lost with them.
///
/// ```
/// use quanwen::api::IgnoredFiles;
///
/// let mut ignored = IgnoredFiles::default();
/// ignored.add(quanwen::corpus::OtherFile::Pictures);
/// assert_eq!(serde_json::to_string(&ignored)?, r#"{"pictures":1}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct IgnoredFiles(BTreeMap<OtherFile, u64>);

impl IgnoredFiles {
    /// Counts a file.
    pub fn add(&mut self, kind: OtherFile) {
        *self.0.entry(kind).or_default() += 1;
    }

    /// Adds the counts of others.
    pub fn extend(&mut self, others: &Self) {
        for (kind, files) in &others.0 {
            *self.0.entry(*kind).or_default() += files;
        }
    }

    /// The kinds with their numbers of files.
    pub fn iter(&self) -> impl Iterator<Item = (OtherFile, u64)> + '_ {
        self.0.iter().map(|(kind, files)| (*kind, *files))
    }

    /// The number of files.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
