//! Merges an index to its least size.

use std::thread::sleep;
use std::time::{Duration, Instant};

use quanwen::Result;
use serde_json::{Value, json};

use crate::address::Address;
use crate::client::{Client, Method};
use crate::whole::refresh;

/// How long the cluster may keep what a copy that falls behind would need, after the last document was sent: it looks every 30 s.
const HISTORY: Duration = Duration::from_secs(75);
/// How often that is asked for.
const PAUSE: Duration = Duration::from_secs(1);
/// How often the cluster turns from what was merged to what it was merged into, if that takes longer than a request may.
const LATER: &str = "10m";

/// Merges the parts of an index that was filled anew, which makes it smaller and faster. It answers meanwhile.
///
/// Beside each document, the cluster keeps all of what was sent for a while, and as long as the part is not merged that it is in. To wait
/// for it takes up to half a minute. A merge that takes longer than a request may take goes on by itself.
///
/// # Errors
/// [`quanwen::Error::Remote`]; the index is whole all the same.
pub fn merge(address: Address) -> Result<()> {
    let client = Client::new(address)?;
    let start = Instant::now();
    while keeps_history(&client)? && start.elapsed() < HISTORY {
        sleep(PAUSE);
    }
    let index = &client.index;
    let flush = format!("/{index}/_flush?force=true");
    client.call(Method::Post, &flush, None)?;
    let settings = json!({ "index.refresh_interval": LATER });
    client.call(Method::Put, &format!("/{index}/_settings"), Some(&settings))?;
    client.begin(&format!("/{index}/_forcemerge?max_num_segments=1"))?;
    // What was merged is kept as long as it is asked.
    refresh(&client)
}

/// Whether a copy of a shard keeps what other copies might still need.
fn keeps_history(client: &Client) -> Result<bool> {
    let path = format!("/{}/_stats?level=shards", client.index);
    let answer = client.call(Method::Get, &path, None)?;
    let indexes = answer["indices"].as_object().into_iter().flatten();
    let shards = indexes.flat_map(|(_, index)| index["shards"].as_object().into_iter().flatten());
    let mut copies = shards.flat_map(|(_, copies)| copies.as_array().into_iter().flatten());
    Ok(copies.any(|copy| {
        let last = copy["seq_no"]["max_seq_no"].as_i64();
        let leases = copy["retention_leases"]["leases"].as_array();
        let kept = |lease: &Value| lease["retaining_seq_no"].as_i64() <= last;
        leases.is_some_and(|leases| leases.iter().any(kept))
    }))
}
