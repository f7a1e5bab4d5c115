//! The folder of an index: where it is, whose it is, and what it is an index of.
//!
//! `index.json` points at the generation that serves. Only who holds the lock writes ([`IndexLock`]), and only in a
//! folder that is marked as ours, is no link and belongs to the user.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use xxhash_rust::xxh3::xxh3_64;

use super::disk::{self, OpenFolder};
use super::generation::{Generation, META};
use super::lock::{IndexLock, LOCK};
use super::pointer::{POINTER, Pointer};
use crate::corpus::{Corpus, INDEX_FOLDER};
use crate::error::{Error, Result};

/// What a folder without a mark may hold and still become an index: what an update of an earlier version leaves behind
/// that was ended at its very beginning.
const BEGUN: [&str; 4] = [".gitignore", LOCK, "index.new", "CACHEDIR.TAG.new"];

/// Where an index lives: `.quanwen` at the root of a corpus, or any folder that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFolder {
    path: PathBuf,
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

    /// The nearest index at or above a folder or file, in the corpora themselves or in the user's cache. Where both have
    /// one and that in the corpus is [only read](Self::is_only_read), that in the cache serves. What somebody else left in
    /// a corpus and is not its index is passed over.
    ///
    /// # Errors
    /// [`Error::NoIndex`] where there is none, [`Error::Read`] where `start` does not exist, [`Error::NotAnIndex`] where
    /// the nearest is of another folder than the one that it lies in: such an index must be named.
    pub fn nearest(start: &Path) -> Result<Self> {
        let real = start.canonicalize().map_err(Error::read(start))?;
        let found = real.ancestors().find_map(|folder| {
            let local = Some(Self::at(folder.join(INDEX_FOLDER))).filter(Self::exists);
            let cached = || Self::in_cache(folder).filter(Self::exists);
            match local {
                Some(local) if local.is_only_read().is_some() => {
                    cached().or_else(|| local.is_of_its_folder().then_some(local))
                }
                Some(local) => Some(local),
                None => cached(),
            }
        });
        let found = found.ok_or(Error::NoIndex { path: real })?;
        found.must_not_reach_above()?;
        Ok(found)
    }

    /// Whether it says that it is an index of the folder that it lies in, or of parts of that.
    fn is_of_its_folder(&self) -> bool {
        self.must_not_reach_above().is_ok() && self.corpus().is_ok()
    }

    /// An index that came with the folder it lies in must not make us read anything but that folder.
    fn must_not_reach_above(&self) -> Result<()> {
        let named = self.open().and_then(|folder| Pointer::read(&folder));
        let Ok(Some(corpus)) = named.map(|pointer| pointer.corpus) else {
            return Ok(());
        };
        let holder = self.path.parent().filter(|_| !self.is_in_cache());
        match holder {
            Some(holder) if !corpus.root().starts_with(holder) => Err(Error::NotAnIndex {
                path: self.path.clone(),
                reason: format!("it is of {}, outside its folder", corpus.root().display()),
            }),
            _ => Ok(()),
        }
    }

    /// The index folder for a corpus: inside it, or in the user's cache folder where that cannot be written.
    ///
    /// # Errors
    /// [`Error::Write`] where neither can be written, [`Error::NotAnIndex`] where `.quanwen` is something else.
    pub fn for_corpus(corpus: &Corpus) -> Result<Self> {
        let local = Self::at(corpus.root().join(INDEX_FOLDER));
        let opened = local.open_for_writing().and_then(|folder| {
            let lock = folder.lock_file(LOCK);
            lock.map_err(Error::write(folder.path().join(LOCK)))
        });
        match opened {
            Ok(_) => Ok(local),
            Err(Error::NotAnIndex { path, reason }) => Err(Error::NotAnIndex { path, reason }),
            Err(Error::ReadOnly { .. }) => Self::cached_for(corpus),
            // It can be read as it is.
            Err(_) if local.exists() => Ok(local),
            Err(refused) => Self::cached_for(corpus).map_err(|_| refused),
        }
    }

    /// The index folder for a corpus in the user's cache folder.
    ///
    /// # Errors
    /// [`Error::Write`] where it cannot be written.
    pub fn cached_for(corpus: &Corpus) -> Result<Self> {
        let homeless = || std::io::Error::new(ErrorKind::NotFound, "the user has no cache folder");
        let cached = Self::in_cache(corpus.root());
        let cached = cached.ok_or_else(|| Error::write(corpus.root())(homeless()))?;
        cached.open_for_writing().map(|_| cached)
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

    /// Whether an index is here.
    #[must_use]
    pub fn exists(&self) -> bool {
        let pointer = self.path.join(POINTER).symlink_metadata();
        pointer.is_ok_and(|pointer| pointer.is_file())
    }

    /// Why the index is read as it is and never written, where that is so: `belongs to alice`. Under `sudo` the user who
    /// called it counts as oneself.
    #[must_use]
    pub fn is_only_read(&self) -> Option<String> {
        if self.is_link() {
            return Some("is a symbolic link".to_string());
        }
        let owner = self.open().ok()?.other_owner().ok()??;
        Some(format!("belongs to {owner}"))
    }

    /// The corpus that the index is of.
    ///
    /// # Errors
    /// [`Error::NoIndex`] where no index is here, [`Error::Damaged`] where its pointer cannot be read,
    /// [`Error::NotAnIndex`] where that is of something else.
    pub fn corpus(&self) -> Result<Corpus> {
        let corpus = Pointer::read(&self.open()?)?.corpus;
        corpus.map_or_else(
            || {
                self.path
                    .parent()
                    .map_or_else(|| Corpus::at("/"), Corpus::at)
            },
            Ok,
        )
    }

    /// The generation that serves, of an index that this version reads, and whose it is where that is another user.
    pub(super) fn serving(&self) -> Result<(Generation, Option<String>)> {
        let folder = self.open()?;
        let pointer = Pointer::read(&folder)?.of_this_format(&folder)?;
        let owner = folder.other_owner().map_err(Error::read(&self.path))?;
        Ok((Generation::open(&folder, &pointer.generation)?, owner))
    }

    /// Opens the folder for reading.
    pub(super) fn open(&self) -> Result<OpenFolder> {
        OpenFolder::open(&self.path, true).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Error::NoIndex {
                path: self.path.clone(),
            },
            _ => Error::read(&self.path)(error),
        })
    }

    /// Takes the lock of updates.
    ///
    /// # Errors
    /// [`Error::Busy`] while another process holds it, [`Error::Write`] where the folder cannot be written,
    /// [`Error::ReadOnly`] where it must not be, [`Error::NotAnIndex`] where it is of something else.
    pub(crate) fn lock(&self) -> Result<IndexLock> {
        IndexLock::take(self.open_for_writing()?)
    }

    /// Opens the folder for writing; makes it where it is absent, and marks it as ours where it is empty.
    fn open_for_writing(&self) -> Result<OpenFolder> {
        if self.is_link() {
            return Err(self.read_only("is a symbolic link"));
        }
        let real = self.real_path();
        let folder = match OpenFolder::open(&real, false) {
            Err(error) if error.kind() == ErrorKind::NotFound => Self::create(&real),
            opened => opened,
        };
        let folder = folder.map_err(Error::write(&real))?;
        if let Some(owner) = folder.other_owner().map_err(Error::read(&real))? {
            return Err(self.read_only(&format!("belongs to {owner}")));
        }
        self.claim(&folder)?;
        Ok(folder)
    }

    /// Where the folder is: who names one by a link means what it leads to, but a link is no `.quanwen`.
    fn real_path(&self) -> PathBuf {
        let real = match (self.path.parent(), self.path.file_name()) {
            (Some(parent), Some(name)) if name == INDEX_FOLDER => {
                parent.canonicalize().map(|parent| parent.join(name))
            }
            _ => self.path.canonicalize(),
        };
        real.unwrap_or_else(|_| self.path.clone())
    }

    /// Makes the folder and those above it that are absent.
    fn create(path: &Path) -> std::io::Result<OpenFolder> {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(ErrorKind::InvalidInput.into());
        };
        let name = name.to_str().ok_or(ErrorKind::InvalidInput)?;
        let parent = match OpenFolder::open(parent, true) {
            Err(error) if error.kind() == ErrorKind::NotFound => Self::create(parent)?,
            opened => opened?,
        };
        parent
            .create_folder(name)
            .or_else(|error| match error.kind() {
                // Another process was faster.
                ErrorKind::AlreadyExists => OpenFolder::open(path, false),
                _ => Err(error),
            })
    }

    /// Marks a folder that is empty or holds an index, as those of the first format do and those whose mark is damaged;
    /// refuses any other that is not marked.
    fn claim(&self, folder: &OpenFolder) -> Result<()> {
        if disk::is_marked(folder) {
            return match folder.kind(META).map_err(Error::read(folder.path()))? {
                None => Ok(()),
                Some(_) => Err(Error::NotAnIndex {
                    path: self.path.clone(),
                    reason: "it is a part of one".to_string(),
                }),
            };
        }
        if let Some(name) = Self::not_ours(folder)? {
            // Another process may have marked it since.
            return if disk::is_marked(folder) {
                Ok(())
            } else {
                Err(Error::NotAnIndex {
                    path: self.path.clone(),
                    reason: format!("it holds {name}"),
                })
            };
        }
        // Only one marks it; whoever updates has marked it.
        match IndexLock::hold(folder) {
            Err(_) if disk::is_marked(folder) => Ok(()),
            Err(error) => Err(error),
            Ok(_held) => {
                // Version control and backups need not keep what can be made again.
                let marked = folder
                    .create(".gitignore", b"*\n")
                    .and_then(|()| disk::mark(folder));
                marked.map_err(Error::write(folder.path()))
            }
        }
    }

    /// A name in a folder without a mark that no index would have there.
    fn not_ours(folder: &OpenFolder) -> Result<Option<String>> {
        match Pointer::read(folder) {
            Ok(_) => return Ok(None),
            Err(error @ Error::Read { .. }) => return Err(error),
            Err(_) => {}
        }
        let entries = folder.entries().map_err(Error::read(folder.path()))?;
        // Generations are made under the lock, whose file stays.
        let was_locked = entries.iter().any(|(name, _)| name == LOCK);
        let is_ours = |name: &str| {
            BEGUN.contains(&name)
                || (was_locked
                    && disk::is_generation_name(name)
                    && Generation::claim(folder, name).is_ok_and(|is_ours| is_ours))
        };
        let mut names = entries.into_iter().map(|(name, _)| name);
        Ok(names.find(|name| !is_ours(name)))
    }

    /// Whether it is a `.quanwen` that leads elsewhere.
    fn is_link(&self) -> bool {
        self.path
            .file_name()
            .is_some_and(|name| name == INDEX_FOLDER)
            && self.path.is_symlink()
    }

    fn read_only(&self, reason: &str) -> Error {
        Error::ReadOnly {
            path: self.path.clone(),
            reason: reason.to_string(),
        }
    }

    fn in_cache(root: &Path) -> Option<Self> {
        let name = format!("{:016x}", xxh3_64(root.as_os_str().as_encoded_bytes()));
        Some(Self::at(cache_root()?.join(name)))
    }
}

/// The folder of all indexes that do not lie beside their reports. A home that is relative is none: it would be another
/// folder for each folder from which the program is called.
fn cache_root() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    let cache = strategy.cache_dir();
    cache.is_absolute().then(|| cache.join("quanwen"))
}
