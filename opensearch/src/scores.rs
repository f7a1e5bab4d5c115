//! The score of a section before its characters are looked at, as clauses: BM25F over the fields of a word, and the same over the body
//! for a text (docs/adr/0006-ranking.md).

use std::collections::HashMap;

use quanwen::backend::{
    Asked, Retrieval, RetrievedText, RetrievedWord, SectionTotals, inverse_document_frequency,
};
use serde_json::{Value, json};

use crate::candidates::{boosted, phrase};
use crate::figures::any_figure;
use crate::mapping::{LENGTH, WEIGHT, WORDS};
use crate::selection::any;
use crate::tokens::beginning;

/// What words and texts are scored with.
pub(crate) struct Scores<'s> {
    doc_freqs: HashMap<&'s Asked, u64>,
    sections: u64,
    /// The average length of the fields of words, and that of sections in words that do not overlap.
    lengths: [f32; 3],
    words: f32,
    k1: f32,
}

impl<'s> Scores<'s> {
    /// The scores of a corpus with so many words, given how many sections have what is asked.
    pub(crate) fn new(
        retrieval: &Retrieval,
        corpus: SectionTotals,
        words: u64,
        asked: &'s [Asked],
        doc_freqs: &[u64],
    ) -> Self {
        let sections = corpus.sections.max(1);
        Self {
            doc_freqs: asked.iter().zip(doc_freqs.iter().copied()).collect(),
            sections,
            lengths: corpus.average_lengths(),
            words: (words as f32 / sections as f32).max(1.0),
            k1: retrieval.k1,
        }
    }

    /// Scores the sections that have a word.
    pub(crate) fn word(&self, word: &RetrievedWord) -> Value {
        let fields = WORDS.iter().zip(self.lengths);
        let fields = fields.map(|(field, length)| {
            // The similarity of the field divides by it.
            json!({ "term": { *field: { "value": word.text, "boost": length } } })
        });
        let script = json!({
            "source": "return _score / (_score + params.k1);",
            "params": { "k1": self.k1 },
        });
        let weight = word.weight * self.idf(&word.asked());
        scored(&any(&fields.collect::<Vec<_>>()), &script, weight)
    }

    /// Scores the sections that have a text.
    pub(crate) fn text(&self, text: &RetrievedText) -> Value {
        let script = json!({
            "source": "double x = _score * params.weight / (1 - params.b + params.b * doc['words'].value / params.words); \
                       return x / (x + params.k1);",
            "params": { "weight": WEIGHT[0], "b": LENGTH[0], "words": self.words, "k1": self.k1 },
        });
        let weight = text.weight * self.idf(&text.asked());
        scored(&counted(text), &script, weight)
    }

    fn idf(&self, asked: &Asked) -> f32 {
        let doc_freq = self.doc_freqs.get(asked).copied().unwrap_or(0);
        inverse_document_frequency(doc_freq, self.sections)
    }
}

/// The sections that have a text, scored by how often; a figure may be part of longer numbers there, too.
fn counted(text: &RetrievedText) -> Value {
    let spellings = text.spellings.iter().map(|spelling| {
        let beginning = beginning(spelling);
        // A phrase is scored once for each of its tokens.
        let boost = 1.0 / beginning.chars().count().max(1) as f32;
        boosted(phrase("chars", &beginning), "chars", boost)
    });
    let counted = any(&spellings.collect::<Vec<_>>());
    if !text.is_figure {
        return counted;
    }
    json!({ "bool": { "must": [counted], "filter": [any_figure(&text.spellings)] } })
}

fn scored(query: &Value, script: &Value, weight: f32) -> Value {
    json!({ "function_score": {
        "query": query,
        "functions": [{ "script_score": { "script": script } }, { "weight": weight }],
        "score_mode": "multiply",
        "boost_mode": "replace",
    } })
}
