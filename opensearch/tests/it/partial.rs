//! An answer of which one request lacks a part of the cluster: it is not complete, whichever request that is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use quanwen::api::{
    Concordance, Engine, EvidenceRequest, FacetField, Filter, ListRequest, MentionRequest,
    SearchRequest, ShowRequest, SortKey, Study, TrendField, TrendRequest,
};
use quanwen::{IndexOptions, Result};
use quanwen_opensearch::{Address, OpenSearch, Shape, index};
use serde_json::{Map, Value, json};

use crate::canned::{serve, unknown};
use crate::cluster::open;
use crate::reports::Reports;

/// A request: what it begins with, how many like it were before it, and which of the things that it asks for.
type Place = (String, usize, usize);

/// A cluster with one report, which every search finds, or none.
#[derive(Default)]
pub struct OneReport {
    documents: BTreeMap<String, Value>,
    finds_nothing: bool,
    asked: Vec<Place>,
    /// What the answer to one request says of the cluster.
    lacking: Option<(Place, Value)>,
}

impl OneReport {
    pub fn answer(&mut self, request: &str, body: &str) -> (u16, Value) {
        let (before, what) = request.rsplit_once('/').expect("a path");
        let answer = match what {
            "_bulk" => self.store(body),
            "_msearch" => {
                let questions = body.lines().count() / 2;
                let nth = self.before(what);
                let answers: Vec<Value> = (0..questions)
                    .map(|part| self.searched((what.to_string(), nth, part)))
                    .collect();
                json!({ "responses": answers })
            }
            what if what.starts_with("_mget") => self.documents(body),
            what if what.starts_with("_search") || what == "_count" => {
                let nth = self.before(what);
                let mut answer = self.searched((what.to_string(), nth, 0));
                // A question for the ids of sections alone takes them as they are stored.
                if body.contains(r#""sort":["_doc"]"#)
                    && let Some(id) = answer.pointer_mut("/hits/hits/0/_id")
                {
                    let report = id.as_str().expect("an id");
                    *id = json!(format!("{report}.1"));
                }
                answer
            }
            kind @ ("corpus" | "citations") if before.starts_with("GET") => {
                json!({ "_source": self.documents[kind] })
            }
            kind @ ("corpus" | "citations") => {
                let stored = serde_json::from_str(body).expect("a document");
                self.documents.insert(kind.to_string(), stored);
                json!({})
            }
            "_refresh" => json!({ "_shards": { "failed": 0 } }),
            "_alias" | "_aliases" | "reports-*" | "_settings" | "store?level=shards" => json!({}),
            made if made.starts_with("reports-") => json!({}),
            _ => return unknown(request),
        };
        (200, answer)
    }

    fn store(&mut self, lines: &str) -> Value {
        let lines: Vec<&str> = lines.lines().collect();
        for document in lines.chunks(2) {
            let action: Value = serde_json::from_str(document[0]).expect("an action");
            let id = action["index"]["_id"].as_str().expect("an id");
            let document = serde_json::from_str(document[1]).expect("a document");
            self.documents.insert(id.to_string(), document);
        }
        json!({ "items": [] })
    }

    fn documents(&self, body: &str) -> Value {
        let asked: Value = serde_json::from_str(body).expect("a question");
        let ids = asked["ids"].as_array().expect("ids").iter();
        let documents: Vec<Value> = ids
            .map(|id| &self.documents[id.as_str().expect("an id")])
            .map(|document| json!({ "found": true, "_source": document }))
            .collect();
        json!({ "docs": documents })
    }

    fn of_kind(&self, kind: &str) -> Value {
        let mut documents = self.documents.values();
        let found = documents.find(|document| document["kind"] == kind);
        found.expect("a document").clone()
    }

    fn before(&self, what: &str) -> usize {
        let like = self.asked.iter().filter(|asked| asked.0 == what);
        let numbers: BTreeSet<usize> = like.map(|asked| asked.1).collect();
        numbers.len()
    }

    /// An answer to every question.
    fn searched(&mut self, place: Place) -> Value {
        let mut whole = self.of_kind("section");
        let report = self.of_kind("report");
        whole["document"] = report["document"].clone();
        whole["file"] = self.of_kind("file")["file"].clone();
        let columns = ["path", "region", "year", "title"].into_iter();
        let fields: Map<String, Value> = columns
            .map(|field| (field.to_string(), json!([report[field]])))
            .collect();
        let hit = json!({ "_id": report["report"], "_source": whole, "fields": fields });
        let kinds: Vec<Value> = ["corpus", "report", "section", "file"]
            .iter()
            .map(|kind| {
                let all = self.documents.values();
                let of_kind = all.filter(|document| document["kind"] == *kind);
                json!({ "key": kind, "doc_count": of_kind.count() })
            })
            .collect();
        let group = json!({
            "key": whole, "doc_count": 1, "borrowed": { "doc_count": 0 },
            "score": { "value": 4 }, "characters": { "value": 9 }, "words": { "value": 3 },
        });
        let hits: &[Value] = if self.finds_nothing { &[] } else { &[hit] };
        let mut answer = json!({
            "timed_out": false,
            "_shards": { "total": 2, "successful": 2, "failed": 0 },
            "count": 1,
            "hits": { "total": { "value": hits.len() }, "hits": hits },
            "aggregations": {
                "kinds": { "buckets": kinds },
                "groups": { "buckets": [group] },
                "borrowed": { "doc_count": 0 },
                "issuer": { "buckets": [] },
                "title": { "buckets": [] },
            },
            "suggest": { "words": [{ "options": [{ "text": "复仪" }] }] },
        });
        if let Some((lacking, said)) = &self.lacking
            && *lacking == place
        {
            for (name, value) in said.as_object().expect("an object") {
                answer[name] = value.clone();
            }
        }
        self.asked.push(place);
        answer
    }
}

/// What an answer says of a cluster of which a part did not answer: a copy that failed, one that is on no machine, one that is late.
fn lacks() -> [Value; 3] {
    [
        json!({ "_shards": { "total": 2, "successful": 1, "failed": 1 } }),
        json!({ "_shards": { "total": 2, "successful": 1, "failed": 0 } }),
        json!({ "timed_out": true }),
    ]
}

/// A corpus of one report on a cluster.
struct Served {
    cluster: Arc<Mutex<OneReport>>,
    address: Address,
}

impl Served {
    fn new() -> Self {
        let text = "松泽县2020年法治政府建设年度报告\n一、行政复议\n办理行政复议12件，行政复议案件下降。\n";
        let files = Reports::one("a.txt", text);
        let cluster = Arc::new(Mutex::new(OneReport::default()));
        let served = Arc::clone(&cluster);
        let address =
            serve(move |request, body| served.lock().expect("no panic").answer(request, body));
        let (corpus, options) = (files.corpus(), IndexOptions::default());
        index(&corpus, address.clone(), Shape::default(), &options, &()).expect("it is indexed");
        Self { cluster, address }
    }

