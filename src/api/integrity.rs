//! Whether an index is sound.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::json::VERSION;

/// What a check of an index found: the only row of its answer, so it carries the version itself.
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
    /// The positions were compared with the stored texts too, to the end; otherwise checksums alone.
    pub texts_compared: bool,
    /// The version of the layout of rows.
    pub version: u32,
    /// What is wrong, one line each.
    pub wrong: Vec<String>,
}

impl Integrity {
    /// From what is wrong. `compares_texts`: the check goes beyond checksums, which it does only where these agree.
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
