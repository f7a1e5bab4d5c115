//! The pipeline.

use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::changes::{self, Changes};
use super::lazy_writer::LazyWriter;
use super::options::IndexOptions;
use super::report::{IndexReport, Progress};
use super::standing::Standing;
use crate::corpus::{Corpus, Corrections, FileEntry, Skipped, extract, read_file};
use crate::document::{Document, count};
use crate::error::{Error, Result};
use crate::fold::Fold;
use crate::index::{
    Commit, FileState, IndexFolder, Manifest, ManifestEntry, ReportWriter, Room, Snapshot,
    WaitingRoom, fold_report,
};
use crate::schema::Schema;
use crate::structure::Parser;

/// Brings the index in `folder` up to date with `corpus`, or makes it. Readers see the state before until the
/// one commit at the end.
///
/// # Errors
/// [`Error::Busy`] while another process updates the index, [`Error::DataFile`] for a mistake in
/// `quanwen.csv`, [`Error::Write`], [`Error::Damaged`]. The index that stood before stands unharmed.
pub fn index(
    corpus: &Corpus,
    folder: &IndexFolder,
    options: &IndexOptions,
    progress: &dyn Progress,
) -> Result<IndexReport> {
    check_corpus(corpus, folder, options)?;
    let lock = folder.lock()?;
    folder.remove_leftovers();
    let corrections = Corrections::of_corpus(corpus.root())?;
    let standing = Standing::find(folder, options)?;
    let walked = nanoseconds_now();
    let walk = corpus.walk_beside(folder.path());
    let changes = changes::find(&walk, &standing.manifest, &corrections, options.rehash);
    let mut report = IndexReport {
        skipped: walk.skipped,
        ignored: walk.ignored,
        removed: changes.removed.clone(),
        rebuilt: standing.rebuilt.clone(),
        unchanged: changes
            .unchanged
            .values()
            .filter(|entry| is_indexed(entry))
            .count(),
        unknown_corrections: unknown_corrections(&corrections, corpus.root()),
        ..IndexReport::default()
    };
    report.skipped.extend(changes.unchanged.iter().filter_map(
        |(path, entry)| match &entry.state {
            FileState::Skipped { reason, .. } => Some(Skipped {
                path: path.clone(),
                reason: reason.clone(),
            }),
            FileState::Indexed { .. } => None,
        },
    ));
    let update = Update {
        corpus,
        corrections: &corrections,
        options,
        standing: &standing,
        progress,
        waiting: Arc::default(),
    };
    let manifest = update.run(changes, walked, folder, &mut report)?;
    report.damaged = manifest.damaged();
    report.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    drop(lock);
    Ok(report)
}

/// A corpus that is not there has lost no files, and an index is of one corpus.
fn check_corpus(corpus: &Corpus, folder: &IndexFolder, options: &IndexOptions) -> Result<()> {
    let root = corpus.root().display();
    if !corpus.root().is_dir() {
        return Err(Error::Corpus {
            message: format!("{root} is no folder: name the folder of the reports"),
        });
    }
    match folder.corpus() {
        Ok(standing) if standing != *corpus && !options.rebuild => {
            let (folder, standing) = (folder.path().display(), standing.root().display());
            let message = format!(
                "the index {folder} is of {standing} or parts of it, not of {root}: name another"
            );
            Err(Error::Corpus { message })
        }
        _ => Ok(()),
    }
}

/// Whether an index says what the files of its corpus say now, by their sizes and times.
///
/// # Errors
/// As [`index`], but an index that cannot be written is none.
pub fn is_current(corpus: &Corpus, folder: &IndexFolder, options: &IndexOptions) -> Result<bool> {
    let snapshot = Snapshot::open(folder, &options.schema)?;
    let corrections = Corrections::of_corpus(corpus.root())?;
    let manifest = snapshot.manifest()?;
    let walk = corpus.walk_beside(folder.path());
    let changes = changes::find(&walk, &manifest, &corrections, options.rehash);
    let is_new = |(file, known): &(FileEntry, Option<ManifestEntry>)| {
        let correction = corrections.stamp_of(&file.path);
        known.as_ref().is_none_or(|known| {
            (known.size, known.modified, known.correction) != (file.size, file.modified, correction)
        })
    };
    let walked_as_before = walk
        .skipped
        .iter()
        .all(|skipped| manifest.files.contains_key(&skipped.path));
    Ok(changes.removed.is_empty() && walked_as_before && !changes.to_read.iter().any(is_new))
}

