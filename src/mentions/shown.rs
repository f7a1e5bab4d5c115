//! The mentions of an index that a request shows, in its order, cut out of their reports.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::kwic::KwicBuilder;
use super::order::Order;
use super::sample::Sampler;
use super::span::Spans;
use crate::api::{Mention, MentionRequest};
use crate::error::Result;
use crate::index::{DocumentAddress, DocumentKey, FoldedTexts};
use crate::matching::{DocumentMatches, Matcher, Occurrence, Texts};

/// Mentions that are cut out together if they are sorted, so that each report is loaded once for many of them.
const BATCH: usize = 8192;

/// The matches of a request by report, in the usual order.
pub(super) struct ShownMentions<'m> {
    pub matcher: Matcher<'m>,
    pub request: &'m MentionRequest,
    pub texts: &'m Texts,
    pub documents: Vec<(DocumentKey, &'m DocumentMatches)>,
}

/// A mention: the index of its report, and its own in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    document: usize,
    mention: usize,
}

impl ShownMentions<'_> {
    /// Passes the mentions to `each` until it breaks.
    pub(super) fn for_each(&self, each: &mut dyn FnMut(Mention) -> ControlFlow<()>) -> Result<()> {
        let limit = self.request.limit.unwrap_or(usize::MAX);
        if limit == 0 {
            return Ok(());
        }
        let order = Order::by(&self.request.sort);
        if order.is_usual() {
            return self.stream(&self.places(limit), each);
        }
        let places = self.places(usize::MAX);
        let snapshot = self.matcher.snapshot;
        let mut places = snapshot.sound(|| self.sorted(&places, &order))?;
        places.truncate(limit);
        for batch in places.chunks(BATCH) {
            let mentions = snapshot.sound(|| self.cut(batch))?;
            if mentions.into_iter().try_for_each(&mut *each).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Passes the mentions that are behind a cell to `each` until it breaks: cell by cell, of each as many as the limit. `cell`
    /// gives the cell of a mention, given its report and its index in it.
    pub(super) fn for_each_by_cell(
        &self,
        cell: impl Fn(DocumentAddress, usize) -> Option<usize>,
        each: &mut dyn FnMut(usize, Mention) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>> {
        let limit = self.request.limit.unwrap_or(usize::MAX);
        let placed = self.places(usize::MAX).into_iter().filter_map(|place| {
            let (_, found) = self.documents[place.document];
            Some((cell(found.address, place.mention)?, place))
        });
        let mut placed: Vec<(usize, Place)> = placed.collect();
        // Those of a cell stay in the usual order.
        placed.sort_by_key(|(cell, _)| *cell);
        let by_cell = placed.chunk_by(|(a, _), (b, _)| a == b);
        let shown = by_cell.flat_map(|of_cell| of_cell.iter().take(limit));
        let shown: Vec<(usize, Place)> = shown.copied().collect();
        for batch in shown.chunks(BATCH) {
            let together: Vec<Place> = batch.iter().map(|(_, place)| *place).collect();
            let mentions = self.matcher.snapshot.sound(|| self.cut(&together))?;
            for ((cell, _), mention) in batch.iter().zip(mentions) {
                if each(*cell, mention).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The first `limit` mentions, or of the sample, in the usual order.
    fn places(&self, limit: usize) -> Vec<Place> {
        let of_document = |(document, (_, found)): (usize, &(_, &DocumentMatches))| {
            let mentions = 0..found.occurrences.len();
            mentions.map(move |mention| Place { document, mention })
        };
        let places = self.documents.iter().enumerate().flat_map(of_document);
        let Some(sample) = self.request.sample else {
            return places.take(limit).collect();
        };
        let sampler = Sampler::new(sample, self.texts);
        let mut drawn = sampler.draw(places.collect(), |place| {
            let (key, _) = &self.documents[place.document];
            sampler.number(&key.id, self.occurrence(*place))
        });
        drawn.truncate(limit);
        drawn
    }

    fn occurrence(&self, place: Place) -> &Occurrence {
        let (_, found) = self.documents[place.document];
        &found.occurrences[place.mention]
    }

    /// Cuts mentions out of their reports, given in the usual order: one report after the other.
    fn stream(
        &self,
        places: &[Place],
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<()> {
        let snapshot = self.matcher.snapshot;
        for of_document in by_document(places) {
            let (_, found) = self.documents[of_document[0].document];
            let stored = snapshot.sound(|| snapshot.stored(found.address))?;
            let mut builder =
                KwicBuilder::new(self.matcher.fold, self.texts, self.request, &stored);
            for place in of_document {
                if each(builder.mention(self.occurrence(*place))).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Sorts mentions that are in the usual order. Their characters are read from the exact layer, not from their reports.
    fn sorted(&self, places: &[Place], order: &Order) -> Result<Vec<Place>> {
        let width = order.context_keys();
        let contexts = match width {
            0 => Vec::new(),
            _ => self.contexts(places, order)?,
        };
        let mentions = places.iter().enumerate().map(|(index, place)| {
            let (key, _) = &self.documents[place.document];
            let contexts = &contexts[index * width..(index + 1) * width];
            (key.region.as_str(), key.year, contexts)
        });
        let sorted = order.sorted(mentions).into_iter();
        Ok(sorted.map(|index| places[index]).collect())
    }

    /// The contexts by which mentions are sorted, one after the other.
    fn contexts(&self, places: &[Place], order: &Order) -> Result<Vec<u32>> {
        let snapshot = self.matcher.snapshot;
        let spans = Spans::new(self.matcher.fold, &self.texts.phrases);
        let by_document: Vec<&[Place]> = by_document(places).collect();
        let addresses: Vec<DocumentAddress> = by_document
            .iter()
            .map(|places| self.documents[places[0].document].1.address)
            .collect();
        let contexts = FoldedTexts::of(snapshot).map(&addresses, |index, text| {
            let occurrences: Vec<Occurrence> = by_document[index]
                .iter()
                .map(|place| self.occurrence(*place).clone())
                .collect();
            let stored = || snapshot.stored(addresses[index]);
            let spans = spans.of(text, &occurrences, stored)?;
            let contexts = spans.iter().flat_map(|span| order.contexts(text, span));
            Ok(contexts.collect::<Vec<u32>>())
        })?;
        Ok(contexts.concat())
    }

    /// Cuts mentions in any order out of their reports, each of which is loaded once.
    fn cut(&self, places: &[Place]) -> Result<Vec<Mention>> {
        let mut wanted: Vec<(Place, usize)> = places.iter().copied().zip(0..).collect();
        wanted.sort_unstable();
        let by_document: Vec<&[(Place, usize)]> = wanted
            .chunk_by(|(a, _), (b, _)| a.document == b.document)
            .collect();
        let cut: Vec<Vec<(usize, Mention)>> = by_document
            .into_par_iter()
            .map(|wanted| {
                let (_, found) = self.documents[wanted[0].0.document];
                let stored = self.matcher.snapshot.stored(found.address)?;
                let mut builder =
                    KwicBuilder::new(self.matcher.fold, self.texts, self.request, &stored);
                let cut = wanted
                    .iter()
                    .map(|(place, index)| (*index, builder.mention(self.occurrence(*place))));
                Ok(cut.collect())
            })
            .collect::<Result<_>>()?;
        let mut cut: Vec<(usize, Mention)> = cut.into_iter().flatten().collect();
        cut.sort_unstable_by_key(|(index, _)| *index);
        Ok(cut.into_iter().map(|(_, mention)| mention).collect())
    }
}

/// The mentions of each report, given in the usual order.
fn by_document(places: &[Place]) -> impl Iterator<Item = &[Place]> {
    places.chunk_by(|a, b| a.document == b.document)
}
