//! Every report of a corpus, read, parsed and folded.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::place_names::PlaceNames;
use super::report::IndexedReport;
use super::rules::Rules;
use crate::api::{IgnoredFiles, Skipped};
use crate::corpus::{Corpus, FileEntry, Unread};
use crate::error::Result;
use crate::indexing::{IndexOptions, Progress};
use crate::reading::{ReadReport, ReportReader};

/// What a corpus has, and what of it could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
/// Files with a report that names its place without a province are read again at the end, when the places of all reports, and
/// so its full name, are known.
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
    progress.begin(walk.files.iter().map(|file| file.size).sum());
    let reader = ReportReader::new(corpus.clone(), &rules.schema, options.read_options())?;
    let pass = Pass {
        reader,
        rules,
        each,
        counts: Mutex::new(CorpusCounts {
            skipped: walk.skipped,
            ignored: walk.ignored,
            ..CorpusCounts::default()
        }),
        regions: Mutex::default(),
    };
    let unjoined = PlaceNames::of(&BTreeSet::new(), rules)?;
    let later = walk.files.into_par_iter().map(|file| {
        let is_later = pass.read_file(&file, &|report| unjoined.is_full(&report.region), true)?;
        progress.advance(file.size);
        Ok(is_later.then_some(file))
    });
    let later: Vec<Option<FileEntry>> = later.collect::<Result<_>>()?;
    let regions = pass.regions.lock().unwrap_or_else(PoisonError::into_inner);
    let places = PlaceNames::of(&regions, rules)?;
    drop(regions);
    todo!("{later:?} {places:?}")
}
