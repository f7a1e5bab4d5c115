//! What is wrong with a query, while the query itself is not at hand.

use crate::error::Error;

/// What is wrong at a character of the query, counted from 0.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) at: usize,
    pub(super) message: String,
}

/// A result within the parser, which does not carry the query.
pub(super) type Lexed<T> = Result<T, SyntaxError>;

impl SyntaxError {
    /// The error as the value of a failing function.
    pub(super) fn at<T>(at: usize, message: impl Into<String>) -> Lexed<T> {
        let message = message.into();
        Err(Self { at, message })
    }

    /// The error that a caller sees.
    pub(super) fn in_query(self, query: &str) -> Error {
        Error::Query {
            query: query.to_string(),
            column: self.at + 1,
            message: self.message,
        }
    }
}
