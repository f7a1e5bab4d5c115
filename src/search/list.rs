//! The reports of an index.

use serde::Serialize;

use super::reference::DocumentReference;
use super::searcher::Searcher;
use crate::error::Result;
use crate::index::ReportKey;
use crate::query::Filter;

/// Reports, ordered by region, year and path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentList {
    /// The reports.
    pub documents: Vec<DocumentReference>,
    /// The counts.
    pub summary: ListSummary,
}

/// How many reports there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListSummary {
    /// Reports given.
    pub documents: u64,
    /// Reports that the filter by year could not judge.
    pub undated: u64,
    /// Reports that the filter by region could not judge.
    pub unplaced: u64,
    /// No file skipped, the index not known to be stale.
    pub complete: bool,
    /// Whether files changed since the update; absent where nobody looked.
    pub stale: Option<bool>,
    /// Files of the corpus that were not read.
    pub skipped_files: u64,
}

impl Searcher {
    /// The reports that a filter takes; its part about headings takes reports with such a section.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    pub fn list(&self, filter: &Filter) -> Result<DocumentList> {
        self.answer(|| {
            let selection = self.snapshot.select(filter)?;
            let mut keys: Vec<ReportKey> = Vec::new();
            for address in self.snapshot.selected(&selection)? {
                let taken = filter.heading.is_none()
                    || self
                        .sections_taken(&self.snapshot.report(address)?.document, filter)
                        .contains(&true);
                if taken {
                    keys.push(self.snapshot.key(address)?);
                }
            }
            keys.sort();
            let documents: Vec<DocumentReference> =
                keys.iter().map(DocumentReference::from).collect();
            let summary = ListSummary {
                documents: documents.len() as u64,
                undated: selection.undated,
                unplaced: selection.unplaced,
                complete: self.is_complete(),
                stale: self.is_stale(),
                skipped_files: self.snapshot.commit.skipped,
            };
            Ok(DocumentList { documents, summary })
        })
    }
}
