//! The reports of an index.

use super::reference::{Coverage, DocumentReference};
use super::searcher::Searcher;
use crate::error::Result;
use crate::index::ReportAddress;
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
            let mut reports = self.snapshot.selected(&selection);
            if filter.heading.is_some() {
                reports = self.with_heading(reports, filter)?;
            }
            let mut keys = self.snapshot.keys(&reports)?;
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

    /// The reports with a section that the filter's part about headings takes.
    fn with_heading(
        &self,
        reports: Vec<ReportAddress>,
        filter: &Filter,
    ) -> Result<Vec<ReportAddress>> {
        let mut taken = Vec::new();
        for address in reports {
            let document = self.snapshot.report(address)?.document;
            if self.sections_taken(&document, filter).contains(&true) {
                taken.push(address);
            }
        }
        Ok(taken)
    }
}
