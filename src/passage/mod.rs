//! The context of a match: lines of a concordance, and sentences with highlights.
//!
//! Must not know the index. Everything is cut from the document's text unchanged.

mod kwic;
mod sentence;

pub use sentence::Passage;

pub(crate) use kwic::kwic;
pub(crate) use sentence::{Highlighter, Mark, Together, first_sentence, passages};
