//! What a cluster says when it is not well, and what becomes of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use quanwen::api::{Concordance, Engine, Filter, ListRequest, MentionRequest, SearchRequest};
use quanwen::{Corpus, IndexOptions};
use quanwen_opensearch::{OpenSearch, index};
use serde_json::{Value, json};

use crate::canned::{DROPPED, contents, empty, serve, stamp};

/// A corpus whose first search, for its places and years, and whose later ones lack so many shards.
fn lacking(first: u64, later: u64) -> OpenSearch {
    let mut searches = 0;
    let address = serve(move |request, _| {
        if request.starts_with("GET /reports/_doc") {
            return (200, contents(&stamp()));
        }
        searches += 1;
        (200, empty(if searches == 1 { first } else { later }))
    });
    OpenSearch::open(address).expect("the corpus opens")
}

#[test]
fn an_answer_without_some_shards_is_not_complete() {
    let request = MentionRequest::new("行政复议");
    let complete = |engine: OpenSearch| {
        engine
            .count_mentions(&request)
            .map(|summary| summary.coverage.complete)
    };
    assert!(complete(lacking(0, 0)).expect("an answer"));
    assert!(!complete(lacking(0, 1)).expect("an answer"));
    let list = lacking(0, 1).list(&ListRequest::new(Filter::default()));
    assert!(!list.expect("an answer").summary.complete);
    // Which places and years there are is needed for every filter.
    let error = complete(lacking(1, 0))
        .expect_err("nothing can be said")
        .to_string();
    assert!(
        error.ends_with("did not answer in full: try again"),
        "{error}"
    );
}

#[test]
fn an_index_of_other_rules_and_no_index_are_told_with_what_to_do() {
    let open = |status: u16, answer: Value| {
        let address = serve(move |_, _| (status, answer.clone()));
        OpenSearch::open(address)
            .expect_err("it cannot be used")
            .to_string()
    };
    assert!(open(200, contents("00")).ends_with("was indexed by other rules: index it again"));
    assert!(open(200, json!({ "found": false })).contains("is no corpus of quanwen"));
    assert!(
        open(404, json!({ "error": { "reason": "no such index" } })).contains("index one first")
    );
    assert!(open(401, json!({})).contains("QUANWEN_ENGINE_KEY"));
    let broken = json!({ "error": { "root_cause": [{ "reason": "a\u{1B} mistake" }] } });
    assert!(open(400, broken).contains("answers 400: a"));
    assert!(open(200, json!("<html>")).contains("answers 200"));
}

#[test]
fn a_busy_cluster_is_asked_again_and_not_for_ever() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let address = serve(move |_, _| match counted.fetch_add(1, Ordering::SeqCst) {
        0 => (503, json!({ "error": { "reason": "no node" } })),
        _ => (200, contents(&stamp())),
    });
    let engine = OpenSearch::open(address).expect("the second answer is good");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    let request = SearchRequest::new("行政复议");
    assert!(
        engine
            .search(&request)
            .expect_err("not yet")
            .to_string()
            .contains("no search")
    );
    let address = serve(|_, _| (503, json!({ "error": { "reason": "all shards failed" } })));
    let error = OpenSearch::open(address)
        .expect_err("it stays busy")
        .to_string();
    assert!(error.contains("answers 503: all shards failed"), "{error}");
}

/// Indexes one report on a cluster, and returns its requests too.
fn indexed(
    mut answer: impl FnMut(&str) -> (u16, Value) + Send + 'static,
) -> (quanwen::Result<u64>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(
        folder.path().join("a.txt"),
        "松泽县2020年法治政府建设年度报告\n行政复议。\n",
    )
    .expect("a file");
    let log = Arc::new(std::sync::Mutex::new(Vec::new()));
    let requests = Arc::clone(&log);
    let address = serve(move |request, _| {
        requests.lock().expect("no panic").push(request.to_string());
        answer(request)
    });
    let corpus = Corpus::at(folder.path()).expect("a corpus");
    let counts = index(&corpus, address, &IndexOptions::default(), &());
    let requests = log.lock().expect("no panic").clone();
    (counts.map(|counts| counts.documents), requests)
}

/// Gives these answers to bulk requests, one after the other, the last for ever.
fn bulks(answers: Vec<Value>) -> impl FnMut(&str) -> (u16, Value) + Send {
    let mut bulks = 0;
    move |request| {
        if request.ends_with("/_bulk") {
            bulks += 1;
            return (200, answers[(bulks - 1).min(answers.len() - 1)].clone());
        }
        (200, json!({ "acknowledged": true }))
    }
}

