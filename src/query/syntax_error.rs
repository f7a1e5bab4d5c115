//! Syntax errors, before the query text is attached.

use quanwen_messages::Message;

use crate::error::Error;

/// An error at a character of the query, counted from 0.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) at: usize,
    pub(super) message: Message,
}

/// A result inside the parser.
pub(super) type Lexed<T> = Result<T, SyntaxError>;

impl SyntaxError {
    /// Returns the error as a failed result.
    pub(super) fn at<T>(at: usize, message: impl Into<Message>) -> Lexed<T> {
        let message = message.into();
        Err(Self { at, message })
    }

    /// The public error.
    pub(super) fn in_query(self, query: &str) -> Error {
        Error::Query {
            query: query.to_string(),
            column: self.at + 1,
            message: self.message,
        }
    }
}
