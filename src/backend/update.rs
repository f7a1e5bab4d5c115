//! Brings another storage up to date with a corpus: what changed is read, and the rest is left as it is.
//!
//! Must not know the storage. Invariant: what is stored afterwards is what would be stored of the corpus anew.

use std::collections::BTreeMap;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::files::{CorpusWalk, IndexedFile, IndexedFiles, StoredReport};
use super::pass::{FirstRead, Pass};
use super::rules::Rules;
use super::storage::ReportStorage;
use crate::corpus::{Corpus, FileEntry};
use crate::error::Result;
use crate::index::{FileState, ManifestEntry};
use crate::indexing::{
    Changes, IndexOptions, IndexReport, Progress, nanoseconds_now, stop_if_cancelled,
};
use crate::reading::ReportReader;

/// What of a corpus changed since it was stored.
pub struct CorpusUpdate<'a> {
    corpus: &'a Corpus,
    rules: &'a Rules,
    reader: ReportReader,
    known: IndexedFiles,
    walk: CorpusWalk,
    changes: Changes,
    /// Whether a file was read at all.
    has_read: bool,
}

/// The files of a corpus after an update.
#[derive(Debug)]
pub struct UpdatedFiles {
    /// All of them.
    pub files: IndexedFiles,
    /// Those of which something else is known than before.
    pub written: Vec<IndexedFile>,
    /// Those that are no more.
    pub gone: Vec<IndexedFile>,
    /// Whether a file was read, so that its time is older than the walk now.
    has_read: bool,
    /// What the update did.
    pub report: IndexReport,
}

impl<'a> CorpusUpdate<'a> {
    /// Compares a corpus with what is known of it. A file with the bytes of before is left as it is, whatever its time.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in `quanwen.csv`.
    pub fn find(
        corpus: &'a Corpus,
        options: &IndexOptions,
        rules: &'a Rules,
        known: IndexedFiles,
    ) -> Result<Self> {
        let walked = nanoseconds_now();
        let walk = corpus.walk();
        let options = IndexOptions {
            everything: options.everything || known.walk.everything,
            ..options.clone()
        };
        let reader = ReportReader::new(corpus.clone(), &rules.schema, options.read_options())?;
        let manifest = known.manifest();
        let mut changes = Changes::find(&walk, &manifest, &reader.corrections, options.rehash);
        let has_read = !changes.to_read.is_empty();
        leave_same(&mut changes, &reader);
        Ok(Self {
            corpus,
            rules,
            reader,
            walk: CorpusWalk {
                walked,
                limit: options.max_file_size.max(known.walk.limit),
                everything: options.everything,
                ignored: walk.ignored,
            },
            known,
            changes,
            has_read,
        })
    }

    /// Reads what changed into a storage, in which no report is removed or added if nothing did.
    ///
    /// # Errors
    /// Those of the storage; [`crate::Error::Cancelled`], and what is stored is to be given up.
    pub fn run(self, storage: &dyn ReportStorage, progress: &dyn Progress) -> Result<UpdatedFiles> {
        let mut report = self.begun();
        self.remove_changed(storage)?;
        let Self {
            corpus,
            rules,
            reader,
            known,
            walk,
            changes,
            has_read,
        } = self;
        let to_read: Vec<FileEntry> = changes.to_read.into_iter().map(|(file, _)| file).collect();
        progress.begin(to_read.len(), to_read.iter().map(|file| file.size).sum());
        let pass = Pass::new(reader, rules, storage, progress)?;
        let mut read = pass.first_of_each(&to_read)?;
        let mut files = BTreeMap::new();
        for (path, entry) in changes.unchanged {
            let file = known.files[&path].clone();
            files.insert(path, IndexedFile { entry, ..file });
        }
        progress.write();
        pass.complete(&mut read, &mut files)?;
        stop_if_cancelled(progress)?;
        for FirstRead { file, .. } in read {
            note(&mut report, known.get(&file.path), &file);
            files.insert(file.path.clone(), file);
        }
        for skipped in &changes.unwalked {
            let file = files.entry(skipped.path.clone());
            file.or_insert_with(|| IndexedFile::unreadable(skipped));
        }
        let files = IndexedFiles { walk, files };
        let manifest = files.manifest();
        report.damaged = manifest.damaged();
        report.ignored = manifest.ignored();
        report.skipped = manifest.skipped().collect();
        report.skipped.sort_by(|a, b| a.path.cmp(&b.path));
        report.unknown_corrections = manifest.unknown(pass.corrections(), corpus);
        report.ignored_columns = pass.corrections().ignored_columns().to_vec();
        Ok(UpdatedFiles::new(files, known, has_read, report))
    }

