//! A generation's folder as a directory of the storage engine.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Component, Path};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

use super::folder::{EntryKind, OpenFolder};
use super::names::is_segment_file;
use super::pages::{Damage, PageWriter, PagedFile};
use super::seal::{altered, seal, unseal};

/// The engine's list of the files that it may remove. It is made from the folder's entries: the file is never read or written.
const MANAGED: &str = ".managed.json";

/// Whether a directory may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::index) enum Access {
    Read,
    Write,
}

/// A folder of files with checksums. Segment files are mapped and compared page by page, small files are compared whole.
/// No locks are needed here: writers hold the lock of the index folder, and readers reopen what changed while they
/// opened it.
#[derive(Debug, Clone)]
pub(in crate::index) struct IndexDirectory {
    folder: Arc<OpenFolder>,
    maps: MmapDirectory,
    access: Access,
    /// Files that a reader opened, kept open because a writer may remove them.
    opened: Arc<Mutex<HashMap<String, Arc<PagedFile>>>>,
    /// Small files that a reader read, each read once: the storage engine reads its list of segments three times, and a
    /// writer may change it in between.
    whole: Arc<Mutex<HashMap<String, Vec<u8>>>>,
    damage: Damage,
    failure: WriteFailure,
}

/// The first failed write. The storage engine passes such an error on as text at best.
#[derive(Debug, Clone, Default)]
pub(in crate::index) struct WriteFailure(Arc<Mutex<Option<(String, io::Error)>>>);

impl WriteFailure {
    fn note(&self, name: &str, error: &io::Error) {
        let mut first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert_with(|| (name.to_string(), copy(error)));
    }

    /// The file that could not be written, and the error. Several threads may ask: each is told.
    pub(in crate::index) fn first(&self) -> Option<(String, io::Error)> {
        let first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (name, error) = first.as_ref()?;
        Some((name.clone(), copy(error)))
    }

    fn noted<T>(&self, name: &str, result: io::Result<T>) -> io::Result<T> {
        result.inspect_err(|error| self.note(name, error))
    }
}

fn copy(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

impl IndexDirectory {
    /// Opens the folder as a directory.
    ///
    /// # Errors
    /// The system's error for the folder.
    pub(in crate::index) fn open(folder: Arc<OpenFolder>, access: Access) -> io::Result<Self> {
        let maps = MmapDirectory::open(folder.path()).map_err(|error| match error {
            OpenDirectoryError::IoError { io_error, .. } => copy(&io_error),
            other => io::Error::new(ErrorKind::NotFound, other),
        })?;
        Ok(Self {
            folder,
            maps,
            access,
            opened: Arc::default(),
            whole: Arc::default(),
            damage: Damage::default(),
            failure: WriteFailure::default(),
        })
    }

    /// Where reads note damage.
    pub(in crate::index) fn damage(&self) -> &Damage {
        &self.damage
    }

    /// Where writes note failures.
    pub(in crate::index) fn failure(&self) -> &WriteFailure {
        &self.failure
    }

    /// Bytes of a file on the disk.
    pub(in crate::index) fn length(&self, path: &Path) -> io::Result<u64> {
        Ok(self.folder.file(plain(path)?)?.metadata()?.len())
    }

    /// Opens a file whose pages are compared when they are read.
    pub(in crate::index) fn paged(&self, name: &str) -> Result<Arc<PagedFile>, OpenReadError> {
        if self.access == Access::Write {
            return self.open_paged(name).map(Arc::new);
        }
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = opened.get(name) {
            return Ok(Arc::clone(file));
        }
        let file = Arc::new(self.open_paged(name)?);
        opened.insert(name.to_string(), Arc::clone(&file));
        Ok(file)
    }

    fn open_paged(&self, name: &str) -> Result<PagedFile, OpenReadError> {
        let path = Path::new(name);
        let io_error = |error| OpenReadError::wrap_io_error(error, path.to_path_buf());
        match self.folder.kind(name).map_err(io_error)? {
            None => return Err(OpenReadError::FileDoesNotExist(path.to_path_buf())),
            Some(EntryKind::File) => {}
            Some(EntryKind::Folder | EntryKind::Other) => return Err(io_error(altered_file(name))),
        }
        let map = self.maps.get_file_handle(path)?;
        let bytes = map.read_bytes(0..map.len()).map_err(io_error)?;
        PagedFile::open(name, bytes, &self.damage).ok_or_else(|| io_error(altered_file(name)))
    }

    fn writable(&self) -> io::Result<()> {
        match self.access {
            Access::Write => Ok(()),
            Access::Read => Err(io::Error::new(
                ErrorKind::PermissionDenied,
                "the index is open for reading only",
            )),
        }
    }

    fn create(&self, path: &Path) -> io::Result<SyncedWriter> {
        self.writable()?;
        let name = plain(path)?;
        Ok(SyncedWriter {
            name: name.to_string(),
            pages: Some(PageWriter::new(name, self.folder.new_file(name)?)),
            failure: self.failure.clone(),
        })
    }

    /// The names of the segment files, as JSON in the form of [`MANAGED`].
    fn segment_files(&self) -> io::Result<Vec<u8>> {
        if self.access == Access::Read {
            return Ok(b"[]".to_vec());
        }
        let names: Vec<String> = self
            .folder
            .entries()?
            .into_iter()
            .map(|(name, _)| name)
            .filter(|name| is_segment_file(name))
            .collect();
        Ok(serde_json::to_vec(&names)?)
    }

    fn read_whole(&self, path: &Path) -> io::Result<Vec<u8>> {
        let name = plain(path)?;
        if name == MANAGED {
            return self.segment_files();
        }
        if self.access == Access::Write {
            return self.unsealed(name);
        }
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(content) = whole.get(name) {
            return Ok(content.clone());
        }
        let content = self.unsealed(name)?;
        whole.insert(name.to_string(), content.clone());
        Ok(content)
    }

    fn unsealed(&self, name: &str) -> io::Result<Vec<u8>> {
        let bytes = self.folder.read(name)?;
        unseal(name, &bytes).map(<[u8]>::to_vec).ok_or_else(|| {
            self.damage.note(name);
            altered_file(name)
        })
    }
}

/// The single plain name of a path. The engine builds paths from names that it reads in files.
fn plain(path: &Path) -> io::Result<&str> {
    let mut parts = path.components();
    match (parts.next(), parts.next()) {
        (Some(Component::Normal(name)), None) => name.to_str(),
        _ => None,
    }
    .ok_or_else(|| altered_file(&path.display().to_string()))
}

fn altered_file(name: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, altered(name))
}

