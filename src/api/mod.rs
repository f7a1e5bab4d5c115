//! What crosses the border of the library: answers as plain data, and how they are written as JSON lines.
//!
//! Owns the layout of every row of JSON and its version. Knows reports ([`crate::Document`]) and nothing of how an
//! answer is found; no terminal, no colours.

mod integrity;
mod json;
mod outline;
mod text;
mod update;

pub use integrity::Integrity;
pub use json::{Json, VERSION, acts_on_terminal};
pub use outline::{
    Outline, OutlineDecision, OutlineDocument, OutlineEntry, OutlineItem, OutlineSection,
};
pub use text::ShownText;
pub use update::{DamagedText, UpdateSummary};
