//! Finds what is marked in folded text.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;

use crate::fold::{Folded, SENTENCE_ENDS};

/// Finds a query's texts and expressions in folded text, the longest at each position.
#[derive(Debug)]
pub(crate) struct Highlighter {
    texts: Option<AhoCorasick>,
    expressions: Vec<Regex>,
    /// Of the texts, followed by those of the expressions.
    pub(super) weights: Vec<f32>,
    /// Texts verbatim, with the indices of the texts that are parts of them: where one occurs in a section, its parts are
    /// not marked elsewhere in it.
    wholes: Vec<(String, Vec<usize>)>,
    together: Vec<Together>,
    /// For each text, whether it is marked by itself.
    alone: Vec<bool>,
    /// For each text, the [`Together`]s that it belongs to and its index in each.
    members: Vec<Vec<(usize, usize)>>,
}

/// A text to mark.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    /// Folded.
    pub text: String,
    pub weight: f32,
    /// Whether it has several words of the query.
    pub is_whole: bool,
    /// Whether it is marked by itself, not only together with others.
    pub is_alone: bool,
    /// The indices of the [`Together`]s that it belongs to, with its index in each.
    pub together: Vec<(usize, usize)>,
}

impl Mark {
    /// A text that is marked wherever it is.
    pub(crate) fn new(text: String, weight: f32) -> Self {
        Self {
            text,
            weight,
            is_whole: false,
            is_alone: true,
            together: Vec::new(),
        }
    }
}

/// Texts that are marked only where they occur together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Together {
    /// Number of texts.
    pub texts: usize,
    /// Most characters of a window with one of each.
    pub width: Option<usize>,
    /// Whether a window is inside a sentence.
    pub in_sentence: bool,
}

/// A match in folded text: its bytes, and the index of its weight.
pub(super) type Match = (Range<usize>, usize);

impl Highlighter {
    /// For texts and expressions. `together` are what the texts name.
    pub(crate) fn new(marks: &[Mark], expressions: Vec<Regex>, together: Vec<Together>) -> Self {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            // Few texts are searched for each query, so building counts more.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(marks.iter().map(|mark| &mark.text));
        let weights = marks.iter().map(|mark| mark.weight);
        let parts_of = |whole: &Mark| {
            let is_part = |mark: &Mark| mark.text != whole.text && whole.text.contains(&mark.text);
            let parts = marks.iter().enumerate().filter(|(_, mark)| is_part(mark));
            (whole.text.clone(), parts.map(|(index, _)| index).collect())
        };
        Self {
            texts: automaton.ok().filter(|_| !marks.is_empty()),
            weights: weights.chain(expressions.iter().map(|_| 1.0)).collect(),
            wholes: marks
                .iter()
                .filter(|mark| mark.is_whole)
                .map(parts_of)
                .collect(),
            alone: marks.iter().map(|mark| mark.is_alone).collect(),
            members: marks.iter().map(|mark| mark.together.clone()).collect(),
            expressions,
            together,
        }
    }

    /// For each text and expression, whether it is marked in a section: not if a whole of which it is a part occurs there.
    pub(super) fn marked_in(&self, paragraphs: &[(Range<usize>, Folded)]) -> Vec<bool> {
        let mut marked = vec![true; self.weights.len()];
        for (whole, parts) in &self.wholes {
            let stands =
                |(_, folded): &(Range<usize>, Folded)| folded.text.contains(whole.as_str());
            if !parts.is_empty() && paragraphs.iter().any(stands) {
                for part in parts {
                    marked[*part] = false;
                }
            }
        }
        marked
    }

    /// The matches in a folded paragraph, in bytes of the text, each with the index of its weight.
    pub(super) fn matches(&self, folded: &Folded, marked: &[bool]) -> Vec<Match> {
        let mut character = 0;
        let mut byte = 0;
        let mut matches = Vec::new();
        for (found, weight) in self.folded_matches(&folded.text, marked) {
            character += folded.text[byte..found.start].chars().count();
            byte = found.start;
            let length = folded.text[found].chars().count();
            matches.push((folded.origin(character..character + length), weight));
        }
        matches
    }

    /// The matches in folded text, in its bytes, ascending without overlap.
    fn folded_matches(&self, text: &str, marked: &[bool]) -> Vec<Match> {
        let texts = self.texts.iter().flat_map(|texts| texts.find_iter(text));
        let mut matches: Vec<Match> = texts
            .map(|found| (found.range(), found.pattern().as_usize()))
            .filter(|(_, index)| marked[*index])
            .collect();
        if !self.together.is_empty() {
            let mut kept: Vec<bool> = matches
                .iter()
                .map(|(_, index)| self.alone[*index])
                .collect();
            for (index, together) in self.together.iter().enumerate() {
                self.keep_together(index, *together, text, &matches, &mut kept);
            }
            let mut kept = kept.into_iter();
            matches.retain(|_| kept.next().unwrap_or(true));
        }
        if self.expressions.is_empty() {
            return matches;
        }
        let first = self.weights.len() - self.expressions.len();
        for (weight, expression) in (first..).zip(&self.expressions) {
            matches.extend(
                expression
                    .find_iter(text)
                    .map(|found| (found.range(), weight)),
            );
        }
        matches.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut free = 0;
        matches.retain(|(range, _)| {
            let kept = range.start >= free;
            if kept {
                free = range.end;
            }
            kept
        });
        matches
    }

    /// Keeps the matches of texts that belong together in each window with one of each.
    fn keep_together(
        &self,
        index: usize,
        together: Together,
        text: &str,
        matches: &[Match],
        kept: &mut [bool],
    ) {
        let member = |found: &Match| {
            let mut groups = self.members[found.1].iter();
            groups
                .find(|(group, _)| *group == index)
                .map(|(_, text)| *text)
        };
        let mut last: Vec<Option<usize>> = vec![None; together.texts];
        for (at, found) in matches.iter().enumerate() {
            let Some(text_of_group) = member(found) else {
                continue;
            };
            last[text_of_group] = Some(at);
            let Some(first) = last.iter().copied().min().flatten() else {
                continue;
            };
            let window = &text[matches[first].0.start..found.0.end];
            let is_narrow = together
                .width
                .is_none_or(|width| window.chars().nth(width).is_none());
            let is_one = !together.in_sentence || !window.contains(SENTENCE_ENDS);
            if is_narrow && is_one {
                for inside in first..=at {
                    kept[inside] |= member(&matches[inside]).is_some();
                }
            }
        }
    }

    /// The weight of a sentence: each distinct word's weight, and a tenth for each repetition.
    pub(super) fn worth(&self, matches: &[Match]) -> f32 {
        let mut seen = vec![false; self.weights.len()];
        let weigh = |(_, word): &Match| {
            let first = !std::mem::replace(&mut seen[*word], true);
            self.weights[*word] * if first { 1.0 } else { 0.1 }
        };
        matches.iter().map(weigh).sum()
    }
}
