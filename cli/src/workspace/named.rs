//! What names a report, a section or a mention, as it is typed: an id, or a path from this folder or in the corpus.
//!
//! Must not know what a name is of. A path that exists is first one from this folder, as a shell completes it.

use std::path::{Path, PathBuf};

use quanwen::IndexFolder;
use quanwen::api::{Freshness, Timestamp};
use quanwen::corpus::{split_inside, split_position};

use super::{Opened, Workspace};
use crate::args::IndexLocation;
use crate::hint;
use crate::language::Said;
use crate::output::note;

/// The whole corpus, as a path in it.
const ALL: &str = ".";

impl Workspace {
    /// Opens the index for the paths typed, and says a name as the corpus does. Without paths, opens the index that is nearest to the
    /// file of the name, as it is, and notes that the file has changed since.
    pub(crate) fn open_named(
        name: &str,
        paths: &[PathBuf],
        location: &IndexLocation,
    ) -> anyhow::Result<(Self, String)> {
        let named = NamedFile::of(name);
        let is_nearest = paths.is_empty() && location.index.is_none() && location.engine.is_none();
        let workspace = match &named {
            Some(named) if is_nearest => {
                let folder = IndexFolder::nearest(&named.file)?;
                let workspace = Self::of_folder(&folder, Freshness::Unknown, Vec::new())?;
                workspace.warn_of_change(named)?;
                workspace
            }
            _ => Self::open(paths, location)?,
        };
        let in_corpus = match &named {
            Some(named) => workspace.in_corpus(named)?,
            None => workspace.relative(Path::new(name))?,
        };
        Ok((workspace, in_corpus.unwrap_or_else(|| name.to_string())))
    }

    /// Notes that a file has changed since it was indexed. Only one that was written after the update is read.
    fn warn_of_change(&self, named: &NamedFile) -> anyhow::Result<()> {
        let modified = named.file.metadata().and_then(|file| file.modified());
        let updated = self.engine().status()?.updated;
        let is_newer = modified.is_ok_and(|modified| Timestamp::from(modified) > updated);
        let file = self.relative(&named.file.canonicalize()?)?;
        if let (true, Some(file)) = (is_newer, file)
            && self.searcher()?.has_changed(&file)?
        {
            note(&hint::STALE.said());
        }
        Ok(())
    }

    /// The name of a file relative to the corpus; none if it is outside.
    fn in_corpus(&self, named: &NamedFile) -> anyhow::Result<Option<String>> {
        let file = self.relative(&named.file.canonicalize()?)?;
        Ok(file.map(|file| {
            let file = if file.is_empty() { ALL } else { &file };
            format!("{file}{}", named.rest)
        }))
    }

    /// A whole path relative to the corpus; none if it is outside.
    fn relative(&self, path: &Path) -> anyhow::Result<Option<String>> {
        Ok(match &*self.opened {
            Opened::Local(searcher) => searcher.corpus()?.relative(path),
            Opened::Remote(cluster) => cluster.relative(path),
        })
    }
}

/// A name that begins with a file or folder that exists.
struct NamedFile {
    file: PathBuf,
    /// A document inside the file, a position: `!/b.docx:12`.
    rest: String,
}

impl NamedFile {
    fn of(name: &str) -> Option<Self> {
        let mut splits = split_position(name).into_iter();
        splits.find_map(|(path, position)| {
            let (file, inside) = split_inside(Path::new(path));
            let rest = inside + position;
            file.exists().then_some(Self { file, rest })
        })
    }
}
