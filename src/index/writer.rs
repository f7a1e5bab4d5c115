//! Writing records, with a bound on what waits in memory.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tantivy::indexer::UserOperation;
use tantivy::schema::document::CompactDocValue;
use tantivy::schema::{Document as Storable, Field, Term};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, TantivyError};

use super::disk::{Access, IndexDirectory};
use super::engine_error::{sound, write_error};
use super::exact::ExactPlugin;
use super::field::{self, ReportFields, WORDS};
use super::generation::Generation;
use super::merging::SmallSegments;
use super::record::{FoldedReport, records};
use super::snapshot::{Commit, files_in_use};
use crate::analysis::{Segmenter, WordAnalyzer};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::schema::Schema;

/// Memory of all indexing threads together, in bytes, and the least that one can work with.
const BUDGET: usize = 192 * 1024 * 1024;
const LEAST_BUDGET: usize = 32 * 1024 * 1024;
/// Level at which stored texts are compressed. Level 3 makes the index a twentieth smaller and indexing a twentieth slower.
const LEVEL: i32 = 1;
/// Text that waits to be indexed, in bytes.
const WAITING: usize = 16 * 1024 * 1024;

/// Adds, replaces and removes reports. Nothing is seen by readers before [`ReportWriter::commit`].
pub(crate) struct ReportWriter {
    writer: IndexWriter<Waiting>,
    fields: ReportFields,
    in_order: Mutex<()>,
    generation: Generation,
    directory: IndexDirectory,
}

impl ReportWriter {
    /// Makes an empty index in a new generation.
    pub(crate) fn create(generation: &Generation, schema: &Schema) -> Result<()> {
        let (fields, _) = field::build(schema)?;
        // Said here, since the default depends on what else a program turns on in the storage engine.
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor {
                compression_level: Some(LEVEL),
            }),
            ..IndexSettings::default()
        };
        let directory = generation.directory(Access::Write)?;
        let plugin = ExactPlugin {
            directory: directory.clone(),
        };
        Index::builder()
            .schema(fields)
            .settings(settings)
            .register_plugin(Arc::new(plugin))
            .open_or_create(directory.clone())
            .map(|_| ())
            .map_err(|error| failed(generation, &directory, &error))
    }

    /// Opens the index of a generation for writing with up to `threads` threads.
    pub(crate) fn open(
        generation: &Generation,
        segmenter: Arc<Segmenter>,
        threads: usize,
    ) -> Result<Self> {
        let directory = generation.directory(Access::Write)?;
        let failed = |error: TantivyError| failed(generation, &directory, &error);
        let mut index = Index::open(directory.clone()).map_err(failed)?;
        let tokenizers = TokenizerManager::default();
        tokenizers.register(WORDS, TextAnalyzer::from(WordAnalyzer::new(segmenter)));
        index.set_tokenizers(tokenizers);
        index.register_plugin(Arc::new(ExactPlugin {
            directory: directory.clone(),
        }));
        let threads = threads.clamp(1, BUDGET / LEAST_BUDGET);
        let writer = index
            .writer_with_num_threads(threads, BUDGET)
            .map_err(failed)?;
        writer.set_merge_policy(Box::new(SmallSegments {
            directory: directory.clone(),
        }));
        let fields = ReportFields::of(&index.schema())
            .ok_or_else(|| Error::damaged(generation.index(), "fields are missing"))?;
        Ok(Self {
            writer,
            fields,
            in_order: Mutex::new(()),
            generation: generation.clone(),
            directory,
        })
    }

    /// Adds a report that `file` is or holds. The caller has [removed](Self::remove) what the index has of that file.
    pub(crate) fn put(
        &self,
        document: Document,
        folded: FoldedReport,
        file: &str,
        room: Room,
    ) -> Result<()> {
        let is_large = document.text.len() >= WAITING;
        let records = records(document, folded, file, &self.fields);
        let room = Arc::new(room);
        let adds = records
            .into_iter()
            .map(|record| UserOperation::Add(Waiting::new(record, &room, is_large)));
        self.run(adds.collect())
    }

    /// Removes the reports that a file was or held.
    pub(crate) fn remove(&self, file: &str) -> Result<()> {
        let file = Term::from_field_text(self.fields.file, file);
        self.run(vec![UserOperation::Delete(file)])
    }

    /// The engine takes its stamps and queues its removals in two steps: where two threads do so at once, a
    /// removal can come to stand behind a later one, and then removes what was added after it.
    fn run(&self, operations: Vec<UserOperation<Waiting>>) -> Result<()> {
        let _in_order = self.in_order.lock().unwrap_or_else(PoisonError::into_inner);
        self.writer
            .run(operations)
            .map(|_| ())
            .map_err(|error| failed(&self.generation, &self.directory, &error))
    }

    /// Makes everything visible at once, together with `commit`.
    ///
    /// # Errors
    /// [`Error::Write`], and [`Error::Damaged`] where segments could not be merged because they are not what was written.
    pub(crate) fn commit(mut self, commit: &Commit) -> Result<()> {
        let (generation, directory) = (self.generation, self.directory);
        let mut commit_all = || -> tantivy::Result<()> {
            let mut prepared = self.writer.prepare_commit()?;
            prepared.set_payload(&commit.to_json());
            prepared.commit()?;
            Ok(())
        };
        commit_all().map_err(|error| failed(&generation, &directory, &error))?;
        let index = self.writer.index().clone();
        let merged = self.writer.wait_merging_threads();
        merged.map_err(|error| failed(&generation, &directory, &error))?;
        let metas = index.load_metas();
        let metas = metas.map_err(|error| failed(&generation, &directory, &error))?;
        // What cannot be removed now goes before the next update.
        let _ = generation.remove_all_but(&files_in_use(&metas));
        // The storage engine only logs that a merge failed.
        sound(generation.index(), directory.damage(), || Ok(()))
    }
}

