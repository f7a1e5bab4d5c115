//! Studies of a corpus as a whole: duplicates, gaps, damage.
//!
//! Must not know ranking or rendering.

mod health;
mod resemblance;
mod trend;

pub(crate) use health::health;
pub(crate) use trend::trend;
