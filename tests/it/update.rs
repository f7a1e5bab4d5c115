//! Updates of an index: which files are read again, and what an open searcher sees.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use quanwen::api::{Concordance, Engine, Filter, Freshness, ListRequest, MentionRequest};
use quanwen::{IndexOptions, Searcher};

use crate::support::TestCorpus;

/// Replaces the content of a file by content of the same size, keeping its time.
fn rewrite_at_the_same_time(corpus: &TestCorpus, path: &str, content: &str) {
    let file = corpus.root().join(path);
    let modified = file.metadata().unwrap().modified().unwrap();
    corpus.write(path, content);
    std::fs::File::options()
        .write(true)
        .open(file)
        .unwrap()
        .set_modified(modified)
        .unwrap();
}

fn count(corpus: &TestCorpus, text: &str) -> u64 {
    let searcher = Searcher::open(&corpus.index_folder()).unwrap();
    searcher
        .count_mentions(&MentionRequest::new(text))
        .unwrap()
        .mentions
}

#[test]
fn only_changed_files_are_read_again() {
    let corpus = TestCorpus::of(&[
        ("a.txt", "行政复议。\n"),
        ("b.txt", "行政诉讼。\n"),
        ("c.txt", "行政许可。\n"),
    ]);
    for path in ["a.txt", "b.txt", "c.txt"] {
        corpus.age(path);
    }
    assert_eq!(corpus.index().added, ["a.txt", "b.txt", "c.txt"]);
    let again = corpus.index();
    assert_eq!(
        (again.unchanged, again.text, again.changed_anything()),
        (3, 0, false)
    );
    corpus.write("b.txt", "行政复议和行政诉讼。\n");
    std::fs::remove_file(corpus.root().join("c.txt")).unwrap();
    corpus.write("d.txt", "行政复议。\n");
    let update = corpus.index();
    assert_eq!(
        (update.added, update.changed, update.removed),
        (
            vec!["d.txt".into()],
            vec!["b.txt".into()],
            vec!["c.txt".into()]
        )
    );
    assert_eq!(
        (count(&corpus, "行政复议"), count(&corpus, "行政许可")),
        (3, 0)
    );
}

#[test]
fn rehash_detects_a_change_that_keeps_size_and_time() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.age("a.txt");
    corpus.index();
    rewrite_at_the_same_time(&corpus, "a.txt", "行政诉讼。\n");
    assert_eq!(corpus.index().unchanged, 1);
    assert_eq!(
        corpus
            .index_with(&IndexOptions {
                rehash: true,
                ..IndexOptions::default()
            })
            .changed,
        ["a.txt"]
    );
    assert_eq!(count(&corpus, "行政诉讼"), 1);
}

#[test]
fn a_change_within_the_resolution_of_file_times_is_detected() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    rewrite_at_the_same_time(&corpus, "a.txt", "行政诉讼。\n");
    assert_eq!(corpus.index().changed, ["a.txt"]);
}

#[test]
fn a_touched_file_with_the_same_content_is_unchanged() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    corpus.age("a.txt");
    let update = corpus.index();
    assert_eq!((update.unchanged, update.changed.len()), (1, 0));
}

#[test]
fn an_open_searcher_keeps_its_state() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    let before = corpus.searcher();
    corpus.write("b.txt", "行政复议。\n");
    corpus.index();
    assert_eq!(
        before
            .count_mentions(&MentionRequest::new("行政复议"))
            .unwrap()
            .mentions,
        1
    );
    assert_eq!(count(&corpus, "行政复议"), 2);
}

