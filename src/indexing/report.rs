//! What an update did, and how it tells while it runs.

use std::collections::BTreeSet;

use crate::api::Skipped;

/// What an update of an index did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexReport {
    /// Paths of new reports.
    pub added: Vec<String>,
    /// Paths of reports whose file or whose row in `quanwen.csv` changed.
    pub changed: Vec<String>,
    /// Reports that were left as they are.
    pub unchanged: usize,
    /// Paths of reports whose files are gone or can no longer be read.
    pub removed: Vec<String>,
    /// Files and documents in them that were not read, and why.
    pub skipped: Vec<Skipped>,
    /// Files that are no documents.
    pub ignored: u32,
    /// Files with damaged bytes, and how many characters stand for these.
    pub damaged: Vec<(String, u32)>,
    /// Paths that `quanwen.csv` names and the corpus does not have.
    pub unknown_corrections: Vec<String>,
    /// Why the index was made anew, where it was.
    pub rebuilt: Option<String>,
    /// Bytes of text read.
    pub text: u64,
}

impl IndexReport {
    /// Enters the reports of a file that had those of `before` and has those of `now`.
    pub(super) fn enter(&mut self, before: Vec<String>, now: Vec<String>) {
        let before: BTreeSet<String> = before.into_iter().collect();
        let now: BTreeSet<String> = now.into_iter().collect();
        self.removed.extend(before.difference(&now).cloned());
        self.changed.extend(before.intersection(&now).cloned());
        self.added.extend(now.difference(&before).cloned());
    }

    /// Whether the update changed what queries find.
    #[must_use]
    pub fn changed_anything(&self) -> bool {
        !(self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty())
    }
}

/// Is told how an update goes. `()` listens to nothing.
pub trait Progress: Sync {
    /// Files and bytes that are to be read.
    fn begin(&self, files: usize, bytes: u64);
    /// A file of so many bytes is done.
    fn advance(&self, bytes: u64);
    /// All files are read; the index is being written.
    fn write(&self);
}

impl Progress for () {
    fn begin(&self, _files: usize, _bytes: u64) {}
    fn advance(&self, _bytes: u64) {}
    fn write(&self) {}
}
