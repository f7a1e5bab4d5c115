//! Files to reports in the writer, on all cores.
//!
//! Must not know what changed or when to commit. Invariant: what is in memory is bounded: by the waiting permit, and beside
//! it the bytes of one file for each thread, which wait for permit, and one file that holds documents.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use xxhash_rust::xxh3::xxh3_64;

use super::lazy_writer::LazyWriter;
use super::options::IndexOptions;
use super::report::Progress;
use crate::api::Skipped;
use crate::corpus::{Corpus, Corrections, FileEntry, INSIDE, Source, Sources, read_file, sources};
use crate::document::saturating_u32;
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{ByteSemaphore, FileState, FoldedReport, Inside, ManifestEntry, Permit};
use crate::structure::Parser;

/// What reading one file came to.
pub(super) enum Read {
    /// The content is that of before.
    Same(ManifestEntry),
    Indexed(ManifestEntry),
    Skipped(ManifestEntry),
}

/// A file to read, with what the manifest says of it.
pub(super) type ToRead = (FileEntry, Option<ManifestEntry>);

/// What became of one document: its state in the index, or the reason for which it was not read.
type Put = std::result::Result<FileState, String>;

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
    /// Reads every document that takes all of the bound: an allocator keeps, for each thread, the gaps between the parts of
    /// the largest document that the thread has read. Such a document waits for nobody: it has its permit.
    pub large: OnceLock<Option<ThreadPool>>,
}

impl Reader<'_> {
    /// Reads files that are one document each side by side, then those that hold many one after the other, their
    /// documents side by side: so no core waits for a permit that a file further down on its own stack holds.
    pub(super) fn read_all(&self, files: &[ToRead]) -> Result<Vec<Read>> {
        let first: Vec<Option<Read>> = files
            .par_iter()
            .map(|file| self.read_one(file))
            .collect::<Result<_>>()?;
        let all = files.iter().zip(first);
        all.map(|(file, read)| read.map_or_else(|| self.read_many(file), Ok))
            .collect()
    }

    /// Reads a file that is one document; `None` where it holds many.
    fn read_one(&self, file: &ToRead) -> Result<Option<Read>> {
        let size = usize::try_from(file.0.size).unwrap_or(usize::MAX);
        let permit = self.queued.acquire(size);
        let read = match self.open(file) {
            Err(read) => read,
            Ok((_, Sources::Many(_))) => return Ok(None),
            Ok((entry, Sources::One(source))) => {
                let permit = self.permit_for(&source, size, permit);
                self.read_source(file, entry, source, permit)?
            }
        };
        self.progress.advance(file.0.size);
        Ok(Some(read))
    }

    /// Reads a file that holds many documents.
    fn read_many(&self, file: &ToRead) -> Result<Read> {
        let read = match self.open(file) {
            Err(read) => read,
            Ok((entry, Sources::Many(sources))) => self.read_sources(file, entry, sources)?,
            // It was written anew in between.
            Ok((entry, Sources::One(source))) => {
                let permit = self.queued.acquire(source.weight());
                self.read_source(file, entry, source, permit)?
            }
        };
        self.progress.advance(file.0.size);
        Ok(read)
    }

    /// A permit for a document whose file has one of its `size`. That one is given back first where the document weighs
    /// more: a thread that holds a permit and waits for another may wait for one that does the same.
    fn permit_for(&self, source: &Source, size: usize, permit: Permit) -> Permit {
        let weight = source.weight();
        if weight <= size {
            return permit;
        }
        drop(permit);
        self.queued.acquire(weight)
    }

    /// Reads the bytes of a file, unless they are those of before.
    fn open(&self, (file, known): &ToRead) -> std::result::Result<(ManifestEntry, Sources), Read> {
        let mut entry = ManifestEntry {
            size: file.size,
            modified: file.modified,
            hash: 0,
            correction: self.corrections.stamp_of(&file.path),
            state: FileState::skipped("", false),
        };
        let limit = self.options.max_file_size;
        let bytes = match read_file(self.corpus.root(), Path::new(&file.path), limit) {
            Ok(bytes) => bytes,
            Err(unread) => return Err(skipped(entry, &unread.to_string(), true)),
        };
        (entry.hash, entry.size) = (xxh3_64(&bytes), bytes.len() as u64);
        if let Some(known) = known.as_ref().filter(|known| known.is_indexed())
            && (known.hash, known.correction) == (entry.hash, entry.correction)
        {
            entry.state = known.state.clone();
            return Err(Read::Same(entry));
        }
        match sources(&file.path, bytes, limit) {
            Ok(sources) => Ok((entry, sources)),
            Err(unread) => Err(skipped(entry, &unread.to_string(), false)),
        }
    }

    fn read_source(
        &self,
        file: &ToRead,
        mut entry: ManifestEntry,
        source: Source,
        permit: Permit,
    ) -> Result<Read> {
        self.remove_standing(file)?;
        Ok(match self.put(&file.0.path, source, permit)? {
            Ok(state) => {
                entry.state = state;
                Read::Indexed(entry)
            }
            Err(reason) => skipped(entry, &reason, false),
        })
    }

    fn read_sources(
        &self,
        file: &ToRead,
        mut entry: ManifestEntry,
        mut sources: Box<dyn Iterator<Item = Source> + Send>,
    ) -> Result<Read> {
        self.remove_standing(file)?;
        let path = &file.0.path;
        let gathered = Mutex::new(Gathered::default());
        // What a document weighs is known when it is unpacked, so it waits before that.
        let with_permit = std::iter::from_fn(|| {
            self.queued.wait();
            let source = sources.next()?;
            let permit = self.queued.acquire(source.weight());
            Some((source, permit))
        });
        with_permit.par_bridge().try_for_each(|(source, permit)| {
            let name = source.path[path.len() + INSIDE.len()..].to_string();
            let put = self.put(path, source, permit)?;
            let mut gathered = gathered.lock().unwrap_or_else(PoisonError::into_inner);
            gathered.add(name, put);
            Ok(())
        })?;
        let gathered = gathered
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        match gathered.state() {
            Some(state) => {
                entry.state = state;
                Ok(Read::Indexed(entry))
            }
            None => Ok(skipped(entry, "no document is in it", false)),
        }
    }

    /// Takes the documents of a file out of the index, where they stand in it.
    fn remove_standing(&self, (file, known): &ToRead) -> Result<()> {
        if known.as_ref().is_some_and(ManifestEntry::is_indexed) {
            self.writer.get()?.remove(&file.path)?;
        }
        Ok(())
    }

    /// Reads one document of `file` into the index.
    fn put(&self, file: &str, source: Source, permit: Permit) -> Result<Put> {
        match self.thread_for(&permit) {
            Some(thread) => thread.install(|| self.put_here(file, source, permit)),
            None => self.put_here(file, source, permit),
        }
    }

    /// The thread of large documents, where the permit is that of one and the system has a thread left.
    fn thread_for(&self, permit: &Permit) -> Option<&ThreadPool> {
        let one_thread = || ThreadPoolBuilder::new().num_threads(1).build().ok();
        let thread = || self.large.get_or_init(one_thread).as_ref();
        permit.is_all().then(thread).flatten()
    }

    fn put_here(&self, file: &str, source: Source, permit: Permit) -> Result<Put> {
        let path = source.path.clone();
        let extracted = match source.extract(self.options.max_file_size) {
            Ok(extracted) => extracted,
            Err(unread) => return Ok(Err(unread.to_string())),
        };
        let damaged = extracted.damaged;
        let mut document = self.parser.parse(extracted, &path);
        if let Some(correction) = self.corrections.of_document(&path) {
            correction.apply(&mut document.metadata);
        }
        let state = FileState::Indexed {
            sections: saturating_u32(document.sections.len()),
            text: document.text.len() as u64,
            damaged,
            inside: None,
        };
        let folded = FoldedReport::new(&document, &self.fold);
        self.writer.get()?.put(document, folded, file, permit)?;
        Ok(Ok(state))
    }
}

