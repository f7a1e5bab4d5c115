//! From PATH and --index to an open index: which index serves, and whether it is brought up to date first.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::bail;
use quanwen::api::Freshness;
use quanwen::corpus::split_inside;
use quanwen::{Corpus, Error, IndexFolder, IndexOptions, IndexReport, Searcher};

use crate::args::IndexLocation;
use crate::output::note;
use crate::progress::Bar;
use crate::render::unknown_corrections;

/// An open index and the paths that its answers are narrowed to.
pub(crate) struct Workspace {
    /// The system takes back at once, when the process ends, what dropping it would give back file by file.
    pub searcher: ManuallyDrop<Searcher>,
    /// Relative to the corpus; empty for all of it.
    pub paths: Vec<String>,
}

/// An index and the corpus that it is of, before it is opened.
pub(crate) struct Target {
    pub folder: IndexFolder,
    pub corpus: Corpus,
    pub paths: Vec<String>,
    /// Whether the user named the folder.
    pub is_named: bool,
    /// The paths as they were typed.
    typed: Vec<PathBuf>,
}

impl Workspace {
    /// Opens the index for the paths typed; with paths, brings it up to date first.
    pub(crate) fn open(paths: &[PathBuf], location: &IndexLocation) -> anyhow::Result<Self> {
        if paths.is_empty() {
            let folder = match &location.index {
                Some(folder) => IndexFolder::at(folder),
                None => IndexFolder::nearest(Path::new("."))?,
            };
            return Self::of_folder(&folder, Freshness::Unknown, Vec::new());
        }
        let intent = if location.no_update {
            Intent::Read
        } else {
            Intent::Update
        };
        let mut target = Target::of(paths, location.index.as_deref(), intent)?;
        let freshness = if location.no_update {
            Freshness::Unknown
        } else {
            bring_up_to_date(&mut target, location.max_file_size)?
        };
        Self::of_folder(&target.folder, freshness, target.paths)
    }

    fn of_folder(
        folder: &IndexFolder,
        freshness: Freshness,
        paths: Vec<String>,
    ) -> anyhow::Result<Self> {
        let searcher = Searcher::open(folder)?.with_freshness(freshness);
        if let Some(reason) = folder.is_only_read() {
            let folder = folder.path().display();
            note(&format!(
                "the index {folder} {reason}: read as it is, never written"
            ));
        }
        Ok(Self {
            searcher: ManuallyDrop::new(searcher),
            paths,
        })
    }
}

/// What a command wants of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intent {
    /// It must exist.
    Read,
    /// It is made where there is none.
    Update,
    /// It is rebuilt, whatever state the existing one is in.
    Rebuild,
}

impl Target {
    /// Finds the index that serves for some paths, or the location of a new one.
    pub(crate) fn of(
        paths: &[PathBuf],
        index: Option<&Path>,
        intent: Intent,
    ) -> anyhow::Result<Self> {
        let files: Vec<PathBuf> = paths.iter().map(|path| split_inside(path).0).collect();
        let existing = match index {
            Some(folder) => Some(IndexFolder::at(folder)).filter(IndexFolder::exists),
            None => nearest_for_all(&files)?,
        };
        if let Some(folder) = existing {
            match folder.corpus() {
                Ok(corpus) => {
                    return Self::in_existing(folder, corpus, paths, index.is_some());
                }
                Err(Error::Damaged { .. }) if intent == Intent::Rebuild => {}
                Err(error) => return Err(error.into()),
            }
        }
        if intent == Intent::Read {
            return Err(Error::NoIndex {
                path: paths[0].clone(),
            }
            .into());
        }
        Self::new_of(paths, index)
    }

    /// The location of a new index of some paths.
    fn new_of(typed: &[PathBuf], index: Option<&Path>) -> anyhow::Result<Self> {
        let files: Vec<PathBuf> = typed.iter().map(|path| split_inside(path).0).collect();
        let named = Corpus::of_paths(&files)?;
        // A single file is searched within the corpus of its folder.
        let corpus = if typed.len() > 1 {
            named
        } else {
            Corpus::at(named.root())?
        };
        let folder = match index {
            Some(folder) => IndexFolder::at(folder),
            None if typed.len() > 1 => {
                bail!("several PATHs need --index DIR: an index of their own to be found again")
            }
            None => IndexFolder::for_corpus(&corpus)?,
        };
        let paths = relative_paths(&corpus, typed)?;
        Ok(Self {
            folder,
            corpus,
            paths,
            is_named: index.is_some(),
            typed: typed.to_vec(),
        })
    }

