//! Why an answer could not be written.

use std::io;

/// The result of writing an answer.
pub type Result<T> = std::result::Result<T, Error>;

/// Why an answer could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The answer could not be found: it is read from the index while it is written.
    #[error(transparent)]
    Answer(#[from] quanwen::Error),
    /// The output could not be written.
    #[error(transparent)]
    Output(#[from] io::Error),
}
