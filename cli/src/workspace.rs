//! Opens the index for PATH and --index: chooses it, and updates it first unless --no-update is given.

mod named;

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::bail;
use quanwen::api::{Engine, Filter, Freshness, Study};
use quanwen::corpus::split_inside;
use quanwen::{Corpus, Error, IndexFolder, IndexOptions, IndexReport, Searcher};
use quanwen_messages::{Message, message};
use quanwen_opensearch::OpenSearch;

use crate::args::{IndexLocation, ReadingArgs};
use crate::hint;
use crate::language::{Said, say};
use crate::outcome::Outcome;
use crate::output::note;
use crate::progress::Bar;
use crate::render::remarks_on_corrections;

/// An engine and the paths that restrict its answers.
pub(crate) struct Workspace {
    /// Never dropped: at exit the system frees its maps and files faster than we would.
    opened: ManuallyDrop<Opened>,
    /// Relative to the corpus; none for all of it.
    pub paths: Vec<String>,
    /// Each of the paths typed, relative to the corpus; an empty one is all of it.
    pub each: Vec<String>,
    /// The corpus, if no path was typed in a folder below it.
    above: Option<PathBuf>,
}

/// An open index on this machine, or a corpus on a cluster.
enum Opened {
    Local(Box<Searcher>),
    Remote(Box<OpenSearch>),
}

/// What answers every kind of request.
pub(crate) trait Source: Engine + Study {}

impl<T: Engine + Study> Source for T {}

/// An index and its corpus, before the index is opened.
pub(crate) struct Target {
    pub folder: IndexFolder,
    pub corpus: Corpus,
    /// Each of the paths typed, relative to the corpus; an empty one is all of it.
    pub paths: Vec<String>,
    /// Whether the user named the folder.
    pub is_named: bool,
    /// The paths as they were typed.
    typed: Vec<PathBuf>,
}

impl Workspace {
    /// Opens the index for the paths typed, after updating it. Without paths, opens the nearest index as it is.
    pub(crate) fn open(paths: &[PathBuf], location: &IndexLocation) -> anyhow::Result<Self> {
        if let Some(address) = &location.engine {
            let cluster = OpenSearch::open(address.clone())?;
            let each = in_corpus(paths, &cluster)?;
            return Ok(Self::of(Opened::Remote(Box::new(cluster)), each));
        }
        if paths.is_empty() {
            let folder = match &location.index {
                Some(folder) => IndexFolder::at(folder),
                None => nearest_here()?,
            };
            let mut workspace = Self::of_folder(&folder, Freshness::Unknown, Vec::new())?;
            if location.index.is_none() {
                workspace.above = above_here(&folder)?;
            }
            return Ok(workspace);
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
            bring_up_to_date(&mut target, &location.reading)?
        };
        Self::of_folder(&target.folder, freshness, target.paths)
    }

    fn of_folder(
        folder: &IndexFolder,
        freshness: Freshness,
        each: Vec<String>,
    ) -> anyhow::Result<Self> {
        let searcher = Searcher::open(folder)?.with_freshness(freshness);
        if let Some(reason) = folder.is_only_read() {
            note(&say!(
                "the index {folder} {reason}: it is read as it is and never written",
                folder = folder.path(),
                reason = reason
            ));
        }
        Ok(Self::of(Opened::Local(Box::new(searcher)), each))
    }

    fn of(opened: Opened, each: Vec<String>) -> Self {
        Self {
            opened: ManuallyDrop::new(opened),
            paths: if each.iter().any(String::is_empty) {
                Vec::new()
            } else {
                each.clone()
            },
            each,
            above: None,
        }
    }

    /// What answers requests.
    pub(crate) fn engine(&self) -> &dyn Source {
        match &*self.opened {
            Opened::Local(searcher) => &**searcher,
            Opened::Remote(cluster) => &**cluster,
        }
    }

    /// Whether a request with a filter found something. Notes what of the filter matches nothing, since a place that is misspelt seems
    /// to have no mentions, and that more than this folder was searched.
    pub(crate) fn outcome(&self, is_found: bool, filter: &Filter) -> anyhow::Result<Outcome> {
        if !is_found || filter.places().nth(1).is_some() {
            for unmatched in quanwen::unmatched(self.engine(), filter)? {
                note(&unmatched.message().said());
            }
        }
        if let Some(corpus) = &self.above {
            note(&hint::whole_corpus(corpus).said());
        }
        Ok(Outcome::found(is_found))
    }

    /// The index on this machine, for what needs its files.
    pub(crate) fn searcher(&self) -> anyhow::Result<&Searcher> {
        match &*self.opened {
            Opened::Local(searcher) => Ok(searcher),
            Opened::Remote(_) => bail!(hint::NEEDS_INDEX.said()),
        }
    }

    /// Notes that the index was made with another dictionary than the library's.
    pub(crate) fn warn_of_dictionary(&self) {
        if let Opened::Local(searcher) = &*self.opened
            && searcher.dictionary_differs()
        {
            note(&hint::OTHER_DICTIONARY.said());
        }
    }
}

/// What a command does with an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intent {
    /// Reads an index, which must exist.
    Read,
    /// Updates it, or makes a new one.
    Update,
    /// Rebuilds it, even if the existing one is damaged.
    Rebuild,
}

impl Target {
    /// Finds the existing index for some paths, or the location of a new one.
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

