//! An open folder. Its entries are reached from its descriptor and not by paths, so that nobody can swap the folder between
//! a check and a use.
//!
//! Names are plain, links are never followed, only regular files are opened, and every written file is new.

#[cfg(any(not(unix), test))]
mod portable;
#[cfg(unix)]
mod unix;

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::names::{NEW, is_plain};

#[cfg(not(unix))]
use portable::Handle;
#[cfg(unix)]
use unix::Handle;

/// Largest small file that is read, in bytes: the pointer, a mark, the storage engine's list of segments.
const MAX_SMALL_FILE: u64 = 64 * 1024 * 1024;

/// The kind of a folder's entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::index) enum EntryKind {
    File,
    Folder,
    /// A link, a pipe, a device.
    Other,
}

/// An open folder.
#[derive(Debug)]
pub(in crate::index) struct OpenFolder {
    handle: Handle,
    path: PathBuf,
}

impl OpenFolder {
    /// Opens a folder. Its parents may be links; the folder itself, only if `follows`.
    pub(in crate::index) fn open(path: &Path, follows: bool) -> io::Result<Self> {
        Ok(Self {
            handle: Handle::open(path, follows)?,
            path: path.to_path_buf(),
        })
    }

    /// The path by which it was opened, for messages and for calls that need a path.
    pub(in crate::index) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens a folder in this one.
    pub(in crate::index) fn folder(&self, name: &str) -> io::Result<Self> {
        plain(name)?;
        Ok(Self {
            handle: self.handle.folder(name)?,
            path: self.path.join(name),
        })
    }

    /// Creates a folder in this one and opens it.
    pub(in crate::index) fn create_folder(&self, name: &str) -> io::Result<Self> {
        plain(name)?;
        self.handle.create_folder(name)?;
        self.folder(name)
    }

    /// Opens a file for reading.
    pub(in crate::index) fn file(&self, name: &str) -> io::Result<File> {
        plain(name)?;
        regular(self.handle.file(name)?)
    }

    /// The content of a small file, cut at [`MAX_SMALL_FILE`]; the checksum of a cut file does not match.
    pub(in crate::index) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file(name)?
            .take(MAX_SMALL_FILE)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Creates a file that must not exist yet.
    pub(in crate::index) fn new_file(&self, name: &str) -> io::Result<File> {
        plain(name)?;
        self.handle.new_file(name)
    }

