//! What crosses the border of the library: answers as plain data, and how they are written as JSON lines.
//!
//! Owns the layout of every row of JSON and its version. Knows reports ([`crate::document`]) and nothing of how an
//! answer is found; no terminal, no colours.

mod json;

pub use json::{Json, VERSION, acts_on_terminal};
