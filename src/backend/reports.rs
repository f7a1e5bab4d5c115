//! Every report of a corpus, read, parsed and folded.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::place_names::PlaceNames;
use super::report::IndexedReport;
use super::rules::Rules;
use crate::api::{IgnoredFiles, Skipped};
use crate::corpus::{Corpus, FileEntry, Unread};
use crate::error::Result;
use crate::indexing::{IndexOptions, Progress};
use crate::reading::{ReadReport, ReportReader};

/// What a corpus has, and what of it could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusCounts {
    /// Reports.
    pub documents: u64,
    /// Sections, roots included.
    pub sections: u64,
    /// Bytes of text.
    pub text_bytes: u64,
    /// Reports with too many characters that could not be read.
    pub damaged_reports: u64,
    /// Files, and documents in files, that were not read, and why.
    pub skipped: Vec<Skipped>,
    /// Files that are no documents.
    pub ignored: IgnoredFiles,
}

/// Passes every report of a corpus to `each`, on all cores and in any order.
///
/// A report that names its place without a province is read again at the end, when the places of all reports are known and so
/// its full name is.
///
/// # Errors
/// The first of `each`; [`crate::Error::DataFile`] for a mistake in `quanwen.csv`.
pub fn each_report(
    corpus: &Corpus,
    options: &IndexOptions,
    rules: &Rules,
    progress: &dyn Progress,
    each: &(dyn Fn(IndexedReport) -> Result<()> + Sync),
) -> Result<CorpusCounts> {
    let walk = corpus.walk();
    progress.begin(
        walk.files.len(),
        walk.files.iter().map(|file| file.size).sum(),
    );
    let pass = Pass {
        reader: ReportReader::new(corpus.clone(), &rules.schema, options.read_options())?,
        rules,
        each,
        counts: Mutex::new(CorpusCounts {
            skipped: walk.skipped,
            ignored: walk.ignored,
            ..CorpusCounts::default()
        }),
        regions: Mutex::default(),
    };
    let provinces = rules.place_names(&BTreeSet::new())?;
    let read = walk.files.into_par_iter().map(|file| {
        let is_later = pass.first(&file.path, &provinces)?;
        progress.advance(file.size);
        Ok(is_later.then_some(file))
    });
    let later: Vec<Option<FileEntry>> = read.collect::<Result<_>>()?;
    let places = rules.place_names(&locked(&pass.regions))?;
    progress.write();
    let later: Vec<FileEntry> = later.into_iter().flatten().collect();
    later
        .into_par_iter()
        .try_for_each(|file| pass.second(&file.path, &provinces, &places))?;
    let counts = pass.counts.into_inner();
    Ok(counts.unwrap_or_else(PoisonError::into_inner))
}

/// Reads files once, and some of them a second time.
struct Pass<'a> {
    reader: ReportReader,
    rules: &'a Rules,
    each: &'a (dyn Fn(IndexedReport) -> Result<()> + Sync),
    counts: Mutex<CorpusCounts>,
    /// The places of all reports, levels joined by `/`.
    regions: Mutex<BTreeSet<String>>,
}

impl Pass<'_> {
    /// Passes the reports of a file whose places have full names. Returns whether there are others.
    fn first(&self, file: &str, provinces: &PlaceNames) -> Result<bool> {
        let mut is_later = false;
        let mut unread = |unread: Unread, path: &str| self.add_unread(&unread, path);
        self.each_of_file(file, &mut unread, &mut |mut read| {
            let metadata = &mut read.document.metadata;
            locked(&self.regions).insert(metadata.region.join("/"));
            if !provinces.is_full(&metadata.region) {
                is_later = true;
                return Ok(());
            }
            provinces.complete(metadata);
            self.pass(read)
        })?;
        Ok(is_later)
    }

    /// Passes the other reports of a file.
    fn second(&self, file: &str, provinces: &PlaceNames, places: &PlaceNames) -> Result<()> {
        self.each_of_file(file, &mut |_, _| (), &mut |mut read| {
            let metadata = &mut read.document.metadata;
            if provinces.is_full(&metadata.region) {
                return Ok(());
            }
            places.complete(metadata);
            self.pass(read)
        })
    }

    fn each_of_file(
        &self,
        file: &str,
        unread: &mut dyn FnMut(Unread, &str),
        each: &mut dyn FnMut(ReadReport) -> Result<()>,
    ) -> Result<()> {
        let sources = match self.reader.open(file) {
            Ok(sources) => sources,
            Err(reason) => {
                unread(reason, file);
                return Ok(());
            }
        };
        for source in sources {
            let path = source.path.clone();
            match self.reader.read(source) {
                Ok(read) => each(read)?,
                Err(reason) => unread(reason, &path),
            }
        }
        Ok(())
    }

    fn pass(&self, read: ReadReport) -> Result<()> {
        let ReadReport {
            document,
            is_damaged,
        } = read;
        let report = IndexedReport::new(document, self.rules)?;
        let mut counts = locked(&self.counts);
        counts.documents += 1;
        counts.sections += report.sections.len() as u64;
        counts.text_bytes += report.document.text.len() as u64;
        counts.damaged_reports += u64::from(is_damaged);
        drop(counts);
        (self.each)(report)
    }

    /// Counts a file, or a document in it, that was not read.
    fn add_unread(&self, unread: &Unread, path: &str) {
        let mut counts = locked(&self.counts);
        match unread {
            Unread::NotDocument(kind) => counts.ignored.add(*kind),
            _ => counts.skipped.push(Skipped {
                path: path.to_string(),
                code: unread.code().to_string(),
                reason: unread.to_string(),
            }),
        }
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
