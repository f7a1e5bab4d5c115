//! A corpus: where its files are, which there are, and the bytes of each.

use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use quanwen_extract::{FileName, OtherFile, Unread};
use quanwen_messages::{Message, message, text};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

use super::corrections::{CORRECTIONS_FILE, Corrections};
use super::documents::Documents;
use super::inside::split_inside;
use super::open::read_file;
use crate::api::{IgnoredFiles, Skipped};
use crate::error::{Error, Result};

/// The folder of an index inside a corpus.
pub(crate) const INDEX_FOLDER: &str = ".quanwen";
/// The file that marks the folder of an index, whatever its name, and its content. The first line is the one that backup
/// programs recognise (<https://bford.info/cachedir/>).
pub(crate) const INDEX_MARKER: &str = "CACHEDIR.TAG";
pub(crate) const INDEX_MARKER_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This folder is an index of quanwen: it can be made again from the reports.\n";

/// A folder of reports, or parts of it, or documents in memory.
///
/// ```
/// use quanwen::Corpus;
///
/// # let folder = tempfile::tempdir().unwrap();
/// # std::fs::create_dir(folder.path().join("松泽县")).unwrap();
/// # std::fs::write(folder.path().join("松泽县/2021.txt"), "松泽县2021年法治政府建设年度报告\n").unwrap();
/// # std::fs::write(folder.path().join("logo.png"), "").unwrap();
/// let walk = Corpus::at(folder.path())?.walk();
/// assert_eq!(walk.files[0].path, "松泽县/2021.txt");
/// assert_eq!((walk.files.len(), walk.ignored.total()), (1, 1));
/// # Ok::<(), quanwen::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corpus {
    /// The folder that paths of documents are relative to, absolute and without symbolic links; empty for documents in memory.
    root: PathBuf,
    /// Files and folders below `root` to walk; empty for all of `root`.
    within: Vec<PathBuf>,
    /// The documents, if they are in memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    documents: Option<Documents>,
}

/// The time of a file whose time the system does not know, or outside the years 1677 to 2262. It is later than every walk,
/// so such a file is always read again.
const UNKNOWN_TIME: i64 = i64::MAX;

/// A file that may be a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Relative to the corpus, with `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970, may be negative; `i64::MAX` if unknown.
    pub modified: i64,
}

/// The result of walking a corpus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// Files to read, by path.
    pub files: Vec<FileEntry>,
    /// Entries that could not be read.
    pub skipped: Vec<Skipped>,
    /// Files that are not documents by their names: pictures, programs, `README`s, symbolic links.
    pub ignored: IgnoredFiles,
}

impl Corpus {
    /// The corpus of a folder; for a file, of that file in its folder.
    ///
    /// # Errors
    /// [`Error::Read`] if the path does not exist or cannot be entered.
    pub fn at(path: impl AsRef<Path>) -> Result<Self> {
        Self::of_paths(&[path])
    }

    /// One corpus of several files and folders: paths are relative to their deepest common folder.
    ///
    /// # Errors
    /// [`Error::Read`] if a path does not exist or cannot be entered.
    pub fn of_paths(paths: &[impl AsRef<Path>]) -> Result<Self> {
        let real: Vec<PathBuf> = paths
            .iter()
            .map(|path| real_path(path.as_ref()))
            .collect::<Result<_>>()?;
        let mut root = real.first().cloned().unwrap_or_default();
        if root.is_file() {
            root.pop();
        }
        while !real.iter().all(|path| path.starts_with(&root)) && root.pop() {}
        let within = relative_parts(&root, &real);
        Ok(Self {
            root,
            within,
            documents: None,
        })
    }

