//! The folder of an index: its location, its owner and its corpus.
//!
//! `index.json` names the serving generation. Only the holder of the lock ([`IndexLock`]) writes, and only to a folder that
//! is marked as ours, is not a link and belongs to the user.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use quanwen_messages::{Message, message, text};
use xxhash_rust::xxh3::xxh3_64;

use super::disk::{self, OpenFolder};
use super::generation::{Generation, META};
use super::lock::{IndexLock, LOCK};
use super::pointer::{POINTER, Pointer};
use crate::corpus::{Corpus, INDEX_FOLDER};
use crate::error::{Error, Result};

/// Entries that an unmarked folder may hold and still become an index: leftovers of an update by an earlier version that
/// was killed right after it began.
const LEFTOVERS: [&str; 4] = [".gitignore", LOCK, "index.new", "CACHEDIR.TAG.new"];

/// The folder of an index: `.quanwen` at the root of a corpus, or any other folder.
///
/// ```
/// use quanwen::{Corpus, IndexFolder, IndexOptions, Searcher};
///
/// # let reports = tempfile::tempdir().unwrap();
/// # std::fs::write(reports.path().join("2021.txt"), "松泽县2021年法治政府建设年度报告\n").unwrap();
/// let corpus = Corpus::at(reports.path())?;
/// let folder = IndexFolder::for_corpus(&corpus)?;
/// assert!(!folder.exists());
/// quanwen::index(&corpus, &folder, &IndexOptions::default(), &())?;
///
/// let folder = IndexFolder::nearest(&reports.path().join("2021.txt"))?;
/// assert!(folder.exists() && folder.path().ends_with(".quanwen"));
/// let searcher = Searcher::open(&folder)?;
/// # Ok::<(), quanwen::Error>(())
/// ```
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

    /// The nearest index at or above a folder or file, in a corpus or in the user's cache. The one in the cache wins where
    /// the one in the corpus is [read-only](Self::is_only_read). An index that another user left in a corpus is skipped
    /// unless it indexes that corpus.
    ///
    /// # Errors
    /// [`Error::NoIndex`] if there is none, [`Error::Read`] if `start` does not exist, [`Error::NotAnIndex`] if the nearest
    /// indexes a folder other than the one that contains it: open such an index by its path.
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
        found.check_corpus_is_inside()?;
        Ok(found)
    }

    /// Whether it indexes the folder that contains it, or parts of that folder.
    fn is_of_its_folder(&self) -> bool {
        self.check_corpus_is_inside().is_ok() && self.corpus().is_ok()
    }

    /// An index that came with a folder must not make us read files outside that folder.
    fn check_corpus_is_inside(&self) -> Result<()> {
        let named = self.open().and_then(|folder| Pointer::read(&folder));
        let Ok(Some(corpus)) = named.map(|pointer| pointer.corpus) else {
            return Ok(());
        };
        let holder = self.path.parent().filter(|_| !self.is_in_cache());
        match holder {
            Some(holder) if !(corpus.is_in_memory() || corpus.root().starts_with(holder)) => {
                Err(Error::NotAnIndex {
                    path: self.path.clone(),
                    reason: message!(
                        "it indexes {root}, outside its folder",
                        root = corpus.root()
                    ),
                })
            }
            _ => Ok(()),
        }
    }

    /// The index folder for a corpus: inside it, or in the user's cache folder if the corpus cannot be written or is one file.
    ///
    /// # Errors
    /// [`Error::Write`] if neither can be written, [`Error::NotAnIndex`] if `.quanwen` is something else, [`Error::Corpus`] for documents
    /// in memory, whose index is where you say.
    pub fn for_corpus(corpus: &Corpus) -> Result<Self> {
        if corpus.is_in_memory() || corpus.only_file().is_some() {
            return Self::cached_for(corpus);
        }
        let local = Self::at(corpus.root().join(INDEX_FOLDER));
        let opened = local.open_for_writing().and_then(|folder| {
            folder
                .lock_file(LOCK)
                .map_err(Error::write(folder.path().join(LOCK)))
        });
        match opened {
            Ok(_) => Ok(local),
            Err(Error::NotAnIndex { path, reason }) => Err(Error::NotAnIndex { path, reason }),
            Err(Error::ReadOnly { .. }) => Self::cached_for(corpus),
            // It can still be read.
            Err(_) if local.exists() => Ok(local),
            Err(refused) => Self::cached_for(corpus).map_err(|_| refused),
        }
    }

    /// The index folder for a corpus in the user's cache folder.
    ///
    /// # Errors
    /// [`Error::Write`] if it cannot be written, [`Error::Corpus`] for documents in memory.
    pub fn cached_for(corpus: &Corpus) -> Result<Self> {
        if corpus.is_in_memory() {
            let message =
                text!("documents in memory are in no folder: name one for their index").into();
            return Err(Error::Corpus { message });
        }
        let no_cache = || std::io::Error::new(ErrorKind::NotFound, "the user has no cache folder");
        let file = corpus.only_file();
        let indexed = file.as_deref().unwrap_or(corpus.root());
        let cached = Self::in_cache(indexed).ok_or_else(|| Error::write(indexed)(no_cache()))?;
        cached.open_for_writing().map(|_| cached)
    }

    /// Whether this folder is in the user's cache.
    #[must_use]
    pub fn is_in_cache(&self) -> bool {
        cache_root().is_some_and(|cache| self.path.starts_with(cache))
    }

    /// Absolute path of the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the folder holds an index.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.path
            .join(POINTER)
            .symlink_metadata()
            .is_ok_and(|pointer| pointer.is_file())
    }

    /// The reason, such as `belongs to alice`, if the index is only read and never written. Under `sudo` the calling user
    /// counts as the owner too.
    #[must_use]
    pub fn is_only_read(&self) -> Option<Message> {
        if self.is_link() {
            return Some(is_a_link());
        }
        let owner = self.open().ok()?.other_owner().ok()??;
        Some(belongs_to(&owner))
    }

    /// The corpus of the index.
    ///
    /// # Errors
    /// [`Error::NoIndex`] if there is no index, [`Error::Damaged`] if its pointer `index.json` cannot be read,
    /// [`Error::NotAnIndex`] if that file belongs to something else.
    pub fn corpus(&self) -> Result<Corpus> {
        match Pointer::read(&self.open()?)?.corpus {
            Some(corpus) => Ok(corpus),
            None => Corpus::at(self.path.parent().unwrap_or(Path::new("/"))),
        }
    }

    /// The serving generation of an index in this format, and the owner of the folder if that is another user.
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

    /// Takes the lock for updates.
    ///
    /// # Errors
    /// [`Error::Busy`] while another process holds it, [`Error::Write`] if the folder cannot be written,
    /// [`Error::ReadOnly`] if it must not be, [`Error::NotAnIndex`] if it is something else.
    pub(crate) fn lock(&self) -> Result<IndexLock> {
        IndexLock::take(self.open_for_writing()?)
    }

    /// Opens the folder for writing. Creates it if it is absent; marks it as ours if it is empty.
    fn open_for_writing(&self) -> Result<OpenFolder> {
        if self.is_link() {
            return Err(self.read_only(is_a_link()));
        }
        let real = self.real_path();
        let folder = match OpenFolder::open(&real, false) {
            Err(error) if error.kind() == ErrorKind::NotFound => Self::create(&real),
            opened => opened,
        }
        .map_err(Error::write(&real))?;
        if let Some(owner) = folder.other_owner().map_err(Error::read(&real))? {
            return Err(self.read_only(belongs_to(&owner)));
        }
        self.claim(&folder)?;
        Ok(folder)
    }

    /// The folder with links resolved. A `.quanwen` itself must not be a link, so only its parent is resolved.
    fn real_path(&self) -> PathBuf {
        let real = match (self.path.parent(), self.path.file_name()) {
            (Some(parent), Some(name)) if name == INDEX_FOLDER => {
                parent.canonicalize().map(|parent| parent.join(name))
            }
            _ => self.path.canonicalize(),
        };
        real.unwrap_or_else(|_| self.path.clone())
    }

    /// Creates the folder and its missing parents.
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

    /// Marks a folder that is empty, or that holds an index of the first format or with a damaged mark. Refuses any other
    /// unmarked folder.
    fn claim(&self, folder: &OpenFolder) -> Result<()> {
        if disk::is_marked(folder) {
            return match folder.kind(META).map_err(Error::read(folder.path()))? {
                None => Ok(()),
                Some(_) => Err(Error::NotAnIndex {
                    path: self.path.clone(),
                    reason: text!("it is part of one").into(),
                }),
            };
        }
        if let Some(name) = Self::not_ours(folder)? {
            // Another process may have marked it meanwhile.
            return if disk::is_marked(folder) {
                Ok(())
            } else {
                Err(Error::NotAnIndex {
                    path: self.path.clone(),
                    reason: message!("it holds {name}", name = name),
                })
            };
        }
        // Only one process marks it, under the lock.
        match IndexLock::hold(folder) {
            Err(_) if disk::is_marked(folder) => Ok(()),
            Err(error) => Err(error),
            Ok(_held) => {
                // Version control and backups need not keep what can be rebuilt.
                folder
                    .create(".gitignore", b"*\n")
                    .and_then(|()| disk::mark(folder))
                    .map_err(Error::write(folder.path()))
            }
        }
    }

    /// An entry of an unmarked folder that cannot belong to an index.
    fn not_ours(folder: &OpenFolder) -> Result<Option<String>> {
        match Pointer::read(folder) {
            Ok(_) => return Ok(None),
            Err(error @ Error::Read { .. }) => return Err(error),
            Err(_) => {}
        }
        let entries = folder.entries().map_err(Error::read(folder.path()))?;
        // Generations are created under the lock, and its file stays.
        let was_locked = entries.iter().any(|(name, _)| name == LOCK);
        let is_ours = |name: &str| {
            LEFTOVERS.contains(&name)
                || (was_locked
                    && disk::is_generation_name(name)
                    && Generation::claim(folder, name).is_ok_and(|is_ours| is_ours))
        };
        Ok(entries
            .into_iter()
            .map(|(name, _)| name)
            .find(|name| !is_ours(name)))
    }

    /// Whether it is a `.quanwen` that is a symbolic link.
    fn is_link(&self) -> bool {
        self.path
            .file_name()
            .is_some_and(|name| name == INDEX_FOLDER)
            && self.path.is_symlink()
    }

    fn read_only(&self, reason: Message) -> Error {
        Error::ReadOnly {
            path: self.path.clone(),
            reason,
        }
    }

    /// The index of a folder or a file in the cache.
    fn in_cache(indexed: &Path) -> Option<Self> {
        let name = format!("{:016x}", xxh3_64(indexed.as_os_str().as_encoded_bytes()));
        Some(Self::at(cache_root()?.join(name)))
    }
}

/// The folder of all indexes in the user's cache (XDG Base Directory Specification, Windows' `LOCALAPPDATA`). `None` for a relative
/// home: it would be a different folder for each working directory.
fn cache_root() -> Option<PathBuf> {
    let variable = if cfg!(windows) {
        "LOCALAPPDATA"
    } else {
        "XDG_CACHE_HOME"
    };
    let named = std::env::var_os(variable).map(PathBuf::from);
    let below_home = || Some(std::env::home_dir()?.join(".cache"));
    let cache = named
        .filter(|cache| cache.is_absolute())
        .or_else(below_home)?;
    cache.is_absolute().then(|| cache.join("quanwen"))
}

/// What an index is that leads elsewhere.
fn is_a_link() -> Message {
    text!("is a symbolic link").into()
}

/// What an index is of another user.
fn belongs_to(owner: &str) -> Message {
    message!("belongs to {owner}", owner = owner)
}
