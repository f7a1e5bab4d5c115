//! A corpus that was brought up to date answers as one that was indexed anew.

use std::fmt::Debug;
use std::num::NonZeroU32;
use std::panic::catch_unwind;

use quanwen::api::{
    Concordance, Engine, Filter, ListRequest, MentionRequest, SearchRequest, Status, Study,
    TrendField, TrendRequest,
};
use quanwen::{Corpus, IndexFolder, IndexOptions, IndexReport, Progress, Result, Searcher};
use quanwen_opensearch::{Address, OpenSearch, Shape, index};
use serde_json::json;

use crate::changing::Changing;
use crate::cluster::{address, anew, shape};
use crate::contract::{number, without_times};
use crate::generations::{Killed, ask, fall_silent, fall_silent_all, generations, unnamed, url};
use crate::verifying::{alter, block, serving};

/// How often the corpus is changed, unless `QUANWEN_TEST_CHANGES` says so.
const CHANGES: u64 = 12;

fn updated(corpus: &Corpus, address: &Address) -> IndexReport {
    let options = IndexOptions::default();
    index(corpus, address.clone(), shape(), &options, &()).expect("it is brought up to date")
}

fn opened(address: &Address) -> OpenSearch {
    OpenSearch::open(address.clone()).expect("the corpus opens")
}

/// What differs between two indexes with the same reports: where, how large, and when.
fn plain(mut status: Status) -> Status {
    (status.index, status.index_bytes, status.updated) = (String::new(), 0, 0);
    status.corpus = String::new();
    status.cluster = None;
    status
}

fn same<T: PartialEq + Debug>(
    expected: &OpenSearch,
    found: &OpenSearch,
    answer: impl Fn(&OpenSearch) -> Result<T>,
) {
    let [expected, found] = [expected, found].map(|engine| answer(engine).expect("an answer"));
    assert_eq!(found, expected);
}

/// Asserts that two corpora answer alike.
fn compare(expected: &OpenSearch, found: &OpenSearch) {
    same(expected, found, |engine| engine.status().map(plain));
    same(expected, found, |engine| {
        let mut list = engine.list(&ListRequest::new(Filter::default()))?;
        without_times(&mut list.summary);
        Ok(list)
    });
    for text in ["行政复议", "复议", "年", "第1", "。", "岚江省"] {
        let request = MentionRequest::new(text);
        same(expected, found, |engine| {
            let mut answer = engine.mentions(&request)?;
            without_times(&mut answer.summary.coverage);
            Ok(answer)
        });
        let request = TrendRequest::new([text]).by([TrendField::Year, TrendField::Region]);
        same(expected, found, |engine| {
            let mut answer = engine.trend(&request)?;
            without_times(&mut answer.summary.coverage);
            Ok(answer)
        });
    }
    for query in [
        "行政复议案件",
        "松泽县2020年营商环境",
        "同句(复议, 案件)",
        "行政复义",
    ] {
        let request = SearchRequest::new(query);
        same(expected, found, |engine| {
            let mut answer = engine.search(&request)?;
            without_times(&mut answer.summary.coverage);
            let places: Vec<_> = answer
                .hits
                .iter()
                .map(|hit| hit.section.id.clone())
                .collect();
            Ok((places, answer.summary.total, answer.summary.coverage))
        });
    }
}

