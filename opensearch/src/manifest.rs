//! What was read of each file: documents of the kind `file`.

use quanwen::Result;
use quanwen::backend::{IndexedFile, UpdatedFiles};
use quanwen_messages::message;
use serde_json::{Value, json};

use crate::asking::Asking;
use crate::bulk::{Bulk, push, push_removal};
use crate::client::{Client, take, take_array};
use crate::mapping::FILE;

/// Files that are asked for in one request.
const PAGE: usize = 5000;

/// Every file of the index that a client asks.
pub(crate) fn files(client: &Client) -> Result<Vec<IndexedFile>> {
    let mut files: Vec<IndexedFile> = Vec::new();
    loop {
        let mut page = json!({
            "size": PAGE,
            "_source": ["file"],
            "query": { "term": { "kind": FILE } },
            "sort": ["path"],
        });
        if let Some(last) = files.last() {
            page["search_after"] = json!([last.path]);
        }
        let mut answer = Asking::whole(client, |asking| asking.search("_search", &page))?;
        let hits = take_array(&mut answer, "/hits/hits");
        let is_last = hits.len() < PAGE;
        for hit in hits {
            files.push(file(client, hit)?);
        }
        if is_last {
            return Ok(files);
        }
    }
}

fn file(client: &Client, mut hit: Value) -> Result<IndexedFile> {
    let stored = take(&mut hit, "/_source/file");
    let damaged = |error: serde_json::Error| {
        client.error(message!(
            "has a damaged entry of a file ({error})",
            error = error.to_string()
        ))
    };
    serde_json::from_value(stored).map_err(damaged)
}

/// Sends what is known of the files by now.
pub(crate) fn write(bulk: &Bulk, updated: &UpdatedFiles) -> Result<()> {
    for file in &updated.written {
        let mut lines = Vec::new();
        let document = json!({ "kind": FILE, "path": file.path, "file": file });
        push(&mut lines, &id(file), &document);
        bulk.add(&lines)?;
    }
    for file in &updated.gone {
        let mut lines = Vec::new();
        push_removal(&mut lines, &id(file));
        bulk.add(&lines)?;
    }
    bulk.finish()
}

fn id(file: &IndexedFile) -> String {
    format!("{FILE}-{}", file.key())
}
