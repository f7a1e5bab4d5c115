//! Studies of a corpus as a whole: duplicates, gaps, damage.
//!
//! Must not know ranking or rendering.

mod collocates;
mod health;
mod resemblance;
mod statistics;

pub(crate) use collocates::collocates;
pub(crate) use health::health;
