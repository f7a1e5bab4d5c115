//! A corpus that was brought up to date answers as one that was indexed anew.

use std::fmt::Debug;

use quanwen::api::{
    Engine, Filter, ListRequest, MentionRequest, SearchRequest, Status, Study, TrendField,
    TrendRequest,
};
use quanwen::{Corpus, IndexFolder, IndexOptions, IndexReport, Result, Searcher};
use quanwen_opensearch::{Address, OpenSearch, index};

use crate::changing::Changing;
use crate::cluster::{address, anew, shape};
use crate::contract::{number, without_times};
use crate::generations::generations;

/// How often the corpus is changed, unless `QUANWEN_TEST_CHANGES` says so.
const CHANGES: u64 = 12;

fn updated(corpus: &Corpus, address: &Address) -> IndexReport {
    let options = IndexOptions::default();
    index(corpus, address.clone(), shape(), &options, &()).expect("it is brought up to date")
}

fn opened(address: &Address) -> OpenSearch {
    OpenSearch::open(address.clone()).expect("the corpus opens")
}

/// The index that the alias of a corpus names.
fn serving(name: &str) -> String {
    match generations(name).as_slice() {
        [(index, 1)] => index.clone(),
        others => panic!("{others:?}"),
    }
}

/// What differs between two indexes with the same reports: where, how large, and when.
fn plain(mut status: Status) -> Status {
    (status.index, status.index_bytes, status.updated) = (String::new(), 0, 0);
    status.corpus = String::new();
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
            let mut answer = quanwen::api::Concordance::mentions(engine, &request)?;
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