    /// A corpus of documents in memory: their paths, such as `松泽县/2021.txt`, and what files of these names would contain. One called
    /// `quanwen.csv` corrects the metadata of the others.
    ///
    /// Its index is in a folder of its own, [`IndexFolder::at`](crate::IndexFolder::at). An update with another such corpus adds,
    /// changes and removes reports, as if a folder had changed. What reads files again, such as
    /// [`Searcher::verify`](crate::Searcher::verify), finds none: only the index has their texts then.
    ///
    /// # Errors
    /// [`Error::Corpus`] for a path that is not relative with `/` between its parts, and for one that there is twice.
    ///
    /// ```
    /// use quanwen::api::{Concordance, MentionRequest};
    /// use quanwen::{Corpus, IndexFolder, IndexOptions, Searcher};
    ///
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let folder = folder.path();
    /// let reports = [("松泽县/2021.txt", "松泽县2021年法治政府建设年度报告\n全年办理行政复议案件12件。\n")];
    /// let index = IndexFolder::at(folder.join("index"));
    /// quanwen::index(&Corpus::from_documents(reports)?, &index, &IndexOptions::default(), &())?;
    /// let found = Searcher::open(&index)?.mentions(&MentionRequest::new("行政复议"))?;
    /// assert_eq!(found.mentions[0].document.path, "松泽县/2021.txt");
    /// # Ok::<(), quanwen::Error>(())
    /// ```
    pub fn from_documents<P: Into<String>, B: Into<Vec<u8>>>(
        documents: impl IntoIterator<Item = (P, B)>,
    ) -> Result<Self> {
        Ok(Self {
            root: PathBuf::new(),
            within: Vec::new(),
            documents: Some(Documents::new(documents)?),
        })
    }

    /// Whether its documents are in memory, or were when it was indexed.
    #[must_use]
    pub fn is_in_memory(&self) -> bool {
        self.documents.is_some()
    }

    /// What it is called in messages: its folder.
    pub(crate) fn name(&self) -> Message {
        if self.is_in_memory() {
            text!("documents in memory").into()
        } else {
            Message::verbatim(self.root.display().to_string())
        }
    }

    /// Reads a file of at most `limit` bytes, by its path in this corpus.
    ///
    /// # Errors
    /// The reason why it was not read.
    pub(crate) fn read(&self, file: &str, limit: u64) -> std::result::Result<Vec<u8>, Unread> {
        match &self.documents {
            Some(documents) => documents.read(file, limit),
            None => read_file(&self.root, Path::new(file), limit),
        }
    }

    /// The corrections in its `quanwen.csv`; none if it has no such file.
    ///
    /// # Errors
    /// As [`Corrections::of_corpus`].
    pub(crate) fn corrections(&self) -> Result<Corrections> {
        match &self.documents {
            Some(documents) => {
                let bytes = documents.get(CORRECTIONS_FILE);
                bytes.map_or_else(|| Ok(Corrections::default()), Corrections::of_bytes)
            }
            None => Corrections::of_corpus(&self.root),
        }
    }

    /// Whether it has a file of a path.
    pub(crate) fn has_file(&self, path: &str) -> bool {
        match &self.documents {
            Some(documents) => documents.get(path).is_some(),
            None => self.root.join(path).is_file(),
        }
    }