/// The seed is in `QUANWEN_TEST_SEED`.
#[test]
fn a_corpus_that_changes_at_random_answers_as_one_that_is_indexed_anew() {
    let (Some(changing), Some(whole)) = (address("test-changing"), address("test-whole")) else {
        return;
    };
    let mut files = Changing::new(number("QUANWEN_TEST_SEED", 1));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let local = IndexFolder::at(folder.path().join("index"));
    let options = IndexOptions::default();
    index(&files.corpus(), changing.clone(), shape(), &anew(), &()).expect("it is indexed");
    quanwen::index(&files.corpus(), &local, &options, &()).expect("it is indexed");
    for _ in 0..number("QUANWEN_TEST_CHANGES", CHANGES) {
        let change = files.change();
        let report = updated(&files.corpus(), &changing);
        let expected = quanwen::index(&files.corpus(), &local, &options, &()).expect("an index");
        assert_eq!(report, expected, "{change}");
        index(&files.corpus(), whole.clone(), shape(), &anew(), &()).expect("it is indexed");
        compare(&opened(&whole), &opened(&changing));
        let request = MentionRequest::new("复议");
        let count = |engine: &dyn Engine| engine.count_mentions(&request).expect("an answer");
        // So that a long run does not fill the cluster.
        for name in ["test-changing", "test-whole"] {
            fall_silent_all(name);
        }
        let here = Searcher::open(&local).expect("the index opens");
        assert_eq!(count(&opened(&changing)).mentions, count(&here).mentions);
    }
}

#[test]
fn where_nothing_changed_there_is_no_new_generation() {
    let Some(address) = address("test-same") else {
        return;
    };
    let files = Changing::new(3);
    index(&files.corpus(), address.clone(), shape(), &anew(), &()).expect("it is indexed");
    let before = serving("test-same");
    for _ in 0..2 {
        let report = updated(&files.corpus(), &address);
        assert!(!report.changed_anything(), "{report:?}");
        assert_eq!((report.unchanged, report.rebuilt), (6, None));
        assert_eq!(serving("test-same"), before);
    }
    let anew = index(&files.corpus(), address, shape(), &anew(), &()).expect("it is indexed");
    let reason = "a rebuild was requested".to_string();
    assert_eq!((anew.added.len(), anew.rebuilt), (6, Some(reason)));
    assert_ne!(serving("test-same"), before);
}

/// The places of the reports of a corpus.
fn regions(address: &Address) -> Vec<String> {
    let list = opened(address).list(&ListRequest::new(Filter::default()));
    let documents = list.expect("an answer").documents.into_iter();
    documents
        .map(|document| document.region.join("/"))
        .collect()
}

#[test]
fn a_place_is_called_otherwise_when_another_report_says_so() {
    let Some(address) = address("test-places") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = Corpus::at(folder.path()).expect("a corpus");
    let [short, long] = ["a.txt", "b.txt"].map(|name| folder.path().join(name));
    std::fs::write(&short, "松泽县2020年法治政府建设年度报告\n行政复议。\n").expect("a file");
    index(&corpus, address.clone(), shape(), &anew(), &()).expect("it is indexed");
    assert_eq!(regions(&address), ["松泽县"]);
    let text = "岚江省澄州市松泽县2021年法治政府建设年度报告\n行政复议。\n";
    std::fs::write(&long, text).expect("a file");
    let report = updated(&corpus, &address);
    assert_eq!((report.added.len(), report.unchanged), (1, 1));
    assert_eq!(regions(&address), ["岚江省/澄州市/松泽县"; 2]);
    std::fs::remove_file(&long).expect("a file");
    let report = updated(&corpus, &address);
    assert_eq!((report.removed.len(), report.unchanged), (1, 1));
    assert_eq!(regions(&address), ["松泽县"]);
}

#[test]
fn a_killed_update_leaves_the_old_answers() {
    let Some(address) = address("test-stopped") else {
        return;
    };
    let mut files = Changing::new(5);
    let options = IndexOptions::default();
    index(&files.corpus(), address.clone(), shape(), &anew(), &()).expect("it is indexed");
    let before = serving("test-stopped");
    let list = regions(&address);
    while files.change() != "removed" {}
    let corpus = files.corpus();
    catch_unwind(|| index(&corpus, address.clone(), shape(), &options, &Killed))
        .expect_err("it is killed");
    assert_eq!(regions(&address), list);
    let left = unnamed("test-stopped");
    assert!(generations("test-stopped").contains(&(before, 1)));
    fall_silent(&left);
    let report = updated(&corpus, &address);
    assert!(!report.removed.is_empty() && report.rebuilt.is_none());
    assert_ne!(serving("test-stopped"), left);
    assert_ne!(regions(&address).len(), 0);
}

