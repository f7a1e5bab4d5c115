//! What is stored: an index of five kinds of documents.
//!
//! One of the kind `corpus` says what the index holds, and one of the kind `citations` how often titles are cited; one of the kind
//! `file` says of a file what was read of it; one of the kind `report` has a report without its text; one of the kind `section` has
//! the text of a section, is found by its characters and words, and has what filters ask for.

use std::num::NonZeroU32;

use serde_json::{Value, json};

use crate::shape::Shape;

/// The kinds of documents.
pub(crate) const CORPUS: &str = "corpus";
pub(crate) const REPORT: &str = "report";
pub(crate) const SECTION: &str = "section";
pub(crate) const FILE: &str = "file";
pub(crate) const CITATIONS: &str = "citations";

/// The fields of characters.
pub(crate) const CHARACTERS: [&str; 6] = [
    "chars",
    "overhang",
    "heading",
    "title_chars",
    "issuer_chars",
    "number_chars",
];
/// The fields of words: of the body, of the headings, of the title.
pub(crate) const WORDS: [&str; 3] = ["body_words", "heading_words", "title_words"];
/// What an occurrence in each counts for, and how much length counts against it, where the best sections are chosen.
pub(crate) const WEIGHT: [f32; 3] = [1.0, 1.0, 5.0];
pub(crate) const LENGTH: [f32; 3] = [0.75, 0.75, 1.0];
/// The boost of a word that is to be counted instead of scored: its score is the frequency times this, which adds nothing to others.
/// The boost of a word that is scored is the average length of the field.
pub(crate) const COUNTED: f32 = 1.0 / (1_u32 << 30) as f32;

/// Positions between two paragraphs: a phrase, which has its tokens in a row, crosses none, and small positions take less space.
const PARAGRAPH_GAP: u32 = 1;

/// Files of an index that are read, once and whole, instead of mapped: the setting's default without those of stored fields and of
/// positions, of which a search reads a few bytes at many places. A node that maps no files reads all of them.
const READ_FILES: [&str; 12] = [
    "segments_N",
    "write.lock",
    "si",
    "cfe",
    "fnm",
    "nvm",
    "dvm",
    "tvx",
    "tvd",
    "liv",
    "dii",
    "vem",
];

/// The settings and the mapping of an index.
///
/// Fields of characters are tokens of one character. The scripted similarity makes the score of a phrase of n tokens n times its
/// frequency, since each token is scored and the scores are summed.
pub(crate) fn index_body(shape: Shape) -> Value {
    let characters = json!({
        "type": "text",
        "analyzer": "whitespace",
        "similarity": "frequency",
        "norms": false,
        "position_increment_gap": PARAGRAPH_GAP,
    });
    let words = |field: &str| {
        json!({
            "type": "text",
            "analyzer": "whitespace",
            "similarity": field,
            "index_options": "freqs",
        })
    };
    let similarity = |field: usize| {
        let source = script(WEIGHT[field], LENGTH[field]);
        json!({ "type": "scripted", "script": { "source": source } })
    };
    let keyword = json!({ "type": "keyword", "ignore_above": 8000 });
    let shown = json!({ "type": "keyword", "index": false });
    let stored = json!({ "type": "object", "enabled": false });
    let indexed_only = [CHARACTERS.as_slice(), WORDS.as_slice()].concat();
    json!({
        "settings": {
            "number_of_shards": shape.shards.unwrap_or(NonZeroU32::MIN),
            "number_of_replicas": shape.replicas.unwrap_or(0),
            "refresh_interval": -1,
            "store.hybrid.nio.extensions": READ_FILES,
            "similarity": {
                "frequency": { "type": "scripted", "script": { "source": "return query.boost * doc.freq;" } },
                WORDS[0]: similarity(0),
                WORDS[1]: similarity(1),
                WORDS[2]: similarity(2),
            },
        },
        "mappings": {
            "dynamic": false,
            "_source": { "excludes": indexed_only },
            "properties": {
                "kind": keyword,
                "report": keyword,
                "path": keyword,
                "region": keyword,
                "year": { "type": "integer" },
                "issuer": keyword,
                "number": keyword,
                "part": keyword,
                "chapter": keyword,
                "chars": characters,
                "overhang": characters,
                "heading": characters,
                "title_chars": characters,
                "issuer_chars": characters,
                "number_chars": characters,
                WORDS[0]: words(WORDS[0]),
                WORDS[1]: words(WORDS[1]),
                WORDS[2]: words(WORDS[2]),
                "characters": { "type": "long" },
                "words": { "type": "long" },
                "sections": { "type": "long" },
                "cites": keyword,
                "title": shown,
                "code": shown,
                "document": stored,
                "extents": stored,
                "contents": stored,
                "file": stored,
                "section": stored,
                "citations": stored,
            },
        },
    })
}

/// What a section has of a word in a field, before saturation and rarity (Robertson and Zaragoza 2009), or the frequency of the word
/// if it is to be [counted](COUNTED).
fn script(weight: f32, length: f32) -> String {
    format!(
        "if (query.boost <= {COUNTED:e}) {{ return query.boost * doc.freq; }} \
         double norm = 1.0 - {length:?} + {length:?} * doc.length / query.boost; \
         return {weight:?} * doc.freq / norm;"
    )
}
