//! A new index takes the place of the old one when it is whole, and what a killed program left is removed.

use std::collections::HashMap;
use std::panic::catch_unwind;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use quanwen::api::{Concordance, MentionRequest};
use quanwen::{Corpus, IndexOptions, Progress, Result};
use quanwen_opensearch::{Address, OpenSearch, Shape, index, merge};
use serde_json::{Value, json};

use crate::canned::{DROPPED, serve};
use crate::cluster::{address, anew, sample_corpus};

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
            _ => (200, json!({ "acknowledged": true })),
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
        let folder = tempfile::tempdir().expect("a temporary folder");
        let text = "松泽县2020年法治政府建设年度报告\n一、行政复议\n行政复议。\n";
        std::fs::write(folder.path().join("a.txt"), text).expect("a file");
        let asked = Arc::clone(&self.asked);
        let address = serve(move |request, body| self.answer(request, body));
        let counts = indexed(&Corpus::at(folder.path()).expect("a corpus"), address, &());
        let asked = asked.lock().expect("no panic").clone();
        (counts, asked)
    }
}

/// Indexes a corpus anew, and returns the number of its reports.
fn indexed(corpus: &Corpus, address: Address, progress: &dyn Progress) -> Result<usize> {
    let report = index(corpus, address, Shape::default(), &anew(), progress)?;
    Ok(report.added.len())
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

#[test]
fn a_cluster_that_is_lost_while_it_is_filled_is_told_with_what_answers() {
    let mut cluster = Canned::new();
    let mut lost = false;
    let address = serve(move |request, body| {
        lost |= request.ends_with("/_bulk");
        if lost {
            return (DROPPED, Value::Null);
        }
        cluster.answer(request, body)
    });
    let error = indexed(&sample_corpus(), address, &()).expect_err("it is lost");
    let error = error.to_string();
    assert!(error.contains("cannot be reached"), "{error}");
    assert!(
        error.ends_with("this update has changed nothing that answers: index again"),
        "{error}"
    );
}

#[test]
fn a_cluster_that_is_lost_while_the_alias_is_moved_is_told_with_what_may_answer() {
    let mut cluster = Canned::new();
    let mut lost = false;
    let address = serve(move |request, body| {
        lost |= request == "POST /_aliases";
        if lost {
            return (DROPPED, Value::Null);
        }
        cluster.answer(request, body)
    });
    let error = indexed(&sample_corpus(), address, &()).expect_err("it is lost");
    let error = error.to_string();
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

/// Stops before the first file until it may go on.
struct Held {
    stands: Sender<()>,
    may_go_on: Mutex<Receiver<()>>,
}

impl Progress for Held {
    fn begin(&self, _: usize, _: u64) {
        self.stands.send(()).expect("the test waits for it");
        let may_go_on = self.may_go_on.lock().expect("no panic");
        may_go_on.recv().expect("the test lets it go on");
    }
    fn advance(&self, _: u64) {}
    fn write(&self) {}
}

/// Ends like a program that is killed: nothing is removed.
pub struct Killed;

impl Progress for Killed {
    fn begin(&self, _: usize, _: u64) {
        panic!("as if it were killed");
    }
    fn advance(&self, _: u64) {}
    fn write(&self) {}
}

/// The indexes of a corpus on the cluster of the tests, each with the names of its aliases.
pub fn generations(name: &str) -> Vec<(String, usize)> {
    let known = ask(ureq::get(url(&format!("/{name}-*")))
        .call()
        .expect("an answer"));
    let indexes = known.as_object().expect("indexes").iter();
    indexes
        .map(|(index, state)| {
            let aliases = state["aliases"].as_object().expect("aliases");
            (index.clone(), aliases.len())
        })
        .collect()
}

/// The newest index of a corpus that no alias names.
pub fn unnamed(name: &str) -> String {
    let generations = generations(name).into_iter();
    let mut unnamed = generations.filter(|(_, aliases)| *aliases == 0).rev();
    let found = unnamed.next();
    found.expect("an index that no alias names").0
}

/// As if what was replaced were not asked any more: the next program removes it.
pub fn fall_silent_all(name: &str) {
    let unnamed = generations(name)
        .into_iter()
        .filter(|(_, aliases)| *aliases == 0);
    unnamed.for_each(|(index, _)| fall_silent(&index));
}

/// As if the last word of an index that is being filled were old.
pub fn fall_silent(index: &str) {
    let silent = json!({ "_meta": { "filled": 1 } }).to_string();
    let mapping = url(&format!("/{index}/_mapping"));
    let request = ureq::put(mapping).content_type("application/json");
    request.send(&silent).expect("an answer");
}

pub fn url(path: &str) -> String {
    let cluster = std::env::var("QUANWEN_TEST_OPENSEARCH").expect("a cluster");
    format!("{cluster}{path}")
}

pub fn ask(mut answer: ureq::http::Response<ureq::Body>) -> Value {
    let body = answer.body_mut().read_to_string().expect("a text");
    serde_json::from_str(&body).expect("JSON")
}

/// Does something while another program fills an index of the sample corpus, and returns what becomes of that program.
pub fn while_held(address: &Address, done: impl FnOnce()) -> Result<usize> {
    let corpus = sample_corpus();
    let (stands, waiting) = channel();
    let (go_on, may_go_on) = channel();
    let held = Held {
        stands,
        may_go_on: Mutex::new(may_go_on),
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| indexed(&corpus, address.clone(), &held));
        waiting.recv().expect("it makes its index");
        done();
        go_on.send(()).expect("it waits");
        other.join().expect("no panic")
    })
}