    /// What is known before a file is read.
    fn begun(&self) -> IndexReport {
        let removed = self.changes.removed.iter();
        let unchanged = self.changes.unchanged.values();
        IndexReport {
            removed: removed
                .flat_map(|path| self.known.files[path].entry.documents(path))
                .collect(),
            unchanged: unchanged.map(ManifestEntry::document_count).sum(),
            ..IndexReport::default()
        }
    }

    /// Removes the reports of the files that changed or are no more.
    fn remove_changed(&self, storage: &dyn ReportStorage) -> Result<()> {
        let changed = self.changes.to_read.iter().map(|(file, _)| &file.path);
        let files = changed.chain(&self.changes.removed);
        let reports: Vec<&StoredReport> = files
            .filter_map(|path| self.known.get(path))
            .flat_map(|file| &file.reports)
            .collect();
        if reports.is_empty() {
            return Ok(());
        }
        storage.remove(&reports)
    }
}

impl UpdatedFiles {
    /// Whether something is known that was not before, be it that a file was not changed again since it was read.
    #[must_use]
    pub fn has_news(&self) -> bool {
        self.has_read || !(self.written.is_empty() && self.gone.is_empty())
    }

    fn new(files: IndexedFiles, known: IndexedFiles, has_read: bool, report: IndexReport) -> Self {
        let is_other = |file: &&IndexedFile| known.get(&file.path) != Some(*file);
        let written = files.iter().filter(is_other).cloned().collect();
        let known = known.files.into_values();
        let gone = known.filter(|file| files.get(&file.path).is_none());
        Self {
            written,
            gone: gone.collect(),
            has_read,
            report,
            files,
        }
    }
}

/// Leaves those of the files to read as they are that have the bytes of before.
fn leave_same(changes: &mut Changes, reader: &ReportReader) {
    let to_read = std::mem::take(&mut changes.to_read);
    let same: Vec<Option<ManifestEntry>> = to_read
        .par_iter()
        .map(|(file, known)| same(file, known.as_ref()?, reader))
        .collect();
    for (to_read, same) in to_read.into_iter().zip(same) {
        match same {
            Some(entry) => {
                changes.unchanged.insert(to_read.0.path, entry);
            }
            None => changes.to_read.push(to_read),
        }
    }
}

/// The entry of a file that has the bytes of before, with its time now.
fn same(file: &FileEntry, known: &ManifestEntry, reader: &ReportReader) -> Option<ManifestEntry> {
    let correction = reader.corrections.stamp_of(&file.path);
    let may_be = known.is_indexed() && (known.size, known.correction) == (file.size, correction);
    if !may_be || xxh3_64(&reader.bytes(&file.path).ok()?) != known.hash {
        return None;
    }
    Some(ManifestEntry {
        modified: file.modified,
        ..known.clone()
    })
}

