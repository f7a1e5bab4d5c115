//! Reads files once, and those whose reports have no full place a second time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use quanwen_messages::{Text, text};
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::files::{IndexedFile, StoredReport, add};
use super::place_names::PlaceNames;
use super::report::IndexedReport;
use super::rules::Rules;
use super::storage::ReportStorage;
use crate::corpus::{Corrections, FileEntry, INSIDE, Sources, Unread};
use crate::document::saturating_u32;
use crate::error::Result;
use crate::index::{FileState, ManifestEntry};
use crate::indexing::{DocumentCounts, DocumentOutcomes, Progress, stop_if_cancelled};
use crate::reading::{ReadReport, ReportReader};

/// Why a file is not stored that is another when it is read for the second time, or of which less can be read then.
const CHANGED: Text = text!("it changed while it was read: index again");
const LESS: Text = text!("a part of it could not be read again: index again");

/// Reads files into a storage.
pub(super) struct Pass<'a> {
    reader: ReportReader,
    rules: &'a Rules,
    /// The names of provinces, and no others.
    provinces: PlaceNames,
    storage: &'a dyn ReportStorage,
    progress: &'a dyn Progress,
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
        progress: &'a dyn Progress,
    ) -> Result<Self> {
        Ok(Self {
            provinces: rules.place_names(&BTreeSet::new())?,
            reader,
            rules,
            storage,
            progress,
            regions: Mutex::default(),
        })
    }

    pub(super) fn corrections(&self) -> &Corrections {
        &self.reader.corrections
    }

    /// Reads files, and stores their reports whose places have full names.
    pub(super) fn first_of_each(&self, files: &[FileEntry]) -> Result<Vec<FirstRead>> {
        let read = files.par_iter().map(|file| {
            stop_if_cancelled(self.progress)?;
            self.progress.read(&file.path);
            let read = self.first(file)?;
            self.progress.advance(file.size);
            Ok(read)
        });
        read.collect()
    }

    /// Stores the other reports of the files that were read, and anew those of unchanged files whose places are called otherwise by
    /// now. What is stored of an unchanged file that cannot be read now stays as it is.
    pub(super) fn complete(
        &self,
        read: &mut [FirstRead],
        unchanged: &mut BTreeMap<String, IndexedFile>,
    ) -> Result<()> {
        let places = self.places(unchanged)?;
        let later = read.par_iter_mut().filter(|read| read.is_later);
        later.try_for_each(|read| self.second(&mut read.file, &places))?;
        self.remove_unread(read)?;
        let unchanged = unchanged.values_mut();
        let renamed = unchanged.filter(|file| is_renamed(file, &places));
        let renamed: Vec<&mut IndexedFile> = renamed.collect();
        let renamed = renamed.into_par_iter();
        renamed.try_for_each(|file| self.rename(file, &places))
    }

    /// Removes what was stored of files that were read once and could not be read again.
    fn remove_unread(&self, read: &mut [FirstRead]) -> Result<()> {
        let files = read.iter_mut().map(|read| &mut read.file);
        let unread: Vec<_> = files.filter(|file| !file.entry.is_indexed()).collect();
        let reports: Vec<&StoredReport> = unread.iter().flat_map(|file| &file.reports).collect();
        if !reports.is_empty() {
            self.storage.remove(&reports)?;
        }
        for file in unread {
            (file.reports, file.words) = (Vec::new(), [0; 3]);
        }
        Ok(())
    }

    /// The documents of a file that is what it was when it was read before.
    fn same_sources(&self, file: &IndexedFile) -> std::result::Result<Sources, Unread> {
        let bytes = self.reader.bytes(&file.path)?;
        if xxh3_64(&bytes) != file.entry.hash {
            return Err(Unread::NotReadable(CHANGED.into()));
        }
        self.reader.sources(&file.path, bytes)
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
            stop_if_cancelled(self.progress)?;
            let name = source.path[path.len() + INSIDE.len()..].to_string();
            let outcome = match self.reader.read(source) {
                Ok(report) => Ok(self.first_report(read, report)?),
                Err(unread) => Err(unread),
            };
            outcomes.add(name, outcome);
        }
        Ok(outcomes.state())
    }

    /// Stores the other reports of a file. It is one that was not read if it cannot be read again, or is another by now.
    fn second(&self, file: &mut IndexedFile, places: &PlaceNames) -> Result<()> {
        stop_if_cancelled(self.progress)?;
        let sources = match self.same_sources(file) {
            Ok(sources) => sources,
            Err(unread) => {
                file.entry.state = FileState::unread(&unread, true);
                return Ok(());
            }
        };
        for source in sources {
            match self.reader.read(source) {
                Ok(report) if !self.provinces.is_full(&report.document.metadata.region) => {
                    self.store(file, report, places)?;
                }
                _ => {}
            }
        }
        if file.reports.len() != file.entry.document_count() {
            file.entry.state = FileState::unread(&Unread::NotReadable(LESS.into()), true);
        }
        sort(file);
        Ok(())
    }

    /// Stores the reports of an unchanged file whose places are called otherwise by now, each in the place of itself.
    fn rename(&self, file: &mut IndexedFile, places: &PlaceNames) -> Result<()> {
        stop_if_cancelled(self.progress)?;
        let sources = self.same_sources(file).into_iter().flatten();
        for source in sources {
            let Ok(read) = self.reader.read(source) else {
                continue;
            };
            let mut reports = file.reports.iter_mut();
            let stored = reports.find(|stored| stored.id == read.document.id);
            if let Some(stored) = stored.filter(|stored| is_called_otherwise(stored, places)) {
                let report;
                (*stored, report) = self.indexed(read, places)?;
                self.storage.add(report)?;
            }
        }
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
        let (stored, report) = self.indexed(read, places)?;
        add(&mut file.words, report.lengths());
        file.reports.push(stored);
        self.storage.add(report)
    }

    /// A report to be stored, and what is known of it then.
    fn indexed(
        &self,
        read: ReadReport,
        places: &PlaceNames,
    ) -> Result<(StoredReport, IndexedReport)> {
        let mut document = read.document;
        let region = document.metadata.region.join("/");
        places.complete(&mut document.metadata);
        let full = document.metadata.region.join("/");
        let report = IndexedReport::new(document, self.rules)?;
        let stored = StoredReport {
            id: report.document.id.clone(),
            sections: saturating_u32(report.sections.len()),
            full: (full != region).then_some(full),
            region,
        };
        Ok((stored, report))
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

fn sort(file: &mut IndexedFile) {
    file.reports.sort_unstable_by(|a, b| a.id.cmp(&b.id));
}

/// Whether the place of a report of a file is called otherwise with others.
fn is_renamed(file: &IndexedFile, places: &PlaceNames) -> bool {
    let mut reports = file.reports.iter();
    reports.any(|report| is_called_otherwise(report, places))
}

fn is_called_otherwise(report: &StoredReport, places: &PlaceNames) -> bool {
    places.full(&report.region) != report.full()
}

/// The content of a lock.
fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
