//! What a cluster says when it is not well, and what becomes of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use quanwen::api::{
    CollocatesRequest, Concordance, DispersionRequest, Engine, FilesRequest, Filter, HealthRequest,
    KeywordsRequest, ListRequest, MentionRequest, ResolveRequest, Study,
};
use quanwen_opensearch::OpenSearch;
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
    OpenSearch::open(address).expect("the second answer is good");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    let address = serve(|_, _| (503, json!({ "error": { "reason": "all shards failed" } })));
    let error = OpenSearch::open(address)
        .expect_err("it stays busy")
        .to_string();
    assert!(error.contains("answers 503: all shards failed"), "{error}");
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

#[test]
fn what_a_cluster_does_not_answer_is_named() {
    let engine = lacking(0, 0);
    let errors = [
        (
            engine.health(&HealthRequest::default()).err(),
            "problems of the corpus",
        ),
        (
            engine.resolve(&ResolveRequest::default()).err(),
            "locators of citations",
        ),
        (
            engine.files(&FilesRequest::default()).err(),
            "records of answers",
        ),
        (
            engine.collocates(&CollocatesRequest::new("行政")).err(),
            "collocates",
        ),
        (
            engine.keywords(&KeywordsRequest::default()).err(),
            "keywords",
        ),
        (
            engine.dispersion(&DispersionRequest::new("行政")).err(),
            "dispersion",
        ),
    ];
    for (error, name) in errors {
        let error = error.expect("not on a cluster").to_string();
        assert!(error.contains(&format!("asked for {name}")), "{error}");
    }
}

#[test]
fn a_shard_that_is_on_no_machine_is_told_with_what_to_do() {
    let address = serve(move |request, _| {
        let first = json!([{ "routing": { "state": "STARTED", "primary": true, "node": "a" } }]);
        let settings = json!({ "index": { "number_of_shards": "2", "number_of_replicas": "0" } });
        match request {
            "GET /reports/_doc/corpus" => (200, contents(&stamp())),
            "GET /reports/_settings" => (200, json!({ "reports": { "settings": settings } })),
            "GET /reports/_stats/store?level=shards" => (
                200,
                json!({ "indices": { "reports": { "shards": { "0": first } } } }),
            ),
            _ => (200, empty(1)),
        }
    });
    let engine = OpenSearch::open(address).expect("the corpus opens");
    let error = engine.status().expect_err("a shard is missing").to_string();
    assert!(error.contains("lacks one of its 2 shards"), "{error}");
    assert!(error.contains("/_cat/shards/reports"), "{error}");
}
