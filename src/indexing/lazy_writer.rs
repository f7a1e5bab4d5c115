//! A writer that is opened on first use.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::options::IndexOptions;
use crate::error::Result;
use crate::index::{DocumentWriter, Generation};
use crate::segmenter::Segmenter;

/// Opens the writer, and loads the dictionary, when the first change needs them.
pub(super) struct LazyWriter<'a> {
    generation: &'a Generation,
    options: &'a IndexOptions,
    threads: usize,
    writer: OnceLock<DocumentWriter>,
    opening: Mutex<()>,
}

impl<'a> LazyWriter<'a> {
    pub(super) fn new(generation: &'a Generation, options: &'a IndexOptions, files: usize) -> Self {
        let threads = std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(files.max(1));
        Self {
            generation,
            options,
            threads,
            writer: OnceLock::new(),
            opening: Mutex::new(()),
        }
    }

    pub(super) fn open(&self) -> Result<DocumentWriter> {
        let segmenter = Arc::new(Segmenter::for_reports(&self.options.schema)?);
        DocumentWriter::open(self.generation, segmenter, self.threads)
    }

    pub(super) fn get(&self) -> Result<&DocumentWriter> {
        if let Some(writer) = self.writer.get() {
            return Ok(writer);
        }
        let _opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if self.writer.get().is_none() {
            let writer = self.open()?;
            return Ok(self.writer.get_or_init(|| writer));
        }
        Ok(self.writer.get().expect("another thread opened it"))
    }

    pub(super) fn into_inner(self) -> Option<DocumentWriter> {
        self.writer.into_inner()
    }
}
