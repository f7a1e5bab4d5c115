//! Writing records, with a bound on what waits in memory.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};

use tantivy::indexer::UserOperation;
use tantivy::schema::document::CompactDocValue;
use tantivy::schema::{Document as Storable, Field, Term};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, TantivyError};

use super::field::{self, CHARACTERS, ReportFields, WORDS};
use super::record::records;
use super::snapshot::Commit;
use crate::analysis::{CharacterAnalyzer, Segmenter, WordAnalyzer};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::fold::FoldedDocument;
use crate::schema::Schema;

/// Memory of all indexing threads together, in bytes, and the least that one can work with.
const BUDGET: usize = 256 * 1024 * 1024;
const LEAST_BUDGET: usize = 32 * 1024 * 1024;
/// Text that waits to be indexed, in bytes.
const WAITING: usize = 16 * 1024 * 1024;

/// Adds, replaces and removes reports. Nothing is seen by readers before [`ReportWriter::commit`].
pub(crate) struct ReportWriter {
    writer: IndexWriter<Waiting>,
    fields: ReportFields,
    waiting: Arc<Budget>,
    path: std::path::PathBuf,
}

impl ReportWriter {
    /// Makes an empty index in an empty folder.
    pub(crate) fn create(path: &Path, schema: &Schema) -> Result<()> {
        let (fields, _) = field::build(schema)?;
        std::fs::create_dir_all(path).map_err(Error::write(path))?;
        let directory = tantivy::directory::MmapDirectory::open(path)
            .map_err(|error| write_error(path, &error.into()))?;
        let settings = IndexSettings::default();
        Index::create(directory, fields, settings)
            .map(|_| ())
            .map_err(|error| write_error(path, &error))
    }

    /// Opens the index of a folder for writing with up to `threads` threads.
    pub(crate) fn open(path: &Path, segmenter: Arc<Segmenter>, threads: usize) -> Result<Self> {
        let open = || -> tantivy::Result<(Index, IndexWriter<Waiting>)> {
            let mut index = Index::open_in_dir(path)?;
            let tokenizers = TokenizerManager::default();
            tokenizers.register(CHARACTERS, TextAnalyzer::from(CharacterAnalyzer));
            tokenizers.register(WORDS, TextAnalyzer::from(WordAnalyzer::new(segmenter)));
            index.set_tokenizers(tokenizers);
            let threads = threads.clamp(1, BUDGET / LEAST_BUDGET);
            let writer = index.writer_with_num_threads(threads, BUDGET)?;
            Ok((index, writer))
        };
        let (index, writer) = open().map_err(|error| write_error(path, &error))?;
        let fields = ReportFields::of(&index.schema())
            .ok_or_else(|| Error::damaged(path, "fields are missing"))?;
        Ok(Self {
            writer,
            fields,
            waiting: Arc::new(Budget::default()),
            path: path.to_path_buf(),
        })
    }

    /// Puts a report in the place of the one with the same path. Waits while much is waiting already.
    pub(crate) fn put(&self, document: Document, folded: FoldedDocument) -> Result<()> {
        let bytes = document.text.len() + folded.text.len();
        let (records, path) = records(document, folded, &self.fields);
        let permit = Arc::new(self.waiting.take(bytes));
        let adds = records.into_iter().map(|record| {
            UserOperation::Add(Waiting {
                record,
                _permit: permit.clone(),
            })
        });
        let operations: Vec<_> = std::iter::once(UserOperation::Delete(path))
            .chain(adds)
            .collect();
        self.writer
            .run(operations)
            .map(|_| ())
            .map_err(|error| write_error(&self.path, &error))
    }

    /// Removes the report with this path.
    pub(crate) fn remove(&self, path: &str) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.path, path));
    }

    /// Makes everything visible at once, together with `commit`.
    pub(crate) fn commit(mut self, commit: &Commit) -> Result<()> {
        let path = self.path.clone();
        let mut commit_all = || -> tantivy::Result<()> {
            let mut prepared = self.writer.prepare_commit()?;
            prepared.set_payload(&commit.to_json());
            prepared.commit()?;
            Ok(())
        };
        commit_all().map_err(|error| write_error(&path, &error))?;
        self.writer
            .wait_merging_threads()
            .map_err(|error| write_error(&path, &error))
    }
}

fn write_error(path: &Path, error: &TantivyError) -> Error {
    match error {
        TantivyError::LockFailure(..) => Error::Busy {
            path: path.to_path_buf(),
        },
        TantivyError::DataCorruption(reason) => Error::damaged(path, format!("{reason:?}")),
        other => Error::write(path)(std::io::Error::other(other.to_string())),
    }
}

/// A record on its way to an indexing thread. Its part of the budget is free again when a thread takes it.
struct Waiting {
    record: TantivyDocument,
    _permit: Arc<Permit>,
}

impl Storable for Waiting {
    type Value<'a> = CompactDocValue<'a>;
    type FieldsValuesIter<'a> = Box<dyn Iterator<Item = (Field, CompactDocValue<'a>)> + 'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Box::new(self.record.iter_fields_and_values())
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.record
    }
}

/// Bytes that wait to be indexed.
#[derive(Debug, Default)]
struct Budget {
    used: Mutex<usize>,
    freed: Condvar,
}

/// A part of the budget, given back when dropped.
struct Permit {
    budget: Arc<Budget>,
    bytes: usize,
}

impl Budget {
    /// Takes `bytes`, however many, once what others hold is below the bound.
    fn take(self: &Arc<Self>, bytes: usize) -> Permit {
        let used = self
            .used
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut used = self
            .freed
            .wait_while(used, |used| *used >= WAITING)
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *used += bytes;
        Permit {
            budget: Arc::clone(self),
            bytes,
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self
            .budget
            .used
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) -= self.bytes;
        self.budget.freed.notify_all();
    }
}
