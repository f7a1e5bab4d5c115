//! Reads files once, and those whose reports have no full place a second time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::files::{IndexedFile, StoredReport, add};
use super::place_names::PlaceNames;
use super::report::IndexedReport;
use super::rules::Rules;
use super::storage::ReportStorage;
use crate::corpus::{Corrections, FileEntry, INSIDE, Sources, UNKNOWN_TIME, Unread};
use crate::document::saturating_u32;
use crate::error::Result;
use crate::index::{FileState, ManifestEntry};
use crate::indexing::{DocumentCounts, DocumentOutcomes, Progress};
use crate::reading::{ReadReport, ReportReader};

/// Reads files into a storage.
pub(super) struct Pass<'a> {
    reader: ReportReader,
    rules: &'a Rules,
    /// The names of provinces, and no others.
    provinces: PlaceNames,
    storage: &'a dyn ReportStorage,
    /// The places of all reports that were read, levels joined by `/`.
    regions: Mutex<BTreeSet<String>>,
}

/// A file that was read once.
pub(super) struct FirstRead {
    pub file: IndexedFile,
    /// Whether it has reports that are stored when the places of all are known.
    is_later: bool,
}

impl<'a> Pass<'a> {
    pub(super) fn new(
        reader: ReportReader,
        rules: &'a Rules,
        storage: &'a dyn ReportStorage,
    ) -> Result<Self> {
        Ok(Self {
            provinces: rules.place_names(&BTreeSet::new())?,
            reader,
            rules,
            storage,
            regions: Mutex::default(),
        })
    }

    pub(super) fn corrections(&self) -> &Corrections {
        &self.reader.corrections
    }

    /// Reads files, and stores their reports whose places have full names.
    pub(super) fn first_of_each(
        &self,
        files: &[FileEntry],
        progress: &dyn Progress,
    ) -> Result<Vec<FirstRead>> {
        let read = files.par_iter().map(|file| {
            let read = self.first(file)?;
            progress.advance(file.size);
            Ok(read)
        });
        read.collect()
    }

    /// Stores the other reports of the files that were read, and anew those of unchanged files whose places are called otherwise by
    /// now. What is stored of a file that cannot be read now stays as it is.
    pub(super) fn complete(
        &self,
        read: &mut [FirstRead],
        unchanged: &mut BTreeMap<String, IndexedFile>,
    ) -> Result<()> {
        let places = self.places(unchanged)?;
        let later = read.par_iter_mut().filter(|read| read.is_later);
        later.try_for_each(|read| self.second(&mut read.file, &places, false))?;
        let mut renamed: Vec<&mut IndexedFile> = unchanged
            .values_mut()
            .filter(|file| is_renamed(file, &places) && self.is_there(file))
            .collect();
        let files = renamed.iter();
        let reports: Vec<&StoredReport> = files.flat_map(|file| &file.reports).collect();
        if reports.is_empty() {
            return Ok(());
        }
        self.storage.remove(&reports)?;
        let files = renamed.par_iter_mut();
        files.try_for_each(|file| self.second(file, &places, true))
    }

    /// Whether a file can be read, and is what it was.
    fn is_there(&self, file: &IndexedFile) -> bool {
        let bytes = self.reader.bytes(&file.path);
        bytes.is_ok_and(|bytes| xxh3_64(&bytes) == file.entry.hash)
    }

    /// The full names of the places of all reports.
    fn places(&self, unchanged: &BTreeMap<String, IndexedFile>) -> Result<PlaceNames> {
        let reports = unchanged.values().flat_map(|file| &file.reports);
        let mut regions = locked(&self.regions);
        regions.extend(reports.map(|report| report.region.clone()));
        self.rules.place_names(&regions)
    }

    /// Stores the reports of a file whose places have full names.
    fn first(&self, found: &FileEntry) -> Result<FirstRead> {
        let mut read = FirstRead {
            file: self.unread(found),
            is_later: false,
        };
        read.file.entry.state = match self.reader.bytes(&found.path) {
            Ok(bytes) => {
                let entry = &mut read.file.entry;
                (entry.hash, entry.size) = (xxh3_64(&bytes), bytes.len() as u64);
                self.first_of_bytes(&mut read, bytes)?
            }
            Err(unread) => FileState::unread(&unread, true),
        };
        sort(&mut read.file);
        Ok(read)
    }

