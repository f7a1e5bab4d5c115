//! One committed state of an index, open for reading.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::OpenReadError;
use tantivy::schema::{IndexRecordOption, Term, Value};
use tantivy::{
    DocAddress, DocSet, Index, ReloadPolicy, Searcher, SegmentReader, TERMINATED, TantivyDocument,
    TantivyError,
};

use super::columns::Columns;
use super::exact::ExactFile;
use super::field::ReportFields;
use super::folder::IndexFolder;
use super::manifest::Manifest;
use super::read_only::ReadOnlyDirectory;
use super::record::Report;
use super::section_set::SectionSet;
use crate::error::{Error, Result};
use crate::schema::Schema;

/// What a commit says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Commit {
    /// [`Schema::exact_stamp`] of the writer.
    pub exact_stamp: String,
    /// [`Schema::word_stamp`] of the writer.
    pub word_stamp: String,
    /// The manifest's file name in the generation's folder.
    pub manifest: String,
    /// Reports.
    pub documents: u64,
    /// Sections, the roots included.
    pub sections: u64,
    /// Bytes of text.
    pub text: u64,
    /// Files that were not read.
    pub skipped: u64,
    /// Seconds since 1970.
    pub committed: u64,
}

impl Commit {
    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers are JSON")
    }
}

/// A report in one snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ReportAddress {
    pub(super) segment: u32,
    pub(super) record: u32,
}

/// One committed state of an index.
pub(crate) struct Snapshot {
    folder: PathBuf,
    generation: PathBuf,
    pub(super) searcher: Searcher,
    pub(super) fields: ReportFields,
    pub commit: Commit,
    pub(super) columns: Vec<OnceLock<Columns>>,
    pub(super) exact: Vec<OnceLock<ExactFile>>,
    /// Every section, when it was asked for.
    pub(super) sections: OnceLock<SectionSet>,
}

/// What says which files serve. Where a writer changed it while an index was being opened, its files may be
/// gone, or the commit's payload that of other files: it is opened again.
fn serving(folder: &IndexFolder) -> Option<Vec<u8>> {
    let generation = folder.generation(&folder.pointer().ok()?.generation);
    std::fs::read(generation.join("meta.json")).ok()
}

impl Snapshot {
    /// Opens the state that serves.
    ///
    /// # Errors
    /// [`Error::NoIndex`], [`Error::Outdated`] where `schema` folds or parses in another way,
    /// [`Error::Damaged`].
    pub(crate) fn open(folder: &IndexFolder, schema: &Schema) -> Result<Self> {
        let mut before = serving(folder);
        loop {
            let opened = guarded(folder.path(), || Self::open_once(folder, schema));
            let after = serving(folder);
            if before == after {
                return opened;
            }
            before = after;
        }
    }

    fn open_once(folder: &IndexFolder, schema: &Schema) -> Result<Self> {
        let generation = folder.generation(&folder.pointer()?.generation);
        let damaged = |error: TantivyError| Error::damaged(folder.path(), plain(&error));
        let directory = MmapDirectory::open(&generation).map_err(|error| damaged(error.into()))?;
        let index = Index::open(ReadOnlyDirectory(directory)).map_err(damaged)?;
        let payload = index.load_metas().map_err(damaged)?.payload;
        let commit: Commit = payload
            .and_then(|payload| serde_json::from_str(&payload).ok())
            .ok_or_else(|| {
                Error::damaged(folder.path(), "the last commit says nothing of itself")
            })?;
        if commit.exact_stamp != schema.exact_stamp()? {
            let reason = "was made with other rules for folding or structure than this version has"
                .to_string();
            return Err(Error::Outdated {
                path: folder.path().to_path_buf(),
                reason,
            });
        }
        // Other versions have other fields, so the stamp is asked first.
        let fields = ReportFields::of(&index.schema())
            .ok_or_else(|| Error::damaged(folder.path(), "fields are missing"))?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(damaged)?;
        let searcher: Searcher = reader.searcher();
        let segments = searcher.segment_readers().len();
        Ok(Self {
            folder: folder.path().to_path_buf(),
            generation,
            searcher,
            fields,
            commit,
            columns: std::iter::repeat_with(OnceLock::new)
                .take(segments)
                .collect(),
            exact: std::iter::repeat_with(OnceLock::new)
                .take(segments)
                .collect(),
            sections: OnceLock::new(),
        })
    }

    /// The folder of the index.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What tells this state from every other of the index.
    pub(crate) fn identity(&self) -> String {
        format!("{} {}", self.generation.display(), self.commit.to_json())
    }