    /// The location of a new index for some paths.
    fn new_of(typed: &[PathBuf], index: Option<&Path>) -> anyhow::Result<Self> {
        let files: Vec<PathBuf> = typed.iter().map(|path| split_inside(path).0).collect();
        let corpus = Corpus::of_paths(&files)?;
        let folder = match index {
            Some(folder) => IndexFolder::at(folder),
            None if typed.len() > 1 => bail!(hint::SEVERAL_PATHS.said()),
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

    /// Why the index is in the user's cache, where nobody asked for it; `None` if it is not.
    pub(crate) fn in_cache(&self) -> Option<Message> {
        if self.is_named || !self.folder.is_in_cache() {
            return None;
        }
        let cache = self.folder.path();
        if let Some(file) = self.corpus.only_file() {
            return Some(message!(
                "{file} is in no folder with an index, so it is indexed alone, in {cache}",
                file = file.as_path(),
                cache = cache
            ));
        }
        Some(message!(
            "{folder} cannot be written: its index is in {cache}",
            folder = self.corpus.root().join(".quanwen").as_path(),
            cache = cache
        ))
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
            Err(_) => bail!(hint::other_index(folder.path(), &corpus, typed).said()),
        }
    }
}

/// The index at or above the current folder.
fn nearest_here() -> anyhow::Result<IndexFolder> {
    match IndexFolder::nearest(Path::new(".")) {
        Err(error @ Error::NoIndex { .. }) => bail!(hint::without_path(&error).said()),
        nearest => Ok(nearest?),
    }
}

/// The corpus of an index, if the current folder is below it.
fn above_here(folder: &IndexFolder) -> anyhow::Result<Option<PathBuf>> {
    let here = std::env::current_dir()?.canonicalize()?;
    let corpus = folder.corpus()?;
    let is_below = corpus.relative(&here).is_some_and(|path| !path.is_empty());
    Ok(is_below.then(|| corpus.root().to_path_buf()))
}

/// The index at or above all of the paths, if they share one.
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

/// The paths relative to the corpus; an empty one is the whole corpus.
fn relative_paths(corpus: &Corpus, paths: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let mut relative = Vec::new();
    for path in paths {
        let (file, inside) = split_inside(path);
        let real = file.canonicalize()?;
        let Some(file) = corpus.relative(&real) else {
            bail!(say!("{path} is outside the corpus", path = path.as_path()))
        };
        relative.push(file + &inside);
    }
    Ok(relative)
}

/// Updates the index. While another process updates it, or if it cannot be written, the existing index is used as it is.
fn bring_up_to_date(target: &mut Target, reading: &ReadingArgs) -> anyhow::Result<Freshness> {
    let options = options(reading);
    if target.folder.exists() && target.folder.is_only_read().is_some() {
        // Its owner updates it; an index of our own is made only if it is out of date.
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
            note(say!(
                "another process is updating the index: answering from it as it is"
            ));
            Ok(Freshness::Stale)
        }
        Err(Error::Write { source, .. }) if target.folder.exists() => {
            note(&say!(
                "the index {folder} cannot be written ({source}): answering from it as it is",
                folder = target.folder.path(),
                source = &source
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

/// The options of an update, and of reading one file.
pub(crate) fn options(reading: &ReadingArgs) -> IndexOptions {
    IndexOptions {
        max_file_size: reading.max_file_size.saturating_mul(1024 * 1024),
        everything: reading.everything,
        ..IndexOptions::default()
    }
}

/// Updates the index with a progress bar. If the index must not be written, makes a new one for the paths typed.
pub(crate) fn update(target: &mut Target, options: &IndexOptions) -> quanwen::Result<IndexReport> {
    let bar = Bar::new();
    match quanwen::index(&target.corpus, &target.folder, options, &bar) {
        Err(Error::ReadOnly { .. }) if !target.is_named => {
            let own = Target::new_of(&target.typed, None);
            *target = own.map_err(|error| Error::Corpus {
                message: Message::verbatim(hint::words(&error)),
            })?;
            quanwen::index(&target.corpus, &target.folder, options, &bar)
        }
        updated => updated,
    }
}

/// Notes what an update before a query changed.
fn announce(target: &Target, report: &IndexReport) {
    if report.changed_anything()
        && let Some(reason) = target.in_cache()
    {
        note(&reason.said());
    }
    if let Some(reason) = &report.rebuilt {
        note(&say!("the index was rebuilt: {reason}", reason = reason));
    }
    if report.changed_anything() {
        note(&say!(
            "index brought up to date: {added} added, {changed} changed, {removed} removed",
            added = report.added.len(),
            changed = report.changed.len(),
            removed = report.removed.len()
        ));
    }
    for remark in remarks_on_corrections(report) {
        note(&remark);
    }
}

/// The paths typed, relative to the corpus of a cluster; an empty one is all of it.
fn in_corpus(paths: &[PathBuf], cluster: &OpenSearch) -> anyhow::Result<Vec<String>> {
    let folder = cluster.folder();
    let relative = |path: &PathBuf| {
        let typed = path.strip_prefix(folder).unwrap_or(path);
        let typed = typed.strip_prefix(".").unwrap_or(typed).to_string_lossy();
        let path = typed.trim_end_matches('/').to_string();
        if !path.is_empty() && !cluster.has_path(&path)? {
            bail!(hint::not_in_corpus(&path, folder).said());
        }
        Ok(path)
    };
    paths.iter().map(relative).collect()
}
