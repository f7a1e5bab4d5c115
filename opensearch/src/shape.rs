//! How the documents of an index are spread over the machines of a cluster.

use std::num::NonZeroU32;

use serde_json::Value;

/// The shards of an index, each on one machine, and how many copies of each are kept on others. What is not said stays as it is; a
/// new index has one shard without a copy, for a single machine.
///
/// ```
/// use std::num::NonZeroU32;
///
/// use quanwen_opensearch::Shape;
///
/// let of_three_machines = Shape {
///     shards: NonZeroU32::new(3),
///     replicas: Some(1),
/// };
/// assert_ne!(of_three_machines, Shape::default());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape {
    /// Parts of the index. Their number is fixed when it is made: another one needs another index.
    pub shards: Option<NonZeroU32>,
    /// Copies of each shard beside the first: as many machines can be lost without a report that is missing.
    pub replicas: Option<u32>,
}

impl Shape {
    /// The shape of an index, given its settings.
    pub(crate) fn of_settings(settings: &Value) -> Self {
        // The cluster writes numbers as texts.
        let number = |name: &str| settings["index"][name].as_str();
        Self {
            shards: number("number_of_shards").and_then(|typed| typed.parse().ok()),
            replicas: number("number_of_replicas").and_then(|typed| typed.parse().ok()),
        }
    }

    /// This shape where it says something, and another one elsewhere.
    pub(crate) fn over(self, other: Self) -> Self {
        Self {
            shards: self.shards.or(other.shards),
            replicas: self.replicas.or(other.replicas),
        }
    }
}
