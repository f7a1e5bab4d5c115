//! A generation: an index that is filled once, called by the name of the corpus and the time, and named by the alias when it is whole.
//! It begins empty, or as a clone of the one that answers, which shares the files of that on the disk.
//!
//! While it is filled, its mapping says when that was last known to go on, and afterwards when it was replaced: those who have begun to
//! ask it may go on for a while. One that no alias names, and of which nothing has been said for [`SILENCE`], was replaced, or left behind
//! by a program that was killed. To remove one that is being filled all the same, by a program
//! that was held up or whose clock is wrong, fails that program: it asks at the end whether all is there, by a field that only the
//! mapping of a generation has as a keyword.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use quanwen::Result;
use serde_json::{Value, json};

use crate::client::{Client, Method};
use crate::mapping::index_body;
use crate::shape::Shape;

/// How often a generation that is filled says so.
const BEAT: Duration = Duration::from_secs(10);
/// After so long without a word, nothing fills a generation, and what was replaced is not asked any more.
const SILENCE: Duration = Duration::from_mins(2);
/// How long the cluster may try to note that a generation is still filled.
const BEAT_TIMEOUT: &str = "10s";
/// How long the cluster may take to share the files of an index with its copy.
const COPY_TIMEOUT: &str = "60s";

/// The time since 1970, by the clock of this machine.
pub(crate) fn now() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

/// The name of a generation that is made now.
pub(crate) fn name(client: &Client, now: Duration) -> String {
    format!("{}-{}", client.address.name, now.as_nanos())
}

/// Makes a new generation without documents.
pub(crate) fn create(client: &Client, name: &str, shape: Shape) -> Result<()> {
    let mut body = index_body(shape);
    body["mappings"]["_meta"] = beat(now());
    let path = format!("/{name}");
    made(client, name, client.call(Method::Put, &path, Some(&body)))
}

/// Makes a new generation with the documents of the one that answers.
pub(crate) fn copy(client: &Client, source: &str, name: &str, shape: Shape) -> Result<()> {
    block(client, source, true)?;
    // The copy has the mapping from the beginning, and with it the word that it is being filled.
    keep(client, source)?;
    let body = json!({ "settings": {
        "index.blocks.write": null,
        "index.number_of_replicas": shape.replicas.unwrap_or(0),
    } });
    let path = format!("/{source}/_clone/{name}");
    made(client, name, client.call(Method::Put, &path, Some(&body)))?;
    let health = format!("/_cluster/health/{name}?wait_for_status=yellow&timeout={COPY_TIMEOUT}");
    client.call(Method::Get, &health, None)?;
    Ok(())
}

/// Lets a generation be left alone for [`SILENCE`] from now.
pub(crate) fn keep(client: &Client, name: &str) -> Result<()> {
    let meta = json!({ "_meta": beat(now()) });
    client.call(Method::Put, &format!("/{name}/_mapping"), Some(&meta))?;
    Ok(())
}

/// Whether a generation was made. The answer of a request that was done may be lost; done again, it fails.
fn made(client: &Client, name: &str, answer: Result<Value>) -> Result<()> {
    match answer {
        Err(error) if client.call(Method::Get, &format!("/{name}"), None).is_err() => Err(error),
        _ => Ok(()),
    }
}

/// Lets an index take no more documents, or take some again. What answers is not to be changed, and only what is not changed can be
/// copied.
pub(crate) fn block(client: &Client, name: &str, is_blocked: bool) -> Result<()> {
    let settings = json!({ "index.blocks.write": is_blocked });
    client.call(Method::Put, &format!("/{name}/_settings"), Some(&settings))?;
    Ok(())
}

/// Changes how many copies an index has.
pub(crate) fn set_replicas(client: &Client, name: &str, shape: Shape) -> Result<()> {
    let settings = json!({ "index.number_of_replicas": shape.replicas });
    client.call(Method::Put, &format!("/{name}/_settings"), Some(&settings))?;
    Ok(())
}

/// Fills a generation, which says meanwhile that it is filled.
pub(crate) fn while_filled<T>(
    client: &Client,
    name: &str,
    fill: impl FnOnce() -> Result<T>,
) -> Result<T> {
    let path = format!("/{name}/_mapping?cluster_manager_timeout={BEAT_TIMEOUT}");
    let (filling, end) = channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while end.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                // One that the cluster does not note is made up for by the next.
                let _ = client.call(Method::Put, &path, Some(&json!({ "_meta": beat(now()) })));
            }
        });
        let filled = fill();
        drop(filling);
        filled
    })
}

fn beat(now: Duration) -> Value {
    json!({ "filled": u64::try_from(now.as_millis()).unwrap_or(u64::MAX) })
}

/// Removes the generations that were not filled to the end, and those that were replaced.
pub(crate) fn remove_left_behind(client: &Client) -> Result<()> {
    let (name, now) = (&client.address.name, now());
    let known = client.call(Method::Get, &format!("/{name}-*"), None)?;
    for (index, state) in known.as_object().into_iter().flatten() {
        if is_generation(index, name) && is_left_behind(state, now) {
            remove(client, index)?;
        }
    }
    Ok(())
}

/// Removes a generation, if another program did not just now.
pub(crate) fn remove(client: &Client, name: &str) -> Result<()> {
    let path = format!("/{name}?ignore_unavailable=true");
    client.call(Method::Delete, &path, None)?;
    Ok(())
}

/// Whether an index is a generation of a corpus, not one of a corpus whose name begins like it.
pub(crate) fn is_generation(index: &str, corpus: &str) -> bool {
    let rest = index.strip_prefix(corpus);
    let time = rest.and_then(|rest| rest.strip_prefix('-'));
    time.is_some_and(|time| !time.is_empty() && time.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether an index has the mapping of a generation.
pub(crate) fn is_marked(state: &Value) -> bool {
    state["mappings"]["_meta"]["filled"].is_u64()
}

/// Whether no alias names an index of which nobody has said for long that it is filled.
fn is_left_behind(state: &Value, now: Duration) -> bool {
    let is_named = state["aliases"]
        .as_object()
        .is_some_and(|names| !names.is_empty());
    let beat = state["mappings"]["_meta"]["filled"].as_u64();
    let silence = |beat| now.saturating_sub(Duration::from_millis(beat));
    !is_named && beat.is_some_and(|beat| silence(beat) > SILENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generation_is_called_by_its_corpus_and_the_time() {
        assert!(is_generation("reports-1700000000000", "reports"));
        for other in [
            "reports",
            "reports-",
            "reports-2020-1700000000000",
            "reports-old",
            "other-1700000000000",
        ] {
            assert!(!is_generation(other, "reports"), "{other}");
        }
    }

    #[test]
    fn only_what_is_unnamed_and_silent_was_left_behind() {
        let now = Duration::from_hours(1);
        let state = |aliases: Value, silence: Duration| {
            let filled = beat(now.saturating_sub(silence));
            json!({ "aliases": aliases, "mappings": { "_meta": filled } })
        };
        let long = SILENCE + BEAT;
        assert!(is_left_behind(&state(json!({}), long), now));
        assert!(!is_left_behind(&state(json!({}), SILENCE), now));
        assert!(!is_left_behind(&state(json!({ "reports": {} }), long), now));
        // What quanwen did not make is not its to remove.
        let other = json!({ "aliases": {}, "mappings": { "_meta": { "by": "another" } } });
        assert!(!is_left_behind(&other, now));
        // By the clock of another machine, which is ahead.
        let ahead = json!({ "aliases": {}, "mappings": { "_meta": beat(now + long) } });
        assert!(!is_left_behind(&ahead, now));
    }
}