    /// Whether it covers all of its folder.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.within.is_empty()
    }

    /// Its file, if it is one file of its folder.
    #[must_use]
    pub fn only_file(&self) -> Option<PathBuf> {
        let [part] = self.within.as_slice() else {
            return None;
        };
        Some(self.root.join(part)).filter(|path| path.is_file())
    }

    /// The files and folders below its folder that it covers; none if it covers all.
    pub fn parts(&self) -> impl Iterator<Item = &Path> {
        self.within.iter().map(PathBuf::as_path)
    }

    /// Whether it is the whole parent folder of an index.
    pub(crate) fn is_around(&self, index: &Path) -> bool {
        !self.is_in_memory() && index.parent() == Some(&self.root) && self.is_whole()
    }

    /// Whether its paths are UTF-8.
    pub(crate) fn is_utf8(&self) -> bool {
        let mut paths = std::iter::once(&self.root).chain(&self.within);
        paths.all(|path| path.to_str().is_some())
    }

    /// Whether its root is absolute and its parts are below it, or it was in memory. Checked for a corpus that was read from a file.
    pub(crate) fn is_plain(&self) -> bool {
        if self.is_in_memory() {
            return self.root.as_os_str().is_empty() && self.within.is_empty();
        }
        let is_normal = |part: Component| matches!(part, Component::Normal(_));
        let is_below =
            |part: &PathBuf| part.iter().next().is_some() && part.components().all(is_normal);
        let leads_up = self
            .root
            .components()
            .any(|part| part == Component::ParentDir);
        self.root.is_absolute() && !leads_up && self.within.iter().all(is_below)
    }

    /// The folder that paths of documents are relative to; an empty path for documents in memory.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path relative to this corpus, with `/`; `None` if it is outside.
    #[must_use]
    pub fn relative(&self, path: &Path) -> Option<String> {
        let path = path.strip_prefix(&self.root).ok()?;
        (self.within.is_empty() || self.within.iter().any(|part| path.starts_with(part)))
            .then(|| slashed(path))
            .flatten()
    }

    /// The file of a document: `a.zip` for `a.zip!/b.docx`.
    pub(crate) fn file_of<'p>(&self, path: &'p str) -> &'p str {
        if let Some(documents) = &self.documents {
            return documents.holder(path);
        }
        let (_, inside) = split_inside(&self.root.join(path));
        &path[..path.len() - inside.len()]
    }

    /// Walks the corpus. Skips hidden entries, indexes, and symbolic links, whose targets inside the corpus are walked anyway.
    #[must_use]
    pub fn walk(&self) -> Walk {
        self.walk_beside(Path::new(""))
    }

    /// Walks the corpus except for the folder of its index, wherever that is.
    #[must_use]
    pub(crate) fn walk_beside(&self, index: &Path) -> Walk {
        let mut walk = Walk::default();
        if let Some(documents) = &self.documents {
            for (path, bytes) in documents.iter() {
                let size = || Ok((bytes.len() as u64, UNKNOWN_TIME));
                walk.add(LookedAt::of(path.clone(), size));
            }
            return walk;
        }
        if self.within.is_empty() {
            self.walk_below(&self.root, index, &mut walk);
        }
        for part in &self.within {
            self.walk_below(&self.root.join(part), index, &mut walk);
        }
        walk.files.sort_by(|a, b| a.path.cmp(&b.path));
        walk.files.dedup_by(|a, b| a.path == b.path);
        walk
    }

    fn walk_below(&self, start: &Path, index: &Path, walk: &mut Walk) {
        let mut files = Vec::new();
        for entry in WalkDir::new(start)
            .into_iter()
            .filter_entry(|entry| belongs(entry) && entry.path() != index)
        {
            match entry {
                Ok(entry) if entry.file_type().is_file() => files.push(entry),
                Ok(entry) if entry.file_type().is_symlink() => walk.ignored.add(OtherFile::Links),
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().and_then(|path| self.relative(path));
                    let unread = unreadable(error.io_error());
                    walk.skipped
                        .push(Skipped::new(path.unwrap_or_default(), &unread));
                }
            }
        }
        // Most of the time of a walk is spent waiting for the metadata of files.
        let looked_at: Vec<LookedAt> = files
            .par_iter()
            .filter_map(|file| self.look_at(file))
            .collect();
        for file in looked_at {
            walk.add(Some(file));
        }
    }

    /// Looks at a file; `None` for one that a system added, or the corrections.
    fn look_at(&self, entry: &DirEntry) -> Option<LookedAt> {
        let Some(path) = self.relative(entry.path()) else {
            let lossy = entry
                .path()
                .strip_prefix(&self.root)
                .unwrap_or(entry.path())
                .to_string_lossy();
            let unread =
                Unread::NotReadable(text!("the name is not UTF-8: rename the file").into());
            return Some(LookedAt::Unreadable(Skipped::new(lossy, &unread)));
        };
        LookedAt::of(path, || {
            let metadata = entry.metadata();
            let metadata = metadata.map_err(|error| unreadable(error.io_error()))?;
            let modified = metadata.modified().ok().and_then(nanoseconds);
            Ok((metadata.len(), modified.unwrap_or(UNKNOWN_TIME)))
        })
    }
}

impl Walk {
    /// Adds a file, if it is one.
    fn add(&mut self, file: Option<LookedAt>) {
        match file {
            Some(LookedAt::Document(file)) => self.files.push(file),
            Some(LookedAt::Other(kind)) => self.ignored.add(kind),
            Some(LookedAt::Unreadable(skipped)) => self.skipped.push(skipped),
            None => {}
        }
    }
}

/// A file found by a walk.
enum LookedAt {
    Document(FileEntry),
    Other(OtherFile),
    Unreadable(Skipped),
}

impl LookedAt {
    /// A file by its path, its size and its time, which are asked for only if it may be a report; `None` for one that a system added, or
    /// the corrections.
    fn of(
        path: String,
        size_and_time: impl FnOnce() -> std::result::Result<(u64, i64), Unread>,
    ) -> Option<Self> {
        match FileName::of(&path) {
            FileName::System => return None,
            FileName::Other(kind) => return Some(Self::Other(kind)),
            FileName::Document if path.rsplit('/').next() == Some(CORRECTIONS_FILE) => return None,
            FileName::Document => {}
        }
        Some(match size_and_time() {
            Ok((size, modified)) => Self::Document(FileEntry {
                path,
                size,
                modified,
            }),
            Err(unread) => Self::Unreadable(Skipped::new(path, &unread)),
        })
    }
}

