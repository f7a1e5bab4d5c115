//! Verifies exactness: compares the index's mentions with those of a scan of every file.

use std::collections::{HashMap, HashSet};

use quanwen_extract::Unread;
use quanwen_messages::{Message, message, text};
use rayon::prelude::*;

use super::scanned::Scanned;
use super::whole_word::WholeWords;
use crate::api::{Difference, Filter, MentionRequest, Verification};
use crate::corpus::{Corpus, Extracted, FileEntry, ReadOptions, sources};
use crate::error::Result;
use crate::index::{DocumentAddress, Manifest, Selection};
use crate::matching::{Matcher, Matches, Occurrence, Texts};
use crate::segmenter::Segmenter;
use crate::structure::Parser;

/// Why index and scan differ in a report.
enum Differing {
    /// The index does not have it.
    NotIndexed,
    /// Its file has changed since the update.
    Changed,
    /// Both have it, with different mentions.
    Mentions(Message),
    /// Its file cannot be read now.
    Unread(Unread),
}

impl Differing {
    fn difference(self, path: String) -> Difference {
        let (code, reason) = match self {
            Self::NotIndexed => ("not_indexed", text!("not in the index").into()),
            Self::Changed => (
                "changed",
                text!("the file has changed since the update").into(),
            ),
            Self::Mentions(reason) => ("mentions", reason),
            Self::Unread(unread) => (unread.code(), unread.message()),
        };
        Difference {
            path,
            code: code.to_string(),
            reason,
        }
    }
}

/// The reports of one file by path, with their addresses and ids.
type Stored = HashMap<String, (DocumentAddress, String)>;

/// Reads every file of the request again, scans its folded text, and compares the occurrences with the index's. A file
/// that the index does not have is a difference too. Reports are selected by the index. The segmenter tells whole words, if
/// they are asked for.
///
/// # Errors
/// [`crate::Error::Query`] for a text that folds to nothing, [`crate::Error::Damaged`].
pub(crate) fn verify(
    matcher: Matcher,
    parser: &Parser,
    corpus: &Corpus,
    request: &MentionRequest,
    segmenter: Option<&Segmenter>,
) -> Result<Verification> {
    let snapshot = matcher.snapshot;
    let texts = Texts::of(request, matcher.fold)?;
    let selection = matcher.select(&request.filter)?;
    let words = segmenter.map(|segmenter| WholeWords::new(segmenter, matcher.fold, &texts.phrases));
    let found = Matches::find(matcher, &texts, &selection, &request.filter)?;
    let found = match &words {
        Some(words) => words.of_index(matcher, &found)?.0,
        None => found,
    };
    let by_index: HashMap<DocumentAddress, &[Occurrence]> = found
        .documents(snapshot)
        .iter()
        .map(|found| (found.address, found.occurrences.as_slice()))
        .collect();
    let manifest = snapshot.manifest()?;
    let comparison = Comparison {
        matcher,
        parser,
        texts: &texts,
        filter: &request.filter,
        words: words.as_ref(),
        manifest: &manifest,
        by_index: &by_index,
    };
    let compared: Vec<Vec<Compared>> = by_file(matcher, &selection, corpus)?
        .par_iter()
        .map(|(file, stored)| comparison.file(corpus, file, stored))
        .collect();
    let mut verification = summed(compared.into_iter().flatten());
    let walk = corpus.walk_beside(snapshot.folder());
    let unknown = unknown_files(walk.files, &manifest, &request.filter);
    verification.differences.extend(unknown);
    verification.differences.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(verification)
}

/// The selected reports by their files.
fn by_file(
    matcher: Matcher,
    selection: &Selection,
    corpus: &Corpus,
) -> Result<Vec<(String, Stored)>> {
    let mut files: HashMap<String, Stored> = HashMap::new();
    let selected = selection.documents(matcher.snapshot);
    let keys = matcher.columns().keys(&selected)?;
    for (address, key) in selected.iter().zip(keys) {
        let file = corpus.file_of(&key.path).to_string();
        let stored = (*address, key.id);
        files.entry(file).or_default().insert(key.path, stored);
    }
    Ok(files.into_iter().collect())
}

/// The files of the corpus that are not in the index.
fn unknown_files<'f>(
    files: Vec<FileEntry>,
    manifest: &'f Manifest,
    filter: &'f Filter,
) -> impl Iterator<Item = Difference> + 'f {
    files
        .into_iter()
        .filter(|file| filter.takes_path(&file.path) && !manifest.files.contains_key(&file.path))
        .map(|file| Differing::NotIndexed.difference(file.path))
}

