//! What a section must be found by: characters and words, which are indexed without being stored.

use std::collections::BTreeMap;

use quanwen::Result;
use serde_json::{Value, json};

use crate::asking::Asking;
use crate::client::Client;
use crate::mapping::{CHARACTERS, COUNTED, WORDS};

/// Characters of a phrase that is looked up.
const PIECE: usize = 48;
/// Phrases of a field that are looked up, spread evenly from its beginning to its end.
const MAX_PIECES: usize = 6;
/// Words of a field that are looked up, spread evenly.
const MAX_WORDS: usize = 32;

/// A question that finds a section, and how often it must find what it asks for.
struct Lookup {
    field: &'static str,
    clauses: Vec<Value>,
    occurrences: usize,
    /// The score of an occurrence.
    unit: f64,
}

/// The fields by which a section is not found as it should be, given its document with everything that was sent.
pub(crate) fn not_found(client: &Client, id: &str, document: &Value) -> Result<Vec<&'static str>> {
    let characters = CHARACTERS
        .iter()
        .filter_map(|field| of_characters(field, document));
    let words = WORDS.iter().filter_map(|field| of_words(field, document));
    let lookups: Vec<Lookup> = characters.chain(words).collect();
    let questions: Vec<Value> = lookups.iter().map(|lookup| question(id, lookup)).collect();
    let answers = Asking::whole(client, |asking| asking.each_search(&questions))?;
    let is_wrong = |(lookup, answer): &(&Lookup, &Value)| {
        let score = answer["hits"]["hits"][0]["_score"].as_f64().unwrap_or(0.0);
        let expected = lookup.occurrences as f64 * lookup.unit;
        (score - expected).abs() > lookup.unit / 2.0
    };
    let wrong = lookups.iter().zip(&answers).filter(is_wrong);
    Ok(wrong.map(|(lookup, _)| lookup.field).collect())
}

fn question(id: &str, lookup: &Lookup) -> Value {
    json!({
        "size": 1,
        "_source": false,
        "query": { "bool": {
            "filter": [{ "ids": { "values": [id] } }],
            "should": lookup.clauses,
            "minimum_should_match": 1,
        } },
    })
}

/// Phrases of a field of characters. The score of each is the number of its characters times its frequency.
fn of_characters(field: &'static str, document: &Value) -> Option<Lookup> {
    let values: Vec<Vec<&str>> = match &document[field] {
        Value::String(value) => vec![tokens(value)],
        Value::Array(values) => values
            .iter()
            .filter_map(Value::as_str)
            .map(tokens)
            .collect(),
        _ => return None,
    };
    let pieces = values
        .iter()
        .flat_map(|tokens| tokens.chunks(PIECE))
        .collect();
    let pieces = spread(pieces, MAX_PIECES);
    let frequency = |piece: &[&str]| {
        let windows = values.iter().flat_map(|tokens| tokens.windows(piece.len()));
        windows.filter(|window| *window == piece).count()
    };
    let lookup = Lookup {
        field,
        clauses: pieces
            .iter()
            .map(|piece| json!({ "match_phrase": { field: piece.join(" ") } }))
            .collect(),
        occurrences: pieces
            .iter()
            .map(|piece| piece.len() * frequency(piece))
            .sum(),
        unit: 1.0,
    };
    (!lookup.clauses.is_empty()).then_some(lookup)
}

/// Words of a field, which are counted instead of scored.
fn of_words(field: &'static str, document: &Value) -> Option<Lookup> {
    let mut frequencies: BTreeMap<&str, usize> = BTreeMap::new();
    for word in tokens(document[field].as_str()?) {
        *frequencies.entry(word).or_default() += 1;
    }
    let words = spread(frequencies.into_iter().collect(), MAX_WORDS);
    let lookup = Lookup {
        field,
        clauses: words
            .iter()
            .map(|(word, _)| json!({ "term": { field: { "value": word, "boost": COUNTED } } }))
            .collect(),
        occurrences: words.iter().map(|(_, frequency)| frequency).sum(),
        unit: f64::from(COUNTED),
    };
    (!lookup.clauses.is_empty()).then_some(lookup)
}

fn tokens(value: &str) -> Vec<&str> {
    value.split_whitespace().collect()
}

/// So many of some things, spread evenly, the first and the last among them.
fn spread<T>(all: Vec<T>, most: usize) -> Vec<T> {
    let last = all.len().saturating_sub(1);
    if all.len() <= most {
        return all;
    }
    let chosen: Vec<usize> = (0..most).map(|step| step * last / (most - 1)).collect();
    let all = all.into_iter().enumerate();
    all.filter(|(place, _)| chosen.contains(place))
        .map(|(_, one)| one)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_are_among_those_that_are_looked_up() {
        assert_eq!(spread((0..10).collect(), 4), [0, 3, 6, 9]);
        assert_eq!(spread(vec![7], 4), [7]);
        assert!(spread(Vec::<u8>::new(), 4).is_empty());
    }

    #[test]
    fn a_phrase_is_looked_up_as_often_as_it_stands_there() {
        let document = json!({ "heading": ["年 年", "年 年"], "body_words": "行政 复议 行政" });
        let lookup = of_characters("heading", &document).expect("there are characters");
        // Two phrases of two characters, each of which stands there twice.
        assert_eq!(lookup.occurrences, 8);
        let lookup = of_words("body_words", &document).expect("there are words");
        assert_eq!(lookup.occurrences, 3);
        assert!(of_characters("overhang", &document).is_none());
    }
}
