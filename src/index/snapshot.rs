//! One committed state of an index, open for reading.

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use quanwen_messages::{Message, message, text};
use serde::{Deserialize, Serialize};
use tantivy::index::{SegmentComponent, SegmentId};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{
    DocSet, Index, IndexMeta, Opstamp, ReloadPolicy, Searcher, SegmentReader, TERMINATED,
    TantivyError,
};

use super::address::DocumentAddress;
use super::columns::Columns;
use super::disk::{Access, IndexDirectory};
use super::engine_error::{read_error, sound};
use super::exact::ExactFile;
use super::field::RecordFields;
use super::folder::IndexFolder;
use super::generation::{Generation, META};
use super::manifest::Manifest;
use super::places::Places;
use super::section_set::SectionSet;
use crate::api::IgnoredFiles;
use crate::error::{Error, Result};
use crate::fold::Fold;
use crate::schema::Schema;

/// Maximum retries to open a state that writers replaced in the meantime.
const MAX_UNREAD: u32 = 8;

/// The payload of a commit: stamps, manifest and totals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Commit {
    /// [`Schema::exact_stamp`] of the writer.
    pub exact_stamp: String,
    /// [`Schema::word_stamp`] of the writer.
    pub word_stamp: String,
    /// File name of the manifest in the generation's folder.
    pub manifest: String,
    /// Number of reports.
    pub documents: u64,
    /// Number of sections, roots included.
    pub sections: u64,
    /// Bytes of text.
    pub text: u64,
    /// Number of files and documents in them that were not read.
    pub skipped: u64,
    /// Number of reports of which a part could not be read.
    #[serde(default)]
    pub damaged: u64,
    /// Files that are not documents.
    #[serde(default)]
    pub ignored: IgnoredFiles,
    /// Seconds since 1970.
    pub committed: u64,
}

impl Commit {
    /// The payload of the last commit of an index.
    pub(super) fn of(index: &Index, generation: &Generation) -> Result<Self> {
        index
            .load_metas()
            .map_err(|error| read_error(generation, &error))?
            .payload
            .and_then(|payload| serde_json::from_str(&payload).ok())
            .ok_or_else(|| {
                Error::damaged(generation.index(), text!("the last commit has no payload"))
            })
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers are JSON")
    }
}

/// One committed state of an index. All its files are opened with it, so later updates do not affect its answers.
pub(crate) struct Snapshot {
    folder: PathBuf,
    generation: Generation,
    directory: IndexDirectory,
    /// The file that lists what is in this state, as it was before the state was opened.
    meta: Vec<u8>,
    pub(super) searcher: Searcher,
    pub(super) fields: RecordFields,
    pub commit: Commit,
    manifest: Mutex<File>,
    /// The owner of the index, if that is another user.
    pub owner: Option<String>,
    pub(super) segment_columns: Vec<OnceLock<Columns>>,
    pub(super) exact_files: Vec<ExactFile>,
    /// Every section, filled when first needed.
    pub(super) all_sections: OnceLock<SectionSet>,
    /// The full names of the places of the reports.
    pub(super) place_names: Option<PlaceNames>,
}

/// What full names of places are found with, and these once they are.
pub(super) struct PlaceNames {
    pub(super) fold: Arc<Fold>,
    pub(super) schema: Schema,
    pub(super) places: OnceLock<Places>,
}

impl Snapshot {
    /// Opens the serving state. Tries again if a writer replaced it meanwhile.
    ///
    /// # Errors
    /// [`Error::NoIndex`], [`Error::Outdated`] if `schema` folds or parses differently, [`Error::Damaged`],
    /// [`Error::Read`] if the system refuses a file.
    pub(crate) fn open(folder: &IndexFolder, schema: &Schema) -> Result<Self> {
        let mut serving = None;
        let mut unread = 0;
        loop {
            let opened = Self::open_once(folder, schema);
            if opened.is_ok() {
                return opened;
            }
            let now = folder
                .serving()
                .and_then(|(generation, _)| generation.read(META))
                .ok();
            unread += u32::from(now.is_none());
            let is_same = now.is_some() && now == serving;
            if is_same || unread == MAX_UNREAD {
                return opened;
            }
            serving = now;
        }
    }