/// What files are compared with.
struct Comparison<'s> {
    matcher: Matcher<'s>,
    parser: &'s Parser,
    texts: &'s Texts,
    filter: &'s Filter,
    words: Option<&'s WholeWords<'s>>,
    manifest: &'s Manifest,
    by_index: &'s HashMap<DocumentAddress, &'s [Occurrence]>,
}

impl Comparison<'_> {
    /// Compares what a file contains now with the index.
    fn file(&self, corpus: &Corpus, file: &str, stored: &Stored) -> Vec<Compared> {
        let limit = self.manifest.limit;
        let options = ReadOptions {
            limit,
            everything: self.manifest.everything,
        };
        let compare = |path: &str, by_scan| {
            let by_index = self.by_index.get(&stored[path].0).copied();
            Compared::of(path.to_string(), by_index.unwrap_or_default(), by_scan)
        };
        let opened = corpus
            .read(file, limit)
            .and_then(|bytes| sources(file, bytes, limit));
        let sources = match opened {
            Ok(sources) => sources,
            Err(unread) => {
                let unread = |path: &String| compare(path, Err(Differing::Unread(unread.clone())));
                return stored.keys().map(unread).collect();
            }
        };
        let mut missing: HashSet<&str> = stored.keys().map(String::as_str).collect();
        let mut compared = Vec::new();
        for source in sources {
            let path = source.path.clone();
            if missing.remove(path.as_str()) {
                let by_scan = source
                    .extract(options)
                    .map_err(Differing::Unread)
                    .and_then(|text| self.scan(text, &path, &stored[&path].1));
                compared.push(compare(&path, by_scan));
            } else if self.is_new(file, &path) && source.extract(options).is_ok() {
                compared.push(Compared::of(path, &[], Err(Differing::NotIndexed)));
            }
        }
        let gone = missing
            .into_iter()
            .map(|path| compare(path, Err(Differing::Changed)));
        compared.extend(gone);
        compared
    }

    /// Whether a document was added to its file after the update.
    fn is_new(&self, file: &str, path: &str) -> bool {
        let known = self.manifest.files.get(file);
        self.filter.takes_path(path) && !known.is_some_and(|known| known.holds(file, path))
    }

    /// The occurrences in a document as it is now. Metadata do not affect matching.
    fn scan(
        &self,
        extracted: Extracted,
        path: &str,
        id: &str,
    ) -> Result<Vec<Occurrence>, Differing> {
        let document = self.parser.parse(extracted, path);
        if document.id != id {
            return Err(Differing::Changed);
        }
        let fold = self.matcher.fold;
        let mut scanned = Scanned::new(document, self.texts, self.filter, fold);
        if let Some(words) = self.words {
            scanned.keep_whole_words(words);
        }
        Ok(scanned.occurrences)
    }
}

/// The comparison of one report.
struct Compared {
    path: String,
    by_index: u64,
    by_scan: u64,
    differing: Option<Differing>,
}

impl Compared {
    fn of(
        path: String,
        by_index: &[Occurrence],
        by_scan: Result<Vec<Occurrence>, Differing>,
    ) -> Self {
        let (scanned, differing) = match by_scan {
            Err(differing) => (0, Some(differing)),
            Ok(by_scan) => {
                let differs = by_index
                    .iter()
                    .zip(&by_scan)
                    .position(|(index, scan)| index != scan);
                let first = differs.unwrap_or(by_index.len().min(by_scan.len())) + 1;
                let (index, scan) = (by_index.len(), by_scan.len());
                let reason = message!(
                    "{index} by the index, {scan} by the scan; number {first} differs",
                    index = index,
                    scan = scan,
                    first = first
                );
                (
                    by_scan.len() as u64,
                    (by_index != by_scan.as_slice()).then_some(Differing::Mentions(reason)),
                )
            }
        };
        Self {
            path,
            by_index: by_index.len() as u64,
            by_scan: scanned,
            differing,
        }
    }
}

/// The sums and differences over all reports.
fn summed(compared: impl Iterator<Item = Compared>) -> Verification {
    let mut verification = Verification::default();
    for document in compared {
        verification.documents += 1;
        verification.by_index += document.by_index;
        verification.by_scan += document.by_scan;
        verification.differences.extend(
            document
                .differing
                .map(|differing| differing.difference(document.path)),
        );
    }
    verification
}
