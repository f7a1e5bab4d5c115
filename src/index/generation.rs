//! The folder of one generation: the storage engine's files, and a manifest for each commit.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::sync::Arc;

use quanwen_messages::message;

use super::disk::{self, Access, EntryKind, IndexDirectory, OpenFolder};
use super::pointer::Pointer;
use crate::corpus::INDEX_MARKER;
use crate::error::{Error, Result};

/// The storage engine's list of segments, with the payload of the last commit.
pub(super) const META: &str = "meta.json";

/// An open generation of an index.
#[derive(Debug, Clone)]
pub(crate) struct Generation {
    /// The index folder, for messages.
    index: PathBuf,
    name: String,
    folder: Arc<OpenFolder>,
}

impl Generation {
    pub(super) fn open(index: &OpenFolder, name: &str) -> Result<Self> {
        let folder = index.folder(name).map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                Error::damaged(index.path(), message!("{file} is missing", file = name))
            }
            ErrorKind::NotADirectory => Error::damaged(
                index.path(),
                message!("{name} is not a folder", name = name),
            ),
            _ => Error::read(index.path().join(name))(error),
        })?;
        Ok(Self::of(index, name, folder))
    }

    /// Creates the folder and marks it as ours.
    pub(super) fn create(index: &OpenFolder, name: &str) -> Result<Self> {
        let folder = index
            .create_folder(name)
            .and_then(|folder| disk::mark(&folder).map(|()| folder))
            .map_err(Error::write(index.path().join(name)))?;
        Ok(Self::of(index, name, folder))
    }

    fn of(index: &OpenFolder, name: &str, folder: OpenFolder) -> Self {
        Self {
            index: index.path().to_path_buf(),
            name: name.to_string(),
            folder: Arc::new(folder),
        }
    }

    /// `generation-NUMBER`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The index folder, for messages.
    pub(super) fn index(&self) -> &std::path::Path {
        &self.index
    }

    pub(super) fn folder(&self) -> &OpenFolder {
        &self.folder
    }

    /// The storage engine's view of the folder.
    pub(super) fn directory(&self, access: Access) -> Result<IndexDirectory> {
        IndexDirectory::open(Arc::clone(&self.folder), access)
            .map_err(Error::read(self.folder.path()))
    }

    /// Opens a sealed file.
    pub(super) fn file(&self, name: &str) -> Result<File> {
        self.folder.file(name).map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                Error::damaged(&self.index, message!("{file} is missing", file = name))
            }
            _ => Error::read(self.folder.path().join(name))(error),
        })
    }

    /// The bytes of a small file, checksum included.
    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>> {
        self.folder
            .read(name)
            .map_err(Error::read(self.folder.path().join(name)))
    }

    /// Writes a sealed file, replacing any of the same name.
    pub(super) fn replace(&self, name: &str, content: &[u8]) -> Result<()> {
        self.folder
            .replace(name, &disk::seal(name, content))
            .map_err(Error::write(self.folder.path().join(name)))
    }

    /// Removes every file of ours except the mark and those in `kept`. What cannot be removed now is left to the next update.
    ///
    /// # Errors
    /// The last failure, after all files were tried.
    pub(crate) fn remove_all_but(&self, kept: &HashSet<String>) -> io::Result<()> {
        let mut result = Ok(());
        for (name, kind) in self.folder.entries()? {
            let is_ours = disk::is_generation_file(&name) && kind != EntryKind::Folder;
            if is_ours && name != INDEX_MARKER && !kept.contains(&name) {
                let removed = self.folder.remove_file(&name);
                result = removed.and(result);
            }
        }
        result
    }

    /// Removes a generation that is marked as ours, or an empty folder. Files that are not ours stay, and the folder with
    /// them. The mark is removed last, so that an interrupted removal can be resumed.
    pub(super) fn remove(index: &OpenFolder, name: &str) -> io::Result<()> {
        let folder = index.folder(name)?;
        if disk::is_marked(&folder) {
            let generation = Self::of(index, name, folder);
            generation.remove_all_but(&HashSet::new())?;
            generation.folder.remove_file(INDEX_MARKER)?;
        } else {
            // The only file in a folder whose creation was interrupted while it was being marked.
            folder.remove_file(&format!("{INDEX_MARKER}.new"))?;
        }
        index.remove_folder(name)
    }

    /// Marks the serving generation if its mark is damaged, or if it is of the first format, which has none. A generation
    /// of this format without a mark may not be ours.
    pub(super) fn restore_mark(index: &OpenFolder, pointer: &Pointer) -> io::Result<()> {
        let name = &pointer.generation;
        if pointer.is_of_first_format() || index.folder(name)?.kind(INDEX_MARKER)?.is_some() {
            Self::claim(index, name)?;
        }
        Ok(())
    }

    /// Marks a folder as a generation of ours if all its entries can be files of one, as an interrupted update of the first
    /// format leaves it. Returns whether it is marked.
    pub(super) fn claim(index: &OpenFolder, name: &str) -> io::Result<bool> {
        let folder = index.folder(name)?;
        let is_ours = folder
            .entries()?
            .iter()
            .all(|(name, kind)| disk::is_generation_file(name) && *kind == EntryKind::File);
        if is_ours {
            disk::mark(&folder)?;
        }
        Ok(is_ours)
    }
}
