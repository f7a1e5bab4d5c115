//! Texts that are near often enough, with how often they are near.

use std::collections::{HashMap, HashSet};

/// A text that is near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub text: String,
    /// f(xy) in each group.
    pub together: Vec<u64>,
}

/// The candidates of a kind.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub found: Vec<Candidate>,
    /// Number of stop words among them that were left out.
    pub stop_words: u64,
}

impl Candidate {
    /// f(xy) in all groups.
    pub(super) fn total(&self) -> u64 {
        self.together.iter().sum()
    }
}

impl Candidates {
    /// The texts that are not stop words.
    pub(super) fn without(found: Vec<Candidate>, stop_words: &HashSet<String>) -> Self {
        let all = found.len();
        let mut found = found;
        found.retain(|candidate| !stop_words.contains(&candidate.text));
        Self {
            stop_words: (all - found.len()) as u64,
            found,
        }
    }
}

/// Counts of texts in each group.
#[derive(Debug, Default)]
pub(super) struct TextCounts(HashMap<String, Vec<u64>>);

impl TextCounts {
    /// Adds an occurrence of a text in one of `groups` groups.
    pub(super) fn add(&mut self, text: &str, group: usize, groups: usize) {
        let counts = match self.0.get_mut(text) {
            Some(counts) => counts,
            None => self
                .0
                .entry(text.to_string())
                .or_insert_with(|| vec![0; groups]),
        };
        counts[group] += 1;
    }

    /// Adds the counts of other texts.
    pub(super) fn merge(mut self, other: Self) -> Self {
        if self.0.len() < other.0.len() {
            return other.merge(self);
        }
        for (text, counts) in other.0 {
            match self.0.get_mut(&text) {
                Some(sums) => sums
                    .iter_mut()
                    .zip(counts)
                    .for_each(|(sum, count)| *sum += count),
                None => _ = self.0.insert(text, counts),
            }
        }
        self
    }

    /// The texts with at least `min_count` occurrences.
    pub(super) fn at_least(self, min_count: u64) -> Vec<Candidate> {
        let candidates = self.0.into_iter();
        candidates
            .map(|(text, together)| Candidate { text, together })
            .filter(|candidate| candidate.total() >= min_count)
            .collect()
    }
}
