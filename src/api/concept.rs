//! A list of terms that count as one.

use serde::{Deserialize, Serialize};

/// A list of terms that count as one: what studies of reports measure by the share of a word list.
///
/// Where terms and exclusions overlap, the text counts once, for the longest of them; of equally long ones for the first.
/// What an exclusion takes does not count: of 法治 without 法治日报, the name of the newspaper.
///
/// ```
/// use quanwen::api::Concept;
///
/// let concept = Concept::new("法治", ["依法行政", "法治"]).exclusion("法治日报");
/// assert_eq!(concept.terms.len(), 2);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Concept {
    /// Its name.
    pub name: String,
    /// The texts that count, each in any spelling that folds alike.
    pub terms: Vec<String>,
    /// Texts whose parts do not count.
    pub exclusions: Vec<String>,
}

impl Concept {
    /// A concept of some terms.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        terms: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self {
            name: name.into(),
            terms: terms.into_iter().map(Into::into).collect(),
            exclusions: Vec::new(),
        }
    }

    /// One more text whose parts do not count.
    #[must_use]
    pub fn exclusion(mut self, text: impl Into<String>) -> Self {
        self.exclusions.push(text.into());
        self
    }
}
