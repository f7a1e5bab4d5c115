//! The best candidates by logDice, without counting those that cannot be among them.
//!
//! f(y) is read from the exact layer, which takes about a millisecond a text, and there may be a hundred thousand
//! candidates. Since f(y) is at least f(xy), a candidate scores at most what it would if it were nowhere else: from the most
//! frequent one down, the search ends where this bound is below the worst score of a full list.

use std::cmp::Ordering;
use std::collections::HashMap;

use rayon::prelude::*;

use super::candidates::Candidate;
use super::strata::Strata;
use crate::index::SegmentTexts;
use crate::study::statistics::association::log_dice;

/// Texts that are counted at once.
const BATCH: usize = 16;

/// f(y): how often texts stand in the counted sections, in each group. Each is counted when first needed.
pub(super) struct Frequencies<'s> {
    segments: Vec<SegmentTexts<'s>>,
    strata: &'s Strata,
    known: HashMap<String, Vec<u64>>,
}

/// Which group is counted, or all.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counted {
    All,
    Group(usize),
}

/// A candidate with its score.
struct Scored<'c> {
    candidate: &'c Candidate,
    together: u64,
    score: f64,
}

impl Counted {
    /// What some counts of groups are in it.
    pub(super) fn of(self, counts: &[u64]) -> u64 {
        match self {
            Self::All => counts.iter().sum(),
            Self::Group(group) => counts.get(group).copied().unwrap_or(0),
        }
    }
}

impl<'s> Frequencies<'s> {
    pub(super) fn new(segments: Vec<SegmentTexts<'s>>, strata: &'s Strata) -> Self {
        Self {
            segments,
            strata,
            known: HashMap::new(),
        }
    }

    /// Counts texts that are not known yet.
    pub(super) fn count<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let unknown: Vec<&str> = texts
            .filter(|text| !self.known.contains_key(*text))
            .collect();
        let counted: Vec<(String, Vec<u64>)> = unknown
            .into_par_iter()
            .map(|text| (text.to_string(), self.of_groups(text)))
            .collect();
        self.known.extend(counted);
    }

    /// The counts of a text, 0 for one that was not counted.
    pub(super) fn of(&self, text: &str) -> &[u64] {
        self.known.get(text).map_or(&[], Vec::as_slice)
    }

    fn of_groups(&self, text: &str) -> Vec<u64> {
        let mut sums = vec![0; self.strata.groups.len()];
        for (segment, texts) in self.segments.iter().enumerate() {
            let starts = texts.every_start(text).into_iter();
            let counts = self.strata.count(segment, starts);
            sums.iter_mut()
                .zip(counts)
                .for_each(|(sum, count)| *sum += count);
        }
        sums
    }
}

/// The best of some candidates: at most `limit` that are near at least `min_count` times, by logDice, then by how often they
/// are near, then by text.
pub(super) fn best<'c>(
    candidates: &'c [Candidate],
    counted: Counted,
    mentions: u64,
    min_count: u64,
    limit: usize,
    frequencies: &mut Frequencies,
) -> Vec<&'c Candidate> {
    let mut ordered: Vec<(u64, &Candidate)> = candidates
        .iter()
        .map(|candidate| (counted.of(&candidate.together), candidate))
        .filter(|(together, _)| *together >= min_count)
        .collect();
    ordered.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
    let mut top: Vec<Scored> = Vec::new();
    for batch in ordered.chunks(BATCH) {
        let bound = score(batch[0].0, mentions, batch[0].0);
        if top.len() >= limit && top.last().is_some_and(|worst| bound < worst.score) {
            break;
        }
        frequencies.count(batch.iter().map(|(_, candidate)| candidate.text.as_str()));
        top.extend(batch.iter().map(|(together, candidate)| Scored {
            candidate,
            together: *together,
            score: score(
                *together,
                mentions,
                counted.of(frequencies.of(&candidate.text)),
            ),
        }));
        top.sort_by(Scored::before);
        top.truncate(limit);
    }
    top.into_iter().map(|scored| scored.candidate).collect()
}

fn score(together: u64, mentions: u64, frequency: u64) -> f64 {
    log_dice(together, mentions, frequency).unwrap_or(f64::NEG_INFINITY)
}

impl Scored<'_> {
    fn before(&self, other: &Self) -> Ordering {
        other
            .score
            .total_cmp(&self.score)
            .then_with(|| other.together.cmp(&self.together))
            .then_with(|| self.candidate.text.cmp(&other.candidate.text))
    }
}
