//! When an index is merged, and what is asked for that.

use std::sync::{Arc, Mutex};

use quanwen_opensearch::merge;
use serde_json::json;

use crate::canned::{serve, unknown};

#[test]
fn an_index_is_merged_when_nothing_is_kept_of_what_was_sent() {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&asked);
    let mut retained = 0;
    let address = serve(move |request, _| {
        noted.lock().expect("no panic").push(request.to_string());
        if request.starts_with("GET /reports/_stats") {
            retained += 6;
            let copy = json!({
                "seq_no": { "max_seq_no": 11 },
                "retention_leases": { "leases": [{ "retaining_seq_no": retained }] },
            });
            let index = json!({ "shards": { "0": [copy] } });
            return (200, json!({ "indices": { "reports-1": index } }));
        }
        match request.rsplit_once('/') {
            Some((_, "_settings")) => (200, json!({ "acknowledged": true })),
            Some((_, "_refresh" | "_flush?force=true" | "_forcemerge?max_num_segments=1")) => {
                (200, json!({ "_shards": { "failed": 0 } }))
            }
            _ => unknown(request),
        }
    });
    merge(address).expect("a merged index");
    let expected = [
        "GET /reports/_stats?level=shards",
        "GET /reports/_stats?level=shards",
        "POST /reports/_flush?force=true",
        "PUT /reports/_settings",
        "POST /reports/_forcemerge?max_num_segments=1",
        "POST /reports/_refresh",
    ];
    assert_eq!(*asked.lock().expect("no panic"), expected);
}
