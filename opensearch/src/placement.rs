//! Where the shards of an index are, and whether all of them are somewhere.
//!
//! Only what the index says of itself is asked: to ask the cluster for its health needs a right that a reader may not have.

use std::collections::BTreeSet;

use quanwen::Result;
use quanwen::api::{ClusterHealth, ClusterStatus};
use quanwen_messages::message;
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
    pub cluster: Option<ClusterStatus>,
}

impl Placement {
    /// Asks for it.
    ///
    /// # Errors
    /// [`quanwen::Error::Remote`] if a shard is on no machine, so that nothing can be said of all reports.
    pub(crate) fn of(client: &Client) -> Result<Self> {
        let index = &client.index;
        let path = format!("/{index}/_stats/store?level=shards");
        let answer = client.call(Method::Get, &path, None)?;
        let placement = Self::new(&answer, index, shape_of(client, index)?);
        match &placement.cluster {
            Some(cluster) if cluster.health == ClusterHealth::Red => Err(client.error(message!(
                "lacks one of its {shards} shards or more: start the machine that had it (GET /_cat/shards/{index} shows which is missing), or index again",
                shards = cluster.shards,
                index = index
            ))),
            _ => Ok(placement),
        }
    }

    fn new(answer: &Value, index: &str, shape: Shape) -> Self {
        let bytes = |of: &str| answer["_all"][of]["store"]["size_in_bytes"].as_u64();
        let copies = Copies::answering(&answer["indices"][index]["shards"]);
        let cluster = shape.shards.zip(shape.replicas).map(|(shards, replicas)| {
            let mut cluster = copies.of_shape(shards.get().into(), replicas.into());
            cluster.bytes = bytes("total").unwrap_or(0);
            cluster
        });
        Self {
            bytes: bytes("primaries").unwrap_or(0),
            cluster,
        }
    }
}

/// Copies of shards that answer.
#[derive(Default)]
struct Copies<'a> {
    all: u64,
    /// Those that are copies of no other.
    primaries: u64,
    machines: BTreeSet<&'a str>,
}

impl<'a> Copies<'a> {
    /// Those among the shards of an index, by their numbers.
    fn answering(shards: &'a Value) -> Self {
        let mut copies = Self::default();
        let of_shards = shards.as_object().into_iter().flatten();
        for copy in of_shards.flat_map(|(_, of_shard)| of_shard.as_array().into_iter().flatten()) {
            let routing = &copy["routing"];
            let state = routing["state"].as_str();
            if state.is_some_and(|state| ANSWERING.contains(&state)) {
                copies.all += 1;
                copies.primaries += u64::from(routing["primary"] == true);
                copies.machines.extend(routing["node"].as_str());
            }
        }
        copies
    }

    /// What they are of an index that is to have so many shards, with so many copies of each.
    fn of_shape(&self, shards: u64, replicas: u64) -> ClusterStatus {
        let mut cluster = ClusterStatus::default();
        (cluster.shards, cluster.replicas) = (shards, replicas);
        cluster.missing = (shards * (1 + replicas)).saturating_sub(self.all);
        cluster.machines = self.machines.len() as u64;
        cluster.health = match cluster.missing {
            _ if self.primaries < shards => ClusterHealth::Red,
            0 => ClusterHealth::Green,
            _ => ClusterHealth::Yellow,
        };
        cluster
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn placed(copies: &Value) -> Option<ClusterStatus> {
        let answer = json!({
            "_all": { "primaries": { "store": { "size_in_bytes": 5 } }, "total": { "store": { "size_in_bytes": 9 } } },
            "indices": { "reports-1": { "shards": copies } },
        });
        let shape = Shape {
            shards: "2".parse().ok(),
            replicas: Some(1),
        };
        let placement = Placement::new(&answer, "reports-1", shape);
        assert_eq!(placement.bytes, 5);
        placement.cluster
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
            let cluster = placed(&copies).expect("its shards are known");
            assert_eq!((cluster.health, cluster.missing), (health, missing));
            assert_eq!((cluster.shards, cluster.replicas), (2, 1));
            assert_eq!((cluster.machines, cluster.bytes), (2, 9));
        }
    }
}
