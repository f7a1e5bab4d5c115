//! Studies of a corpus as a whole: duplicates, gaps, damage; which words set two parts apart, and how evenly a text is
//! distributed.
//!
//! Must not know ranking or rendering.

mod dispersion;
mod health;
mod keywords;
mod resemblance;
mod sides;
mod statistics;
mod trend;

pub(crate) use dispersion::dispersion;
pub(crate) use health::health;
pub(crate) use keywords::keywords;
pub(crate) use trend::trend;
