//! A folder by its path, for systems without descriptors of folders. An entry can change between its check and its use.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::EntryKind;

#[derive(Debug)]
pub(super) struct Handle(PathBuf);

impl Handle {
    pub(super) fn open(path: &Path, follows: bool) -> io::Result<Self> {
        let metadata = if follows {
            fs::metadata(path)?
        } else {
            fs::symlink_metadata(path)?
        };
        if metadata.is_dir() {
            return Ok(Self(path.to_path_buf()));
        }
        Err(io::ErrorKind::NotADirectory.into())
    }

    pub(super) fn folder(&self, name: &str) -> io::Result<Self> {
        Self::open(&self.0.join(name), false)
    }

    pub(super) fn create_folder(&self, name: &str) -> io::Result<()> {
        fs::create_dir(self.0.join(name))
    }

    pub(super) fn file(&self, name: &str) -> io::Result<File> {
        match self.kind(name)? {
            EntryKind::File => File::open(self.0.join(name)),
            EntryKind::Folder | EntryKind::Other => Err(super::not_regular()),
        }
    }

    pub(super) fn new_file(&self, name: &str) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        options.open(self.0.join(name))
    }

    pub(super) fn lock_file(&self, name: &str) -> io::Result<File> {
        match self.kind(name) {
            Ok(EntryKind::Folder | EntryKind::Other) => return Err(super::not_regular()),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(EntryKind::File) | Err(_) => {}
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        options.open(self.0.join(name))
    }

    pub(super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    pub(super) fn remove_file(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    pub(super) fn remove_folder(&self, name: &str) -> io::Result<()> {
        fs::remove_dir(self.0.join(name))
    }

    pub(super) fn entries(&self) -> io::Result<Vec<(String, EntryKind)>> {
        fs::read_dir(&self.0)?
            .map(|entry| {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                Ok((name, kind(entry.file_type()?)))
            })
            .collect()
    }

    pub(super) fn kind(&self, name: &str) -> io::Result<EntryKind> {
        Ok(kind(fs::symlink_metadata(self.0.join(name))?.file_type()))
    }

    /// Does nothing: not every system can sync a folder, and those that cannot write entries synchronously.
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "the same signature as `unix::Handle`"
    )]
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    /// Always `None`: the standard library cannot tell the owner of a folder.
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "the same signature as `unix::Handle`"
    )]
    pub(super) fn other_owner(&self) -> io::Result<Option<String>> {
        Ok(None)
    }
}

fn kind(file_type: fs::FileType) -> EntryKind {
    if file_type.is_file() {
        EntryKind::File
    } else if file_type.is_dir() {
        EntryKind::Folder
    } else {
        EntryKind::Other
    }
}
