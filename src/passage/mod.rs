//! The context of a match: lines of a concordance, and sentences with highlights.
//!
//! Must not know the index. Everything is cut from the document's text unchanged.

mod highlighter;
mod kwic;
mod sentence;
mod sentence_cursor;

pub use sentence::Passage;

pub(crate) use highlighter::{Highlighter, Mark, Together};
pub(crate) use kwic::kwic;
pub(crate) use sentence::{first_sentence, passages, without_blanks};
pub(crate) use sentence_cursor::SentenceCursor;