    fn in_existing(
        folder: IndexFolder,
        corpus: Corpus,
        typed: &[PathBuf],
        is_named: bool,
    ) -> anyhow::Result<Self> {
        match relative_paths(&corpus, typed) {
            Ok(paths) => Ok(Self {
                folder,
                corpus,
                paths,
                is_named,
                typed: typed.to_vec(),
            }),
            Err(_) => bail!(
                "the index {} is of {}{}, which does not contain {}: name another --index, or remove this one",
                folder.path().display(),
                if corpus.is_whole() { "" } else { "parts of " },
                corpus.root().display(),
                typed
                    .iter()
                    .map(|path| path.display().to_string())
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        }
    }
}

/// The one index at or above every one of the paths.
fn nearest_for_all(paths: &[PathBuf]) -> anyhow::Result<Option<IndexFolder>> {
    let mut found: Option<IndexFolder> = None;
    for path in paths {
        let nearest = match IndexFolder::nearest(path) {
            Ok(folder) => folder,
            Err(Error::NoIndex { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if found.as_ref().is_some_and(|folder| *folder != nearest) {
            return Ok(None);
        }
        found = Some(nearest);
    }
    Ok(found)
}

/// The paths as filters; none where they are the whole corpus.
fn relative_paths(corpus: &Corpus, paths: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let mut relative = Vec::new();
    for path in paths {
        let (file, inside) = split_inside(path);
        let real = file.canonicalize()?;
        let Some(file) = corpus.relative(&real) else {
            bail!("{} is outside the corpus", path.display())
        };
        relative.push(file + &inside);
    }
    let whole = relative.iter().any(String::is_empty);
    Ok(if whole { Vec::new() } else { relative })
}

/// Updates the index. Where another process does so, or it cannot be written, the existing index serves.
fn bring_up_to_date(target: &mut Target, max_file_size: u64) -> anyhow::Result<Freshness> {
    let options = options(max_file_size);
    if target.folder.exists() && target.folder.is_only_read().is_some() {
        // Whoever owns it keeps it up to date: a second one is made only where it says something else.
        let current = quanwen::is_current(&target.corpus, &target.folder, &options);
        if current.is_ok_and(|current| current) {
            return Ok(Freshness::Current);
        }
    }
    match update(target, &options) {
        Ok(report) => {
            announce(target, &report);
            Ok(Freshness::Current)
        }
        Err(Error::Busy { .. }) if target.folder.exists() => {
            note("another process is updating the index: answering from it as it is");
            Ok(Freshness::Stale)
        }
        Err(Error::Write { source, .. }) if target.folder.exists() => {
            note(&format!(
                "the index {} cannot be written ({source}): answering from it as it is",
                target.folder.path().display()
            ));
            let current = quanwen::is_current(&target.corpus, &target.folder, &options)?;
            Ok(if current {
                Freshness::Current
            } else {
                Freshness::Stale
            })
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn options(max_file_size: u64) -> IndexOptions {
    IndexOptions {
        max_file_size: max_file_size.saturating_mul(1024 * 1024),
        ..IndexOptions::default()
    }
}

/// Updates the index with a progress bar. Where the index must not be written, a new one of the paths typed takes its
/// place.
pub(crate) fn update(target: &mut Target, options: &IndexOptions) -> quanwen::Result<IndexReport> {
    let bar = Bar::new();
    match quanwen::index(&target.corpus, &target.folder, options, &bar) {
        Err(Error::ReadOnly { .. }) if !target.is_named => {
            let own = Target::new_of(&target.typed, None);
            *target = own.map_err(|error| Error::Corpus {
                message: error.to_string(),
            })?;
            quanwen::index(&target.corpus, &target.folder, options, &bar)
        }
        updated => updated,
    }
}

/// Says in a line what an update before a query did, where it did something.
fn announce(target: &Target, report: &IndexReport) {
    if target.folder.is_in_cache() && report.changed_anything() {
        note(&format!(
            "{} cannot be written: its index is in {}",
            target.corpus.root().join(".quanwen").display(),
            target.folder.path().display()
        ));
    }
    if let Some(reason) = &report.rebuilt {
        note(&format!("the index was rebuilt: {reason}"));
    }
    if report.changed_anything() {
        note(&format!(
            "index brought up to date: {} added, {} changed, {} removed",
            report.added.len(),
            report.changed.len(),
            report.removed.len()
        ));
    }
    if let Some(unknown) = unknown_corrections(report) {
        note(&unknown);
    }
}

/// The dictionary that the library carries is not the one that the index was made with.
pub(crate) fn warn_of_dictionary(searcher: &Searcher) {
    if searcher.dictionary_differs() {
        note(
            "the index was made with another dictionary: `quanwen index --rebuild PATH` improves the order of hits",
        );
    }
}