/// Lets another program index a corpus when its files are about to be read.
struct Overtaken<'a>(&'a Corpus, &'a Address);

impl Progress for Overtaken<'_> {
    fn begin(&self, _: usize, _: u64) {
        index(self.0, self.1.clone(), shape(), &anew(), &()).expect("it is indexed");
    }
    fn advance(&self, _: u64) {}
    fn write(&self) {}
}

#[test]
fn an_update_without_changes_that_was_overtaken_writes_nothing() {
    let Some(address) = address("test-overtaken") else {
        return;
    };
    let files = Changing::new(3);
    let corpus = files.corpus();
    index(&corpus, address.clone(), shape(), &anew(), &()).expect("it is indexed");
    let before = serving("test-overtaken");
    let overtaken = Overtaken(&corpus, &address);
    let options = IndexOptions::default();
    let error = index(&corpus, address.clone(), shape(), &options, &overtaken);
    let error = error.expect_err("another index answers").to_string();
    assert!(error.contains("made by another program"), "{error}");
    assert_ne!(serving("test-overtaken"), before);
    let settings = ask(ureq::get(url(&format!("/{before}/_settings")))
        .call()
        .expect("an answer"));
    assert_eq!(
        settings[&before]["settings"]["index"]["blocks"]["write"],
        "true"
    );
}

