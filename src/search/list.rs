//! The reports of an index.

use super::reference::{Coverage, DocumentReference};
use super::searcher::Searcher;
use crate::error::Result;
use crate::index::ReportKey;
use crate::query::Filter;

/// Reports, ordered by region, year and path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentList {
    /// The reports.
    pub documents: Vec<DocumentReference>,
    /// How many, and what is known of the list's completeness.
    pub summary: Coverage,
}

impl Searcher {
    /// The reports that a filter takes; its part about headings takes reports with such a section.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    pub fn list(&self, filter: &Filter) -> Result<DocumentList> {
        self.answer(|| {
            let selection = self.snapshot.select(filter, &self.fold)?;
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
            let summary = Coverage {
                documents: documents.len() as u64,
                ..self.coverage(&selection)
            };
            Ok(DocumentList { documents, summary })
        })
    }
}