    fn open(&self) -> OpenSearch {
        open(&self.address)
    }

    fn cluster(&self) -> std::sync::MutexGuard<'_, OneReport> {
        self.cluster.lock().expect("no panic")
    }

    /// Whether an answer is complete of which a request lacks something, and what was asked for it.
    fn ask(
        &self,
        lacking: Option<(Place, Value)>,
        complete: &dyn Fn() -> Result<bool>,
    ) -> (Result<bool>, Vec<Place>) {
        self.cluster().lacking = lacking;
        self.cluster().asked.clear();
        let complete = complete();
        (complete, std::mem::take(&mut self.cluster().asked))
    }

    /// Asserts that an answer is complete only if each of its requests was answered in full, and returns what was asked.
    fn assert_none_is_forgotten(
        &self,
        name: &str,
        complete: &dyn Fn() -> Result<bool>,
    ) -> Vec<Place> {
        let (whole, asked) = self.ask(None, complete);
        assert!(whole.expect(name), "{name}");
        assert!(!asked.is_empty(), "{name}");
        for (place, lack) in asked.iter().zip(lacks().iter().cycle()) {
            let (found, again) = self.ask(Some((place.clone(), lack.clone())), complete);
            assert!(again.contains(place), "{name}: {place:?} is not asked");
            assert!(!found.unwrap_or(false), "{name}: {place:?} with {lack}");
        }
        asked
    }
}

/// Every kind of request that a filter can make.
fn filter() -> Filter {
    let years = "2019..2021".parse().expect("years");
    Filter::default().paths(["a.txt"]).years(years)
}

