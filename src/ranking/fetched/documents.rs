//! The reports of fetched sections.

use std::cell::RefCell;
use std::collections::HashMap;

use rayon::prelude::*;

use super::store::{ReportKey, SectionKey, SectionStore};
use crate::document::Document;
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{DocumentAddress, DocumentKey, SectionAddress, StoredDocument, folded_document};
use crate::ranking::sections::Reports;

/// The addresses that reports have while sections are ranked, in the order in which they become known.
#[derive(Debug, Default)]
pub(in crate::ranking) struct Documents {
    keys: RefCell<Vec<ReportKey>>,
    by_id: RefCell<HashMap<String, usize>>,
}

impl Documents {
    /// The address of a section, whose report becomes known.
    pub(super) fn address(&self, key: &SectionKey) -> SectionAddress {
        let mut by_id = self.by_id.borrow_mut();
        let index = *by_id.entry(key.report.id.clone()).or_insert_with(|| {
            let mut keys = self.keys.borrow_mut();
            keys.push(key.report.clone());
            keys.len() - 1
        });
        SectionAddress {
            document: DocumentAddress::new(crate::document::saturating_u32(index), 0),
            section: key.section,
        }
    }

    pub(super) fn key(&self, document: DocumentAddress) -> ReportKey {
        let keys = self.keys.borrow();
        keys.get(document.segment() as usize)
            .cloned()
            .unwrap_or_default()
    }
}

/// Reports that are fetched when sections of them are shown.
pub(super) struct FetchedReports<'r> {
    pub documents: &'r Documents,
    pub store: &'r dyn SectionStore,
    pub fold: &'r Fold,
    /// Those that are ready.
    ready: RefCell<HashMap<DocumentAddress, StoredDocument>>,
}

impl<'r> FetchedReports<'r> {
    pub(super) fn new(
        documents: &'r Documents,
        store: &'r dyn SectionStore,
        fold: &'r Fold,
    ) -> Self {
        Self {
            documents,
            store,
            fold,
            ready: RefCell::default(),
        }
    }
}

fn stored(document: Document, fold: &Fold) -> StoredDocument {
    let folded = folded_document(&document, fold);
    StoredDocument::new(document, folded.paragraphs)
}

impl Reports for FetchedReports<'_> {
    fn fold(&self) -> &Fold {
        self.fold
    }

    fn identity(&self) -> String {
        self.store.identity()
    }

    fn prepare(&self, documents: &[DocumentAddress]) -> Result<()> {
        let missing: Vec<DocumentAddress> = {
            let ready = self.ready.borrow();
            let is_missing = |document: &&DocumentAddress| !ready.contains_key(document);
            documents.iter().filter(is_missing).copied().collect()
        };
        if missing.is_empty() {
            return Ok(());
        }
        let keys: Vec<ReportKey> = missing
            .iter()
            .map(|document| self.documents.key(*document))
            .collect();
        let ids: Vec<&str> = keys.iter().map(|key| key.id.as_str()).collect();
        let reports = self.store.reports(&ids)?;
        let reports: Vec<StoredDocument> = reports
            .into_par_iter()
            .map(|report| stored(report, self.fold))
            .collect();
        self.ready
            .borrow_mut()
            .extend(missing.into_iter().zip(reports));
        Ok(())
    }

    fn stored(&self, document: DocumentAddress) -> Result<StoredDocument> {
        self.prepare(&[document])?;
        let ready = self.ready.borrow_mut().remove(&document);
        Ok(ready.unwrap_or_default())
    }

    fn key(&self, document: DocumentAddress) -> Result<DocumentKey> {
        Ok(DocumentKey::from(self.documents.key(document)))
    }
}

impl From<ReportKey> for DocumentKey {
    fn from(key: ReportKey) -> Self {
        Self {
            region: key.region,
            year: key.year,
            path: key.path,
            id: key.id,
            title: key.title,
            code: key.code,
        }
    }
}
