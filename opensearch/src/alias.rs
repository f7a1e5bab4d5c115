//! What the name of a corpus stands for: an alias, which is moved from one index to the next in one step.
//!
//! Invariant: it is taken from no index that quanwen did not make, or that it did not name when the update began.

use std::collections::BTreeMap;

use quanwen::{Error, Result};
use quanwen_messages::{Text, message, text};
use serde_json::{Map, Value, json};

use crate::client::{Client, Method, take};
use crate::contents::stored_contents;
use crate::generation::{is_generation, is_marked, keep, remove};

/// The indexes that the alias names.
///
/// # Errors
/// [`Error::Remote`] if the name is that of an index.
pub(crate) fn named(client: &Client) -> Result<Vec<String>> {
    Ok(indexes(client)?.into_keys().collect())
}

/// The indexes that the alias names, each with all of its aliases.
fn indexes(client: &Client) -> Result<BTreeMap<String, Map<String, Value>>> {
    let name = &client.address.name;
    // All aliases: to ask for one that is not there is an error, like one of the cluster.
    let mut known = client.call(Method::Get, "/_alias", None)?;
    if known.get(name).is_some() {
        return Err(client.error(text!(
            "is an index, and a corpus is an alias, which is moved from index to index: write another name"
        )));
    }
    let mut named = BTreeMap::new();
    for (index, known) in known.as_object_mut().into_iter().flatten() {
        if let Value::Object(aliases) = take(known, "/aliases")
            && aliases.contains_key(name)
        {
            named.insert(index.clone(), aliases);
        }
    }
    Ok(named)
}

/// Refuses an alias of indexes that quanwen did not make, as they would be replaced.
pub(crate) fn refuse_others(client: &Client, named: &[String]) -> Result<()> {
    for index in named {
        if !is_ours(client, index)? {
            return Err(client.error(message!(
                "is the name of the index {index}, which quanwen did not make and does not replace: write another name, or take this one from the index (POST /_aliases)",
                index = index
            )));
        }
    }
    Ok(())
}

/// Whether an index is a generation, or says what it holds of a corpus.
fn is_ours(client: &Client, index: &str) -> Result<bool> {
    if is_generation(index, &client.address.name) {
        let mapping = client.call(Method::Get, &format!("/{index}/_mapping"), None)?;
        if is_marked(&mapping[index]) {
            return Ok(true);
        }
    }
    Ok(stored_contents(&client.of_index(index))?.is_some())
}

/// Whether the alias names what it did when the update began.
pub(crate) fn is_unmoved(client: &Client, old: &[String]) -> Result<bool> {
    Ok(named(client)? == old)
}

/// The error of an update that began from what the alias does not name any more.
pub(crate) fn moved(client: &Client) -> Error {
    client.error(text!(
        "names another index than when this update began, made by another program"
    ))
}

/// The error of an update that failed before the alias was moved.
pub(crate) fn unreplaced(error: Error) -> Error {
    with_state(error, text!("this update has changed nothing that answers"))
}

/// The error of an update that failed while the alias was moved.
fn unknown(error: Error) -> Error {
    with_state(
        error,
        text!("what answered before this update still does, or its new index, which is whole"),
    )
}

/// An error of the cluster with what became of the corpus and what to do; that of a file says what to do about it.
fn with_state(error: Error, state: Text) -> Error {
    match error {
        Error::Remote { address, reason } => Error::Remote {
            address,
            reason: message!(
                "{reason}; {state}: index again",
                reason = reason,
                state = state
            ),
        },
        other => other,
    }
}

/// Makes the alias name a new index alone, and lets those that it named when the update began answer for a while those who ask them.
///
/// The new index is the one that the alias writes to: the cluster allows only one, so of two programs that both found no index, one
/// fails. A new index that the alias may name by now is not removed when this fails.
pub(crate) fn switch(client: &Client, new: &str, old: &[String]) -> Result<()> {
    let serving = indexes(client).map_err(unreplaced)?;
    if !serving.keys().eq(old) {
        return Err(give_up(client, new));
    }
    for index in old {
        keep(client, index).map_err(unreplaced)?;
    }
    let actions = json!({ "actions": actions(&client.address.name, new, &serving) });
    let Err(error) = client.call(Method::Post, "/_aliases", Some(&actions)) else {
        return Ok(());
    };
    // The answer of a request that was done may be lost; done again, it fails.
    let now = named(client).map_err(unknown)?;
    if now == [new] {
        return Ok(());
    }
    if now == old || now.iter().any(|index| index == new) {
        return Err(unknown(error));
    }
    Err(give_up(client, new))
}

/// Moves an alias from the indexes that it names to a new one, and with it what else others call them, as they made it.
///
/// Another alias follows, since who made it asked for the corpus by that name: left behind, it would answer with what the corpus was, and
/// keep the replaced index for ever. Who wants that can clone the index.
fn actions(name: &str, new: &str, serving: &BTreeMap<String, Map<String, Value>>) -> Vec<Value> {
    let mut actions =
        vec![json!({ "add": { "index": new, "alias": name, "is_write_index": true } })];
    for (index, aliases) in serving {
        for (alias, made) in aliases {
            if alias != name {
                let mut add = made.as_object().cloned().unwrap_or_default();
                add.insert("index".to_string(), json!(new));
                add.insert("alias".to_string(), json!(alias));
                actions.push(json!({ "add": add }));
            }
            actions.push(json!({ "remove": { "index": index, "alias": alias } }));
        }
    }
    actions
}

/// Removes a new index that is not to take the place of one that it was not made from, and says so.
fn give_up(client: &Client, new: &str) -> Error {
    // What is left behind is removed later.
    let _ = remove(client, new);
    unreplaced(moved(client))
}
