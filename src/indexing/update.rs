//! An update from beginning to end: reads and writes what changed, then makes it visible in one commit.
//!
//! Must not know formats. Invariant: until the commit, readers see the index as it was.

use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use super::belonging::check_corpus;
use super::changes::{Changes, ToRead};
use super::lazy_writer::LazyWriter;
use super::options::IndexOptions;
use super::reading::{Read, Reader};
use super::report::{IndexReport, Progress, stop_if_cancelled};
use super::serving::ServingIndex;
use crate::corpus::{Corpus, Corrections, Walk};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{
    Commit, DocumentWriter, FileState, IndexFolder, IndexLock, Manifest, ManifestEntry, Snapshot,
};
use crate::schema::Schema;
use crate::structure::Parser;

/// Brings the index in `folder` up to date with `corpus`, or builds it. Readers see the previous state until the commit at
/// the end.
///
/// # Errors
/// [`crate::Error::Busy`] while another process updates the index, [`crate::Error::DataFile`] for a mistake in `quanwen.csv`,
/// [`crate::Error::Write`], [`crate::Error::Damaged`], [`crate::Error::Cancelled`]. After an error the index is as it was.
pub fn index(
    corpus: &Corpus,
    folder: &IndexFolder,
    options: &IndexOptions,
    progress: &dyn Progress,
) -> Result<IndexReport> {
    check_corpus(corpus, folder, options)?;
    let lock = folder.lock()?;
    lock.remove_leftovers();
    let corrections = corpus.corrections()?;
    let serving = ServingIndex::find(folder, &lock, options)?;
    let options = &IndexOptions {
        everything: options.everything || serving.manifest.everything,
        ..options.clone()
    };
    let walked = nanoseconds_now();
    let walk = corpus.walk_beside(folder.path());
    let changes = Changes::find(&walk, &serving.manifest, &corrections, options.rehash);
    let mut report = begun(walk, &changes, &serving);
    let update = Update {
        corpus,
        corrections: &corrections,
        options,
        serving: &serving,
        progress,
        lock: &lock,
    };
    let manifest = update.run(changes, walked, &mut report)?;
    report.damaged = manifest.damaged();
    report.ignored = manifest.ignored();
    report.unknown_corrections = manifest.unknown(&corrections, corpus);
    report.ignored_columns = corrections.ignored_columns().to_vec();
    report.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(report)
}

/// The report of an update before any file is read: what the walk found and what is unchanged.
fn begun(walk: Walk, changes: &Changes, serving: &ServingIndex) -> IndexReport {
    let documents = |path: &String| serving.manifest.files[path].documents(path);
    let mut report = IndexReport {
        skipped: walk.skipped,
        removed: changes.removed.iter().flat_map(documents).collect(),
        rebuilt: serving.rebuilt.clone(),
        unchanged: changes
            .unchanged
            .values()
            .map(ManifestEntry::document_count)
            .sum(),
        ..IndexReport::default()
    };
    for (path, entry) in &changes.unchanged {
        report.skipped.extend(entry.skipped(path));
    }
    report
}

/// Whether an index is up to date with the files of its corpus, by their sizes and times; with documents in memory by their bytes.
///
/// # Errors
/// As for [`index`], but the index need not be writable.
pub fn is_current(corpus: &Corpus, folder: &IndexFolder, options: &IndexOptions) -> Result<bool> {
    let snapshot = Snapshot::open(folder, &options.schema)?;
    let corrections = corpus.corrections()?;
    let manifest = snapshot.manifest()?;
    let walk = corpus.walk_beside(folder.path());
    let changes = Changes::find(&walk, &manifest, &corrections, options.rehash);
    let is_new = |(file, known): &ToRead| {
        let correction = corrections.stamp_of(&file.path);
        known.as_ref().is_none_or(|known| {
            (known.size, known.modified, known.correction) != (file.size, file.modified, correction)
                // Documents in memory have no times.
                || corpus.is_in_memory() && known.has_changed(corpus, &file.path)
        })
    };
    let walked_as_before = walk
        .skipped
        .iter()
        .all(|skipped| manifest.files.contains_key(&skipped.path));
    let ignores_the_same = walk.ignored == manifest.ignored;
    Ok(changes.removed.is_empty()
        && ignores_the_same
        && walked_as_before
        && !changes.to_read.iter().any(is_new))
}

struct Update<'a> {
    corpus: &'a Corpus,
    corrections: &'a Corrections,
    options: &'a IndexOptions,
    serving: &'a ServingIndex,
    progress: &'a dyn Progress,
    lock: &'a IndexLock,
}

