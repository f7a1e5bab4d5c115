//! The answers as tables, one file for each kind.

mod documents;
mod hits;
mod mentions;
mod reference;

pub use documents::DocumentTable;
pub use hits::HitTable;
pub use mentions::{MentionRows, MentionTable, each_mention};
