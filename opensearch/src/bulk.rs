//! Sends documents, and removes some, in large requests.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use quanwen::Result;
use quanwen_messages::{Message, message};
use serde_json::{Value, json};

use crate::client::Client;
use crate::failure::{RAISE, TOO_MANY_REQUESTS};

/// Pauses before documents are sent again that the cluster has no room for at the moment: four minutes in all, since hours of work are
/// at stake.
const PAUSES: [Duration; 8] = [
    Duration::from_millis(100),
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(30),
    Duration::from_mins(1),
    Duration::from_mins(2),
];
/// Bytes of a request.
const BYTES: usize = 4 << 20;

/// Sends documents in large requests, from several threads.
pub(crate) struct Bulk<'c> {
    client: &'c Client,
    path: String,
    /// Bytes of a request that is not known to be too large.
    bytes: AtomicUsize,
    waiting: Mutex<Vec<u8>>,
}

impl<'c> Bulk<'c> {
    /// Sends documents to an index.
    pub(crate) fn new(client: &'c Client, index: &str) -> Self {
        Self {
            client,
            path: format!("/{index}/_bulk"),
            bytes: AtomicUsize::new(BYTES),
            waiting: Mutex::default(),
        }
    }

    /// Adds [documents](push) and [removals](push_removal).
    pub(crate) fn add(&self, lines: &[u8]) -> Result<()> {
        let full = {
            let mut waiting = self.waiting.lock().expect("no thread panics with it");
            waiting.extend_from_slice(lines);
            let is_full = waiting.len() >= self.bytes.load(Ordering::Relaxed);
            is_full.then(|| std::mem::take(&mut *waiting))
        };
        full.map_or(Ok(()), |full| self.send(&full))
    }

    /// Sends what is left.
    pub(crate) fn finish(&self) -> Result<()> {
        let rest = std::mem::take(&mut *self.waiting.lock().expect("no thread panics with it"));
        if rest.is_empty() {
            return Ok(());
        }
        self.send(&rest)
    }

    /// Sends documents, again if the cluster had no room for some of them at the moment. An id is written once, however often it is
    /// sent.
    fn send(&self, lines: &[u8]) -> Result<()> {
        let mut pauses = PAUSES.iter();
        loop {
            let Some(answer) = self.client.lines_that_fit(&self.path, lines)? else {
                return self.send_halves(lines);
            };
            let items = answer["items"].as_array().into_iter().flatten();
            // An item is called by what was done.
            let failed = items
                .filter_map(|item| item.as_object()?.values().next())
                .find(|item| item.get("error").is_some());
            let Some(failed) = failed else {
                return Ok(());
            };
            let is_busy = failed["status"] == TOO_MANY_REQUESTS;
            match pauses.next() {
                Some(pause) if is_busy => sleep(*pause),
                _ => {
                    let reason = failed["error"]["reason"]
                        .as_str()
                        .unwrap_or("no reason given");
                    let id = failed["_id"].as_str().unwrap_or_default();
                    return Err(self.client.error(message!(
                        "did not store a report ({id}): {reason}",
                        id = id,
                        reason = reason
                    )));
                }
            }
        }
    }

    /// Sends documents that are too large for one request in two, and later ones in requests of that size.
    fn send_halves(&self, lines: &[u8]) -> Result<()> {
        let Some((first, second)) = halves(lines) else {
            return Err(self.client.error(too_large(lines)));
        };
        self.bytes.fetch_min(lines.len() / 2, Ordering::Relaxed);
        self.send(first)?;
        self.send(second)
    }
}

/// Adds a document: a line that says what is done with it, and the document on another.
pub(crate) fn push(lines: &mut Vec<u8>, id: &str, document: &Value) {
    let action = json!({ "index": { "_id": id } });
    lines.extend_from_slice(format!("{action}\n{document}\n").as_bytes());
}

/// Adds that a document is removed, if it is there: one line.
pub(crate) fn push_removal(lines: &mut Vec<u8>, id: &str) {
    let action = json!({ "delete": { "_id": id } });
    lines.extend_from_slice(format!("{action}\n").as_bytes());
}

/// What begins the line of a removal.
const REMOVAL: &[u8] = br#"{"delete":"#;

/// Documents in two parts, about as large as each other; none for one document.
fn halves(lines: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut ends = Vec::new();
    let mut is_document = false;
    let mut end = 0;
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        end += line.len();
        is_document = !is_document && !line.starts_with(REMOVAL);
        if !is_document {
            ends.push(end);
        }
    }
    let between = ends.into_iter().filter(|end| *end < lines.len());
    let middle = between.min_by_key(|end| end.abs_diff(lines.len() / 2))?;
    Some(lines.split_at(middle))
}

/// What a cluster says that does not take a document alone.
fn too_large(lines: &[u8]) -> Message {
    let mut both = lines.split(|byte| *byte == b'\n');
    let mut next = || -> Value {
        let line = both.next().unwrap_or_default();
        serde_json::from_slice(line).unwrap_or_default()
    };
    let (action, document) = (next(), next());
    let id = action["index"]["_id"].as_str().unwrap_or_default();
    let path = document["path"].as_str().unwrap_or_default();
    let bytes = lines.len();
    message!(
        "takes no request of {bytes} bytes, as {path} ({id}) needs one: {hint}",
        bytes = bytes,
        path = path,
        id = id,
        hint = RAISE
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_cut_between_documents() {
        let cut = |lines: &'static str| {
            let (first, second) = halves(lines.as_bytes())?;
            Some([first, second].map(|half| String::from_utf8_lossy(half).into_owned()))
        };
        assert_eq!(cut(""), None);
        assert_eq!(cut("a\nb\n"), None);
        let two = ["a\nb\n", "c\nd\n"].map(String::from);
        assert_eq!(cut("a\nb\nc\nd\n"), Some(two));
        let removed = [r#"{"delete":1}"#, r#"{"delete":2}"#].map(|line| format!("{line}\n"));
        assert_eq!(cut("{\"delete\":1}\n{\"delete\":2}\n"), Some(removed));
        // The first is larger than all others.
        let uneven = ["a\nbbbbbbbbbbbb\n", "c\nd\ne\nf\n"].map(String::from);
        assert_eq!(cut("a\nbbbbbbbbbbbb\nc\nd\ne\nf\n"), Some(uneven));
    }
}
