//! What is found by looking at a corpus as a whole.
//!
//! Must not know ranking or rendering.

mod health;
mod resemblance;

pub(crate) use health::health;
