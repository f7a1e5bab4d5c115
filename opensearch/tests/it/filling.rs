//! A cluster that refuses documents, loses some, or cuts its answers while an index is filled and put in the place of the old one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use quanwen::Result;
use quanwen_opensearch::{Shape, index};
use serde_json::{Value, json};

use crate::canned::{DROPPED, serve, unknown};
use crate::cluster::{anew, sample_corpus};
use crate::reports::Reports;

/// A cluster that stores nothing: it says how many documents of each kind it was sent.
struct Canned {
    /// To bulk requests, one after the other, the last for ever.
    bulks: Vec<Value>,
    /// Sections that it does not have any more.
    lost: u64,
    /// To the question which indexes there are of the corpus.
    indexes: Value,
    /// To the request that the alias name another.
    aliases: (u16, Value),
    /// What a request begins with after which another program's index has the alias.
    moved: Option<&'static str>,
    /// What a request begins with whose first answer is cut, although the cluster does what it asks for, once.
    cut: Option<&'static str>,
    sent: HashMap<String, u64>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Canned {
    fn new() -> Self {
        Self {
            bulks: vec![json!({ "items": [{ "index": { "status": 201 } }] })],
            lost: 0,
            indexes: json!({}),
            aliases: (200, json!({ "acknowledged": true })),
            moved: None,
            cut: None,
            sent: HashMap::new(),
            asked: Arc::default(),
        }
    }

    fn answer(&mut self, request: &str, body: &str) -> (u16, Value) {
        let answer = self.answer_whole(request, body);
        match self.cut.take_if(|cut| request.starts_with(*cut)) {
            Some(_) => (DROPPED, Value::Null),
            None => answer,
        }
    }

    fn answer_whole(&mut self, request: &str, body: &str) -> (u16, Value) {
        let asked = Arc::clone(&self.asked);
        let mut asked = asked.lock().expect("no panic");
        asked.push(request.to_string());
        match request {
            "GET /reports-*" => (200, self.indexes.clone()),
            "POST /_aliases" => self.aliases.clone(),
            create if create.starts_with("PUT /reports-") && !create.contains("/_") => {
                let times = asked.iter().filter(|asked| *asked == create).count();
                let status = if times == 1 { 200 } else { 400 };
                (status, json!({ "acknowledged": true }))
            }
            "GET /_alias" if self.is_moved(&asked) => (
                200,
                json!({ "reports-9": { "aliases": { "reports": {} } } }),
            ),
            "GET /_alias" => {
                // The new index, once its name was asked for.
                let is_asked = asked.contains(&"POST /_aliases".to_string());
                let made = asked.iter().find_map(|asked| asked.strip_prefix("PUT /"));
                let named = json!({ "aliases": { "reports": {} } });
                let named = made.filter(|_| is_asked).map(|name| (name, named));
                (200, named.into_iter().collect())
            }
            bulk if bulk.ends_with("/_bulk") => {
                let answer = self.bulks.remove(0);
                if self.bulks.is_empty() {
                    self.bulks.push(answer.clone());
                }
                if answer.get("errors").is_none() {
                    self.count(body);
                }
                (200, answer)
            }
            search if search.ends_with("/_search") => (200, self.kinds()),
            refresh if refresh.ends_with("/_refresh") => {
                (200, json!({ "_shards": { "failed": 0 } }))
            }
            _ if is_of_index(request, &asked) => (200, json!({ "acknowledged": true })),
            _ => unknown(request),
        }
    }

    fn is_moved(&self, asked: &[String]) -> bool {
        let mut asked = asked.iter();
        self.moved
            .is_some_and(|moved| asked.any(|asked| asked.starts_with(moved)))
    }

    fn count(&mut self, lines: &str) {
        for line in lines.lines() {
            let document: Value = serde_json::from_str(line).expect("a document");
            if let Some(kind) = document["kind"].as_str() {
                *self.sent.entry(kind.to_string()).or_default() += 1;
            }
        }
    }

    fn kinds(&self) -> Value {
        let mut sent = self.sent.clone();
        sent.insert("corpus".to_string(), 1);
        if let Some(sections) = sent.get_mut("section") {
            *sections -= self.lost;
        }
        let buckets: Vec<Value> = sent
            .iter()
            .map(|(kind, sent)| json!({ "key": kind, "doc_count": sent }))
            .collect();
        json!({
            "_shards": { "total": 1, "successful": 1 },
            "aggregations": { "kinds": { "buckets": buckets } },
        })
    }

    /// Indexes one report, and returns how many were indexed and what was asked.
    fn index(mut self) -> (Result<usize>, Vec<String>) {
        let text = "松泽县2020年法治政府建设年度报告\n一、行政复议\n行政复议。\n";
        let files = Reports::one("a.txt", text);
        let asked = Arc::clone(&self.asked);
        let address = serve(move |request, body| self.answer(request, body));
        let report = index(&files.corpus(), address, Shape::default(), &anew(), &());
        let asked = asked.lock().expect("no panic").clone();
        (report.map(|report| report.added.len()), asked)
    }
}

/// Whether a request is about an index that was asked for before, or removes one.
fn is_of_index(request: &str, asked: &[String]) -> bool {
    let path = request.split('?').next().unwrap_or(request);
    let (method, path) = path.split_once(" /").expect("a method and a path");
    let (index, what) = path.split_once('/').unwrap_or((path, ""));
    let made = format!("PUT /{index}");
    match (method, what) {
        ("DELETE", "") => true,
        ("GET", "") | ("PUT", "_mapping" | "_settings" | "_doc/corpus" | "_doc/citations") => {
            asked.contains(&made)
        }
        _ => false,
    }
}

/// Whether the new index was removed, and not put in the place of the old one.
fn is_given_up(asked: &[String]) -> bool {
    let is_removed = |last: &String| last.starts_with("DELETE /reports-");
    asked.last().is_some_and(is_removed) && !asked.contains(&"POST /_aliases".to_string())
}

#[test]
fn documents_that_a_busy_cluster_refused_are_sent_again_and_a_failed_index_is_removed() {
    let refused = |status: u16, reason: &str| {
        let error = json!({ "reason": reason });
        let item = json!({ "index": { "_id": "0123", "status": status, "error": error } });
        json!({ "errors": true, "items": [item] })
    };
    let mut cluster = Canned::new();
    cluster.bulks.insert(0, refused(429, "queue is full"));
    let (counts, asked) = cluster.index();
    assert_eq!(counts.expect("it is indexed"), 1);
    let bulks = asked.iter().filter(|asked| asked.ends_with("/_bulk"));
    // The report twice, and its file.
    assert_eq!(bulks.count(), 3);
    assert_eq!(asked.last().map(String::as_str), Some("POST /_aliases"));

    let mut cluster = Canned::new();
    cluster.bulks = vec![refused(400, "too large")];
    let (counts, asked) = cluster.index();
    let error = counts.expect_err("a report is missing").to_string();
    assert!(
        error.contains("did not store a report (0123): too large"),
        "{error}"
    );
    assert!(is_given_up(&asked), "{asked:?}");
}

#[test]
fn an_index_that_lost_a_part_while_it_was_filled_is_given_up() {
    let mut cluster = Canned::new();
    cluster.lost = 1;
    let (counts, asked) = cluster.index();
    let error = counts.expect_err("a section is missing").to_string();
    assert!(
        error.contains("has lost a part of the new index; this update has changed nothing that answers: index again"),
        "{error}"
    );
    assert!(is_given_up(&asked), "{asked:?}");
}

#[test]
fn an_alias_that_was_moved_although_the_answer_was_lost_is_moved() {
    let mut cluster = Canned::new();
    // What the cluster says when it is asked again to remove the old index.
    cluster.aliases = (404, json!({ "error": { "reason": "no such index" } }));
    let (counts, asked) = cluster.index();
    assert_eq!(counts.expect("it is indexed"), 1);
    assert!(
        !asked.iter().any(|asked| asked.starts_with("DELETE")),
        "{asked:?}"
    );
}

#[test]
fn an_alias_that_names_another_index_by_now_is_not_moved() {
    for moved in ["PUT /reports-", "POST /_aliases"] {
        let mut cluster = Canned::new();
        cluster.moved = Some(moved);
        cluster.aliases = (
            400,
            json!({ "error": { "reason": "more than one write index" } }),
        );
        let (counts, asked) = cluster.index();
        let error = counts.expect_err("another index answers").to_string();
        let said = "made by another program; this update has changed nothing that answers";
        assert!(error.contains(said), "{error}");
        let removed: Vec<_> = asked
            .iter()
            .filter(|asked| asked.starts_with("DELETE"))
            .collect();
        let made = asked.iter().find_map(|asked| asked.strip_prefix("PUT /"));
        let made = made.expect("an index");
        assert_eq!(
            removed,
            [&format!("DELETE /{made}?ignore_unavailable=true")]
        );
        let is_tried = asked.contains(&"POST /_aliases".to_string());
        assert_eq!(is_tried, moved == "POST /_aliases");
    }
}

/// The error of an update of a cluster that is lost at a request.
fn error_if_lost_at(is_last: fn(&str) -> bool) -> String {
    let mut cluster = Canned::new();
    let mut lost = false;
    let address = serve(move |request, body| {
        lost |= is_last(request);
        if lost {
            return (DROPPED, Value::Null);
        }
        cluster.answer(request, body)
    });
    let report = index(&sample_corpus(), address, Shape::default(), &anew(), &());
    report.expect_err("it is lost").to_string()
}

#[test]
fn a_cluster_that_is_lost_while_it_is_filled_is_told_with_what_answers() {
    let error = error_if_lost_at(|request| request.ends_with("/_bulk"));
    assert!(error.contains("cannot be reached"), "{error}");
    assert!(
        error.ends_with("this update has changed nothing that answers: index again"),
        "{error}"
    );
}

#[test]
fn a_cluster_that_is_lost_while_the_alias_is_moved_is_told_with_what_may_answer() {
    let error = error_if_lost_at(|request| request == "POST /_aliases");
    assert!(
        error.ends_with("or its new index, which is whole: index again"),
        "{error}"
    );
}

#[test]
fn what_was_done_is_not_undone_because_the_answer_was_lost() {
    for cut in ["PUT /reports-", "POST /_aliases", "GET /_alias"] {
        let mut cluster = Canned::new();
        cluster.cut = Some(cut);
        let (counts, asked) = cluster.index();
        assert_eq!(counts.expect(cut), 1, "{asked:?}");
        let removed = asked.iter().any(|asked| asked.starts_with("DELETE"));
        assert!(!removed, "{asked:?}");
    }
}

#[test]
fn only_what_was_left_behind_is_removed() {
    let filled = |aliases: Value, time: u64| json!({ "aliases": aliases, "mappings": { "_meta": { "filled": time } } });
    let mut cluster = Canned::new();
    cluster.indexes = json!({
        "reports-1": filled(json!({}), 1),
        "reports-2": filled(json!({ "reports": {} }), 1),
        "reports-3": filled(json!({}), u64::MAX),
        "reports-of-others-4": filled(json!({}), 1),
        "reports-5": { "aliases": {}, "mappings": {} },
    });
    let (counts, asked) = cluster.index();
    assert_eq!(counts.expect("it is indexed"), 1);
    let removed: Vec<&String> = asked
        .iter()
        .filter(|asked| asked.starts_with("DELETE"))
        .collect();
    assert_eq!(removed, ["DELETE /reports-1?ignore_unavailable=true"]);
}