/// Writes a file with checksums; syncs it to disk when terminated.
struct SyncedWriter {
    name: String,
    /// Absent once terminated.
    pages: Option<PageWriter<File>>,
    failure: WriteFailure,
}

impl SyncedWriter {
    fn pages(&mut self) -> io::Result<&mut PageWriter<File>> {
        let terminated = || io::Error::other("a file is written after its end");
        self.pages.as_mut().ok_or_else(terminated)
    }
}

impl Write for SyncedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.pages()?.write(bytes);
        self.failure.noted(&self.name, written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pages()?.flush()
    }
}

impl TerminatingWrite for SyncedWriter {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let Some(pages) = self.pages.take() else {
            return Ok(());
        };
        let synced = pages.finish().and_then(|file| file.sync_data());
        self.failure.noted(&self.name, synced)
    }
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let name =
            plain(path).map_err(|error| OpenReadError::wrap_io_error(error, path.to_path_buf()))?;
        Ok(self.paged(name)?)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let removed = || {
            self.writable()?;
            self.folder.remove_file(plain(path)?)
        };
        removed().map_err(|error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_path_buf(),
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        plain(path)
            .and_then(|name| self.folder.kind(name))
            .map(|kind| kind == Some(EntryKind::File))
            .map_err(|error| OpenReadError::wrap_io_error(error, path.to_path_buf()))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let name = path.to_string_lossy();
        let writer = self
            .failure
            .noted(&name, self.create(path))
            .map_err(|error| match error.kind() {
                ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(path.to_path_buf()),
                _ => OpenWriteError::wrap_io_error(error, path.to_path_buf()),
            })?;
        Ok(BufWriter::new(Box::new(writer)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.read_whole(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_path_buf()),
            _ => OpenReadError::wrap_io_error(error, path.to_path_buf()),
        })
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.writable()?;
        let name = plain(path)?;
        if name == MANAGED {
            return Ok(());
        }
        let replaced = self.folder.replace(name, &seal(name, data));
        self.failure.noted(name, replaced)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.failure.noted("", self.folder.sync())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(access: Access) -> (tempfile::TempDir, IndexDirectory) {
        let folder = tempfile::tempdir().unwrap();
        let open = Arc::new(OpenFolder::open(folder.path(), false).unwrap());
        let directory = IndexDirectory::open(open, access).unwrap();
        (folder, directory)
    }

    #[test]
    fn a_path_that_leads_out_of_the_folder_is_refused() {
        let (folder, directory) = directory(Access::Write);
        let precious = folder.path().join("precious");
        std::fs::create_dir(folder.path().join("inside")).unwrap();
        std::fs::write(&precious, "kept").unwrap();
        for path in [
            precious.as_path(),
            Path::new("../x"),
            Path::new("inside/../precious"),
            Path::new(""),
        ] {
            assert!(directory.delete(path).is_err(), "{path:?}");
            assert!(directory.open_write(path).is_err() && directory.open_read(path).is_err());
            assert!(
                directory.atomic_write(path, b"x").is_err() && directory.atomic_read(path).is_err()
            );
        }
        assert_eq!(std::fs::read_to_string(&precious).unwrap(), "kept");
    }

    #[test]
    fn the_list_of_managed_files_comes_from_the_folder() {
        let (folder, directory) = directory(Access::Write);
        let segment = "6ec87463bffd46eb942512e293850242.store";
        std::fs::write(folder.path().join(segment), "").unwrap();
        std::fs::write(folder.path().join("thesis.docx"), "").unwrap();
        std::fs::write(folder.path().join(MANAGED), r#"["../thesis.docx"]"#).unwrap();
        let listed = directory.atomic_read(Path::new(MANAGED)).unwrap();
        assert_eq!(
            String::from_utf8(listed).unwrap(),
            format!("[\"{segment}\"]")
        );
    }

    #[test]
    fn readers_write_nothing() {
        let (folder, directory) = directory(Access::Read);
        assert!(directory.open_write(Path::new("a")).is_err());
        assert!(directory.atomic_write(Path::new("a"), b"").is_err());
        assert!(directory.delete(Path::new("a")).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_changed_small_file_is_damaged() {
        let (folder, directory) = directory(Access::Write);
        directory
            .atomic_write(Path::new("meta.json"), b"{\"opstamp\":1}")
            .unwrap();
        assert_eq!(
            directory.atomic_read(Path::new("meta.json")).unwrap(),
            b"{\"opstamp\":1}"
        );
        let path = folder.path().join("meta.json");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace(":1", ":2")).unwrap();
        assert!(directory.atomic_read(Path::new("meta.json")).is_err());
        assert_eq!(directory.damage().file(), Some("meta.json"));
    }
}
