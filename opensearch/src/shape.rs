//! How the documents of a new index are spread over the machines of a cluster.

use std::num::NonZeroU32;

/// The shards of a new index, each on one machine, and how many copies of each are kept on others.
///
/// ```
/// use std::num::NonZeroU32;
///
/// use quanwen_opensearch::Shape;
///
/// let alone = Shape::default();
/// assert_eq!((alone.shards.get(), alone.replicas), (1, 0));
/// let of_three_machines = Shape {
///     shards: NonZeroU32::new(3).expect("not zero"),
///     replicas: 1,
/// };
/// # let _ = of_three_machines;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Parts of the index. Their number is fixed when it is made.
    pub shards: NonZeroU32,
    /// Copies of each shard beside the first: as many machines can be lost without a report that is missing.
    pub replicas: u32,
}

impl Default for Shape {
    /// One shard without a copy, for a single machine.
    fn default() -> Self {
        Self {
            shards: NonZeroU32::MIN,
            replicas: 0,
        }
    }
}
