//! A corpus that was brought up to date answers as one that was indexed anew.

use quanwen::api::{
    Engine, Filter, MentionRequest, SearchRequest, Status, Timestamp, TrendField, TrendRequest,
};
use quanwen::{IndexFolder, IndexOptions, Result, Searcher};
use quanwen_opensearch::{Address, OpenSearch};

use crate::by_hand::{fall_silent_all, serving};
use crate::changing::Changing;
use crate::cluster::{address, index_anew, listed, open, update};
use crate::contract::{compare, compare_list, number, same, same_mentions};
use crate::reports::{REPORT, Reports};
use crate::searches::answer;
use crate::trends::trend;

/// How often the corpus is changed, unless `QUANWEN_TEST_CHANGES` says so.
const CHANGES: u64 = 12;
/// Texts that a changing corpus has, and one that it may not have.
const TEXTS: [&str; 6] = ["行政复议", "复议", "年", "第1", "。", "岚江省"];
const QUERIES: [&str; 4] = [
    "行政复议案件",
    "松泽县2020年营商环境",
    "同句(复议, 案件)",
    "行政复义",
];

/// What differs between two indexes with the same reports: where, how large, and when.
fn plain(mut status: Status) -> Status {
    (status.index, status.index_bytes) = (String::new(), 0);
    status.updated = Timestamp::default();
    status.corpus = String::new();
    status.cluster = None;
    status
}

/// Asserts that two corpora on a cluster answer alike.
fn compare_clusters(expected: &OpenSearch, found: &OpenSearch) {
    let status = |engine: &OpenSearch| engine.status().map(plain);
    same(status(expected), status(found), &"status");
    compare_list(expected, found, &Filter::default());
    for text in TEXTS {
        same_mentions(expected, found, &MentionRequest::new(text));
        let request = TrendRequest::new([text]).by([TrendField::Year, TrendField::Region]);
        same(trend(expected, &request), trend(found, &request), &request);
    }
    for query in QUERIES {
        let request = SearchRequest::new(query);
        let found_by = |engine: &OpenSearch| -> Result<_> {
            let answer = answer(engine, &request)?;
            let hits = answer.hits.into_iter();
            let places: Vec<String> = hits.map(|hit| hit.section.id).collect();
            Ok((places, answer.summary.total, answer.summary.coverage))
        };
        same(found_by(expected), found_by(found), &request);
    }
}

/// Asserts that a cluster answers as an index of the same folder.
fn compare_with_index(local: &Searcher, remote: &OpenSearch) {
    let status = |engine: &dyn Engine| engine.status().map(plain);
    same(status(local), status(remote), &"status");
    compare_list(local, remote, &Filter::default());
    for text in TEXTS {
        compare(local, remote, &MentionRequest::new(text));
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
    index_anew(&files.corpus(), &changing);
    quanwen::index(&files.corpus(), &local, &options, &()).expect("it is indexed");
    for _ in 0..number("QUANWEN_TEST_CHANGES", CHANGES) {
        let change = files.change();
        let report = update(&files.corpus(), &changing);
        let expected = quanwen::index(&files.corpus(), &local, &options, &()).expect("an index");
        assert_eq!(report, expected, "{change}");
        index_anew(&files.corpus(), &whole);
        let changed = open(&changing);
        compare_clusters(&open(&whole), &changed);
        compare_with_index(&Searcher::open(&local).expect("the index opens"), &changed);
        // So that a long run does not fill the cluster.
        for name in ["test-changing", "test-whole"] {
            fall_silent_all(name);
        }
    }
}

#[test]
fn where_nothing_changed_there_is_no_new_generation() {
    let Some(address) = address("test-same") else {
        return;
    };
    let files = Changing::new(3);
    index_anew(&files.corpus(), &address);
    let before = serving("test-same");
    for _ in 0..2 {
        let report = update(&files.corpus(), &address);
        assert!(!report.changed_anything(), "{report:?}");
        assert_eq!((report.unchanged, report.rebuilt), (6, None));
        assert_eq!(serving("test-same"), before);
    }
    let anew = index_anew(&files.corpus(), &address);
    let reason = anew.rebuilt.expect("it was rebuilt");
    assert_eq!(
        (anew.added.len(), reason.to_string().as_str()),
        (6, "a rebuild was requested")
    );
    assert_ne!(serving("test-same"), before);
}

/// The places of the reports of a corpus.
fn regions(address: &Address) -> Vec<String> {
    let documents = listed(&open(address)).into_iter();
    documents
        .map(|document| document.region.join("/"))
        .collect()
}

#[test]
fn a_place_is_called_otherwise_when_another_report_says_so() {
    let Some(address) = address("test-places") else {
        return;
    };
    let files = Reports::one("a.txt", REPORT);
    index_anew(&files.corpus(), &address);
    assert_eq!(regions(&address), ["松泽县"]);
    let longer = "岚江省澄州市松泽县2021年法治政府建设年度报告\n行政复议。\n";
    files.write("b.txt", longer);
    let report = update(&files.corpus(), &address);
    assert_eq!((report.added.len(), report.unchanged), (1, 1));
    assert_eq!(regions(&address), ["岚江省/澄州市/松泽县"; 2]);
    files.remove("b.txt");
    let report = update(&files.corpus(), &address);
    assert_eq!((report.removed.len(), report.unchanged), (1, 1));
    assert_eq!(regions(&address), ["松泽县"]);
}

#[test]
fn words_of_removed_reports_are_not_proposed() {
    let Some(address) = address("test-words") else {
        return;
    };
    let files = Reports::one("a.txt", REPORT);
    // Enough of others that the segment of the first is not merged away.
    for number in 0..20 {
        let text = format!("松泽县2020年法治政府建设年度报告\n规范性文件，第{number}件。\n");
        files.write(&format!("{number}.txt"), &text);
    }
    index_anew(&files.corpus(), &address);
    let proposed = || {
        let answer = open(&address).search(&SearchRequest::new("\"行政复仪\""));
        let zero_hits = answer.expect("an answer").zero_hits;
        format!("{:?}", zero_hits.expect("nothing has it"))
    };
    assert!(proposed().contains("行政复议"), "{}", proposed());
    files.remove("a.txt");
    update(&files.corpus(), &address);
    assert!(!proposed().contains("行政复议"), "{}", proposed());
}
