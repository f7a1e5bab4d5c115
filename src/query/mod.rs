//! What is asked, before any index is known: phrases to find exactly, words to rank by, filters.

mod filter;
mod phrase;

pub use filter::{Filter, YearRange};
pub use phrase::Phrase;
