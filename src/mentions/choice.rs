//! The mentions that a request shows, chosen while reports are scanned in any order.

use super::kwic::KwicBuilder;
use super::order::Order;
use super::sample::Sampler;
use super::scanned::Scanned;
use super::span::Spans;
use crate::api::{Mention, MentionRequest};
use crate::fold::Fold;
use crate::matching::{Occurrence, Texts};

/// Chooses the mentions that a request shows: those of each report that may be among them, then those of all.
pub(super) struct Choice<'r> {
    request: &'r MentionRequest,
    texts: &'r Texts,
    fold: &'r Fold,
    order: Order,
    sampler: Option<Sampler<'r>>,
    spans: Spans<'r>,
    limit: usize,
}

/// A mention that may be shown.
pub(super) struct Candidate {
    /// Its random number, if a sample is asked for.
    number: u64,
    /// The contexts by which it is sorted.
    contexts: Vec<u32>,
    mention: Mention,
}

impl<'r> Choice<'r> {
    pub(super) fn new(request: &'r MentionRequest, texts: &'r Texts, fold: &'r Fold) -> Self {
        let sampler = |sample| Sampler::new(sample, texts);
        Self {
            request,
            texts,
            fold,
            order: Order::by(&request.sort),
            sampler: request.sample.map(sampler),
            spans: Spans::new(fold, &texts.phrases),
            limit: request.limit.unwrap_or(usize::MAX),
        }
    }

    /// The mentions of a report that may be shown, by position: no other can be in the sample, or before the limit.
    pub(super) fn candidates(&self, scanned: &Scanned) -> Vec<Candidate> {
        let number = |occurrence: &Occurrence| {
            let sampler = self.sampler.as_ref();
            sampler.map_or(0, |sampler| {
                sampler.number(&scanned.document().id, occurrence)
            })
        };
        let mut occurrences = scanned.occurrences.clone();
        if let Some(sampler) = &self.sampler {
            occurrences = sampler.draw(occurrences, number);
        }
        let contexts = scanned.contexts(&self.order, &self.spans, &occurrences);
        let mut chosen: Vec<usize> = (0..occurrences.len()).collect();
        if self.sampler.is_none() && self.limit < chosen.len() {
            let of_report = contexts
                .iter()
                .map(|contexts| ((), None, contexts.as_slice()));
            chosen = self.order.sorted(of_report);
            chosen.truncate(self.limit);
            chosen.sort_unstable();
        }
        let mut builder = KwicBuilder::new(self.fold, self.texts, self.request, &scanned.stored);
        let candidate = |index: usize| Candidate {
            number: number(&occurrences[index]),
            contexts: contexts[index].clone(),
            mention: builder.mention(&occurrences[index]),
        };
        chosen.into_iter().map(candidate).collect()
    }

    /// The mentions that are shown, in their order, given the candidates of all reports in the usual order.
    pub(super) fn shown(&self, candidates: Vec<Candidate>) -> impl Iterator<Item = Mention> {
        let drawn = match &self.sampler {
            Some(sampler) => sampler.draw(candidates, |candidate| candidate.number),
            None => candidates,
        };
        let sorted = self.order.sorted(drawn.iter().map(|candidate| {
            let document = &candidate.mention.document;
            (
                &document.region,
                document.year,
                candidate.contexts.as_slice(),
            )
        }));
        let mentions = drawn.into_iter().map(|candidate| Some(candidate.mention));
        let mut mentions: Vec<Option<Mention>> = mentions.collect();
        let shown = sorted.into_iter().take(self.limit);
        shown.filter_map(move |index| mentions[index].take())
    }
}