pub fn index_sample(address: &Address) {
    let corpus = sample_corpus();
    indexed(&corpus, address.clone(), &()).expect("it is indexed");
}

pub fn has_mentions(address: Address) {
    let engine = OpenSearch::open(address).expect("the corpus opens");
    let found = engine.count_mentions(&MentionRequest::new("行政复议"));
    assert!(found.expect("an answer").mentions > 0);
}

/// To it, the cluster makes an index by itself when it is sent more: without the mapping, so that it would not find anything.
#[test]
fn a_program_whose_generation_was_removed_fails() {
    let Some(address) = address("test-late") else {
        return;
    };
    let mut removed = String::new();
    let other = while_held(&address, || {
        removed = unnamed("test-late");
        fall_silent(&removed);
        index_sample(&address);
        assert!(!is_there("test-late", &removed));
    });
    other.expect_err("its index is another");
    assert!(!is_there("test-late", &removed));
    has_mentions(address);
}

fn is_there(name: &str, index: &str) -> bool {
    let mut generations = generations(name).into_iter();
    generations.any(|(known, _)| known == index)
}

#[test]
fn a_generation_that_was_left_behind_is_removed_after_some_time() {
    let Some(address) = address("test-killed") else {
        return;
    };
    let corpus = sample_corpus();
    index_sample(&address);
    catch_unwind(|| indexed(&corpus, address.clone(), &Killed)).expect_err("it is killed");
    let left = unnamed("test-killed");
    // It may be filled yet.
    index_sample(&address);
    assert!(is_there("test-killed", &left));
    fall_silent(&left);
    index_sample(&address);
    assert!(!is_there("test-killed", &left));
    has_mentions(address);
}

#[test]
fn an_open_corpus_that_was_indexed_anew_goes_on_for_a_while_and_does_not_mix_both() {
    let Some(address) = address("test-anew") else {
        return;
    };
    index_sample(&address);
    let before = OpenSearch::open(address.clone()).expect("it opens");
    let request = MentionRequest::new("行政复议");
    let count = before.count_mentions(&request).expect("an answer");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = "松泽县2025年法治政府建设年度报告\n行政复议。\n";
    std::fs::write(folder.path().join("a.txt"), text).expect("a file");
    let corpus = Corpus::at(folder.path()).expect("a corpus");
    indexed(&corpus, address.clone(), &()).expect("it is indexed anew");
    // As before, and also after a program that changes nothing.
    let update = || {
        let options = IndexOptions::default();
        let report = index(&corpus, address.clone(), Shape::default(), &options, &());
        assert!(!report.expect("it is indexed").changed_anything());
    };
    update();
    assert_eq!(before.count_mentions(&request).expect("an answer"), count);
    let after = OpenSearch::open(address.clone()).expect("it opens");
    assert_eq!(
        after.count_mentions(&request).expect("an answer").mentions,
        1
    );
    fall_silent_all("test-anew");
    update();
    let error = before.count_mentions(&request).expect_err("it is gone");
    assert!(error.to_string().contains("ask again"), "{error}");
    assert!(matches!(generations("test-anew")[..], [(_, 1)]));
    assert_eq!(
        after.count_mentions(&request).expect("an answer").mentions,
        1
    );
}

#[test]
fn an_index_is_merged_when_nothing_is_kept_of_what_was_sent() {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&asked);
    let mut retained = 0;
    let address = serve(move |request, _| {
        noted.lock().expect("no panic").push(request.to_string());
        if request.starts_with("GET /reports/_stats") {
            retained += 6;
            let copy = json!({
                "seq_no": { "max_seq_no": 11 },
                "retention_leases": { "leases": [{ "retaining_seq_no": retained }] },
            });
            let index = json!({ "shards": { "0": [copy] } });
            return (200, json!({ "indices": { "reports-1": index } }));
        }
        (200, json!({ "_shards": { "failed": 0 } }))
    });
    merge(address).expect("a merged index");
    let expected = [
        "GET /reports/_stats?level=shards",
        "GET /reports/_stats?level=shards",
        "POST /reports/_flush?force=true",
        "PUT /reports/_settings",
        "POST /reports/_forcemerge?max_num_segments=1",
        "POST /reports/_refresh",
    ];
    assert_eq!(*asked.lock().expect("no panic"), expected);
}
