//! The words of a query that follow one another without blanks.

use std::ops::Range;

use crate::api::WordKind;

/// A run of words without blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Folded.
    pub text: String,
    /// Its words, which overlap.
    pub words: Vec<RunWord>,
}

/// A word of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunWord {
    /// The word.
    pub text: String,
    /// Its place in the run, in characters.
    pub characters: Range<usize>,
    /// What it does in a query.
    pub kind: WordKind,
}
