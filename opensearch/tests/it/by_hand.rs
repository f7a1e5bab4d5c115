//! What is asked of the cluster of the tests, and done to it, without the program.

use serde_json::{Value, json};
use ureq::RequestBuilder;
use ureq::typestate::{WithBody, WithoutBody};

pub fn url(path: &str) -> String {
    let cluster = std::env::var("QUANWEN_TEST_OPENSEARCH").expect("a cluster");
    format!("{cluster}{path}")
}

fn ask(request: RequestBuilder<WithoutBody>) -> Value {
    let mut answer = request.call().expect("an answer");
    let body = answer.body_mut().read_to_string().expect("a text");
    serde_json::from_str(&body).expect("JSON")
}

fn send(request: RequestBuilder<WithBody>, body: &Value) {
    let request = request.content_type("application/json");
    request.send(body.to_string()).expect("an answer");
}

pub fn get(path: &str) -> Value {
    ask(ureq::get(url(path)))
}

pub fn put(path: &str, body: &Value) {
    send(ureq::put(url(path)), body);
}

pub fn post(path: &str, body: &Value) {
    send(ureq::post(url(path)), body);
}

/// Removes indexes, if they are there.
pub fn remove(indexes: &str) {
    let path = format!("/{indexes}?ignore_unavailable=true");
    ask(ureq::delete(url(&path)));
}

/// The number of documents of an index.
pub fn documents(index: &str) -> Value {
    get(&format!("/{index}/_count"))["count"].clone()
}

/// The indexes of a corpus, each with the number of its aliases.
pub fn generations(name: &str) -> Vec<(String, usize)> {
    let known = get(&format!("/{name}-*"));
    let indexes = known.as_object().expect("indexes").iter();
    indexes
        .map(|(index, state)| {
            let aliases = state["aliases"].as_object().expect("aliases");
            (index.clone(), aliases.len())
        })
        .collect()
}

/// The indexes of a corpus that so many aliases name, from the oldest to the newest.
pub fn named_by(name: &str, aliases: usize) -> Vec<String> {
    let generations = generations(name).into_iter();
    let named = generations.filter(|(_, known)| *known == aliases);
    named.map(|(index, _)| index).collect()
}

/// The index that the alias of a corpus names.
pub fn serving(name: &str) -> String {
    let serving = named_by(name, 1).into_iter().next();
    serving.expect("an index that the alias names")
}

/// The newest index of a corpus that no alias names.
pub fn unnamed(name: &str) -> String {
    let unnamed = named_by(name, 0).pop();
    unnamed.expect("an index that no alias names")
}

/// Whether a corpus has an index.
pub fn is_there(name: &str, index: &str) -> bool {
    let mut generations = generations(name).into_iter();
    generations.any(|(known, _)| known == index)
}

/// As if the last word of an index that is being filled were old.
pub fn fall_silent(index: &str) {
    let silent = json!({ "_meta": { "filled": 1 } });
    put(&format!("/{index}/_mapping"), &silent);
}

/// As if what was replaced were not asked any more: the next program removes it.
pub fn fall_silent_all(name: &str) {
    for index in named_by(name, 0) {
        fall_silent(&index);
    }
}

/// Lets an index take no documents, or take some again.
pub fn block(index: &str, is_blocked: bool) {
    let settings = json!({ "index.blocks.write": is_blocked });
    put(&format!("/{index}/_settings"), &settings);
}

/// Changes a document, of which what is not stored is lost.
pub fn alter(index: &str, id: &str, change: impl FnOnce(&mut Value)) {
    let path = format!("/{index}/_doc/{id}");
    let mut found = get(&path);
    change(&mut found["_source"]);
    block(index, false);
    put(&format!("{path}?refresh=true"), &found["_source"]);
}
