//! Reads files into the writer, on all cores.
//!
//! Must not know what changed or when to commit. Invariant: memory is bounded by the permits, and in addition by one file
//! per thread whose document waits for a permit and by one file that holds many documents.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use quanwen_extract::Unread;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use xxhash_rust::xxh3::xxh3_64;

use super::changes::ToRead;
use super::lazy_writer::LazyWriter;
use super::options::IndexOptions;
use super::outcomes::{DocumentCounts, DocumentOutcomes, DocumentResult};
use super::report::{Progress, stop_if_cancelled};
use crate::corpus::{Corpus, Corrections, INSIDE, Source, Sources, extract, sources};
use crate::document::saturating_u32;
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{ByteSemaphore, FileState, FoldedFields, ManifestEntry, Permit};
use crate::structure::Parser;

/// The outcome of reading one file.
pub(super) enum Read {
    /// The content is unchanged.
    Same(ManifestEntry),
    Indexed(ManifestEntry),
    Skipped(ManifestEntry),
}

/// An opened file.
enum Opened {
    /// There is nothing to read: it is unchanged, or cannot be read.
    Done(Read),
    /// Its documents, and its entry so far.
    Sources(ManifestEntry, Sources),
}

/// Reads files into the index.
pub(super) struct Reader<'a> {
    pub corpus: &'a Corpus,
    pub corrections: &'a Corrections,
    pub options: &'a IndexOptions,
    pub writer: &'a LazyWriter<'a>,
    pub progress: &'a dyn Progress,
    pub parser: Parser,
    pub fold: Fold,
    pub queued: Arc<ByteSemaphore>,
    /// The one thread that reads documents that take up the whole bound: an allocator keeps memory per thread, as much as
    /// the largest document of that thread left fragmented. Such a document waits for nothing: it has its permit.
    pub large: OnceLock<Option<ThreadPool>>,
}

