//! Runs: the words of a query that follow one another without blanks.

use std::ops::Range;

use super::reading::{Meaning, Reading};
use crate::api::WordKind;

/// A run of words without blanks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// Folded.
    pub text: String,
    /// Its words; they may overlap. None is in a figure: digits by themselves are no evidence.
    pub words: Vec<RunWord>,
    /// What is read as more than words, in order.
    pub readings: Vec<Reading>,
    /// The parts of its text that are not read as anything else, in order, in characters: what is looked for as it stands.
    /// Blanks and marks part them too.
    pub segments: Vec<Range<usize>>,
    /// Single characters side by side that the dictionary does not join (消落带), in order, in characters.
    pub unlisted: Vec<Range<usize>>,
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
    /// Whether it is part of a name of reports: of a place, a year, an issuer or a kind.
    pub is_name: bool,
}

impl Run {
    /// A part of its text.
    #[must_use]
    pub fn part(&self, characters: &Range<usize>) -> String {
        self.text
            .chars()
            .skip(characters.start)
            .take(characters.len())
            .collect()
    }

    /// The figures in it, in order, in characters.
    pub fn figures(&self) -> impl Iterator<Item = &Range<usize>> {
        let figures = self.readings.iter();
        figures
            .filter(|reading| reading.meaning == Meaning::Figure)
            .map(|reading| &reading.characters)
    }

    /// The readings that name reports.
    pub fn names(&self) -> impl Iterator<Item = &Reading> {
        self.readings
            .iter()
            .filter(|reading| reading.meaning.names_reports())
    }

    /// The words that are not inside a longer word, in order.
    #[must_use]
    pub fn outer_words(&self) -> Vec<&RunWord> {
        let inside = |word: &RunWord, other: &RunWord| {
            other.characters.start <= word.characters.start
                && word.characters.end <= other.characters.end
                && word.characters.len() < other.characters.len()
        };
        let is_outer = |word: &&RunWord| !self.words.iter().any(|other| inside(word, other));
        let mut words: Vec<&RunWord> = self.words.iter().filter(is_outer).collect();
        words.sort_by_key(|word| word.characters.start);
        words
    }
}

/// The parts of a run between `names`, blanks and marks. `is_apart` tells for a position whether one of these is there.
pub(super) fn segments(
    length: usize,
    names: &[Range<usize>],
    is_apart: impl Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    let in_name = |at: usize| names.iter().any(|name| name.contains(&at));
    let mut segments: Vec<Range<usize>> = Vec::new();
    for at in (0..length).filter(|at| !in_name(*at)) {
        match segments.last_mut() {
            Some(last) if last.end == at && !is_apart(at) => last.end += 1,
            _ => segments.push(at..at + 1),
        }
    }
    segments
}

/// A segment without the function and question words, marks and figures at its ends; `None` if nothing is left.
/// `words` are the run's outer words, `characters` its text.
pub(super) fn trimmed(
    run: &Run,
    words: &[&RunWord],
    characters: &[char],
    segment: &Range<usize>,
) -> Option<Range<usize>> {
    let is_idle = |at: usize| {
        let mut words = words.iter();
        let idle =
            words.any(|word| word.characters.contains(&at) && word.kind != WordKind::Content);
        idle || !characters[at].is_alphanumeric()
            || run.figures().any(|figure| figure.contains(&at))
    };
    let start = segment.clone().find(|at| !is_idle(*at))?;
    let last = segment.clone().rev().find(|at| !is_idle(*at))?;
    Some(start..last + 1)
}

/// Two or more content words of one character side by side.
pub(super) fn unlisted(run: &Run) -> Vec<Range<usize>> {
    let is_single = |word: &&RunWord| {
        let is_ideograph = word.text.chars().all(|c| c >= '\u{2E80}');
        word.characters.len() == 1
            && word.kind == WordKind::Content
            && !word.is_name
            && is_ideograph
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in run.outer_words().into_iter().filter(is_single) {
        let Range { start, end } = word.characters;
        match found.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => found.push(start..end),
        }
    }
    found.retain(|characters| characters.len() > 1);
    found
}