fn failed(generation: &Generation, directory: &IndexDirectory, error: &TantivyError) -> Error {
    write_error(generation, directory.damage(), directory.failure(), error)
}

/// A record on its way to an indexing thread. Its part of the budget is free again when a thread takes it, that of a large
/// report when its segment is written.
pub(super) struct Waiting {
    record: TantivyDocument,
    room: Arc<Room>,
    is_large: bool,
}

impl Waiting {
    pub(super) fn new(record: TantivyDocument, room: &Arc<Room>, is_large: bool) -> Self {
        Self {
            record,
            room: Arc::clone(room),
            is_large,
        }
    }

    /// The room of a report that alone fills it: an indexing thread takes as much memory again for each of those.
    pub(super) fn room_of_large(&self) -> Option<Arc<Room>> {
        self.is_large.then(|| Arc::clone(&self.room))
    }
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

/// Bounds the text that is read and not yet indexed.
#[derive(Debug, Default)]
pub(crate) struct WaitingRoom {
    used: Mutex<usize>,
    freed: Condvar,
}

/// A part of the waiting room, given back when dropped.
#[derive(Debug)]
pub(crate) struct Room {
    of: Arc<WaitingRoom>,
    bytes: usize,
}

impl WaitingRoom {
    /// Waits until what is held is below the bound.
    pub(crate) fn wait(&self) {
        drop(self.below_bound());
    }

    fn below_bound(&self) -> MutexGuard<'_, usize> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |used: &mut usize| *used >= WAITING;
        let below = self.freed.wait_while(used, full);
        below.unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes room for `bytes`, however many, once what others hold is below the bound.
    pub(crate) fn take(self: &Arc<Self>, bytes: usize) -> Room {
        let mut used = self.below_bound();
        *used += bytes;
        drop(used);
        Room {
            of: Arc::clone(self),
            bytes,
        }
    }
}

impl Room {
    /// Whether nothing else is let in beside it.
    pub(crate) fn is_all(&self) -> bool {
        self.bytes >= WAITING
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        *self.of.used.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.of.freed.notify_all();
    }
}