impl Update<'_> {
    fn run(&self, changes: Changes, walked: u64, report: &mut IndexReport) -> Result<Manifest> {
        let mut manifest = Manifest {
            walked,
            limit: self.options.max_file_size.max(self.serving.manifest.limit),
            everything: self.options.everything,
            ignored: changes.ignored,
            files: changes.unchanged,
        };
        for skipped in &changes.unwalked {
            let entry = manifest.files.entry(skipped.path.clone());
            entry.or_insert_with(|| ManifestEntry::unreadable(skipped));
        }
        let nothing_read = changes.to_read.is_empty();
        let writer = LazyWriter::new(
            &self.serving.generation,
            self.options,
            changes.to_read.len(),
        );
        for path in &changes.removed {
            writer.get()?.remove(path)?;
        }
        self.progress.begin(
            changes.to_read.len(),
            changes.to_read.iter().map(|(file, _)| file.size).sum(),
        );
        let read = self.read_all(&changes.to_read, &writer)?;
        for (file, read) in changes.to_read.into_iter().zip(read) {
            note(&file, &read, &writer, report)?;
            let (Read::Same(entry) | Read::Indexed(entry) | Read::Skipped(entry)) = read;
            manifest.files.insert(file.0.path, entry);
        }
        self.progress.write();
        stop_if_cancelled(self.progress)?;
        self.finish(&manifest, writer.into_inner(), nothing_read)?;
        Ok(manifest)
    }

    /// Reads files into the index. Rules and tables are loaded only if there are any.
    fn read_all(&self, files: &[ToRead], writer: &LazyWriter) -> Result<Vec<Read>> {
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let reader = Reader {
            corpus: self.corpus,
            corrections: self.corrections,
            options: self.options,
            writer,
            progress: self.progress,
            parser: Parser::new(&self.options.schema)?,
            fold: Fold::new(&self.options.schema)?,
            queued: Arc::default(),
            large: OnceLock::new(),
        };
        reader.read_all(files)
    }

    /// Commits if anything changed, and switches to a new generation.
    fn finish(
        &self,
        manifest: &Manifest,
        writer: Option<DocumentWriter>,
        nothing_read: bool,
    ) -> Result<()> {
        let generation = &self.serving.generation;
        let mut commit = summary(manifest, &self.options.schema)?;
        let serving_manifest = &self.serving.manifest;
        let same_unread = manifest.skipped().eq(serving_manifest.skipped())
            && manifest.ignored() == serving_manifest.ignored();
        if let (None, Some(serving)) = (&writer, &self.serving.commit)
            && same_unread
        {
            return if nothing_read {
                Ok(())
            } else {
                manifest.write(generation, &serving.manifest)
            };
        }
        commit.manifest = format!("manifest-{}.json", nanoseconds_now());
        manifest.write(generation, &commit.manifest)?;
        let writer =
            writer.map_or_else(|| LazyWriter::new(generation, self.options, 1).open(), Ok)?;
        writer.commit(&commit)?;
        if self.serving.serves {
            return Ok(());
        }
        self.lock.switch_to(generation, self.corpus)
    }
}

/// Adds the outcome for a file to the report. Removes its documents from the index if it can no longer be read.
fn note(
    (file, known): &ToRead,
    read: &Read,
    writer: &LazyWriter,
    report: &mut IndexReport,
) -> Result<()> {
    let before = known
        .as_ref()
        .map_or(Vec::new(), |known| known.documents(&file.path));
    match read {
        Read::Same(entry) => {
            report.unchanged += entry.document_count();
            report.skipped.extend(entry.skipped(&file.path));
        }
        Read::Indexed(entry) => {
            if let FileState::Indexed { text, .. } = entry.state {
                report.text += text;
            }
            report.skipped.extend(entry.skipped(&file.path));
            report.enter(before, entry.documents(&file.path));
        }
        Read::Skipped(entry) => {
            report.skipped.extend(entry.skipped(&file.path));
            if !before.is_empty() {
                writer.get()?.remove(&file.path)?;
                report.enter(before, Vec::new());
            }
        }
    }
    Ok(())
}

fn summary(manifest: &Manifest, schema: &Schema) -> Result<Commit> {
    let totals = manifest.totals();
    Ok(Commit {
        exact_stamp: schema.exact_stamp()?,
        word_stamp: schema.word_stamp(),
        committed: nanoseconds_now() / 1_000_000_000,
        skipped: manifest.skipped().count() as u64,
        ignored: manifest.ignored(),
        damaged: totals.damaged_documents,
        documents: totals.documents,
        sections: totals.sections,
        text: totals.text,
        ..Commit::default()
    })
}

/// The time since 1970, by the clock of this machine.
pub(crate) fn nanoseconds_now() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}
