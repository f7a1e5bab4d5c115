//! Where the shards of an index are, and whether all of them are somewhere.
//!
//! Only what the index says of itself is asked: to ask the cluster for its health needs a right that a reader may not have.

use std::collections::BTreeSet;

use quanwen::Result;
use quanwen::api::{ClusterHealth, ClusterStatus};
use serde_json::Value;

use crate::client::{Client, Method};
use crate::serving::shape_of;
use crate::shape::Shape;

/// States of a copy that answers.
const ANSWERING: [&str; 2] = ["STARTED", "RELOCATING"];

/// The size of an index, and how it is spread.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Placement {
    /// Bytes on the disk, without copies.
    pub bytes: u64,
    /// None if the cluster does not say how many shards there are.
    pub status: Option<ClusterStatus>,
}

impl Placement {
    /// Asks for it.
    ///
    /// # Errors
    /// [`quanwen::Error::Remote`] if a shard is on no machine, so that nothing can be said of all reports.
    pub(crate) fn of(client: &Client) -> Result<Self> {
        let index = &client.index;
        let path = format!("/{index}/_stats/store?level=shards");
        let placement = Self::new(
            &client.call(Method::Get, &path, None)?,
            index,
            shape_of(client, index)?,
        );
        match &placement.status {
            Some(status) if status.health == ClusterHealth::Red => Err(client.error(format!(
                "has a shard that is on no machine, of {}: start the machine that had it (GET /_cat/shards/{index} shows which is \
                 missing), or index again",
                status.shards
            ))),
            _ => Ok(placement),
        }
    }

    fn new(stats: &Value, index: &str, shape: Shape) -> Self {
        let bytes = |of: &str| stats["_all"][of]["store"]["size_in_bytes"].as_u64();
        let shards = stats["indices"][index]["shards"].as_object();
        let copies = shards.into_iter().flatten();
        let copies = copies.flat_map(|(_, copies)| copies.as_array().into_iter().flatten());
        let answering = copies.map(|copy| &copy["routing"]).filter(|routing| {
            let state = routing["state"].as_str();
            state.is_some_and(|state| ANSWERING.contains(&state))
        });
        let (mut primaries, mut active) = (0, 0);
        let mut machines = BTreeSet::new();
        for routing in answering {
            active += 1;
            primaries += u64::from(routing["primary"] == true);
            machines.extend(routing["node"].as_str());
        }
        let status = shape.shards.zip(shape.replicas).map(|(shards, replicas)| {
            let (shards, replicas) = (u64::from(shards.get()), u64::from(replicas));
            let mut status = ClusterStatus::default();
            (status.shards, status.replicas) = (shards, replicas);
            status.missing = (shards * (1 + replicas)).saturating_sub(active);
            status.health = match status.missing {
                _ if primaries < shards => ClusterHealth::Red,
                0 => ClusterHealth::Green,
                _ => ClusterHealth::Yellow,
            };
            status.machines = machines.len() as u64;
            status.bytes = bytes("total").unwrap_or(0);
            status
        });
        Self {
            bytes: bytes("primaries").unwrap_or(0),
            status,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn placed(copies: &Value) -> Option<ClusterStatus> {
        let stats = json!({
            "_all": { "primaries": { "store": { "size_in_bytes": 5 } }, "total": { "store": { "size_in_bytes": 9 } } },
            "indices": { "reports-1": { "shards": copies } },
        });
        let shape = Shape {
            shards: "2".parse().ok(),
            replicas: Some(1),
        };
        let placement = Placement::new(&stats, "reports-1", shape);
        assert_eq!(placement.bytes, 5);
        placement.status
    }

    #[test]
    fn health_is_that_of_the_shards_that_answer() {
        let copy = |node: &str, primary: bool, state: &str| json!({ "routing": { "node": node, "primary": primary, "state": state } });
        let (first, second) = (copy("a", true, "STARTED"), copy("b", true, "RELOCATING"));
        let (third, fourth) = (copy("b", false, "STARTED"), copy("a", false, "STARTED"));
        let begun = copy("a", false, "INITIALIZING");
        for (copies, health, missing) in [
            (
                json!({ "0": [first, third], "1": [second, fourth] }),
                ClusterHealth::Green,
                0,
            ),
            (
                json!({ "0": [first, third], "1": [second, begun] }),
                ClusterHealth::Yellow,
                1,
            ),
            (json!({ "0": [first, third] }), ClusterHealth::Red, 2),
        ] {
            let status = placed(&copies).expect("its shards are known");
            assert_eq!((status.health, status.missing), (health, missing));
            assert_eq!((status.shards, status.replicas), (2, 1));
            assert_eq!((status.machines, status.bytes), (2, 9));
        }
    }
}
