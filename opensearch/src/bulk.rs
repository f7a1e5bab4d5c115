//! Documents in large requests.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;

use quanwen::Result;
use serde_json::{Value, json};

use crate::client::{Client, PAUSES};

/// Bytes of a bulk request.
const BULK_BYTES: usize = 4 << 20;
/// The status of a document that the cluster has no room for at the moment (RFC 6585, section 4).
const TOO_MANY_REQUESTS: u16 = 429;

/// Sends documents, and what else is done with some, in large requests, from several threads.
pub(crate) struct Bulk<'c> {
    client: &'c Client,
    path: String,
    waiting: Mutex<Vec<u8>>,
}

impl<'c> Bulk<'c> {
    pub(crate) fn new(client: &'c Client, index: &str) -> Self {
        Self {
            client,
            path: format!("/{index}/_bulk"),
            waiting: Mutex::default(),
        }
    }

    /// Adds lines that stay together.
    pub(crate) fn add(&self, lines: &[u8]) -> Result<()> {
        let full = {
            let mut waiting = self.waiting();
            waiting.extend_from_slice(lines);
            (waiting.len() >= BULK_BYTES).then(|| std::mem::take(&mut *waiting))
        };
        full.map_or(Ok(()), |full| self.send(&full))
    }

    /// Sends what waits.
    pub(crate) fn finish(&self) -> Result<()> {
        let rest = std::mem::take(&mut *self.waiting());
        if rest.is_empty() {
            return Ok(());
        }
        self.send(&rest)
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<u8>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends documents, again if the cluster had no room for some of them at the moment. An id is written once, however often it is
    /// sent.
    fn send(&self, lines: &[u8]) -> Result<()> {
        let mut pauses = PAUSES.iter();
        loop {
            let answer = self.client.lines(&self.path, lines)?;
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
                    return Err(self
                        .client
                        .error(format!("did not store a report: {reason}")));
                }
            }
        }
    }
}

/// Adds a document to the lines of a request.
pub(crate) fn push(lines: &mut Vec<u8>, id: &str, document: &Value) {
    let action = json!({ "index": { "_id": id } });
    lines.extend_from_slice(format!("{action}\n{document}\n").as_bytes());
}

/// Adds to the lines of a request that a document is removed, if it is there.
pub(crate) fn push_removal(lines: &mut Vec<u8>, id: &str) {
    let action = json!({ "delete": { "_id": id } });
    lines.extend_from_slice(format!("{action}\n").as_bytes());
}
