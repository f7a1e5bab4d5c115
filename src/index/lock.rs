//! The lock of an index folder, and what only its holder may do: create generations, switch to one, remove the others.

use std::fs::{File, TryLockError};

use super::disk::{self, EntryKind, OpenFolder};
use super::generation::Generation;
use super::pointer::Pointer;
use crate::corpus::Corpus;
use crate::error::{Error, Result};

pub(super) const LOCK: &str = "lock";
const LOCK_ATTEMPTS: u32 = 25;
const LOCK_PAUSE: std::time::Duration = std::time::Duration::from_millis(20);

/// Held while an index is updated; freed when dropped or when the process ends.
#[derive(Debug)]
pub(crate) struct IndexLock {
    folder: OpenFolder,
    _file: File,
}

impl IndexLock {
    pub(super) fn take(folder: OpenFolder) -> Result<Self> {
        let file = Self::hold(&folder)?;
        Ok(Self {
            folder,
            _file: file,
        })
    }

    /// Locks a folder while the returned file is open.
    pub(super) fn hold(folder: &OpenFolder) -> Result<File> {
        let path = folder.path().join(LOCK);
        let file = folder.lock_file(LOCK).map_err(Error::write(&path))?;
        for attempt in 0.. {
            match file.try_lock() {
                Ok(()) => break,
                // A query holds the lock only for the milliseconds in which it looks for changed files.
                Err(TryLockError::WouldBlock) if attempt < LOCK_ATTEMPTS => {
                    std::thread::sleep(LOCK_PAUSE);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::Busy {
                        path: folder.path().to_path_buf(),
                    });
                }
                Err(TryLockError::Error(error)) => return Err(Error::write(path)(error)),
            }
        }
        Ok(file)
    }

    /// Opens the generation called `name`.
    pub(crate) fn generation(&self, name: &str) -> Result<Generation> {
        Generation::open(&self.folder, name)
    }

    /// Creates the folder of a new generation.
    pub(crate) fn new_generation(&self) -> Result<Generation> {
        let mut number = 1;
        let taken = |name: &str| {
            self.folder
                .kind(name)
                .map_err(Error::read(self.folder.path()))
        };
        while taken(&format!("generation-{number}"))?.is_some() {
            number += 1;
        }
        Generation::create(&self.folder, &format!("generation-{number}"))
    }

    /// Makes a generation the serving one and removes the others.
    pub(crate) fn switch_to(&self, generation: &Generation, corpus: &Corpus) -> Result<()> {
        let corpus = (!corpus.is_around(self.folder.path())).then(|| corpus.clone());
        // The pointer is synced to disk when `write` returns, so the old generation can be removed.
        Pointer::new(generation.name(), corpus).write(&self.folder)?;
        self.remove_generations_but(generation.name());
        Ok(())
    }

    /// Removes the leftovers of updates that did not finish.
    pub(crate) fn remove_leftovers(&self) {
        match Pointer::read(&self.folder) {
            Ok(pointer) => {
                // A generation whose mark is damaged or missing (the first format has none) could never be removed.
                let _ = Generation::restore_mark(&self.folder, &pointer);
                self.remove_generations_but(&pointer.generation);
            }
            Err(Error::NoIndex { .. }) => self.remove_generations_but(""),
            Err(_) => {}
        }
    }

    /// Removes the other generations and unfinished files of the folder. What cannot be removed now is left to the next
    /// update.
    fn remove_generations_but(&self, kept: &str) {
        for (name, kind) in self.folder.entries().unwrap_or_default() {
            if disk::is_generation_name(&name) && kind == EntryKind::Folder && name != kept {
                let _ = Generation::remove(&self.folder, &name);
            } else if disk::is_unfinished(&name) {
                let _ = self.folder.remove_file(&name);
            }
        }
    }
}
