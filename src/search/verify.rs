//! The proof of exactness: the same mentions by a scan of every whole file.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use super::mention::MentionRequest;
use super::occurrence::{Occurrence, scan};
use super::searcher::Searcher;
use crate::corpus::{Corpus, Extracted, FileEntry, read_file, sources};
use crate::error::Result;
use crate::index::{Manifest, Report, ReportAddress, Selection, fold_report};
use crate::query::{Filter, Phrase};
use crate::structure::Parser;

/// Why a report is not found by the index.
const UNKNOWN: &str = "not in the index";
/// Why a report cannot be compared with its file.
const CHANGED: &str = "the file has changed since the update";

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
            let by_index: HashMap<ReportAddress, &[Occurrence]> = self
                .reports(&found)
                .iter()
                .map(|found| (found.address, found.occurrences.as_slice()))
                .collect();
            let manifest = self.snapshot.manifest()?;
            let scan = Scan {
                searcher: self,
                parser: &parser,
                phrases: &phrases,
                request,
                manifest: &manifest,
                limit: manifest.limit,
            };
            let files = self.by_file(&selection, &corpus)?;
            let compared: Vec<Vec<Compared>> = files
                .par_iter()
                .map(|(file, stored)| scan.file(&corpus, file, stored, &by_index))
                .collect();
            let mut verification = Verification::of(compared.into_iter().flatten());
            verification.differences.extend(self.unknown_files(
                &corpus,
                &manifest,
                &request.filter,
            ));
            verification.differences.sort_by(|a, b| a.path.cmp(&b.path));
            Ok(verification)
        })
    }

    /// The selected reports by the files that they are or lie in.
    fn by_file(&self, selection: &Selection, corpus: &Corpus) -> Result<Vec<(String, Stored)>> {
        let mut files: HashMap<String, Stored> = HashMap::new();
        let selected = self.snapshot.selected(selection);
        for (address, key) in selected.iter().zip(self.snapshot.keys(&selected)?) {
            let file = corpus.file_of(&key.path).to_string();
            let stored = (*address, key.id);
            files.entry(file).or_default().insert(key.path, stored);
        }
        Ok(files.into_iter().collect())
    }

    /// The files of the corpus that came after the index was made.
    fn unknown_files(
        &self,
        corpus: &Corpus,
        manifest: &Manifest,
        filter: &Filter,
    ) -> Vec<Difference> {
        let unknown = corpus
            .walk_beside(self.folder.path())
            .files
            .into_iter()
            .filter(|file| {
                filter.takes_path(&file.path) && !manifest.files.contains_key(&file.path)
            });
        let difference = |file: FileEntry| Difference {
            path: file.path,
            reason: UNKNOWN.to_string(),
        };
        unknown.map(difference).collect()
    }
}

/// The stored reports of one file by path: their addresses and ids.
type Stored = HashMap<String, (ReportAddress, String)>;

/// A scan of files for phrases.
struct Scan<'s> {
    searcher: &'s Searcher,
    parser: &'s Parser,
    phrases: &'s [Phrase],
    request: &'s MentionRequest,
    manifest: &'s Manifest,
    /// Bytes of the largest file that is read.
    limit: u64,
}

impl Scan<'_> {
    /// Compares what a file holds now with what the index answers of its reports.
    fn file(
        &self,
        corpus: &Corpus,
        file: &str,
        stored: &Stored,
        by_index: &HashMap<ReportAddress, &[Occurrence]>,
    ) -> Vec<Compared> {
        let compare = |path: &str, by_scan| {
            let address = &stored[path].0;
            let by_index = by_index.get(address).copied();
            Compared::of(path.to_string(), by_index.unwrap_or_default(), by_scan)
        };
        let opened = read_file(corpus.root(), Path::new(file), self.limit)
            .and_then(|bytes| sources(file, bytes, self.limit));
        let sources = match opened {
            Ok(sources) => sources,
            Err(reason) => {
                let unread = |path: &String| compare(path, Err(reason.to_string()));
                return stored.keys().map(unread).collect();
            }
        };
        let mut missing: HashSet<&str> = stored.keys().map(String::as_str).collect();
        let mut compared = Vec::new();
        for source in sources {
            let path = source.path.clone();
            if missing.remove(path.as_str()) {
                let by_scan = source.extract(self.limit);
                let by_scan = by_scan.map_err(|unread| unread.to_string());
                let by_scan = by_scan.and_then(|text| self.document(text, &path, &stored[&path].1));
                compared.push(compare(&path, by_scan));
            } else if self.is_new(file, &path) && source.extract(self.limit).is_ok() {
                compared.push(Compared::of(path, &[], Err(UNKNOWN.to_string())));
            }
        }
        let gone = missing
            .into_iter()
            .map(|path| compare(path, Err(CHANGED.to_string())));
        compared.extend(gone);
        compared
    }

    /// Whether a document came into its file after the update.
    fn is_new(&self, file: &str, path: &str) -> bool {
        let known = self.manifest.files.get(file);
        self.request.filter.takes_path(path) && !known.is_some_and(|known| known.holds(file, path))
    }

    /// The occurrences in a document as it is now. Metadata play no part in matching.
    fn document(
        &self,
        extracted: Extracted,
        path: &str,
        id: &str,
    ) -> std::result::Result<Vec<Occurrence>, String> {
        let document = self.parser.parse(extracted, path);
        if document.id != id {
            return Err(CHANGED.to_string());
        }
        let searcher = self.searcher;
        let folded = fold_report(&document, &searcher.fold);
        let report = Report::new(document, folded.paragraphs);
        let mut occurrences = Vec::new();
        for (index, phrase) in self.phrases.iter().enumerate() {
            match &phrase.strict {
                Some(strict) => occurrences.extend(searcher.scan_strictly(&report, strict, index)),
                None => occurrences.extend(scan(&folded.text, &phrase.folded).into_iter().map(
                    |start| Occurrence::Folded {
                        start,
                        phrase: crate::document::count(index),
                    },
                )),
            }
        }
        occurrences.sort();
        searcher.keep_under_heading(
            &report.document,
            &folded.section_starts,
            &mut occurrences,
            &self.request.filter,
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
    fn of(compared: impl Iterator<Item = Compared>) -> Self {
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
