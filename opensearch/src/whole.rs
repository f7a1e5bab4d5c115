//! Whether the index that a client asks has all that was sent.

use std::thread::sleep;

use quanwen::Result;
use quanwen::backend::CorpusCounts;
use serde_json::json;

use crate::asking::Asking;
use crate::client::{Client, Method, PAUSES, take_array};
use crate::mapping::{CORPUS, FILE, REPORT, SECTION};

/// How many documents of a kind an index has, and how many it should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KindCount {
    pub kind: &'static str,
    pub stored: u64,
    pub sent: u64,
}

/// Counts the documents of each kind, given what the corpus has and the number of its files.
pub(crate) fn kind_counts(
    client: &Client,
    counts: &CorpusCounts,
    files: usize,
) -> Result<[KindCount; 4]> {
    let kinds = json!({
        "size": 0,
        "aggs": { "kinds": { "terms": { "field": "kind" } } },
    });
    let mut answer = Asking::whole(client, |asking| asking.search("_search", &kinds))?;
    let buckets = take_array(&mut answer, "/aggregations/kinds/buckets");
    let count = |(kind, sent)| {
        let bucket = buckets.iter().find(|bucket| bucket["key"] == kind);
        let stored = bucket.and_then(|bucket| bucket["doc_count"].as_u64());
        KindCount {
            kind,
            stored: stored.unwrap_or(0),
            sent,
        }
    };
    Ok([
        (CORPUS, 1),
        (REPORT, counts.documents),
        (SECTION, counts.sections),
        (FILE, files as u64),
    ]
    .map(count))
}

/// Whether an index has as many documents of each kind as were sent.
pub(crate) fn is_whole(client: &Client, counts: &CorpusCounts, files: usize) -> Result<bool> {
    let kinds = kind_counts(client, counts, files)?;
    Ok(kinds.iter().all(|kind| kind.stored == kind.sent))
}

/// Makes what was sent visible on every machine that has some of it.
pub(crate) fn refresh(client: &Client) -> Result<()> {
    let path = format!("/{}/_refresh", client.index);
    let mut pauses = PAUSES.iter();
    loop {
        let answer = client.call(Method::Post, &path, None)?;
        if answer["_shards"]["failed"] == 0 {
            return Ok(());
        }
        // A copy on a machine that has just been lost is soon none of the index.
        sleep(*pauses.next().ok_or_else(|| client.partial())?);
    }
}

/// Merges the parts of an index of which much was removed.
///
/// What is not merged answers the same; a merge that takes longer than a request may take goes on by itself.
pub(crate) fn expunge(client: &Client) {
    let merge = "_forcemerge?only_expunge_deletes=true";
    for step in ["_flush", merge] {
        let _ = client.call(Method::Post, &format!("/{}/{step}", client.index), None);
    }
}
