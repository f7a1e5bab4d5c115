//! What is stored: an index of three kinds of documents.
//!
//! One of the kind `corpus` says what the index holds; one of the kind `report` has a report whole; one of the kind `section` has the
//! characters of a section, with what filters ask for.

use serde_json::{Value, json};

use crate::shape::Shape;

/// The kinds of documents.
pub(crate) const CORPUS: &str = "corpus";
pub(crate) const REPORT: &str = "report";
pub(crate) const SECTION: &str = "section";

/// The settings and the mapping of an index.
///
/// `chars` and `heading` are tokens of one character. The scripted similarity makes the score of a phrase of n tokens n times its
/// frequency, since each token is scored and the scores are summed.
pub(crate) fn index_body(shape: Shape) -> Value {
    let characters = json!({
        "type": "text",
        "analyzer": "whitespace",
        "similarity": "frequency",
        "norms": false,
        "position_increment_gap": 1000,
    });
    let keyword = json!({ "type": "keyword", "ignore_above": 8000 });
    let shown = json!({ "type": "keyword", "index": false });
    let stored = json!({ "type": "object", "enabled": false });
    json!({
        "settings": {
            "number_of_shards": shape.shards,
            "number_of_replicas": shape.replicas,
            "refresh_interval": -1,
            "index.codec": "best_compression",
            "similarity": {
                "frequency": { "type": "scripted", "script": { "source": "return doc.freq;" } },
            },
        },
        "mappings": {
            "dynamic": false,
            "_source": { "excludes": ["chars", "overhang", "heading"] },
            "properties": {
                "kind": keyword,
                "report": keyword,
                "path": keyword,
                "region": keyword,
                "year": { "type": "integer" },
                "part": keyword,
                "chars": characters,
                "overhang": characters,
                "heading": characters,
                "characters": { "type": "long" },
                "words": { "type": "long" },
                "title": shown,
                "code": shown,
                "document": stored,
                "contents": stored,
            },
        },
    })
}
