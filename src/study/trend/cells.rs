//! The mentions of a term by group.

use super::groups::Groups;
use crate::api::{TrendCell, TrendTotal};

/// Mentions in one group.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct GroupCounts {
    mentions: u64,
    sections: u64,
    documents: u64,
}

/// Mentions by group, collected report by report.
pub(super) struct CountsByGroup<R> {
    counts: Vec<GroupCounts>,
    reports: Reports<R>,
}

impl<R> Default for CountsByGroup<R> {
    fn default() -> Self {
        Self {
            counts: Vec::new(),
            reports: Reports::default(),
        }
    }
}

impl<R: Copy + PartialEq> CountsByGroup<R> {
    /// Adds the mentions in some sections of a report.
    pub(super) fn add(&mut self, group: usize, report: R, mentions: u64, sections: u64) {
        if self.counts.len() <= group {
            self.counts.resize(group + 1, GroupCounts::default());
        }
        let counts = &mut self.counts[group];
        counts.mentions += mentions;
        counts.sections += sections;
        counts.documents += u64::from(self.reports.is_next(group, report));
    }

    /// Those of each of so many groups.
    pub(super) fn of_groups(mut self, groups: usize) -> Vec<GroupCounts> {
        self.counts.resize(groups, GroupCounts::default());
        self.counts
    }
}

/// Tells the reports of each group apart, which come one after the other.
pub(super) struct Reports<R> {
    /// The last report of each group.
    last: Vec<Option<R>>,
}

impl<R> Default for Reports<R> {
    fn default() -> Self {
        Self { last: Vec::new() }
    }
}

impl<R: Copy + PartialEq> Reports<R> {
    /// Whether a report is another one than the last of a group.
    pub(super) fn is_next(&mut self, group: usize, report: R) -> bool {
        if self.last.len() <= group {
            self.last.resize(group + 1, None);
        }
        self.last[group].replace(report) != Some(report)
    }
}

pub(super) fn total(term: String, counts: &[GroupCounts], documents_with: u64) -> TrendTotal {
    TrendTotal {
        term,
        mentions: counts.iter().map(|counts| counts.mentions).sum(),
        sections: counts.iter().map(|counts| counts.sections).sum(),
        documents_with,
    }
}

/// The cells of a term, in the order of the groups.
pub(super) fn cells<'g>(
    term: &'g str,
    groups: &'g Groups<'_>,
    counts: &'g [GroupCounts],
) -> impl Iterator<Item = TrendCell> + 'g {
    groups.in_order().map(move |group| {
        let counts = group.index.map(|index| counts[index]);
        let mentions = counts.map(|counts| counts.mentions);
        let ratio = |denominator: u64| {
            let mentions = mentions? as f64;
            (denominator > 0).then(|| mentions / denominator as f64)
        };
        TrendCell {
            term: term.to_string(),
            group: groups.named(group),
            mentions,
            sections: counts.map(|counts| counts.sections),
            documents_with: counts.map(|counts| counts.documents),
            documents: group.documents,
            characters: group.size.characters,
            words: group.size.words,
            per_10k: ratio(group.size.characters).map(|share| share * 10_000.0),
            per_word: ratio(group.size.words),
            per_document: ratio(group.documents),
        }
    })
}