#[test]
fn no_request_of_a_count_or_a_list_is_forgotten() {
    let served = Served::new();
    let engine = served.open();
    engine.status().expect("the places and years are known");
    let countable = MentionRequest::new("行政复议").filter(filter());
    let scanned = countable.clone().sort([SortKey::Year]);
    let several = MentionRequest::of_texts(["行政复议", "案件"]).filter(filter());
    for request in [&countable, &scanned, &several] {
        served.assert_none_is_forgotten("count", &|| {
            Ok(engine.count_mentions(request)?.coverage.complete)
        });
        served.assert_none_is_forgotten("mentions", &|| {
            let mut each = |_| ControlFlow::Continue(());
            Ok(engine.each_mention(request, &mut each)?.coverage.complete)
        });
        served.assert_none_is_forgotten("by document", &|| {
            let answer = engine.mentions_by_document(request)?;
            Ok(answer.summary.coverage.complete)
        });
    }
    let asked = served.assert_none_is_forgotten("list", &|| {
        let list = engine.list(&ListRequest::new(filter()))?;
        assert_eq!(list.documents.len(), 1);
        Ok(list.summary.complete)
    });
    // Three counts for the filter, the reports, and what is cited of them.
    let counts = asked.iter().filter(|place| place.0 == "_count").count();
    assert_eq!((counts, asked.len()), (3, 5), "{asked:?}");
}

#[test]
fn no_request_of_a_trend_or_of_what_is_behind_it_is_forgotten() {
    let served = Served::new();
    let engine = served.open();
    engine.status().expect("the places and years are known");
    for field in TrendField::ALL {
        let request = TrendRequest::new(["行政复议", "年年"])
            .by([field])
            .filter(filter())
            .balanced(true);
        let trend = served.assert_none_is_forgotten("trend", &|| {
            Ok(engine.trend(&request)?.summary.coverage.complete)
        });
        let request = EvidenceRequest::new(request.clone());
        let evidence = served.assert_none_is_forgotten("evidence", &|| {
            let mut each = |_| ControlFlow::Continue(());
            let answer = engine.each_evidence(&request, &mut each)?;
            Ok(answer.summary.coverage.complete)
        });
        // The reports of each of two terms, and the sections in them.
        assert_eq!(evidence.len(), trend.len() + 4);
    }
}

/// Queries that ask for everything that a search can ask for, and whether nothing is found: names, fields, distances, words that are
/// not there.
const QUERIES: [(&str, bool); 6] = [
    ("松泽县2020年行政复议", false),
    ("issuer:司法局 year:2020 案件", false),
    ("近(行政, 复议, 3)", true),
    ("\"行政复议\" 复议 -诉讼", true),
    ("复议 NOT 12", true),
    ("行政复义", true),
];

#[test]
fn no_request_of_a_search_is_forgotten() {
    let served = Served::new();
    let engine = served.open();
    let mut kinds = BTreeSet::new();
    for (query, finds_nothing) in QUERIES {
        served.cluster().finds_nothing = finds_nothing;
        let fields = [FacetField::Year, FacetField::Region];
        let request = SearchRequest::new(query).filter(filter()).facets(fields);
        engine.search(&request).expect("the names are known");
        let asked = served.assert_none_is_forgotten(query, &|| {
            Ok(engine.search(&request)?.summary.coverage.complete)
        });
        kinds.extend(asked.into_iter().map(|(what, ..)| what));
    }
    assert_eq!(kinds.len(), 4, "{kinds:?}");
}

#[test]
fn what_is_kept_for_later_answers_is_whole() {
    let served = Served::new();
    // A search needs the places and years, and the names that reports have.
    for place in 0..2 {
        let engine = served.open();
        let request = SearchRequest::new("松泽县2020年行政复议");
        let search = || Ok(engine.search(&request)?.summary.coverage.complete);
        let lacking = (("_search".to_string(), place, 0), lacks()[0].clone());
        let (found, _) = served.ask(Some(lacking), &search);
        let error = found.expect_err("nothing can be said").to_string();
        assert!(
            error.ends_with("did not answer in full: try again"),
            "{error}"
        );
        let (found, _) = served.ask(None, &search);
        assert!(found.expect("the cluster is whole again"));
    }
}

#[test]
fn that_a_report_is_not_there_is_only_said_by_a_whole_cluster() {
    let served = Served::new();
    let engine = served.open();
    let show = || engine.show(&ShowRequest::new("a.txt")).map(|_| true);
    let first = ("_search".to_string(), 0, 0);
    for lack in lacks() {
        let lacking = Some((first.clone(), lack));
        served.cluster().finds_nothing = false;
        assert!(served.ask(lacking.clone(), &show).0.expect("it is found"));
        served.cluster().finds_nothing = true;
        let error = served.ask(lacking, &show).0.expect_err("it is not found");
        assert!(
            error.to_string().contains("did not answer in full"),
            "{error}"
        );
    }
    let error = served.ask(None, &show).0.expect_err("it is not there");
    assert!(
        matches!(error, quanwen::Error::UnknownPath { .. }),
        "{error}"
    );
}
