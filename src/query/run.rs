//! Runs: the words of a query that follow one another without syntax.

use std::cmp::Reverse;
use std::ops::Range;

use super::reading::{Meaning, Reading, Text};
use crate::api::WordKind;

/// Words of a query without syntax between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// Folded.
    pub text: String,
    /// Its words; they may overlap. None is in a figure or a year: digits by themselves are no evidence.
    pub words: Vec<RunWord>,
    /// What is read as more than words, in order.
    pub readings: Vec<Reading>,
    /// The parts of its text that are not read as anything else, in order, in characters: what is looked for verbatim.
    /// Blanks and marks part them too.
    pub stretches: Vec<Range<usize>>,
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
    /// Whether it is not inside a longer word.
    pub is_outer: bool,
}

impl Run {
    /// A run with its words and what it is read as.
    pub(super) fn new(text: &Text, mut words: Vec<RunWord>, readings: Vec<Reading>) -> Self {
        let figures = covered(text, &readings, |meaning| *meaning == Meaning::Figure);
        let years = covered(text, &readings, |meaning| {
            matches!(meaning, Meaning::Year(_))
        });
        let names = covered(text, &readings, Meaning::names_reports);
        let overlaps =
            |word: &RunWord, covered: &[bool]| covered[word.characters.clone()].contains(&true);
        words.retain(|word| !overlaps(word, &figures) && !overlaps(word, &years));
        for word in &mut words {
            word.is_name = overlaps(word, &names);
        }
        find_outer(&mut words);
        let mut run = Self {
            text: text.folded().to_string(),
            words,
            readings,
            ..Self::default()
        };
        let outer = run.words.iter().filter(|word| word.is_outer);
        let (content, others): (Vec<_>, Vec<_>) =
            outer.partition(|word| word.kind == WordKind::Content);
        // Marks inside figures and words are theirs: 6.5, c++.
        let mut marks: Vec<bool> = (0..text.len())
            .map(|at| text.is_mark(at) && !figures[at])
            .collect();
        for word in content {
            marks[word.characters.clone()].fill(false);
        }
        let mut idle: Vec<bool> = (0..text.len()).map(|at| marks[at] || figures[at]).collect();
        for word in others {
            idle[word.characters.clone()].fill(true);
        }
        let is_apart = |at: usize| {
            let after_mark = at.checked_sub(1).is_some_and(|before| marks[before]);
            text.is_after_blank(at) || marks[at] || after_mark
        };
        let parts = between(&names, is_apart).into_iter();
        run.stretches = parts.filter_map(|part| trimmed(part, &idle)).collect();
        run.unlisted = unlisted(&run);
        run
    }

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

    /// The years in it with their ranges, in order, in characters.
    pub fn years(&self) -> impl Iterator<Item = (u16, &Range<usize>)> {
        self.readings
            .iter()
            .filter_map(|reading| match reading.meaning {
                Meaning::Year(year) => Some((year, &reading.characters)),
                _ => None,
            })
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
        let mut words: Vec<&RunWord> = self.words.iter().filter(|word| word.is_outer).collect();
        words.sort_by_key(|word| word.characters.start);
        words
    }
}

/// For each character, whether it is read as something that `takes` accepts.
fn covered(text: &Text, readings: &[Reading], takes: impl Fn(&Meaning) -> bool) -> Vec<bool> {
    let mut covered = vec![false; text.len()];
    for reading in readings.iter().filter(|reading| takes(&reading.meaning)) {
        covered[reading.characters.clone()].fill(true);
    }
    covered
}

/// Finds the words that are not inside a longer one.
fn find_outer(words: &mut [RunWord]) {
    let mut in_order: Vec<&mut RunWord> = words.iter_mut().collect();
    in_order.sort_by_key(|word| (word.characters.start, Reverse(word.characters.end)));
    // Of the words so far, the one that reaches furthest.
    let mut furthest = 0..0;
    for word in in_order {
        word.is_outer = word.characters.end > furthest.end || word.characters == furthest;
        if word.characters.end > furthest.end {
            furthest = word.characters.clone();
        }
    }
}

/// The parts of a run between names, blanks and marks. `is_apart` tells for a position whether one of the latter is there.
fn between(names: &[bool], is_apart: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in (0..names.len()).filter(|at| !names[*at]) {
        match parts.last_mut() {
            Some(last) if last.end == at && !is_apart(at) => last.end += 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}

/// A part of a run without the idle characters at its ends: function and question words, marks and figures; `None` if nothing
/// is left.
fn trimmed(part: Range<usize>, idle: &[bool]) -> Option<Range<usize>> {
    let start = part.clone().find(|at| !idle[*at])?;
    let last = part.rev().find(|at| !idle[*at])?;
    Some(start..last + 1)
}

/// Two or more content words of one character side by side.
fn unlisted(run: &Run) -> Vec<Range<usize>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_outer_unless_a_longer_one_has_it() {
        let word = |characters: Range<usize>| RunWord {
            text: String::new(),
            characters,
            kind: WordKind::Content,
            is_name: false,
            is_outer: false,
        };
        let mut words: Vec<RunWord> = [0..4, 0..2, 2..4, 3..5, 3..5, 5..6, 4..5].map(word).into();
        find_outer(&mut words);
        let outer: Vec<bool> = words.iter().map(|word| word.is_outer).collect();
        assert_eq!(outer, [true, false, false, true, true, true, false]);
    }

    #[test]
    fn stretches_end_at_names_and_blanks() {
        let names = [true, true, false, false, false, true, false];
        assert_eq!(between(&names, |at| at == 4), [2..4, 4..5, 6..7]);
        assert_eq!(
            trimmed(1..5, &[false, true, false, false, true]),
            Some(2..4)
        );
        assert_eq!(trimmed(0..1, &[true]), None);
    }
}