#[test]
fn a_searcher_takes_up_each_new_state_of_its_index() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    let mut searcher = corpus.searcher().with_freshness(Freshness::Current);
    let count = |searcher: &Searcher| {
        let request = MentionRequest::new("行政复议");
        searcher.count_mentions(&request).unwrap().mentions
    };
    assert!(!searcher.reload().unwrap());
    let summary = searcher.list(&ListRequest::default()).unwrap().summary;
    assert_eq!(summary.stale, Some(false));
    corpus.write("b.txt", "行政复议。\n");
    corpus.index();
    assert_eq!(count(&searcher), 1);
    assert!(searcher.reload().unwrap() && !searcher.reload().unwrap());
    assert_eq!(count(&searcher), 2);
    let summary = searcher.list(&ListRequest::default()).unwrap().summary;
    assert_eq!(summary.stale, None);
    corpus.index_with(&IndexOptions {
        rebuild: true,
        ..IndexOptions::default()
    });
    assert!(searcher.reload().unwrap() && !searcher.reload().unwrap());
    assert_eq!(count(&searcher), 2);
    std::fs::remove_dir_all(corpus.index_folder().path()).unwrap();
    assert!(matches!(
        searcher.reload(),
        Err(quanwen::Error::NoIndex { .. })
    ));
    assert_eq!(count(&searcher), 2);
}

#[test]
fn a_removed_report_names_no_place_of_others() {
    let report =
        |place: &str, year: u16| format!("{place}{year}年法治政府建设年度报告\n行政复议。\n");
    let corpus = TestCorpus::of(&[("a.txt", &report("岚江省澄州市松泽县", 2020))]);
    // Enough of others that the segment of the first is not merged away.
    for year in 2000..2020 {
        corpus.write(&format!("{year}.txt"), report("松泽县", year));
    }
    let regions = || {
        let list = corpus.searcher().list(&ListRequest::new(Filter::default()));
        let documents = list.unwrap().documents.into_iter();
        let regions = documents.map(|document| document.region.join("/"));
        regions.collect::<BTreeSet<_>>()
    };
    corpus.index();
    assert_eq!(
        regions(),
        BTreeSet::from(["岚江省/澄州市/松泽县".to_string()])
    );
    std::fs::remove_file(corpus.root().join("a.txt")).unwrap();
    corpus.index();
    assert_eq!(regions(), BTreeSet::from(["松泽县".to_string()]));
}

/// Stops an update after some files are read, or at the end of it.
struct Stop {
    files: usize,
    read: Mutex<Vec<String>>,
    at_the_end: AtomicBool,
}

impl Stop {
    fn after(files: usize) -> Self {
        Self {
            files,
            read: Mutex::default(),
            at_the_end: AtomicBool::new(false),
        }
    }
}

impl quanwen::Progress for Stop {
    fn begin(&self, _: usize, _: u64) {}
    fn read(&self, path: &str) {
        self.read.lock().unwrap().push(path.to_string());
    }
    fn advance(&self, _: u64) {}
    fn write(&self) {
        self.at_the_end.store(true, Ordering::Relaxed);
    }
    fn is_cancelled(&self) -> bool {
        self.at_the_end.load(Ordering::Relaxed) || self.read.lock().unwrap().len() >= self.files
    }
}

#[test]
fn a_cancelled_update_changes_nothing() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    let names: Vec<String> = (0..20).map(|number| format!("{number}.txt")).collect();
    for name in &names {
        corpus.write(name, "办理行政复议案件。\n");
    }
    std::fs::remove_file(corpus.root().join("a.txt")).unwrap();
    let walked = quanwen::Corpus::at(corpus.root()).unwrap();
    for files in [0, 1, usize::MAX] {
        let stop = Stop::after(files);
        let options = quanwen::IndexOptions::default();
        let error = quanwen::index(&walked, &corpus.index_folder(), &options, &stop).unwrap_err();
        assert!(matches!(error, quanwen::Error::Cancelled), "{error}");
        let read = stop.read.into_inner().unwrap();
        assert!(read.iter().all(|path| names.contains(path)), "{read:?}");
        assert_eq!(read.len() == names.len(), files == usize::MAX, "{read:?}");
        assert_eq!(count(&corpus, "行政复议"), 1);
        let searcher = Searcher::open(&corpus.index_folder()).unwrap();
        assert!(searcher.integrity().unwrap().is_empty());
    }
    let update = corpus.index();
    assert_eq!(
        (update.added.len(), update.removed),
        (20, vec!["a.txt".to_string()])
    );
    assert_eq!(count(&corpus, "行政复议"), 20);
}