    /// The files that this state was made from.
    pub(crate) fn manifest(&self) -> Result<Manifest> {
        Manifest::read(&self.generation, &self.commit.manifest)
    }

    /// Bytes on disk.
    pub(crate) fn size(&self) -> u64 {
        let files = walkdir::WalkDir::new(&self.generation)
            .into_iter()
            .flatten();
        files
            .filter_map(|file| file.metadata().ok())
            .filter(std::fs::Metadata::is_file)
            .map(|file| file.len())
            .sum()
    }

    /// The files whose content is not what was written.
    pub(crate) fn damaged_files(&self) -> Result<Vec<String>> {
        let damaged = self
            .searcher
            .index()
            .validate_checksum()
            .map_err(|error| self.damaged(&error))?;
        let mut names: Vec<String> = damaged
            .into_iter()
            .map(|path| path.display().to_string())
            .collect();
        names.sort();
        Ok(names)
    }

    /// Every report.
    pub(crate) fn reports(&self) -> Result<Vec<ReportAddress>> {
        let mut reports = Vec::new();
        for (segment, reader) in self.segments() {
            let records = self.exact(segment)?.reports().map(|block| block.report);
            let records = records.filter(|record| !reader.is_deleted(*record));
            reports.extend(records.map(|record| ReportAddress { segment, record }));
        }
        Ok(reports)
    }

    /// A report with its text.
    pub(crate) fn report(&self, address: ReportAddress) -> Result<Report> {
        let stored: TantivyDocument = self
            .searcher
            .doc(DocAddress {
                segment_ord: address.segment,
                doc_id: address.record,
            })
            .map_err(|error| self.damaged(&error))?;
        let bytes = stored
            .get_first(self.fields.report)
            .and_then(|value| value.as_bytes());
        let text = stored
            .get_first(self.fields.text)
            .and_then(|value| value.as_str());
        let mut report: Report = postcard::from_bytes(bytes.unwrap_or_default())
            .map_err(|error| Error::damaged(&self.folder, format!("a report's record: {error}")))?;
        report.document.text = text.unwrap_or_default().to_string();
        Ok(report)
    }

    /// The report with an id.
    pub(crate) fn report_with_id(&self, id: &str) -> Result<Option<ReportAddress>> {
        self.report_with_term(&Term::from_field_text(self.fields.id, id))
    }

    /// The report with a path.
    pub(crate) fn report_with_path(&self, path: &str) -> Result<Option<ReportAddress>> {
        self.report_with_term(&Term::from_field_text(self.fields.path, path))
    }

    /// The first record that has a term is the report's, since its block begins with it.
    fn report_with_term(&self, term: &Term) -> Result<Option<ReportAddress>> {
        for (segment, reader) in self.segments() {
            let inverted = reader
                .inverted_index(term.field())
                .map_err(|error| self.damaged(&error))?;
            let postings = inverted
                .read_postings(term, IndexRecordOption::Basic)
                .map_err(|error| self.damaged(&error.into()))?;
            let Some(mut postings) = postings else {
                continue;
            };
            let mut record = postings.doc();
            while record != TERMINATED {
                if !reader.is_deleted(record) {
                    return Ok(Some(ReportAddress { segment, record }));
                }
                record = postings.advance();
            }
        }
        Ok(None)
    }

    pub(super) fn segments(&self) -> impl Iterator<Item = (u32, &SegmentReader)> {
        (0..).zip(self.searcher.segment_readers())
    }

    pub(super) fn damaged(&self, error: &TantivyError) -> Error {
        Error::damaged(&self.folder, plain(error))
    }
}

/// Answers from an index whose files may be damaged: the storage engine trusts what it decodes and panics on
/// nonsense, which is an error here and not the end of the process.
pub(crate) fn guarded<T>(folder: &Path, answer: impl FnOnce() -> Result<T>) -> Result<T> {
    let undecodable = |_| {
        Err(Error::damaged(
            folder,
            "a file could not be decoded; `quanwen verify` names it",
        ))
    };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(answer)).unwrap_or_else(undecodable)
}

/// What the storage engine says, in a line: the file at fault rather than its content.
fn plain(error: &TantivyError) -> String {
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
            format!("{} is missing", file.display())
        }
        TantivyError::OpenReadError(OpenReadError::IoError { filepath, .. }) => {
            format!("{} was cut short or overwritten", filepath.display())
        }
        TantivyError::OpenReadError(_) => {
            "another version of the storage engine wrote it".to_string()
        }
        TantivyError::OpenDirectoryError(_) => "its folder is missing".to_string(),
        TantivyError::DataCorruption(_) => "meta.json was cut short or overwritten".to_string(),
        other => other.to_string(),
    }
}
