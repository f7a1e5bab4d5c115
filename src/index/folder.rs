//! The folder of an index on disk.
//!
//! `index.json` points at the generation that serves; a rebuild makes a new generation beside it and then
//! moves the pointer, so an index that stood before stands until the new one is whole.

use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::corpus::{Corpus, INDEX_FOLDER};
use crate::error::{Error, Result};

const POINTER: &str = "index.json";
const LOCK: &str = "lock";
/// Of `index.json` and of the folder; what the index holds is stamped in its commits.
const FORMAT: u32 = 1;
const LOCK_ATTEMPTS: u32 = 25;
const LOCK_PAUSE: std::time::Duration = std::time::Duration::from_millis(20);

/// Where an index lives: `.quanwen` at the root of a corpus, or any folder that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFolder {
    path: PathBuf,
}

/// `index.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pointer {
    format: u32,
    /// The subfolder that serves.
    pub generation: String,
    /// The corpus; absent where it is the folder that holds the index folder, so that both can be moved.
    corpus: Option<Corpus>,
}

/// Held while an index is updated; freed when dropped or when the process ends.
#[derive(Debug)]
pub(crate) struct IndexLock {
    _file: File,
}

impl IndexFolder {
    /// The index folder at `path`, which need not exist yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self {
            path: std::path::absolute(&path).unwrap_or(path),
        }
    }

    /// The nearest index at or above a folder or file, in the corpora themselves or in the user's cache.
    ///
    /// # Errors
    /// [`Error::NoIndex`] where there is none, [`Error::Read`] where `start` does not exist.
    pub fn nearest(start: &Path) -> Result<Self> {
        let real = start.canonicalize().map_err(Error::read(start))?;
        let found = real.ancestors().find_map(|folder| {
            let local = Self::at(folder.join(INDEX_FOLDER));
            let cached = || Self::in_cache(folder).filter(Self::exists);
            if local.exists() {
                Some(local)
            } else {
                cached()
            }
        });
        found.ok_or(Error::NoIndex { path: real })
    }

    /// The index folder for a corpus: inside it, or in the user's cache folder where that cannot be written.
    ///
    /// # Errors
    /// [`Error::Write`] where neither can be written.
    pub fn for_corpus(corpus: &Corpus) -> Result<Self> {
        let local = Self::at(corpus.root().join(INDEX_FOLDER));
        match local.create().and_then(|()| local.open_lock()) {
            Ok(_) => Ok(local),
            // It can be read where it stands.
            Err(_) if local.exists() => Ok(local),
            Err(refused) => {
                let cached = Self::in_cache(corpus.root()).ok_or(refused)?;
                cached.create().map(|()| cached)
            }
        }
    }

    /// Whether this folder lies in the user's cache, away from its corpus.
    #[must_use]
    pub fn is_in_cache(&self) -> bool {
        cache_root().is_some_and(|cache| self.path.starts_with(cache))
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether an index stands here.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.path.join(POINTER).is_file()
    }

    /// The corpus that the index is of.
    ///
    /// # Errors
    /// [`Error::NoIndex`] where no index stands here, [`Error::Damaged`] where its pointer cannot be read.
    pub fn corpus(&self) -> Result<Corpus> {
        let corpus = self.read_pointer()?.corpus;
        corpus.map_or_else(
            || {
                self.path
                    .parent()
                    .map_or_else(|| Corpus::at("/"), Corpus::at)
            },
            Ok,
        )
    }

    /// The pointer of an index that this version reads.
    pub(crate) fn pointer(&self) -> Result<Pointer> {
        let pointer = self.read_pointer()?;
        if pointer.format == FORMAT {
            return Ok(pointer);
        }
        let reason = format!(
            "has format {} and this version reads format {FORMAT}",
            pointer.format
        );
        Err(Error::Outdated {
            path: self.path.clone(),
            reason,
        })
    }

    fn read_pointer(&self) -> Result<Pointer> {
        let path = self.path.join(POINTER);
        let bytes = std::fs::read(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Error::NoIndex {
                path: self.path.clone(),
            },
            _ => Error::read(&path)(error),
        })?;
        serde_json::from_slice(&bytes)
            .map_err(|error| Error::damaged(&self.path, format!("{POINTER}: {error}")))
    }

    /// The folder of a generation.
    pub(crate) fn generation(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// A name for a generation that no folder has yet.
    pub(crate) fn new_generation(&self) -> String {
        let mut number = 1;
        while self.generation(&format!("generation-{number}")).exists() {
            number += 1;
        }
        format!("generation-{number}")
    }

    /// Lets a generation serve and removes the others.
    pub(crate) fn switch_to(&self, generation: &str, corpus: &Corpus) -> Result<()> {
        let beside = self.path.parent() == Some(corpus.root())
            && *corpus == Corpus::whole(corpus.root().to_path_buf());
        let corpus = (!beside).then(|| corpus.clone());
        let pointer = Pointer {
            format: FORMAT,
            generation: generation.to_string(),
            corpus,
        };
        let json = serde_json::to_vec(&pointer).expect("paths that were read as UTF-8 are JSON");
        write_whole(&self.path.join(POINTER), &json)?;
        self.remove_generations_but(generation);
        Ok(())
    }

    /// Removes what rebuilds that did not end left behind.
    pub(crate) fn remove_leftovers(&self) {
        match self.read_pointer() {
            Ok(pointer) => self.remove_generations_but(&pointer.generation),
            Err(Error::NoIndex { .. }) => self.remove_generations_but(""),
            Err(_) => {}
        }
    }

    /// Removes the other generations. A folder that cannot be removed now is tried again next time.
    fn remove_generations_but(&self, kept: &str) {
        for entry in std::fs::read_dir(&self.path)
            .into_iter()
            .flatten()
            .flatten()
        {
            let name = entry.file_name();
            let old = name
                .to_str()
                .is_some_and(|name| name.starts_with("generation-") && name != kept);
            if old {
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
    }

    /// Takes the lock of updates.
    ///
    /// # Errors
    /// [`Error::Busy`] while another process holds it, [`Error::Write`] where the folder cannot be written.
    pub(crate) fn lock(&self) -> Result<IndexLock> {
        self.create()?;
        let file = self.open_lock()?;
        for attempt in 0.. {
            match file.try_lock() {
                Ok(()) => break,
                // A query holds the lock for some milliseconds only, to look for changed files.
                Err(TryLockError::WouldBlock) if attempt < LOCK_ATTEMPTS => {
                    std::thread::sleep(LOCK_PAUSE);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::Busy {
                        path: self.path.clone(),
                    });
                }
                Err(TryLockError::Error(error)) => {
                    return Err(Error::write(self.path.join(LOCK))(error));
                }
            }
        }
        Ok(IndexLock { _file: file })
    }

    fn open_lock(&self) -> Result<File> {
        let path = self.path.join(LOCK);
        let mut options = File::options();
        options
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(Error::write(&path))
    }

    fn create(&self) -> Result<()> {
        if self.path.is_dir() {
            return Ok(());
        }
        std::fs::create_dir_all(&self.path).map_err(Error::write(&self.path))?;
        // Version control and backups need not keep what can be made again.
        let ignore = self.path.join(".gitignore");
        std::fs::write(&ignore, "*\n").map_err(Error::write(&ignore))
    }

    fn in_cache(root: &Path) -> Option<Self> {
        let name = format!("{:016x}", xxh3_64(root.as_os_str().as_encoded_bytes()));
        Some(Self::at(cache_root()?.join(name)))
    }
}

fn cache_root() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.cache_dir().join("quanwen"))
}

/// Writes a file so that a reader sees the old content or the new, never a part.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let new = path.with_extension("new");
    let write = |file: &mut File| file.write_all(bytes).and_then(|()| file.sync_all());
    File::create(&new)
        .and_then(|mut file| write(&mut file))
        .map_err(Error::write(&new))?;
    std::fs::rename(&new, path).map_err(Error::write(path))
}