    fn open_once(folder: &IndexFolder, schema: &Schema) -> Result<Self> {
        let (generation, owner) = folder.serving()?;
        let directory = generation.directory(Access::Read)?;
        let damage = directory.damage().clone();
        sound(folder.path(), &damage, || {
            Self::of_directory(folder, generation, owner, directory, schema)
        })
    }

    fn of_directory(
        folder: &IndexFolder,
        generation: Generation,
        owner: Option<String>,
        directory: IndexDirectory,
        schema: &Schema,
    ) -> Result<Self> {
        let failed = |error: TantivyError| read_error(&generation, &error);
        let meta = generation.read(META);
        let index = Index::open(directory.clone()).map_err(failed)?;
        let commit = Commit::of(&index, &generation)?;
        if commit.exact_stamp != schema.exact_stamp()? {
            let reason =
                text!("was made with other rules for folding or structure than this version has");
            return Err(Error::Outdated {
                path: folder.path().to_path_buf(),
                reason: reason.into(),
            });
        }
        // The stamp is compared first, since other versions have other fields.
        let fields = RecordFields::of(&index.schema())
            .ok_or_else(|| Error::damaged(folder.path(), text!("fields are missing")))?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(failed)?;
        let searcher: Searcher = reader.searcher();
        let segments = searcher.segment_readers();
        let exact_files = segments
            .iter()
            .map(|reader| ExactFile::of_segment(&directory, reader))
            .collect::<tantivy::Result<_>>()
            .map_err(failed)?;
        Ok(Self {
            folder: folder.path().to_path_buf(),
            segment_columns: segments.iter().map(|_| OnceLock::new()).collect(),
            exact_files,
            manifest: Mutex::new(generation.file(&commit.manifest)?),
            owner,
            generation,
            directory,
            meta: meta?,
            searcher,
            fields,
            commit,
            all_sections: OnceLock::new(),
            place_names: None,
        })
    }

    /// Whether the index in its folder is in another state by now. Reads two small files.
    ///
    /// # Errors
    /// As [`Snapshot::open`].
    pub(crate) fn is_replaced(&self, folder: &IndexFolder) -> Result<bool> {
        let (generation, _) = folder.serving()?;
        Ok(generation.name() != self.generation() || generation.read(META)? != self.meta)
    }

    /// The folder of the index.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns an answer from this state unless a damaged file was read for it.
    pub(crate) fn sound<T>(&self, answer: impl FnOnce() -> Result<T>) -> Result<T> {
        sound(&self.folder, self.directory.damage(), answer)
    }

    /// The name of the state's generation.
    pub(crate) fn generation(&self) -> &str {
        self.generation.name()
    }

    /// A string that identifies this state among all states of the index.
    pub(crate) fn identity(&self) -> String {
        let generation = self.generation.folder().path();
        format!("{} {}", generation.display(), self.commit.to_json())
    }

    /// The files from which this state was built.
    pub(crate) fn manifest(&self) -> Result<Manifest> {
        let file = self.manifest.lock().unwrap_or_else(PoisonError::into_inner);
        Manifest::read(&self.generation, &self.commit.manifest, &file)
    }

    /// Bytes on disk of the generation.
    pub(crate) fn size(&self) -> u64 {
        walkdir::WalkDir::new(self.generation.folder().path())
            .into_iter()
            .flatten()
            .filter_map(|file| file.metadata().ok())
            .filter(std::fs::Metadata::is_file)
            .map(|file| file.len())
            .sum()
    }

    /// One line for each damaged file.
    ///
    /// # Errors
    /// [`Error::Read`] if the system refuses a file, since it may be sound.
    pub(crate) fn damaged_files(&self) -> Result<Vec<Message>> {
        let mut damaged = Vec::new();
        for (_, reader) in self.segments() {
            for name in segment_files(reader.segment_id(), reader.delete_opstamp()) {
                match self.directory.paged(&name) {
                    Ok(file) => match file.count_damaged() {
                        (_, 0) => {}
                        (pages, wrong) => damaged.push(message!(
                            "{name}: {wrong} of {pages} pages are not what was written",
                            name = name,
                            wrong = wrong,
                            pages = pages
                        )),
                    },
                    Err(error) => damaged.push(reason_of_damage(self.failed(&error.into()))?),
                }
            }
        }
        if let Err(error) = self.manifest() {
            damaged.push(reason_of_damage(error)?);
        }
        damaged.sort_by_cached_key(Message::to_string);
        Ok(damaged)
    }

