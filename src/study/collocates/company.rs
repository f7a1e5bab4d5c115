//! A text and what is near it, counted.

use super::candidates::Candidate;
use super::layout::Reach;
use super::near::{Near, Passage};
use super::ngrams::ngrams_near;
use super::strata::{Group, Strata};
use super::words::words_near;
use crate::api::{CollocateYear, CollocatesRequest, CollocatesSummary};
use crate::segmenter::Segmenter;

/// A longer gap between two years is not filled: one of them is a mistake.
const MAX_GAP: u16 = 100;

/// A text and what is near it. Counts have a value for each group.
pub(super) struct Company<'s> {
    pub request: &'s CollocatesRequest,
    /// The text, folded.
    pub node: &'s str,
    groups: &'s [Group],
    passages: Vec<Passage<'s>>,
    /// Mentions of the text.
    pub mentions: Vec<u64>,
    /// Characters of the mentions.
    pub own: Vec<u64>,
    /// Characters near them.
    pub near: Vec<u64>,
    /// Characters of the sections.
    pub characters: Vec<u64>,
}

impl<'s> Company<'s> {
    /// Counts what is near a text in each segment.
    pub(super) fn new(
        request: &'s CollocatesRequest,
        node: &'s str,
        strata: &'s Strata,
        near: &'s [Near],
    ) -> Self {
        let groups = strata.groups.as_slice();
        let zeros = vec![0; groups.len()];
        let mut company = Self {
            request,
            node,
            groups,
            passages: near.iter().flat_map(Near::passages).collect(),
            mentions: zeros.clone(),
            own: zeros.clone(),
            near: zeros,
            characters: groups.iter().map(|group| group.characters).collect(),
        };
        for (mention, group) in near.iter().flat_map(|near| &near.mentions) {
            company.mentions[*group] += 1;
            company.own[*group] += mention.len() as u64;
        }
        let reach = Reach::of(request.window);
        for passage in &company.passages {
            company.near[passage.group] += passage.count_near(reach);
        }
        company
    }

    /// Characters of the passages.
    pub(super) fn read(&self) -> usize {
        let passages = self.passages.iter();
        passages.map(|passage| passage.characters.len()).sum()
    }

    /// The words that are near often enough.
    pub(super) fn words(&self, segmenter: &Segmenter) -> Vec<Candidate> {
        let reach = Reach::of(self.request.window);
        let counts = words_near(&self.passages, segmenter, reach, self.groups.len());
        counts.at_least(self.request.min_count)
    }

    /// The n-grams that are near often enough.
    pub(super) fn ngrams(&self) -> Vec<Candidate> {
        let CollocatesRequest {
            window,
            ngram_lengths,
            min_count,
            ..
        } = *self.request;
        let (reach, groups) = (Reach::of(window), self.groups.len());
        ngrams_near(&self.passages, ngram_lengths, reach, groups, min_count)
    }

    /// Adds the counts to a summary.
    pub(super) fn summarise(&self, summary: &mut CollocatesSummary) {
        summary.query.clone_from(&self.request.text);
        summary.window = self.request.window;
        summary.min_count = self.request.min_count;
        summary.mentions = self.mentions.iter().sum();
        summary.near = self.near.iter().sum();
        summary.characters = self.characters.iter().sum();
        if self.request.by_year {
            summary.years = self.year_counts();
        }
    }

    /// The years of the answer, ascending, each with its group; without one for a gap between two years.
    pub(super) fn years(&self) -> Vec<(u16, Option<usize>)> {
        let groups = self.groups.iter().enumerate();
        let known = groups.filter_map(|(index, group)| Some((group.year?, index)));
        let mut years: Vec<(u16, Option<usize>)> = Vec::new();
        for (year, group) in known {
            let last = years.last().map_or(year, |(last, _)| *last);
            if year - last <= MAX_GAP {
                years.extend((last.saturating_add(1)..year).map(|gap| (gap, None)));
            }
            years.push((year, Some(group)));
        }
        years
    }

    /// The years of the answer with their reports, and the reports without a year.
    fn year_counts(&self) -> Vec<CollocateYear> {
        let undated = self.groups.iter().position(|group| group.year.is_none());
        let years = self
            .years()
            .into_iter()
            .map(|(year, group)| (Some(year), group));
        let counted = years.chain(undated.map(|group| (None, Some(group))));
        counted
            .map(|(year, group)| CollocateYear {
                year,
                documents: group.map_or(0, |group| self.groups[group].documents),
                mentions: group.map_or(0, |group| self.mentions[group]),
            })
            .collect()
    }
}