#[test]
fn documents_that_a_busy_cluster_refused_are_sent_again_and_a_failed_index_is_removed() {
    let busy = json!({ "errors": true, "items": [{ "index": { "status": 429, "error": { "reason": "queue is full" } } }] });
    let wrong = json!({ "errors": true, "items": [{ "index": { "status": 400, "error": { "reason": "too large" } } }] });
    let good = json!({ "errors": false, "items": [{ "index": { "status": 201 } }] });
    let (counts, requests) = indexed(bulks(vec![busy, good]));
    assert_eq!(counts.expect("it is indexed"), 1);
    assert_eq!(
        requests
            .iter()
            .filter(|request| request.ends_with("/_bulk"))
            .count(),
        2
    );
    assert_eq!(requests.last().map(String::as_str), Some("POST /_aliases"));
    let (counts, requests) = indexed(bulks(vec![wrong]));
    let error = counts.expect_err("a report is missing").to_string();
    assert!(
        error.contains("did not store a report: too large"),
        "{error}"
    );
    assert!(
        requests
            .last()
            .is_some_and(|last| last.starts_with("DELETE /reports-")),
        "{requests:?}"
    );
    assert!(!requests.contains(&"POST /_aliases".to_string()));
}

/// A cluster whose answers to the requests that begin so are lost, all or the first, although it does what they ask for, once.
fn losing(lost: &'static str, is_for_ever: bool) -> impl FnMut(&str) -> (u16, Value) + Send {
    let (mut created, mut moved, mut refused) = (String::new(), false, false);
    move |request| {
        let (method, path) = request.split_once(' ').expect("a method and a path");
        let answer = match (method, path.trim_start_matches('/')) {
            ("PUT", name) if !name.contains('/') => {
                let status = if created.is_empty() { 200 } else { 400 };
                created = name.to_string();
                (status, json!({ "acknowledged": true }))
            }
            ("POST", "_aliases") => {
                let status = if moved { 404 } else { 200 };
                moved = true;
                (status, json!({ "acknowledged": true }))
            }
            ("GET", "_alias") if moved => {
                let aliases = json!({ "aliases": { "reports": {} } });
                (200, json!({ created.as_str(): aliases }))
            }
            _ => (200, json!({ "acknowledged": true })),
        };
        if request.starts_with(lost) && (is_for_ever || !refused) {
            refused = true;
            return (DROPPED, Value::Null);
        }
        answer
    }
}

#[test]
fn what_was_done_is_not_undone_because_the_answer_was_lost() {
    for lost in [
        "PUT /reports-",
        "POST /_aliases",
        "POST /reports-",
        "GET /_alias",
    ] {
        let (counts, requests) = indexed(losing(lost, false));
        assert_eq!(counts.expect(lost), 1, "{requests:?}");
        let removed = requests.iter().any(|request| request.starts_with("DELETE"));
        assert!(!removed, "{requests:?}");
    }
    let (counts, requests) = indexed(losing("POST /_aliases", true));
    assert_eq!(counts.expect("the alias names it"), 1, "{requests:?}");
}

#[test]
fn an_index_is_kept_while_nobody_knows_whether_the_alias_names_it() {
    let mut moving = false;
    let (counts, requests) = indexed(move |request| {
        moving |= request == "POST /_aliases";
        let status = if moving { DROPPED } else { 200 };
        (status, json!({ "acknowledged": true }))
    });
    let error = counts.expect_err("it is not known").to_string();
    assert!(error.contains("cannot be reached"), "{error}");
    assert!(
        !requests.iter().any(|request| request.starts_with("DELETE")),
        "{requests:?}"
    );
}

#[test]
fn a_request_whose_connection_was_cut_is_sent_again_and_one_that_is_refused_is_not() {
    for (first, expected) in [
        (DROPPED, 2),
        (429, 2),
        (502, 2),
        (503, 2),
        (504, 2),
        (400, 1),
        (401, 1),
        (403, 1),
        (404, 1),
    ] {
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&asked);
        let address = serve(move |_, _| match counted.fetch_add(1, Ordering::SeqCst) {
            0 => (first, json!({ "error": "no" })),
            _ => (200, contents(&stamp())),
        });
        assert_eq!(OpenSearch::open(address).is_ok(), expected == 2, "{first}");
        assert_eq!(asked.load(Ordering::SeqCst), expected, "{first}");
    }
}
