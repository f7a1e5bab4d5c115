//! Writing reports to an index.

use std::sync::{Arc, Mutex, PoisonError};

use quanwen_messages::text;
use tantivy::indexer::UserOperation;
use tantivy::schema::Term;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyError};

use super::analyzer::WordAnalyzer;
use super::byte_semaphore::{MAX_QUEUED, Permit};
use super::disk::{Access, IndexDirectory};
use super::engine_error::{sound, write_error};
use super::exact::ExactPlugin;
use super::field::{self, RecordFields, WORDS};
use super::generation::Generation;
use super::merging::SmallSegmentMergePolicy;
use super::queued_record::QueuedRecord;
use super::record::{FoldedFields, records};
use super::snapshot::{Commit, files_in_use};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::schema::Schema;
use crate::segmenter::Segmenter;

/// Memory of all indexing threads together, in bytes.
const BUDGET: usize = 192 * 1024 * 1024;
/// Minimum memory of one indexing thread, in bytes.
const MIN_BUDGET: usize = 32 * 1024 * 1024;
/// Zstandard level for stored texts. Level 3 makes the index 5 % smaller and indexing 5 % slower.
const LEVEL: i32 = 1;

/// Adds and removes reports. Readers see nothing of it before [`DocumentWriter::commit`].
pub(crate) struct DocumentWriter {
    writer: IndexWriter<QueuedRecord>,
    fields: RecordFields,
    segmenter: Arc<Segmenter>,
    /// Held during each operation, so that operations reach the engine one after another.
    in_order: Mutex<()>,
    generation: Generation,
    directory: IndexDirectory,
}

impl DocumentWriter {
    /// Creates an empty index in a new generation.
    pub(crate) fn create(generation: &Generation, schema: &Schema) -> Result<()> {
        let (fields, _) = field::build(schema)?;
        // Set explicitly, since the default depends on the features that a program enables in the storage engine.
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

    /// Opens the index of a generation for writing with up to `threads` indexing threads.
    pub(crate) fn open(
        generation: &Generation,
        segmenter: Arc<Segmenter>,
        threads: usize,
    ) -> Result<Self> {
        let directory = generation.directory(Access::Write)?;
        let failed = |error: TantivyError| failed(generation, &directory, &error);
        let mut index = Index::open(directory.clone()).map_err(failed)?;
        let tokenizers = TokenizerManager::default();
        tokenizers.register(
            WORDS,
            TextAnalyzer::from(WordAnalyzer::new(Arc::clone(&segmenter))),
        );
        index.set_tokenizers(tokenizers);
        index.register_plugin(Arc::new(ExactPlugin {
            directory: directory.clone(),
        }));
        let threads = threads.clamp(1, BUDGET / MIN_BUDGET);
        let writer = index
            .writer_with_num_threads(threads, BUDGET)
            .map_err(failed)?;
        writer.set_merge_policy(Box::new(SmallSegmentMergePolicy {
            directory: directory.clone(),
        }));
        let fields = RecordFields::of(&index.schema())
            .ok_or_else(|| Error::damaged(generation.index(), text!("fields are missing")))?;
        Ok(Self {
            writer,
            fields,
            segmenter,
            in_order: Mutex::new(()),
            generation: generation.clone(),
            directory,
        })
    }

    /// Adds a report that is in `file`. The caller must have [removed](Self::remove) the earlier reports of that file.
    pub(crate) fn put(
        &self,
        document: Document,
        folded: FoldedFields,
        file: &str,
        permit: Permit,
    ) -> Result<()> {
        let is_large = document.text.len() >= MAX_QUEUED;
        let records = records(document, folded, file, &self.fields, &self.segmenter);
        let permit = Arc::new(permit);
        let adds = records
            .into_iter()
            .map(|record| UserOperation::Add(QueuedRecord::new(record, &permit, is_large)));
        self.run(adds.collect())
    }

    /// Removes the reports of a file.
    pub(crate) fn remove(&self, file: &str) -> Result<()> {
        let file = Term::from_field_text(self.fields.file, file);
        self.run(vec![UserOperation::Delete(file)])
    }

    /// Runs operations one after another. The engine assigns a stamp and queues a removal in two steps; if two threads
    /// interleave these, removals are queued out of order and one removes reports that were added after it.
    fn run(&self, operations: Vec<UserOperation<QueuedRecord>>) -> Result<()> {
        let _in_order = self.in_order.lock().unwrap_or_else(PoisonError::into_inner);
        self.writer
            .run(operations)
            .map(|_| ())
            .map_err(|error| failed(&self.generation, &self.directory, &error))
    }

    /// Makes everything visible at once, together with `commit`.
    ///
    /// # Errors
    /// [`Error::Write`], and [`Error::Damaged`] if a merge read a damaged segment.
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
        self.writer
            .wait_merging_threads()
            .map_err(|error| failed(&generation, &directory, &error))?;
        let metas = index
            .load_metas()
            .map_err(|error| failed(&generation, &directory, &error))?;
        // Files that cannot be removed now are removed before the next update.
        let _ = generation.remove_all_but(&files_in_use(&metas));
        // The storage engine only logs that a merge failed.
        sound(generation.index(), directory.damage(), || Ok(()))
    }
}

fn failed(generation: &Generation, directory: &IndexDirectory, error: &TantivyError) -> Error {
    write_error(generation, directory.damage(), directory.failure(), error)
}