/// What reading one file came to.
enum Read {
    /// The content is that of before.
    Same(ManifestEntry),
    Indexed(ManifestEntry),
    Skipped(ManifestEntry, String),
}

struct Update<'a> {
    corpus: &'a Corpus,
    corrections: &'a Corrections,
    options: &'a IndexOptions,
    standing: &'a Standing,
    progress: &'a dyn Progress,
    waiting: Arc<WaitingRoom>,
}

impl Update<'_> {
    fn run(
        &self,
        changes: Changes,
        walked: u64,
        folder: &IndexFolder,
        report: &mut IndexReport,
    ) -> Result<Manifest> {
        let generation = folder.generation(&self.standing.generation);
        let mut manifest = Manifest {
            walked,
            files: changes.unchanged,
        };
        for skipped in &report.skipped {
            let (path, entry) = unreadable(skipped);
            manifest.files.entry(path).or_insert(entry);
        }
        let nothing_read = changes.to_read.is_empty();
        let writer = LazyWriter::new(&generation, self.options, changes.to_read.len());
        for path in &changes.removed {
            writer.get()?.remove(path);
        }
        self.progress.begin(
            changes.to_read.len(),
            changes.to_read.iter().map(|(file, _)| file.size).sum(),
        );
        let read = self.read_all(&changes.to_read, &writer)?;
        for ((file, known), read) in changes.to_read.into_iter().zip(read) {
            note(
                &file.path,
                known.is_some_and(|entry| is_indexed(&entry)),
                &read,
                &writer,
                report,
            )?;
            let (Read::Same(entry) | Read::Indexed(entry) | Read::Skipped(entry, _)) = read;
            manifest.files.insert(file.path, entry);
        }
        self.progress.write();
        self.finish(&manifest, writer.into_inner(), nothing_read, folder)?;
        Ok(manifest)
    }

    /// Reads files into the index, on all cores. Rules and tables are loaded only where there is one to read.
    fn read_all(
        &self,
        files: &[(FileEntry, Option<ManifestEntry>)],
        writer: &LazyWriter,
    ) -> Result<Vec<Read>> {
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let fold = Fold::new(&self.options.schema)?;
        let parser = Parser::new(&self.options.schema)?;
        files
            .par_iter()
            .map(|(file, known)| {
                let read = self.read(file, known.as_ref(), (&parser, &fold), writer);
                self.progress.advance(file.size);
                read
            })
            .collect()
    }

    /// Reads one file into the index.
    fn read(
        &self,
        file: &FileEntry,
        known: Option<&ManifestEntry>,
        (parser, fold): (&Parser, &Fold),
        writer: &LazyWriter,
    ) -> Result<Read> {
        let correction = self.corrections.of_document(&file.path);
        let mut entry = ManifestEntry {
            size: file.size,
            modified: file.modified,
            hash: 0,
            correction: self.corrections.stamp_of(&file.path),
            state: FileState::Skipped {
                reason: String::new(),
                retry: false,
            },
        };
        let skipped = |mut entry: ManifestEntry, reason: String, retry| {
            entry.state = FileState::Skipped {
                reason: reason.clone(),
                retry,
            };
            Ok(Read::Skipped(entry, reason))
        };
        let room = self
            .waiting
            .take(usize::try_from(file.size).unwrap_or(usize::MAX));
        let bytes = match read_file(
            &self.corpus.root().join(&file.path),
            self.options.max_file_size,
        ) {
            Ok(bytes) => bytes,
            Err(reason) => return skipped(entry, reason, true),
        };
        (entry.hash, entry.size) = (xxh3_64(&bytes), bytes.len() as u64);
        if let Some(known) = known.filter(|known| is_indexed(known))
            && (known.hash, known.correction) == (entry.hash, entry.correction)
        {
            entry.state = known.state.clone();
            return Ok(Read::Same(entry));
        }
        let extracted = match extract(&file.path, bytes) {
            Ok(extracted) => extracted,
            Err(reason) => return skipped(entry, reason, false),
        };
        let damaged = extracted.damaged;
        let mut document = parser.parse(extracted, &file.path);
        if let Some(correction) = correction {
            correction.apply(&mut document.metadata);
        }
        entry.state = FileState::Indexed {
            sections: count(document.sections.len()),
            text: document.text.len() as u64,
            damaged,
        };
        put(document, fold, writer, known.is_some_and(is_indexed), room)?;
        Ok(Read::Indexed(entry))
    }

    /// Commits where anything changed, and lets a new generation serve.
    fn finish(
        &self,
        manifest: &Manifest,
        writer: Option<ReportWriter>,
        nothing_read: bool,
        folder: &IndexFolder,
    ) -> Result<()> {
        let generation = &folder.generation(&self.standing.generation);
        let mut commit = summary(manifest, &self.options.schema)?;
        let same_skipped = manifest.skipped().eq(self.standing.manifest.skipped());
        if let (None, Some(standing)) = (&writer, &self.standing.commit)
            && same_skipped
        {
            return if nothing_read {
                Ok(())
            } else {
                manifest.write(generation, &standing.manifest)
            };
        }
        commit.manifest = format!("manifest-{}.json", nanoseconds_now());
        manifest.write(generation, &commit.manifest)?;
        let writer =
            writer.map_or_else(|| LazyWriter::new(generation, self.options, 1).open(), Ok)?;
        writer.commit(&commit)?;
        // A reader that opened the state before may still ask for its manifest.
        let before = self
            .standing
            .commit
            .as_ref()
            .map_or("", |commit| commit.manifest.as_str());
        Manifest::remove_all_but(generation, &[commit.manifest.as_str(), before]);
        if self.standing.serves {
            Ok(())
        } else {
            folder.switch_to(&self.standing.generation, self.corpus)
        }
    }
}