    /// The names of the files that this state needs.
    pub(crate) fn files_in_use(&self) -> Result<HashSet<String>> {
        let metas = self
            .searcher
            .index()
            .load_metas()
            .map_err(|error| self.failed(&error))?;
        Ok(files_in_use(&metas))
    }

    /// Gives what the full names of places are found with when they are first needed; without it, answers have places
    /// as they are stored.
    pub(crate) fn set_place_names(&mut self, fold: Arc<Fold>, schema: Schema) {
        self.place_names = Some(PlaceNames {
            fold,
            schema,
            places: OnceLock::new(),
        });
    }

    /// Every report, in index order.
    pub(crate) fn documents(&self) -> Vec<DocumentAddress> {
        let mut documents = Vec::new();
        for (segment, reader) in self.segments() {
            let records = self.exact_files[segment as usize]
                .documents()
                .map(|block| block.document)
                .filter(|record| !reader.is_deleted(*record));
            documents.extend(records.map(|record| DocumentAddress { segment, record }));
        }
        documents
    }

    /// The report with an id.
    pub(crate) fn document_with_id(&self, id: &str) -> Result<Option<DocumentAddress>> {
        self.document_with_term(&Term::from_field_text(self.fields.id, id))
    }

    /// The report with a path.
    pub(crate) fn document_with_path(&self, path: &str) -> Result<Option<DocumentAddress>> {
        self.document_with_term(&Term::from_field_text(self.fields.path, path))
    }

    /// The report whose record has a term of a unique field.
    fn document_with_term(&self, term: &Term) -> Result<Option<DocumentAddress>> {
        for (segment, reader) in self.segments() {
            let postings = reader
                .inverted_index(term.field())
                .map_err(|error| self.failed(&error))?
                .read_postings(term, IndexRecordOption::Basic)
                .map_err(|error| self.failed(&error.into()))?;
            let Some(mut postings) = postings else {
                continue;
            };
            let mut record = postings.doc();
            while record != TERMINATED {
                if !reader.is_deleted(record) {
                    return Ok(Some(DocumentAddress { segment, record }));
                }
                record = postings.advance();
            }
        }
        Ok(None)
    }

    pub(super) fn segments(&self) -> impl Iterator<Item = (u32, &SegmentReader)> {
        (0..).zip(self.searcher.segment_readers())
    }

    pub(super) fn failed(&self, error: &TantivyError) -> Error {
        read_error(&self.generation, error)
    }
}

fn reason_of_damage(error: Error) -> Result<Message> {
    match error {
        Error::Damaged { reason, .. } => Ok(reason),
        other => Err(other),
    }
}

/// The names of the files that the last commit needs.
pub(super) fn files_in_use(metas: &IndexMeta) -> HashSet<String> {
    let mut files: HashSet<String> = metas
        .segments
        .iter()
        .flat_map(|segment| segment_files(segment.id(), segment.delete_opstamp()))
        .collect();
    let commit = metas
        .payload
        .as_deref()
        .and_then(|payload| serde_json::from_str(payload).ok());
    files.extend(commit.map(|commit: Commit| commit.manifest));
    files.insert(META.to_string());
    files
}

/// The names of the files that a segment must have. `removed` is the stamp of the last operation that removed records of it.
pub(super) fn segment_files(
    segment: SegmentId,
    removed: Option<Opstamp>,
) -> impl Iterator<Item = String> {
    let always = [
        SegmentComponent::Postings,
        SegmentComponent::Positions,
        SegmentComponent::FastFields,
        SegmentComponent::FieldNorms,
        SegmentComponent::Terms,
        SegmentComponent::Store,
        super::exact::component(),
    ];
    let removed = removed.map(|stamp| format!("{stamp}.{}", SegmentComponent::Delete));
    let segment = segment.uuid_string();
    always
        .into_iter()
        .map(|component| component.to_string())
        .chain(removed)
        .map(move |extension| format!("{segment}.{extension}"))
}