/// Adds the outcome for a file that was read.
fn note(report: &mut IndexReport, known: Option<&IndexedFile>, file: &IndexedFile) {
    if let FileState::Indexed { text, .. } = file.entry.state {
        report.text += text;
    }
    let before = known.map_or(Vec::new(), |known| known.entry.documents(&known.path));
    report.enter(before, file.entry.documents(&file.path));
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::backend::report::IndexedReport;
    use crate::schema::Schema;

    /// The paths of reports that were added, and the number of those that were removed.
    #[derive(Default)]
    struct Noted(Mutex<(Vec<String>, usize)>);

    impl ReportStorage for Noted {
        fn remove(&self, reports: &[&StoredReport]) -> Result<()> {
            self.0.lock().unwrap().1 += reports.len();
            Ok(())
        }

        fn add(&self, report: IndexedReport) -> Result<()> {
            self.0.lock().unwrap().0.push(report.document.path);
            Ok(())
        }
    }

    /// Does something when all files were read once.
    struct Between<F>(F);

    impl<F: Fn() + Sync> Progress for Between<F> {
        fn begin(&self, _: usize, _: u64) {}
        fn advance(&self, _: u64) {}
        fn write(&self) {
            (self.0)();
        }
    }

    /// Updates a storage, while something happens when all files were read once, and returns what became of both.
    fn update(
        corpus: &Corpus,
        known: IndexedFiles,
        between: impl Fn() + Sync,
    ) -> (IndexedFiles, (Vec<String>, usize)) {
        let rules = Rules::new(Schema::embedded()).unwrap();
        let options = IndexOptions::default();
        let update = CorpusUpdate::find(corpus, &options, &rules, known).unwrap();
        let noted = Noted::default();
        let files = update.run(&noted, &Between(between)).unwrap().files;
        (files, noted.0.into_inner().unwrap())
    }

    #[test]
    fn a_file_whose_place_is_called_otherwise_is_stored_anew_if_it_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = Corpus::at(folder.path()).unwrap();
        let write = |name: &str, place: &str| {
            let text = format!("{place}2021年法治政府建设年度报告\n行政复议。\n");
            std::fs::write(folder.path().join(name), text).unwrap();
        };
        write("a.txt", "松泽县");
        let (known, (added, _)) = update(&corpus, IndexedFiles::default(), || ());
        assert_eq!(added, ["a.txt"]);
        write("b.txt", "岚江省澄州市松泽县");
        let (files, (added, removed)) = update(&corpus, known.clone(), || ());
        assert_eq!((added, removed), (vec!["b.txt".into(), "a.txt".into()], 0));
        assert_eq!(
            files.files["a.txt"].reports[0].full(),
            "岚江省/澄州市/松泽县"
        );
        let gone = || std::fs::remove_file(folder.path().join("a.txt")).unwrap();
        let (files, (added, removed)) = update(&corpus, known, gone);
        assert_eq!((added, removed), (vec!["b.txt".to_string()], 0));
        assert_eq!(files.files["a.txt"].reports[0].full(), "松泽县");
    }

    /// A file with two reports, of which only the first names its province.
    fn write_two(folder: &std::path::Path, year: u16) {
        let texts = ["岚江省望汀区", "松泽县"].map(|place| {
            let text = format!("{place}{year}年法治政府建设年度报告\n行政复议。\n");
            serde_json::json!({ "id": place, "text": text }).to_string()
        });
        std::fs::write(folder.join("a.jsonl"), texts.join("\n")).unwrap();
    }

    #[test]
    fn a_file_that_is_not_what_it_was_when_it_is_read_again_was_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let corpus = Corpus::at(folder).unwrap();
        let gone = || std::fs::remove_file(folder.join("a.jsonl")).unwrap();
        let changed = || write_two(folder, 2022);
        let between: [(&(dyn Fn() + Sync), &str); 2] = [(&gone, "gone"), (&changed, "changed")];
        for (between, reason) in between {
            write_two(folder, 2021);
            let (files, (added, removed)) = update(&corpus, IndexedFiles::default(), between);
            assert_eq!((added, removed), (vec!["a.jsonl!/岚江省望汀区".into()], 1));
            let counts = files.counts();
            assert_eq!((counts.documents, files.words()), (0, [0; 3]));
            assert_eq!(counts.skipped[0].path, "a.jsonl");
            assert!(
                counts.skipped[0].reason.to_string().contains(reason),
                "{counts:?}"
            );
            // The next update reads it whole.
            write_two(folder, 2022);
            let (files, (added, removed)) = update(&corpus, files, || ());
            assert_eq!((added.len(), removed), (2, 0));
            let counts = files.counts();
            assert_eq!((counts.documents, counts.skipped.len()), (2, 0));
        }
    }

    #[test]
    fn a_file_is_read_again_although_it_is_what_it_was_if_it_was_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let corpus = Corpus::at(folder).unwrap();
        write_two(folder, 2021);
        let [path, aside] = ["a.jsonl", ".aside"].map(|name| folder.join(name));
        let away = || std::fs::rename(&path, &aside).unwrap();
        let (files, _) = update(&corpus, IndexedFiles::default(), away);
        assert_eq!(files.counts().skipped.len(), 1);
        std::fs::rename(&aside, &path).unwrap();
        let (files, (added, _)) = update(&corpus, files, || ());
        assert_eq!((added.len(), files.counts().documents), (2, 2));
        let (again, (added, removed)) = update(&corpus, files.clone(), || ());
        assert_eq!((added.len(), removed, again.files), (0, 0, files.files));
    }
}