fn put(
    document: Document,
    fold: &Fold,
    writer: &LazyWriter,
    replaces: bool,
    room: Room,
) -> Result<()> {
    let folded = fold_report(&document, fold);
    writer.get()?.put(document, folded, replaces, room)
}

/// Enters what became of a file in the report; takes a report out of the index whose file cannot be read now.
fn note(
    path: &str,
    was_indexed: bool,
    read: &Read,
    writer: &LazyWriter,
    report: &mut IndexReport,
) -> Result<()> {
    match read {
        Read::Same(_) => report.unchanged += 1,
        Read::Indexed(entry) => {
            if let FileState::Indexed { text, .. } = entry.state {
                report.text += text;
            }
            if was_indexed {
                &mut report.changed
            } else {
                &mut report.added
            }
            .push(path.to_string());
        }
        Read::Skipped(_, reason) => {
            report.skipped.push(Skipped {
                path: path.to_string(),
                reason: reason.clone(),
            });
            if was_indexed {
                writer.get()?.remove(path);
                report.removed.push(path.to_string());
            }
        }
    }
    Ok(())
}

/// The entry of a file that the walk itself could not read.
fn unreadable(skipped: &Skipped) -> (String, ManifestEntry) {
    let state = FileState::Skipped {
        reason: skipped.reason.clone(),
        retry: true,
    };
    (
        skipped.path.clone(),
        ManifestEntry {
            size: 0,
            modified: 0,
            hash: 0,
            correction: 0,
            state,
        },
    )
}

fn is_indexed(entry: &ManifestEntry) -> bool {
    matches!(entry.state, FileState::Indexed { .. })
}

fn summary(manifest: &Manifest, schema: &Schema) -> Result<Commit> {
    let mut commit = Commit {
        exact_stamp: schema.exact_stamp()?,
        word_stamp: schema.word_stamp(),
        committed: nanoseconds_now() / 1_000_000_000,
        ..Commit::default()
    };
    for entry in manifest.files.values() {
        match entry.state {
            FileState::Indexed { sections, text, .. } => {
                commit.documents += 1;
                commit.sections += u64::from(sections);
                commit.text += text;
            }
            FileState::Skipped { .. } => commit.skipped += 1,
        }
    }
    Ok(commit)
}

fn unknown_corrections(corrections: &Corrections, root: &Path) -> Vec<String> {
    corrections
        .paths()
        .filter(|path| !root.join(path).is_file())
        .map(String::from)
        .collect()
}

fn nanoseconds_now() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}
