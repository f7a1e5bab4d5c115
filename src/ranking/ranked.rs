//! Scored sections and their order.

use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use super::sections::Sections;
use crate::error::Result;
use crate::index::{DocumentAddress, SectionAddress, SectionSet};
use crate::schema::Ranking;

/// A section with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub section: SectionAddress,
    pub score: f32,
}

/// A section with what is known of it before its characters are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub section: SectionAddress,
    /// From texts and synonyms, before the citation factor and the lift.
    pub texts: f32,
    /// From the words that name reports; they are not lifted.
    pub names: f32,
    pub citation: f32,
    /// Whether it has each short part of the query verbatim, if the query has parts.
    pub has_short_stretches: bool,
    /// The exponent of [`Ranking::lift`] for everything else.
    pub lift: f32,
}

impl Candidate {
    /// The score: the sum of its evidence and what its nearness adds, lifted by what is known of the candidate and by one
    /// exponent more, and what it has of the names.
    #[inline]
    pub(super) fn score(&self, ranking: &Ranking, sum: f32, near: f32, exponent: f32) -> f32 {
        (sum * self.citation + near) * ranking.lifted(self.lift + exponent) + self.names
    }
}

/// The sections of an answer: the best in order, the others unordered.
#[derive(Debug, Clone, Default)]
pub(super) struct RankedSections {
    pub best: Vec<Ranked>,
    pub others: Vec<Ranked>,
    /// Those that have only a synonym of what was typed, if the query needs one of its words.
    pub by_synonyms: HashSet<SectionAddress>,
    /// Number of reports that have everything that the query names.
    pub named_reports: u64,
    /// Those that have the query verbatim, if it names no reports and is short enough to be looked up.
    pub verbatim: Option<SectionSet>,
}

impl RankedSections {
    pub(super) fn len(&self) -> usize {
        self.best.len() + self.others.len()
    }

    /// The sections, unordered.
    pub(super) fn sections(&self) -> impl Iterator<Item = SectionAddress> {
        self.best
            .iter()
            .chain(&self.others)
            .map(|ranked| ranked.section)
    }

    /// The sections that have something that was typed, unordered.
    pub(super) fn typed_sections(&self) -> impl Iterator<Item = SectionAddress> {
        self.sections()
            .filter(|section| !self.by_synonyms.contains(section))
    }

    /// The sections, the best first. Ties among the others are resolved only when they are reached.
    pub(super) fn in_order(self, sections: &dyn Sections) -> impl Iterator<Item = Result<Ranked>> {
        let Self {
            best, mut others, ..
        } = self;
        let rest = std::iter::once_with(move || {
            sort_by_score(&mut others);
            others
        });
        let mut rest = rest.flatten().peekable();
        let mut tied = VecDeque::new();
        let rest = std::iter::from_fn(move || {
            if tied.is_empty() {
                let first: Ranked = rest.next()?;
                tied.push_back(first);
                while let Some(next) = rest.next_if(|next| same_score(next, &first)) {
                    tied.push_back(next);
                }
                if let Err(error) = sort_tied(sections, tied.make_contiguous()) {
                    return Some(Err(error));
                }
            }
            tied.pop_front().map(Ok)
        });
        best.into_iter().map(Ok).chain(rest)
    }

    /// Caps the others' scores at the lowest of the best, since they come after them, and those of each tier below those of the
    /// tiers before.
    pub(super) fn cap_others(&mut self, sections: &dyn Sections) {
        let tier = |ranked: &Ranked| sections.tier(ranked.section);
        self.others.sort_by_key(tier);
        let mut bound = self.best.last().map_or(f32::MAX, |last| last.score);
        for of_tier in self.others.chunk_by_mut(|a, b| tier(a) == tier(b)) {
            let mut lowest = bound;
            for other in of_tier {
                other.score = other.score.min(bound);
                lowest = lowest.min(other.score);
            }
            bound = lowest.next_down();
        }
    }

    /// Adds the sections that match the constraint but have no scored term.
    pub(super) fn add_unscored(&mut self, sections: &dyn Sections) -> Result<()> {
        let Some(matching) = sections.matching() else {
            return Ok(());
        };
        let mut unscored = matching.clone();
        for section in self.sections().collect::<Vec<_>>() {
            unscored.remove(section);
        }
        for section in sections.sections_of(&unscored)? {
            self.others.push(Ranked {
                section,
                score: 0.0,
            });
        }
        Ok(())
    }
}

fn sort_by_score(ranked: &mut [Ranked]) {
    ranked.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.section.cmp(&b.section)));
}

fn same_score(a: &Ranked, b: &Ranked) -> bool {
    a.score.total_cmp(&b.score) == Ordering::Equal
}

/// Sorts sections by score, ties by region, year, path and position, as mentions are.
pub(super) fn sort(sections: &dyn Sections, ranked: &mut [Ranked]) -> Result<()> {
    sort_by_score(ranked);
    ranked
        .chunk_by_mut(same_score)
        .try_for_each(|tied| sort_tied(sections, tied))
}

fn sort_tied(sections: &dyn Sections, tied: &mut [Ranked]) -> Result<()> {
    if tied.len() < 2 {
        return Ok(());
    }
    let mut keys = HashMap::new();
    for document in tied.iter().map(|ranked| ranked.section.document) {
        if let Entry::Vacant(entry) = keys.entry(document) {
            entry.insert(sections.key(document)?);
        }
    }
    let key = |document: &DocumentAddress| &keys[document];
    tied.sort_by(|a, b| {
        let (a, b) = (a.section, b.section);
        key(&a.document)
            .cmp(key(&b.document))
            .then(a.section.cmp(&b.section))
    });
    Ok(())
}
