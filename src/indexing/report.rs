//! The report and the progress of an update.

use std::collections::BTreeSet;
use std::path::Path;

use quanwen_messages::Message;

use crate::api::{DamagedText, IgnoredFiles, IndexUpdate, Skipped, UpdateSummary};
use crate::error::{Error, Result};

/// What an update of an index did.
///
/// ```
/// use quanwen::{Corpus, IndexFolder, IndexOptions};
///
/// # let reports = tempfile::tempdir().unwrap();
/// # std::fs::write(reports.path().join("2021.txt"), "松泽县2021年法治政府建设年度报告\n").unwrap();
/// let corpus = Corpus::at(reports.path())?;
/// let folder = IndexFolder::for_corpus(&corpus)?;
/// let report = quanwen::index(&corpus, &folder, &IndexOptions::default(), &())?;
/// assert_eq!((report.added, report.skipped.len()), (vec!["2021.txt".to_string()], 0));
/// # Ok::<(), quanwen::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexReport {
    /// Paths of new reports.
    pub added: Vec<String>,
    /// Paths of reports whose file or whose row in `quanwen.csv` changed.
    pub changed: Vec<String>,
    /// Number of unchanged reports.
    pub unchanged: usize,
    /// Paths of reports whose files are gone or can no longer be read.
    pub removed: Vec<String>,
    /// Files and documents in them that were not read, with the reason.
    pub skipped: Vec<Skipped>,
    /// Files that are not documents.
    pub ignored: IgnoredFiles,
    /// Files with damaged bytes, with the number of characters that replace them.
    pub damaged: Vec<(String, u32)>,
    /// Paths in `quanwen.csv` that the corpus does not have.
    pub unknown_corrections: Vec<String>,
    /// Columns of `quanwen.csv` that are not known.
    pub ignored_columns: Vec<String>,
    /// Why the index was rebuilt, if it was.
    pub rebuilt: Option<Message>,
    /// Bytes of text read.
    pub text: u64,
}

impl IndexReport {
    /// Adds the changes of a file that had the reports `before` and has the reports `now`.
    pub(crate) fn enter(&mut self, before: Vec<String>, now: Vec<String>) {
        let before: BTreeSet<String> = before.into_iter().collect();
        let now: BTreeSet<String> = now.into_iter().collect();
        self.removed.extend(before.difference(&now).cloned());
        self.changed.extend(before.intersection(&now).cloned());
        self.added.extend(now.difference(&before).cloned());
    }

    /// The report as an answer, for an index in a folder.
    #[must_use]
    pub fn update(&self, index: &Path) -> IndexUpdate {
        let damaged = self.damaged.iter();
        IndexUpdate {
            skipped: self.skipped.clone(),
            damaged: damaged
                .map(|(path, characters)| DamagedText::new(path, *characters))
                .collect(),
            summary: self.summary(index),
        }
    }

    fn summary(&self, index: &Path) -> UpdateSummary {
        UpdateSummary {
            added: self.added.len() as u64,
            changed: self.changed.len() as u64,
            ignored: self.ignored.total(),
            ignored_files: self.ignored.clone(),
            index: index.display().to_string(),
            rebuilt: self.rebuilt.clone(),
            removed: self.removed.len() as u64,
            skipped: self.skipped.len() as u64,
            text_bytes: self.text,
            unchanged: self.unchanged as u64,
        }
    }

    /// Whether the update changed what queries find.
    #[must_use]
    pub fn changed_anything(&self) -> bool {
        !(self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty())
    }
}

/// Receives the progress of an update, from several threads, and may stop it. `()` ignores it.
///
/// ```
/// struct Log;
///
/// impl quanwen::Progress for Log {
///     fn begin(&self, files: usize, bytes: u64) {
///         println!("reading {files} files, {bytes} bytes");
///     }
///     fn advance(&self, bytes: u64) {
///         println!("read {bytes} bytes");
///     }
///     fn write(&self) {
///         println!("writing the index");
///     }
/// }
/// ```
pub trait Progress: Sync {
    /// Called once, with the number of files to read and their bytes.
    fn begin(&self, files: usize, bytes: u64);
    /// Called before each file is read, with its path in the corpus.
    fn read(&self, _path: &str) {}
    /// Called after each file, with its bytes.
    fn advance(&self, bytes: u64);
    /// Called when all files are read and the index is about to be written.
    fn write(&self);
    /// Whether to stop. It is asked before each document, and for the last time before the changes become visible: the update
    /// then returns [`Error::Cancelled`], and the index is as it was.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicBool, Ordering};
    ///
    /// struct Button(AtomicBool);
    ///
    /// impl quanwen::Progress for Button {
    ///     fn begin(&self, _files: usize, _bytes: u64) {}
    ///     fn advance(&self, _bytes: u64) {}
    ///     fn write(&self) {}
    ///     fn is_cancelled(&self) -> bool {
    ///         self.0.load(Ordering::Relaxed)
    ///     }
    /// }
    /// ```
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// An error if an update is to stop.
pub(crate) fn stop_if_cancelled(progress: &dyn Progress) -> Result<()> {
    if progress.is_cancelled() {
        return Err(Error::Cancelled);
    }
    Ok(())
}

impl Progress for () {
    fn begin(&self, _files: usize, _bytes: u64) {}
    fn advance(&self, _bytes: u64) {}
    fn write(&self) {}
}
