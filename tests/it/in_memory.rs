//! Documents in memory, indexed as files of the same names are.

use quanwen::api::{Concordance, Engine, ListRequest, Mention, MentionRequest};
use quanwen::{Corpus, Error, FileScan, IndexFolder, IndexOptions, IndexReport, Searcher};

use crate::support::indexed_sample;

/// An index of documents in memory.
struct InMemory {
    folder: tempfile::TempDir,
}

impl InMemory {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    fn index(&self, documents: &[(&str, &str)]) -> IndexReport {
        let corpus = Corpus::from_documents(documents.iter().copied()).unwrap();
        quanwen::index(&corpus, &self.at(), &IndexOptions::default(), &()).unwrap()
    }

    fn at(&self) -> IndexFolder {
        IndexFolder::at(self.folder.path().join("index"))
    }

    fn searcher(&self) -> Searcher {
        Searcher::open(&self.at()).unwrap()
    }
}

const REPORT: &str = "松泽县2021年法治政府建设年度报告\n全年办理行政复议案件12件。\n";

fn found(source: &impl Concordance, text: &str) -> Vec<Mention> {
    source
        .mentions(&MentionRequest::new(text))
        .unwrap()
        .mentions
}

#[test]
fn the_answers_are_those_of_a_folder() {
    let sample = indexed_sample();
    let folder = Corpus::at(sample.root()).unwrap();
    let mut documents: Vec<(String, Vec<u8>)> = Vec::new();
    for file in folder.walk().files {
        let bytes = std::fs::read(folder.root().join(&file.path)).unwrap();
        documents.push((file.path, bytes));
    }
    let corrections = std::fs::read(sample.root().join("quanwen.csv")).unwrap();
    documents.push(("quanwen.csv".to_string(), corrections));
    let corpus = Corpus::from_documents(documents).unwrap();
    let memory = InMemory::new();
    let report = quanwen::index(&corpus, &memory.at(), &IndexOptions::default(), &()).unwrap();
    assert!(report.unknown_corrections.is_empty(), "{report:?}");
    let of_folder = Searcher::open(&sample.index_folder()).unwrap();
    let of_memory = memory.searcher();
    let scan = FileScan::new(corpus).unwrap();
    for text in ["行政复议", "依法行政", "案件", "复议机关"] {
        let expected = found(&of_folder, text);
        assert!(!expected.is_empty());
        assert_eq!(found(&of_memory, text), expected);
        assert_eq!(found(&scan, text).len(), expected.len());
    }
    let list = |searcher: &Searcher| searcher.list(&ListRequest::default()).unwrap().documents;
    assert_eq!(list(&of_memory), list(&of_folder));
}

#[test]
fn an_update_takes_the_documents_that_there_are_now() {
    let memory = InMemory::new();
    let other = "望汀区2021年法治政府建设年度报告\n行政复议1件。\n";
    let report = memory.index(&[("a.txt", REPORT), ("b/c.txt", other), ("picture.png", "")]);
    assert_eq!((report.added.len(), report.ignored.total()), (2, 1));
    let changed = REPORT.replace("12件", "13件，行政复议");
    let report = memory.index(&[("a.txt", &changed), ("d.txt", other)]);
    let counts = (
        report.added.len(),
        report.changed.len(),
        report.removed.len(),
        report.unchanged,
    );
    assert_eq!(counts, (1, 1, 1, 0));
    assert_eq!(found(&memory.searcher(), "行政复议").len(), 3);
    let report = memory.index(&[("a.txt", &changed), ("d.txt", other)]);
    assert_eq!((report.unchanged, report.changed_anything()), (2, false));
    let is_current = |text: &str| {
        let corpus = Corpus::from_documents([("a.txt", text), ("d.txt", other)]).unwrap();
        quanwen::is_current(&corpus, &memory.at(), &IndexOptions::default()).unwrap()
    };
    assert!(is_current(&changed));
    assert!(
        !is_current(&changed.replace("13件", "14件")),
        "as many bytes"
    );
}

#[test]
fn corrections_among_them_are_read() {
    let memory = InMemory::new();
    let corrections = "path,year\na.txt,2022\ngone.txt,2020\n";
    let report = memory.index(&[("a.txt", REPORT), ("quanwen.csv", corrections)]);
    assert_eq!(report.unknown_corrections, ["gone.txt"]);
    let mentions = found(&memory.searcher(), "行政复议");
    assert_eq!(mentions[0].document.year, Some(2022));
    let mistaken = [("quanwen.csv", "path,year\na.txt,去年\n")];
    let corpus = Corpus::from_documents(mistaken).unwrap();
    let refused = quanwen::index(&corpus, &memory.at(), &IndexOptions::default(), &());
    assert!(
        matches!(refused, Err(Error::DataFile { .. })),
        "{refused:?}"
    );
}

#[test]
fn what_reads_files_again_says_that_there_are_none() {
    let memory = InMemory::new();
    memory.index(&[("a.txt", REPORT)]);
    let searcher = memory.searcher();
    assert!(searcher.corpus().unwrap().is_in_memory());
    assert_eq!(searcher.status().unwrap().corpus, "documents in memory");
    let verified = searcher.verify(&MentionRequest::new("行政复议")).unwrap();
    let reasons = verified
        .differences
        .iter()
        .map(|found| found.reason.to_string());
    assert_eq!(
        reasons.collect::<Vec<_>>(),
        ["it was in memory when it was indexed"]
    );
}

#[test]
fn a_path_that_names_no_document_is_refused() {
    for path in [
        "",
        "/a.txt",
        "a//b.txt",
        "../a.txt",
        "a/./b.txt",
        "a\\b.txt",
        "a/",
    ] {
        let refused = Corpus::from_documents([(path, REPORT)]);
        assert!(matches!(refused, Err(Error::Corpus { .. })), "{path}");
    }
    let twice = Corpus::from_documents([("a.txt", REPORT), ("a.txt", REPORT)]);
    assert!(
        twice
            .unwrap_err()
            .to_string()
            .contains("two documents a.txt")
    );
}

#[test]
fn an_index_of_a_folder_is_not_taken_for_one_of_documents_in_memory() {
    let memory = InMemory::new();
    memory.index(&[("a.txt", REPORT)]);
    let folder = Corpus::at(indexed_sample().root()).unwrap();
    let refused = quanwen::index(&folder, &memory.at(), &IndexOptions::default(), &());
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("is of documents in memory"), "{refused}");
    let corpus = Corpus::from_documents([("a.txt", REPORT)]).unwrap();
    let nowhere = IndexFolder::for_corpus(&corpus).unwrap_err().to_string();
    assert!(nowhere.contains("name one for their index"), "{nowhere}");
}
