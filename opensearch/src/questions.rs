//! What a search asks the server.

use quanwen::backend::{Asked, NamedReports, Retrieval, RetrievedText, RetrievedWord};
use serde_json::{Map, Value, json};

use crate::candidates::{any_beginning, any_phrase, phrase};
use crate::conditions::{named, texts};
use crate::figures::any_figure;
use crate::mapping::{COUNTED, WORDS};
use crate::scores::Scores;
use crate::selection::any;

/// Asks for the sections that may be among the best, with the frequencies of the words, and how many there are.
pub(crate) fn best_sections(
    retrieval: &Retrieval,
    scores: &Scores,
    of_answer: &[Value],
    size: usize,
) -> Value {
    let mut clauses = Vec::new();
    for (place, word) in retrieval.words.iter().enumerate() {
        clauses.push(scores.word(word));
        for field in WORDS {
            let name = format!("{place} {field}");
            let counted = json!({ "value": word.text, "boost": COUNTED, "_name": name });
            clauses.push(json!({ "term": { field: counted } }));
        }
    }
    let with_weight = retrieval.texts.iter().filter(|text| text.weight > 0.0);
    clauses.extend(with_weight.map(|text| scores.text(text)));
    if retrieval.names_are_topic {
        clauses.push(json!({ "constant_score": { "filter": all_named(retrieval, false) } }));
    }
    let lifting = retrieval.texts.iter().filter(|text| text.factor > 1.0);
    let lifting = lifting.map(|text| (with_text(text), text.factor));
    let (parts, factor) = &retrieval.verbatim;
    let of_parts = parts.iter().map(|part| phrase("chars", part));
    let all_parts = json!({ "bool": { "filter": of_parts.collect::<Vec<_>>() } });
    let verbatim = (!parts.is_empty()).then_some((all_parts, *factor));
    let lifting = lifting.chain(verbatim);
    let names = retrieval.names.iter().flatten();
    let names = names.map(|(reports, factor)| (named(reports), *factor));
    let functions: Vec<Value> = lifting
        .chain(names)
        .map(|(filter, factor)| json!({ "filter": filter, "weight": factor }))
        .collect();
    let of_texts = retrieval.texts.iter().flat_map(|text| &text.spellings);
    let of_constraint: Vec<String> = retrieval.constraint.iter().flat_map(texts).collect();
    let borrowed = any_phrase("overhang", of_texts.chain(&of_constraint));
    // What nothing ranks has the order of answers.
    let order = if clauses.is_empty() {
        json!(["region", { "year": { "order": "asc", "missing": "_first" } }, "path", "_doc"])
    } else {
        json!(["_score"])
    };
    json!({
        "size": size,
        "sort": order,
        "track_total_hits": true,
        "query": { "function_score": {
            "query": { "bool": {
                "filter": of_answer,
                "should": clauses,
                "minimum_should_match": u8::from(retrieval.needs_word),
            } },
            "functions": functions,
            "score_mode": "multiply",
            "boost_mode": "multiply",
        } },
        "aggs": { "borrowed": { "filter": borrowed } },
    })
}

/// The sections that have one of the words or texts that were typed.
pub(crate) fn with_typed(retrieval: &Retrieval) -> Value {
    let words = retrieval.words.iter().filter(|word| !word.is_synonym);
    let in_fields =
        |word: &RetrievedWord| WORDS.map(|field| json!({ "term": { field: word.text } }));
    let mut clauses: Vec<Value> = words.flat_map(in_fields).collect();
    let texts = retrieval.texts.iter();
    let typed = texts.filter(|text| text.weight > 0.0 && !text.is_synonym);
    clauses.extend(typed.map(with_text));
    if retrieval.names_are_topic {
        clauses.push(all_named(retrieval, false));
    }
    any(&clauses)
}

/// The sections that have a text in one of its spellings.
fn with_text(text: &RetrievedText) -> Value {
    if text.is_figure {
        any_figure(&text.spellings)
    } else {
        any_beginning(&text.spellings)
    }
}

/// The sections that have everything that is named, or reports that are of it.
pub(crate) fn all_named(retrieval: &Retrieval, of_reports: bool) -> Value {
    let groups = retrieval.names.iter().map(|group| {
        let is_review = |reports: &NamedReports| matches!(reports, NamedReports::Reviews(..));
        let counted = group.iter().map(|(reports, _)| reports);
        let counted = counted.filter(|reports| !(of_reports && is_review(reports)));
        let conditions = counted.map(named);
        any(&conditions.collect::<Vec<_>>())
    });
    json!({ "bool": { "filter": groups.collect::<Vec<_>>() } })
}

/// Asks how many documents satisfy some clauses.
pub(crate) fn size_of(clauses: &[Value]) -> Value {
    json!({ "size": 0, "track_total_hits": true, "query": { "bool": { "filter": clauses } } })
}

/// Whether something is counted in the scope of the request, as texts are.
pub(crate) fn is_text(asked: &Asked) -> bool {
    matches!(asked, Asked::Text(_) | Asked::Figure(_))
}

/// Asks how many sections have each of some things.
pub(crate) fn frequencies_in<'a>(
    clauses: &[Value],
    asked: impl Iterator<Item = &'a Asked>,
) -> Value {
    let filters: Map<String, Value> = asked
        .enumerate()
        .map(|(place, asked)| (place.to_string(), having(asked)))
        .collect();
    let mut question = json!({
        "size": 0,
        "track_total_hits": false,
        "query": { "bool": { "filter": clauses } },
    });
    if !filters.is_empty() {
        question["aggs"] = json!({ "asked": { "filters": { "filters": filters } } });
    }
    question
}

fn having(asked: &Asked) -> Value {
    match asked {
        Asked::Word(word) => any(&WORDS.map(|field| json!({ "term": { field: word } }))),
        Asked::BodyWord(word) => json!({ "term": { WORDS[0]: word } }),
        Asked::Character(c) => phrase("chars", &c.to_string()),
        Asked::Text(spellings) => any_phrase("chars", spellings),
        Asked::Figure(spellings) => any_figure(spellings),
    }
}

/// The answers to what was asked, from those about words and about texts.
pub(crate) fn doc_freqs(asked: &[Asked], of_words: &Value, of_texts: &Value) -> Vec<u64> {
    let mut places = [0..usize::MAX, 0..usize::MAX];
    let mut next = |asked: &Asked| {
        let is_text = is_text(asked);
        let place = places[usize::from(is_text)].next().unwrap_or_default();
        let answer = if is_text { of_texts } else { of_words };
        let bucket = &answer["aggregations"]["asked"]["buckets"][place.to_string()];
        bucket["doc_count"].as_u64().unwrap_or(0)
    };
    asked.iter().map(&mut next).collect()
}

/// How many documents an answer has.
pub(crate) fn total(answer: &Value) -> u64 {
    answer["hits"]["total"]["value"].as_u64().unwrap_or(0)
}