/// Lets the cluster take no more documents of a corpus when its files are about to be read.
struct Refused(&'static str);

impl Progress for Refused {
    fn begin(&self, _: usize, _: u64) {
        block(&unnamed(self.0), true);
    }
    fn advance(&self, _: u64) {}
    fn write(&self) {}
}

#[test]
fn an_update_that_fails_leaves_the_old_answers_and_nothing_else() {
    let Some(address) = address("test-refused") else {
        return;
    };
    let mut files = Changing::new(5);
    let options = IndexOptions::default();
    index(&files.corpus(), address.clone(), shape(), &anew(), &()).expect("it is indexed");
    let before = serving("test-refused");
    let list = regions(&address);
    while files.change() != "changed" {}
    let refused = Refused("test-refused");
    let error = index(
        &files.corpus(),
        address.clone(),
        shape(),
        &options,
        &refused,
    );
    let error = error.expect_err("it takes no documents").to_string();
    assert!(error.contains("did not store a report"), "{error}");
    assert_eq!(generations("test-refused").last(), Some(&(before, 1)));
    assert_eq!(regions(&address), list);
    assert!(updated(&files.corpus(), &address).changed_anything());
}

#[test]
fn an_index_that_was_made_otherwise_is_made_anew_and_says_why() {
    let Some(address) = address("test-otherwise") else {
        return;
    };
    let corpus = Changing::new(7);
    let corpus = corpus.corpus();
    let one = Shape {
        shards: Some(NonZeroU32::MIN),
        replicas: Some(0),
    };
    index(&corpus, address.clone(), one, &anew(), &()).expect("it is indexed");
    let rebuilt = |shape: Shape| {
        let options = IndexOptions::default();
        let report = index(&corpus, address.clone(), shape, &options, &()).expect("it is indexed");
        assert!(report.rebuilt.is_none() || report.added.len() == 6);
        report.rebuilt.unwrap_or_default()
    };
    let mut other = Shape {
        shards: NonZeroU32::new(5),
        replicas: None,
    };
    assert_eq!(rebuilt(other), "another number of shards was asked for");
    // It stays so.
    assert_eq!(rebuilt(Shape::default()), "");
    let before = serving("test-otherwise");
    other.replicas = Some(2);
    assert_eq!(rebuilt(other), "");
    assert_eq!(serving("test-otherwise"), before);
    alter(&before, "corpus", |contents| {
        contents["contents"]["format"] = json!(1);
    });
    assert_eq!(rebuilt(Shape::default()), "it was made by other rules");
    let id = opened(&address).list(&ListRequest::new(Filter::default()));
    let id = id.expect("an answer").documents[0].id.clone();
    alter(&serving("test-otherwise"), &id, |report| {
        report["kind"] = json!("other");
    });
    assert_eq!(rebuilt(Shape::default()), "a part of it is lost");
    assert_eq!(rebuilt(Shape::default()), "");
}

#[test]
fn other_parts_and_another_folder_are_refused_without_a_rebuild() {
    let Some(address) = address("test-parts") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = "松泽县2020年法治政府建设年度报告\n行政复议。\n";
    for part in ["a", "b"] {
        let part = folder.path().join(part);
        std::fs::create_dir(&part).expect("a folder");
        std::fs::write(part.join("2020.txt"), text).expect("a file");
        std::fs::write(part.join("2021.txt"), text).expect("a file");
    }
    let of = |paths: &[&str]| {
        let paths: Vec<_> = paths.iter().map(|path| folder.path().join(path)).collect();
        Corpus::of_paths(&paths).expect("a corpus")
    };
    let whole = of(&[""]);
    // One file of a folder, two of another, two folders, and another folder.
    let others = [
        of(&["a/2020.txt", "b"]),
        of(&["a", "b"]),
        of(&["a"]),
        of(&["b/2020.txt"]),
    ];
    let options = IndexOptions::default();
    let made = |corpus: &Corpus, options: &IndexOptions| {
        index(corpus, address.clone(), shape(), options, &())
    };
    made(&whole, &anew()).expect("it is indexed");
    let before = serving("test-parts");
    for other in &others {
        let error = made(other, &options).expect_err("it is of all").to_string();
        let here = IndexFolder::at(folder.path().join("index"));
        quanwen::index(&whole, &here, &options, &()).expect("it is indexed");
        let local = quanwen::index(other, &here, &options, &());
        let local = local.expect_err("it is of all").to_string();
        let named = here.path().display().to_string();
        assert_eq!(error, local.replace(&named, &address.to_string()));
        assert_eq!(
            (serving("test-parts"), regions(&address).len()),
            (before.clone(), 4)
        );
    }
    for other in &others {
        let report = made(other, &anew()).expect("it is asked for");
        assert_eq!(report.added.len(), regions(&address).len());
        assert!(!made(other, &options).expect("the same").changed_anything());
        made(&whole, &options).expect_err("it is of a part");
    }
    made(&whole, &anew()).expect("it is asked for");
    drop(folder);
    let error = made(&whole, &options).expect_err("it is gone").to_string();
    assert!(error.contains("is not a folder"), "{error}");
    assert_eq!(regions(&address).len(), 4);
}

#[test]
fn words_of_removed_reports_are_not_proposed() {
    let Some(address) = address("test-words") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = Corpus::at(folder.path()).expect("a corpus");
    let title = "松泽县2020年法治政府建设年度报告\n";
    std::fs::write(folder.path().join("a.txt"), format!("{title}行政复议。\n")).expect("a file");
    // Enough of others that the segment of the first is not merged away.
    for number in 0..20 {
        let text = format!("{title}规范性文件，第{number}件。\n");
        std::fs::write(folder.path().join(format!("{number}.txt")), text).expect("a file");
    }
    index(&corpus, address.clone(), shape(), &anew(), &()).expect("it is indexed");
    let proposed = || {
        let answer = opened(&address).search(&SearchRequest::new("\"行政复仪\""));
        let zero_hits = answer.expect("an answer").zero_hits;
        format!("{:?}", zero_hits.expect("nothing has it"))
    };
    assert!(proposed().contains("行政复议"), "{}", proposed());
    std::fs::remove_file(folder.path().join("a.txt")).expect("a file");
    updated(&corpus, &address);
    assert!(!proposed().contains("行政复议"), "{}", proposed());
}
