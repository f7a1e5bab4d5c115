//! The proof of exactness: the same mentions by a scan of every whole file.

use std::collections::HashMap;
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use super::mention::MentionRequest;
use super::occurrence::{Occurrence, scan};
use super::searcher::Searcher;
use crate::corpus::Corpus;
use crate::document::Document;
use crate::error::Result;
use crate::index::{Report, ReportAddress, fold_report};
use crate::query::{Filter, Phrase};
use crate::structure::Parser;

/// What a scan of the files found beside what the index answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Reports scanned.
    pub documents: u64,
    /// Mentions by the index.
    pub by_index: u64,
    /// Mentions by the scan.
    pub by_scan: u64,
    /// Every report in which they differ; empty where the answers are equal.
    pub differences: Vec<Difference>,
}

/// A report in which index and scan differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The report.
    pub path: String,
    /// What differs.
    pub reason: String,
}

impl Searcher {
    /// Reads every file of the request again, folds the whole text and scans it, and compares what it finds
    /// with the index's answer. A file that the index does not know is a difference too.
    ///
    /// # Errors
    /// As [`Searcher::mentions`].
    pub fn verify(&self, request: &MentionRequest) -> Result<Verification> {
        self.answer(|| {
            let phrases = self.phrases(request)?;
            let parser = Parser::new(&self.schema)?;
            let selection = self.snapshot.select(&request.filter, &self.fold)?;
            let corpus = self.folder.corpus()?;
            let found = self.find(&phrases, &selection, &request.filter)?;
            let by_index: HashMap<ReportAddress, Vec<Occurrence>> = found
                .into_iter()
                .map(|found| (found.address, found.occurrences))
                .collect();
            let compared: Vec<Compared> = self
                .snapshot
                .selected(&selection)?
                .par_iter()
                .map(|address| {
                    let stored = self.snapshot.report(*address)?.document;
                    let by_index = by_index.get(address).map(Vec::as_slice).unwrap_or_default();
                    let path = corpus.root().join(&stored.path);
                    let by_scan = self.scan_file(&parser, &path, &stored, &phrases, request);
                    Ok(Compared::of(stored.path, by_index, by_scan))
                })
                .collect::<Result<_>>()?;
            let mut verification = Verification::of(compared);
            verification
                .differences
                .extend(self.unknown_files(&corpus, &request.filter)?);
            verification.differences.sort_by(|a, b| a.path.cmp(&b.path));
            Ok(verification)
        })
    }

    /// The files of the corpus that came after the index was made.
    fn unknown_files(&self, corpus: &Corpus, filter: &Filter) -> Result<Vec<Difference>> {
        let manifest = self.snapshot.manifest()?;
        let unknown = corpus
            .walk_beside(self.folder.path())
            .files
            .into_iter()
            .filter(|file| {
                filter.takes_path(&file.path) && !manifest.files.contains_key(&file.path)
            });
        let reason = "not in the index: run `quanwen index`";
        Ok(unknown
            .map(|file| Difference {
                path: file.path,
                reason: reason.to_string(),
            })
            .collect())
    }

    /// The occurrences in a file as it is now. Metadata play no part in matching.
    fn scan_file(
        &self,
        parser: &Parser,
        path: &Path,
        stored: &Document,
        phrases: &[Phrase],
        request: &MentionRequest,
    ) -> std::result::Result<Vec<Occurrence>, String> {
        let document = parser.parse_file(path, &stored.path, u64::MAX)?;
        if document.id != stored.id {
            return Err("the file has changed since the update: run `quanwen index`".to_string());
        }
        let folded = fold_report(&document, &self.fold);
        let report = Report::new(document, folded.paragraphs);
        let mut occurrences = Vec::new();
        for (index, phrase) in phrases.iter().enumerate() {
            match &phrase.strict {
                Some(strict) => occurrences.extend(self.scan_strictly(&report, strict, index)),
                None => occurrences.extend(scan(&folded.text, &phrase.folded).into_iter().map(
                    |start| Occurrence::Folded {
                        start,
                        phrase: index,
                    },
                )),
            }
        }
        occurrences.sort();
        self.keep_under_heading(
            &report.document,
            &folded.section_starts,
            &mut occurrences,
            &request.filter,
        );
        Ok(occurrences)
    }
}

/// What comparing one report came to.
struct Compared {
    path: String,
    by_index: u64,
    by_scan: u64,
    reason: Option<String>,
}

impl Compared {
    fn of(
        path: String,
        by_index: &[Occurrence],
        by_scan: std::result::Result<Vec<Occurrence>, String>,
    ) -> Self {
        let (scanned, reason) = match by_scan {
            Err(reason) => (0, Some(reason)),
            Ok(by_scan) => {
                let differs = by_index
                    .iter()
                    .zip(&by_scan)
                    .position(|(index, scan)| index != scan);
                let first = differs.unwrap_or(by_index.len().min(by_scan.len())) + 1;
                let (index, scan) = (by_index.len(), by_scan.len());
                let reason =
                    format!("{index} by the index, {scan} by the scan; number {first} differs");
                (
                    by_scan.len() as u64,
                    (by_index != by_scan.as_slice()).then_some(reason),
                )
            }
        };
        Self {
            path,
            by_index: by_index.len() as u64,
            by_scan: scanned,
            reason,
        }
    }
}

impl Verification {
    fn of(compared: Vec<Compared>) -> Self {
        let mut verification = Self::default();
        for report in compared {
            verification.documents += 1;
            verification.by_index += report.by_index;
            verification.by_scan += report.by_scan;
            verification
                .differences
                .extend(report.reason.map(|reason| Difference {
                    path: report.path,
                    reason,
                }));
        }
        verification
    }
}