/// Nanoseconds since 1970, may be negative; `None` if out of range.
fn nanoseconds(time: SystemTime) -> Option<i64> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).ok(),
        Err(before) => i64::try_from(before.duration().as_nanos())
            .ok()?
            .checked_neg(),
    }
}

/// Whether an entry is walked: neither hidden nor an index.
fn belongs(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_str().unwrap_or_default();
    let hidden = name.starts_with('.');
    let is_index = || entry.file_type().is_dir() && is_marked(entry.path());
    entry.depth() == 0 || !(hidden || is_index())
}

/// Whether a folder is marked as an index.
fn is_marked(folder: &Path) -> bool {
    let marker = folder.join(INDEX_MARKER);
    let length = INDEX_MARKER_TEXT.len() as u64;
    marker
        .symlink_metadata()
        .is_ok_and(|file| file.is_file() && file.len() == length)
        && std::fs::read(marker).is_ok_and(|text| text == INDEX_MARKER_TEXT.as_bytes())
}

fn real_path(path: &Path) -> Result<PathBuf> {
    let real = path.canonicalize().map_err(Error::read(path))?;
    if real.is_dir() || real.is_file() {
        return Ok(real);
    }
    let message = message!(
        "{path} is neither a folder nor a file: give the path of reports",
        path = path
    );
    Err(Error::Corpus { message })
}

fn relative_parts(root: &Path, paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.iter().any(|path| path == root) {
        return Vec::new();
    }
    paths
        .iter()
        .filter_map(|path| path.strip_prefix(root).ok())
        .map(Path::to_path_buf)
        .collect()
}

fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .components()
        .filter(|part| !matches!(part, Component::CurDir))
        .map(|part| part.as_os_str().to_str())
        .collect();
    parts.map(|parts| parts.join("/"))
}

fn unreadable(error: Option<&std::io::Error>) -> Unread {
    Unread::NotReadable(match error.map(std::io::Error::kind) {
        Some(std::io::ErrorKind::PermissionDenied) => text!("no permission to read it").into(),
        Some(std::io::ErrorKind::NotFound) => text!("gone, or a broken link").into(),
        _ => error.map_or_else(|| text!("cannot be read").into(), Message::from),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_before_1970_are_supported() {
        let time = |seconds: u64| UNIX_EPOCH - std::time::Duration::from_secs(seconds);
        assert_eq!(nanoseconds(time(5)), Some(-5_000_000_000));
        assert_eq!(nanoseconds(time(0)), Some(0));
        assert_eq!(nanoseconds(time(400 * 365 * 24 * 3600)), None);
    }

    #[test]
    fn several_paths_are_relative_to_their_common_folder() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a/1.txt", "b/2.txt", "c/3.txt"] {
            std::fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let corpus =
            Corpus::of_paths(&[folder.path().join("a"), folder.path().join("b/2.txt")]).unwrap();
        let paths: Vec<String> = corpus
            .walk()
            .files
            .into_iter()
            .map(|file| file.path)
            .collect();
        assert_eq!(paths, ["a/1.txt", "b/2.txt"]);
    }

    #[test]
    fn hidden_files_readmes_and_pictures_are_not_reports() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            ".hidden.txt",
            "README.md",
            "picture.PNG",
            "~$lock.docx",
            "quanwen.csv",
            "report",
        ] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let walk = Corpus::at(folder.path()).unwrap().walk();
        assert_eq!(
            walk.files
                .iter()
                .map(|file| file.path.as_str())
                .collect::<Vec<_>>(),
            ["report"]
        );
        let ignored: Vec<_> = walk.ignored.iter().collect();
        assert_eq!(ignored, [(OtherFile::Pictures, 1), (OtherFile::Readmes, 1)]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_skipped_since_their_targets_are_walked_anyway() {
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("out.txt"), "x").unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("in.txt"), "x").unwrap();
        symlink(folder.path(), folder.path().join("loop")).unwrap();
        symlink(outside.path(), folder.path().join("out")).unwrap();
        symlink(
            folder.path().join("in.txt"),
            folder.path().join("again.txt"),
        )
        .unwrap();
        symlink("nowhere", folder.path().join("dangling.txt")).unwrap();
        let walk = Corpus::at(folder.path()).unwrap().walk();
        let paths: Vec<&str> = walk.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["in.txt"]);
        let links = walk.ignored.iter().next();
        assert_eq!(
            (walk.skipped.len(), links),
            (0, Some((OtherFile::Links, 4)))
        );
    }
}
