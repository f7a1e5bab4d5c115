//! An integrity check, and its result.

use quanwen_messages::Message;
use serde::{Deserialize, Serialize};

use super::json::VERSION;
use super::sample::Sample;

/// How far an integrity check goes.
///
/// ```
/// use quanwen::api::{IntegrityRequest, Sample};
/// let request = IntegrityRequest::new().sample(Sample::new(300));
/// assert!(!request.quick && request.corpus.is_none());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct IntegrityRequest {
    /// Compare only checksums, or numbers where there are none, and no text.
    pub quick: bool,
    /// Over another storage, compare a random sample of the sections with their files; without it, all. An index on this machine
    /// always compares all of its own.
    pub sample: Option<Sample>,
    /// Over another storage, the folder of the files; without it, the one that was indexed.
    pub corpus: Option<String>,
}

impl IntegrityRequest {
    /// Compares all that can be compared.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Compares no text.
    #[must_use]
    pub fn quick(mut self, quick: bool) -> Self {
        self.quick = quick;
        self
    }

    /// Compares a sample, or all sections.
    #[must_use]
    pub fn sample(mut self, sample: impl Into<Option<Sample>>) -> Self {
        self.sample = sample.into();
        self
    }

    /// Reads files of a folder.
    #[must_use]
    pub fn corpus(mut self, corpus: impl Into<Option<String>>) -> Self {
        self.corpus = corpus.into();
        self
    }
}

/// What an integrity check found. It is the only row of its answer, so it has the version itself.
///
/// ```
/// use quanwen::api::Integrity;
/// let integrity = Integrity::new(Vec::new(), true);
/// assert!(integrity.sound && integrity.texts_compared);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Integrity {
    /// Files that have changed since they were indexed, which are not compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// How many sections were compared with their files, over another storage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sections: Option<u64>,
    /// Nothing is wrong.
    pub sound: bool,
    /// Whether positions were compared with the stored texts as well; otherwise only checksums were.
    pub texts_compared: bool,
    /// The version of the row layout.
    pub version: u32,
    /// What is wrong, one line per problem.
    pub wrong: Vec<Message>,
}

impl Integrity {
    /// The result, given what is wrong. `compares_texts`: the check goes beyond checksums once those agree.
    #[must_use]
    pub fn new(wrong: Vec<Message>, compares_texts: bool) -> Self {
        Self {
            changed: Vec::new(),
            sections: None,
            sound: wrong.is_empty(),
            texts_compared: compares_texts && wrong.is_empty(),
            version: VERSION,
            wrong,
        }
    }
}
