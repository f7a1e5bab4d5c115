//! The reports of fetched sections.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::store::{ReportKey, SectionKey, SectionStore, WantedReport};
use crate::document::Document;
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{DocumentAddress, DocumentKey, SectionAddress, StoredDocument, folded_document};
use crate::ranking::sections::{LoadedReport, Reports};

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
    ready: RefCell<HashMap<DocumentAddress, LoadedReport>>,
    /// The sections of each that were asked for so far: one that is fetched again has them all.
    asked: RefCell<HashMap<DocumentAddress, BTreeSet<u32>>>,
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
            asked: RefCell::default(),
        }
    }

    /// Notes which sections are asked for, and returns the reports that are not ready with theirs, each with all of its sections that were
    /// asked for so far, ascending.
    fn ask_for(&self, sections: &[SectionAddress]) -> BTreeMap<DocumentAddress, Vec<u32>> {
        let (ready, mut asked) = (self.ready.borrow(), self.asked.borrow_mut());
        let is_ready = |section: &&SectionAddress| {
            let report = ready.get(&section.document);
            report.is_some_and(|report| report.has(section.section))
        };
        let mut missing = BTreeMap::new();
        for section in sections.iter().filter(|section| !is_ready(section)) {
            let of_report = asked.entry(section.document).or_default();
            of_report.insert(section.section);
            missing.insert(section.document, Vec::new());
        }
        for (document, sections) in &mut missing {
            sections.extend(&asked[document]);
        }
        missing
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

    fn prepare(&self, sections: &[SectionAddress]) -> Result<()> {
        let missing = self.ask_for(sections);
        if missing.is_empty() {
            return Ok(());
        }
        let wanted: Vec<WantedReport> = missing
            .iter()
            .map(|(document, sections)| WantedReport {
                id: self.documents.key(*document).id,
                sections: Some(sections.clone()),
            })
            .collect();
        let reports = self.store.reports(&wanted)?;
        let reports: Vec<StoredDocument> = reports
            .into_par_iter()
            .map(|report| stored(report, self.fold))
            .collect();
        let read = missing.into_iter().zip(reports);
        self.ready
            .borrow_mut()
            .extend(read.map(|((document, sections), stored)| {
                let sections = Some(sections);
                (document, LoadedReport { stored, sections })
            }));
        Ok(())
    }

    fn report(&self, section: SectionAddress) -> Result<LoadedReport> {
        self.prepare(&[section])?;
        let ready = self.ready.borrow_mut().remove(&section.document);
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
