//! Runs: the words of a query that follow one another without blanks.

use std::ops::Range;

use crate::api::WordKind;

/// A run of words without blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Folded.
    pub text: String,
    /// Its words; they may overlap.
    pub words: Vec<RunWord>,
}

/// A word of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunWord {
    /// The word.
    pub text: String,
    /// Its position in the run, in characters.
    pub characters: Range<usize>,
    /// Its role in the query.
    pub kind: WordKind,
}
