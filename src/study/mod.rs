//! Studies of a corpus as a whole: duplicates, gaps, damage; which words set two parts apart, how evenly a text is
//! distributed, and what it keeps company with.
//!
//! Must not know ranking or rendering.

mod collocates;
mod contradiction;
mod dispersion;
mod health;
mod keywords;
mod resemblance;
mod sides;
mod statistics;
mod trend;

pub(crate) use collocates::collocates;
pub(crate) use dispersion::dispersion;
pub(crate) use health::health;
pub(crate) use keywords::keywords;
pub use trend::{CountedTrend, GroupedValues, TrendCounts};
pub(crate) use trend::{evidence, trend};