    fn first_of_bytes(&self, read: &mut FirstRead, bytes: Vec<u8>) -> Result<FileState> {
        let path = read.file.path.clone();
        let sources = match self.reader.sources(&path, bytes) {
            Ok(Sources::Many(sources)) => sources,
            Ok(Sources::One(source)) => {
                return Ok(match self.reader.read(source) {
                    Ok(report) => self.first_report(read, report)?.state(None),
                    Err(unread) => FileState::unread(&unread, false),
                });
            }
            Err(unread) => return Ok(FileState::unread(&unread, false)),
        };
        let mut outcomes = DocumentOutcomes::default();
        for source in sources {
            let name = source.path[path.len() + INSIDE.len()..].to_string();
            let outcome = match self.reader.read(source) {
                Ok(report) => Ok(self.first_report(read, report)?),
                Err(unread) => Err(unread),
            };
            outcomes.add(name, outcome);
        }
        Ok(outcomes.state())
    }

    /// Stores the other reports of a file, or those of a file from which all were removed.
    fn second(&self, file: &mut IndexedFile, places: &PlaceNames, is_anew: bool) -> Result<()> {
        if is_anew {
            (file.reports, file.words) = (Vec::new(), [0; 3]);
        }
        let Ok(bytes) = self.reader.bytes(&file.path) else {
            forget(file);
            return Ok(());
        };
        if xxh3_64(&bytes) != file.entry.hash {
            forget(file);
        }
        // One that has become something else is forgotten already.
        let sources = self.reader.sources(&file.path, bytes).into_iter().flatten();
        for source in sources {
            let Ok(report) = self.reader.read(source) else {
                continue;
            };
            if !self.provinces.is_full(&report.document.metadata.region) {
                self.store(file, report, places)?;
            } else if is_anew {
                self.store(file, report, &self.provinces)?;
            }
        }
        sort(file);
        Ok(())
    }

    /// Stores a report, or notes that this is for later.
    fn first_report(&self, read: &mut FirstRead, report: ReadReport) -> Result<DocumentCounts> {
        let region = &report.document.metadata.region;
        locked(&self.regions).insert(region.join("/"));
        let counts = DocumentCounts {
            sections: saturating_u32(report.document.sections.len()),
            text: report.document.text.len() as u64,
            damaged: report.damaged,
            damaged_documents: u32::from(report.is_damaged),
        };
        if self.provinces.is_full(region) {
            self.store(&mut read.file, report, &self.provinces)?;
        } else {
            read.is_later = true;
        }
        Ok(counts)
    }

    fn store(&self, file: &mut IndexedFile, read: ReadReport, places: &PlaceNames) -> Result<()> {
        let mut document = read.document;
        let region = document.metadata.region.join("/");
        places.complete(&mut document.metadata);
        let full = document.metadata.region.join("/");
        let report = IndexedReport::new(document, self.rules)?;
        add(&mut file.words, report.lengths());
        file.reports.push(StoredReport {
            id: report.document.id.clone(),
            sections: saturating_u32(report.sections.len()),
            full: (full != region).then_some(full),
            region,
        });
        self.storage.add(report)
    }

    /// A file of which nothing is known yet.
    fn unread(&self, found: &FileEntry) -> IndexedFile {
        IndexedFile {
            path: found.path.clone(),
            reports: Vec::new(),
            words: [0; 3],
            entry: ManifestEntry {
                size: found.size,
                modified: found.modified,
                hash: 0,
                correction: self.reader.corrections.stamp_of(&found.path),
                state: FileState::unread(&Unread::Empty, false),
            },
        }
    }
}

/// Lets the next update read a file again that changed while it was read.
fn forget(file: &mut IndexedFile) {
    (file.entry.modified, file.entry.hash) = (UNKNOWN_TIME, 0);
}

fn sort(file: &mut IndexedFile) {
    file.reports.sort_unstable_by(|a, b| a.id.cmp(&b.id));
}

/// Whether the place of a report of a file is called otherwise with others.
fn is_renamed(file: &IndexedFile, places: &PlaceNames) -> bool {
    let mut reports = file.reports.iter();
    reports.any(|report| places.full(&report.region) != report.full())
}

/// The content of a lock.
fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