fn skipped(mut entry: ManifestEntry, reason: &str, retry: bool) -> Read {
    entry.state = FileState::skipped(reason, retry);
    Read::Skipped(entry)
}

/// What became of the documents of one file.
#[derive(Debug, Default)]
struct Gathered {
    sections: u32,
    text: u64,
    damaged: u32,
    inside: Inside,
}

impl Gathered {
    /// Adds a document by its name in the file.
    fn add(&mut self, name: String, put: Put) {
        match put {
            Ok(FileState::Indexed {
                sections,
                text,
                damaged,
                ..
            }) => {
                self.sections = self.sections.saturating_add(sections);
                self.text += text;
                self.damaged = self.damaged.saturating_add(damaged);
                self.inside.documents.push(name);
            }
            Ok(FileState::Skipped { reason, .. }) | Err(reason) => {
                self.inside.skipped.push(Skipped { path: name, reason });
            }
        }
    }

    /// The state of the file; `None` where it holds nothing.
    fn state(self) -> Option<FileState> {
        let Self {
            sections,
            text,
            damaged,
            mut inside,
        } = self;
        inside.documents.sort_unstable();
        inside.skipped.sort_by(|a, b| a.path.cmp(&b.path));
        let is_empty = inside.documents.is_empty() && inside.skipped.is_empty();
        (!is_empty).then_some(FileState::Indexed {
            sections,
            text,
            damaged,
            inside: Some(inside),
        })
    }
}
