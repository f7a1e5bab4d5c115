//! Random samples of mentions.

use serde::{Deserialize, Serialize};

/// A random sample of mentions: each mention is as likely as any other, and none is taken twice.
///
/// The mentions with the least random numbers are taken. The number of a mention is XXH3-64, seeded with `seed`, of the
/// report's id, a zero byte, the start of the mention (four bytes, little-endian) and the folded text of the request, or its pattern as typed. So a
/// seed gives the same sample on every machine, a larger sample has all of a smaller one, and a corpus that grows keeps the
/// mentions that no new one displaces: sampling with permanent random numbers (Ohlsson 1995).
///
/// ```
/// use quanwen::api::{MentionRequest, Sample};
/// let request = MentionRequest::new("发展").sample(Sample::new(100).seed(7));
/// assert_eq!(request.sample, Some(Sample { size: 100, seed: 7 }));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Sample {
    /// Number of mentions.
    pub size: u64,
    /// Chooses one of the possible samples.
    pub seed: u64,
}

impl Sample {
    /// A sample of `size` mentions, of seed 0.
    #[must_use]
    pub fn new(size: u64) -> Self {
        Self { size, seed: 0 }
    }

    /// Another of the possible samples.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
}