    /// Creates a file with its content and syncs it; leaves an existing one unchanged.
    pub(in crate::index) fn create(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        match self.new_file(name) {
            Ok(mut file) => file.write_all(bytes).and_then(|()| file.sync_all()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Creates or replaces a file atomically: a reader sees the old content or the new.
    pub(in crate::index) fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let new = format!("{name}{NEW}");
        self.remove_file(&new)?;
        let mut file = self.new_file(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        self.handle.rename(&new, name)?;
        self.sync()
    }

    /// Opens a lock file, which is never read or written; creates it if it is absent.
    pub(in crate::index) fn lock_file(&self, name: &str) -> io::Result<File> {
        plain(name)?;
        regular(self.handle.lock_file(name)?)
    }

    /// Removes a file, or a link but not its target. An absent one is not an error.
    pub(in crate::index) fn remove_file(&self, name: &str) -> io::Result<()> {
        plain(name)?;
        removed(self.handle.remove_file(name))
    }

    /// Removes an empty folder.
    pub(in crate::index) fn remove_folder(&self, name: &str) -> io::Result<()> {
        plain(name)?;
        removed(self.handle.remove_folder(name))
    }

    /// Names and kinds of the entries. A name that is not UTF-8 is not ours and is given with � in it.
    pub(in crate::index) fn entries(&self) -> io::Result<Vec<(String, EntryKind)>> {
        self.handle.entries()
    }

    /// The kind of an entry, links not followed; `None` if there is no such entry.
    pub(in crate::index) fn kind(&self, name: &str) -> io::Result<Option<EntryKind>> {
        plain(name)?;
        match self.handle.kind(name) {
            Ok(kind) => Ok(Some(kind)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Syncs the entries to disk.
    pub(in crate::index) fn sync(&self) -> io::Result<()> {
        self.handle.sync()
    }

    /// The owner, unless that is the user of the process or the one who called `sudo`.
    pub(in crate::index) fn other_owner(&self) -> io::Result<Option<String>> {
        self.handle.other_owner()
    }
}

fn plain(name: &str) -> io::Result<()> {
    if is_plain(name) {
        return Ok(());
    }
    let message = format!("`{name}` is not a plain file name");
    Err(io::Error::new(ErrorKind::InvalidInput, message))
}

fn regular(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    Err(not_regular())
}

fn not_regular() -> io::Error {
    io::Error::new(
        ErrorKind::InvalidInput,
        "it is not a regular file: remove it",
    )
}

fn removed(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contract of each implementation.
    macro_rules! contract {
        ($name:ident, $handle:ty) => {
            mod $name {
                use super::*;

                fn handle(path: &Path) -> $handle {
                    <$handle>::open(path, false).unwrap()
                }

                #[test]
                fn new_files_never_overwrite() {
                    let folder = tempfile::tempdir().unwrap();
                    let handle = handle(folder.path());
                    handle.new_file("a").unwrap().write_all(b"1").unwrap();
                    let again = handle.new_file("a").unwrap_err();
                    assert_eq!(again.kind(), ErrorKind::AlreadyExists);
                    handle.rename("a", "b").unwrap();
                    assert_eq!(handle.kind("a").unwrap_err().kind(), ErrorKind::NotFound);
                    let mut text = String::new();
                    handle.file("b").unwrap().read_to_string(&mut text).unwrap();
                    assert_eq!(text, "1");
                    handle.lock_file("b").unwrap();
                    assert_eq!(std::fs::read(folder.path().join("b")).unwrap(), b"1");
                    handle.remove_file("b").unwrap();
                    assert!(handle.entries().unwrap().is_empty());
                    handle.sync().unwrap();
                }

                #[test]
                fn folders_are_distinguished_from_files() {
                    let folder = tempfile::tempdir().unwrap();
                    let handle = handle(folder.path());
                    handle.create_folder("in").unwrap();
                    assert_eq!(handle.kind("in").unwrap(), EntryKind::Folder);
                    assert!(handle.folder("in").unwrap().entries().unwrap().is_empty());
                    assert_eq!(
                        handle.entries().unwrap(),
                        [("in".to_string(), EntryKind::Folder)]
                    );
                    assert_eq!(handle.other_owner().unwrap(), None);
                    handle.remove_folder("in").unwrap();
                    assert!(handle.folder("in").is_err());
                }

                #[cfg(unix)]
                #[test]
                fn links_are_not_followed() {
                    let outside = tempfile::tempdir().unwrap();
                    let precious = outside.path().join("precious");
                    std::fs::write(&precious, "kept").unwrap();
                    let folder = tempfile::tempdir().unwrap();
                    let link = |target: &Path, name: &str| {
                        std::os::unix::fs::symlink(target, folder.path().join(name)).unwrap();
                    };
                    link(&precious, "link");
                    link(outside.path(), "folder");
                    let handle = handle(folder.path());
                    assert!(handle.file("link").is_err() && handle.lock_file("link").is_err());
                    assert!(handle.new_file("link").is_err() && handle.folder("folder").is_err());
                    assert_eq!(handle.kind("link").unwrap(), EntryKind::Other);
                    handle.remove_file("link").unwrap();
                    assert_eq!(std::fs::read_to_string(precious).unwrap(), "kept");
                    assert!(<$handle>::open(&folder.path().join("folder"), false).is_err());
                    assert!(<$handle>::open(&folder.path().join("folder"), true).is_ok());
                }
            }
        };
    }

    contract!(by_paths, portable::Handle);
    #[cfg(unix)]
    contract!(by_descriptors, unix::Handle);

    #[cfg(unix)]
    #[test]
    fn a_pipe_and_a_folder_are_refused_as_files() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let mode = rustix::fs::Mode::RWXU;
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
        let folder = OpenFolder::open(folder.path(), false).unwrap();
        assert!(folder.read("pipe").is_err() && folder.lock_file("pipe").is_err());
        folder.create_folder("in").unwrap();
        for error in [
            folder.read("in"),
            folder.lock_file("in").map(|_| Vec::new()),
        ] {
            assert!(error.unwrap_err().to_string().contains("remove it"));
        }
    }

    #[test]
    fn replace_replaces_a_file_and_create_keeps_it() {
        let folder = tempfile::tempdir().unwrap();
        let folder = OpenFolder::open(folder.path(), false).unwrap();
        folder.replace("a", b"1").unwrap();
        folder.replace("a", b"22").unwrap();
        folder.create("a", b"333").unwrap();
        assert_eq!(folder.read("a").unwrap(), b"22");
        assert!(folder.read("../a").is_err() && folder.replace("..", b"").is_err());
    }
}
