//! The result of an integrity check.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::json::VERSION;

/// What an integrity check found. It is the only row of its answer, so it has the version itself.
///
/// ```
/// use quanwen::api::Integrity;
/// let integrity = Integrity::new(Vec::new(), true);
/// assert!(integrity.sound && integrity.texts_compared);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Integrity {
    /// Nothing is wrong.
    pub sound: bool,
    /// Whether positions were compared with the stored texts as well; otherwise only checksums were.
    pub texts_compared: bool,
    /// The version of the row layout.
    pub version: u32,
    /// What is wrong, one line per problem.
    pub wrong: Vec<String>,
}

impl Integrity {
    /// The result, given what is wrong. `compares_texts`: the check goes beyond checksums once those agree.
    #[must_use]
    pub fn new(wrong: Vec<String>, compares_texts: bool) -> Self {
        Self {
            sound: wrong.is_empty(),
            texts_compared: compares_texts && wrong.is_empty(),
            version: VERSION,
            wrong,
        }
    }
}