impl Reader<'_> {
    /// Reads files with one document in parallel, then files with many documents one after another, their documents in
    /// parallel. So no thread waits for a permit that is held further down on its own stack.
    pub(super) fn read_all(&self, files: &[ToRead]) -> Result<Vec<Read>> {
        let first: Vec<Option<Read>> = files
            .par_iter()
            .map(|file| self.read_one(file))
            .collect::<Result<_>>()?;
        files
            .iter()
            .zip(first)
            .map(|(file, read)| read.map_or_else(|| self.read_many(file), Ok))
            .collect()
    }

    /// Reads a file with one document; `None` if it has many.
    fn read_one(&self, file: &ToRead) -> Result<Option<Read>> {
        let size = usize::try_from(file.0.size).unwrap_or(usize::MAX);
        let permit = self.queued.acquire(size);
        stop_if_cancelled(self.progress)?;
        self.progress.read(&file.0.path);
        let read = match self.open(file) {
            Opened::Done(read) => read,
            Opened::Sources(_, Sources::Many(_)) => return Ok(None),
            Opened::Sources(entry, Sources::One(source)) => {
                let permit = self.permit_for(&source, size, permit);
                self.read_source(file, entry, source, permit)?
            }
        };
        self.progress.advance(file.0.size);
        Ok(Some(read))
    }

    /// Reads a file with many documents.
    fn read_many(&self, file: &ToRead) -> Result<Read> {
        stop_if_cancelled(self.progress)?;
        let read = match self.open(file) {
            Opened::Done(read) => read,
            Opened::Sources(entry, Sources::Many(sources)) => {
                self.read_sources(file, entry, sources)?
            }
            // The file was replaced in the meantime.
            Opened::Sources(entry, Sources::One(source)) => {
                let permit = self.queued.acquire(source.weight());
                self.read_source(file, entry, source, permit)?
            }
        };
        self.progress.advance(file.0.size);
        Ok(read)
    }

    /// A permit for a document, given the `permit` for the `size` of its file. If the document weighs more, that permit is
    /// released first: threads that hold one permit and wait for another could deadlock.
    fn permit_for(&self, source: &Source, size: usize, permit: Permit) -> Permit {
        let weight = source.weight();
        if weight <= size {
            return permit;
        }
        drop(permit);
        self.queued.acquire(weight)
    }

    /// Reads the bytes of a file, and opens its documents unless it is unchanged.
    fn open(&self, (file, known): &ToRead) -> Opened {
        let mut entry = ManifestEntry {
            size: file.size,
            modified: file.modified,
            hash: 0,
            correction: self.corrections.stamp_of(&file.path),
            state: FileState::unread(&Unread::Empty, false),
        };
        let limit = self.options.max_file_size;
        let bytes = match self.corpus.read(&file.path, limit) {
            Ok(bytes) => bytes,
            Err(unread) => return Opened::Done(skipped(entry, &unread, true)),
        };
        (entry.hash, entry.size) = (xxh3_64(&bytes), bytes.len() as u64);
        if let Some(known) = known.as_ref().filter(|known| known.is_indexed())
            && (known.hash, known.correction) == (entry.hash, entry.correction)
        {
            entry.state = known.state.clone();
            return Opened::Done(Read::Same(entry));
        }
        match sources(&file.path, bytes, limit) {
            Ok(sources) => Opened::Sources(entry, sources),
            Err(unread) => Opened::Done(skipped(entry, &unread, false)),
        }
    }

    fn read_source(
        &self,
        file: &ToRead,
        mut entry: ManifestEntry,
        source: Source,
        permit: Permit,
    ) -> Result<Read> {
        self.remove_indexed(file)?;
        Ok(match self.put(&file.0.path, source, permit)? {
            Ok(counts) => {
                entry.state = counts.state(None);
                Read::Indexed(entry)
            }
            Err(unread) => skipped(entry, &unread, false),
        })
    }

    fn read_sources(
        &self,
        file: &ToRead,
        mut entry: ManifestEntry,
        mut sources: Box<dyn Iterator<Item = Source> + Send>,
    ) -> Result<Read> {
        self.remove_indexed(file)?;
        let path = &file.0.path;
        let outcomes = Mutex::new(DocumentOutcomes::default());
        // The weight of a document is known only when it is unpacked, so wait before that.
        let with_permit = std::iter::from_fn(|| {
            self.queued.wait();
            let source = sources.next()?;
            let permit = self.queued.acquire(source.weight());
            Some((source, permit))
        });
        with_permit.par_bridge().try_for_each(|(source, permit)| {
            stop_if_cancelled(self.progress)?;
            let name = source.path[path.len() + INSIDE.len()..].to_string();
            let result = self.put(path, source, permit)?;
            let mut outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
            outcomes.add(name, result);
            Ok(())
        })?;
        let outcomes = outcomes
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        entry.state = outcomes.state();
        Ok(Read::Indexed(entry))
    }

    /// Removes the documents of a file from the index, if it has any.
    fn remove_indexed(&self, (file, known): &ToRead) -> Result<()> {
        if known.as_ref().is_some_and(ManifestEntry::is_indexed) {
            self.writer.get()?.remove(&file.path)?;
        }
        Ok(())
    }

    /// Reads one document of `file` into the index.
    fn put(&self, file: &str, source: Source, permit: Permit) -> Result<DocumentResult> {
        match self.thread_for(&permit) {
            Some(thread) => thread.install(|| self.put_here(file, source, permit)),
            None => self.put_here(file, source, permit),
        }
    }

    /// The thread for large documents; `None` for other documents, or if the system cannot start a thread.
    fn thread_for(&self, permit: &Permit) -> Option<&ThreadPool> {
        if !permit.is_all() {
            return None;
        }
        self.large
            .get_or_init(|| ThreadPoolBuilder::new().num_threads(1).build().ok())
            .as_ref()
    }

    fn put_here(&self, file: &str, source: Source, permit: Permit) -> Result<DocumentResult> {
        let path = source.path.clone();
        let extracted = match extract(source, self.options.read_options()) {
            Ok(extracted) => extracted,
            Err(unread) => return Ok(Err(unread)),
        };
        let (damaged, is_damaged) = (extracted.damaged, extracted.is_damaged());
        let mut document = self.parser.parse(extracted, &path);
        if let Some(correction) = self.corrections.of_document(&path) {
            correction.apply(&mut document.metadata);
        }
        let counts = DocumentCounts {
            sections: saturating_u32(document.sections.len()),
            text: document.text.len() as u64,
            damaged,
            damaged_documents: u32::from(is_damaged),
        };
        let folded = FoldedFields::new(&document, &self.fold);
        self.writer.get()?.put(document, folded, file, permit)?;
        Ok(Ok(counts))
    }
}

fn skipped(mut entry: ManifestEntry, unread: &Unread, retry: bool) -> Read {
    entry.state = FileState::unread(unread, retry);
    Read::Skipped(entry)
}
