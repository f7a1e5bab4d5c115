//! Finds a cited place again after the corpus changed.
//!
//! The steps are in the order of their certainty; each reads only reports that something points to: hash, path, title or
//! text. Invariant: in an unchanged corpus every place is the same.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::Range;

use super::candidates::{MAX_READ, of_length, titled, with_text};
use super::cite::{content_hash, id_of, quotation_at};
use super::place::{Budget, Place, Wanted};
use crate::api::{CitationLocator, CitedKind, Resolution, ResolutionStatus, ResolvedPlace};
use crate::document::Document;
use crate::error::Result;
use crate::index::{DocumentAddress, StoredDocument};
use crate::matching::{Matcher, SectionCitations};

/// How much of text and context must be the same for a text to be altered there, whatever other reports have; of the
/// context of a short text in a report that nothing else points to, since sentences of reports are much alike.
const NEAR: f64 = 0.75;
/// How much of them must be the same in the cited report, if no other has the text.
const LIKE: f64 = 0.5;
/// Most comparisons of characters for the nearest text: a few seconds.
const MAX_COMPARISONS: usize = 1_000_000_000;
/// Most places that are listed.
const MAX_PLACES: usize = 100;

/// What became of a cited place.
///
/// # Errors
/// [`crate::Error::Damaged`].
pub(crate) fn resolve(matcher: Matcher, locator: &CitationLocator) -> Result<Resolution> {
    let mut resolver = Resolver {
        matcher,
        wanted: Wanted::new(locator, matcher.fold),
        cited: matcher.snapshot.document_with_path(&locator.path)?,
        budget: Budget::new(MAX_COMPARISONS),
        nearest: None,
        more: 0,
    };
    let found = match resolver.copies()? {
        Some(found) => Some(found),
        None if locator.quote.is_empty() => resolver.report()?,
        None => resolver.text()?,
    };
    let Found {
        status, mut places, ..
    } = found.unwrap_or_default();
    let unlisted =
        places.len().saturating_sub(MAX_PLACES) + usize::from(resolver.budget.is_exceeded);
    places.truncate(MAX_PLACES);
    Ok(Resolution {
        status,
        places,
        more: resolver.more + unlisted as u64,
        locator: locator.clone(),
    })
}

/// What became of a place, as far as some reports tell.
#[derive(Default)]
struct Found {
    status: ResolutionStatus,
    /// How much of text and context is the same.
    similarity: f64,
    places: Vec<ResolvedPlace>,
}

struct Resolver<'r> {
    matcher: Matcher<'r>,
    wanted: Wanted<'r>,
    /// The report that has the path of the cited one.
    cited: Option<DocumentAddress>,
    budget: Budget,
    /// The text that is most like the wanted one in the reports read so far.
    nearest: Option<Found>,
    /// Reports that were not read, and places that are not listed.
    more: u64,
}

impl Resolver<'_> {
    /// The place in the report with the path if its text is unchanged, else in each report that has the same text.
    fn copies(&mut self) -> Result<Option<Found>> {
        let found = |status, places| Found {
            status,
            similarity: 1.0,
            places,
        };
        if let Some(cited) = self.cited
            && let Some(place) = self.copied(cited)?
        {
            return Ok(Some(found(ResolutionStatus::Same, vec![place])));
        }
        let alike = of_length(self.matcher.snapshot, self.wanted.locator.characters);
        let mut places = Vec::new();
        for address in alike.iter().take(MAX_READ) {
            places.extend(self.copied(*address)?);
        }
        self.more += alike.len().saturating_sub(MAX_READ) as u64;
        if places.is_empty() {
            return Ok(None);
        }
        places.sort_by(|a, b| a.document.path.cmp(&b.document.path));
        Ok(Some(found(ResolutionStatus::Moved, places)))
    }

    /// The place in a report, if its text is that of the cited one.
    fn copied(&self, address: DocumentAddress) -> Result<Option<ResolvedPlace>> {
        let locator = self.wanted.locator;
        let stored = self.matcher.snapshot.stored(address)?;
        if !content_hash(&stored.document).eq_ignore_ascii_case(&locator.hash) {
            return Ok(None);
        }
        if locator.quote.is_empty() {
            return Ok(Some(whole(&stored.document)));
        }
        let bytes = self.wanted.unmoved(&stored.document);
        Ok(bytes.map(|bytes| resolved(&stored, locator.kind, &bytes, 1.0)))
    }

    /// The report with the path, or those with the title, place and year, none of which has the same text.
    fn report(&mut self) -> Result<Option<Found>> {
        let reports = match self.cited {
            Some(cited) => vec![cited],
            None => titled(self.matcher, self.wanted.locator)?,
        };
        let mut places = Vec::new();
        for address in self.first(&reports) {
            places.push(whole(&self.matcher.snapshot.stored(*address)?.document));
        }
        let found = Found {
            status: ResolutionStatus::Altered,
            places,
            ..Found::default()
        };
        Ok(Some(found).filter(|found| !found.places.is_empty()))
    }

    /// What became of a text: in the report with the path or those with the title, place and year, then in others.
    fn text(&mut self) -> Result<Option<Found>> {
        let titled = titled(self.matcher, self.wanted.locator)?;
        let (mut own, mut rest): (Vec<_>, Vec<_>) = (self.cited.into_iter().collect(), titled);
        // Another report may have come to the path.
        if !rest.is_empty() && own.iter().all(|cited| !rest.contains(cited)) {
            std::mem::swap(&mut own, &mut rest);
        }
        rest.retain(|report| !own.contains(report));
        for reports in [&own, &rest] {
            if let Some(found) = self.in_reports(reports, LIKE)? {
                return Ok(Some(found));
            }
        }
        let nearest = self.nearest.take();
        let mut others = with_text(self.matcher, &self.wanted)?;
        let read: HashSet<DocumentAddress> = own.into_iter().chain(rest).collect();
        others.retain(|report| !read.contains(report));
        if let Some(found) = self.in_reports(&others, NEAR)? {
            return Ok(Some(found));
        }
        let altered = nearest.map(|nearest| Found {
            status: ResolutionStatus::Altered,
            ..nearest
        });
        Ok(altered.filter(|altered| altered.similarity >= LIKE))
    }

    /// What became of a text as far as some reports tell: the same text, unless another place is nearer to it.
    /// `min_context`: how much of the context of a short text must be the same.
    fn in_reports(
        &mut self,
        reports: &[DocumentAddress],
        min_context: f64,
    ) -> Result<Option<Found>> {
        let reports = self.first(reports);
        let same = self.same_text(reports, min_context)?;
        if same.as_ref().is_some_and(|same| same.similarity >= 1.0) {
            return Ok(same);
        }
        let near = self.nearest(reports)?;
        let is_nearer = |near: &Found| {
            near.similarity >= NEAR
                && same
                    .as_ref()
                    .is_none_or(|same| !near.status.is_found() && near.similarity > same.similarity)
        };
        if near.as_ref().is_some_and(is_nearer) {
            return Ok(near);
        }
        if same.is_none() {
            let known = self.nearest.take().into_iter().chain(near);
            self.nearest = known.max_by(|a, b| a.similarity.total_cmp(&b.similarity));
        }
        Ok(same)
    }

    /// The first of some reports; the others are not read.
    fn first<'a>(&mut self, reports: &'a [DocumentAddress]) -> &'a [DocumentAddress] {
        self.more += reports.len().saturating_sub(MAX_READ) as u64;
        &reports[..reports.len().min(MAX_READ)]
    }

    /// The text in some reports, where its context and headings are most like its own.
    fn same_text(
        &mut self,
        reports: &[DocumentAddress],
        min_context: f64,
    ) -> Result<Option<Found>> {
        let mut found = Vec::new();
        for address in reports {
            let stored = self.matcher.snapshot.stored(*address)?;
            let mut places = self.wanted.places(&stored, min_context);
            keep_likeliest(&mut places, |place| place);
            let is_same = |place: &Place| self.status(*address, place) == ResolutionStatus::Same;
            if let Some(same) = places.iter().position(is_same) {
                places = vec![places.swap_remove(same)];
            }
            self.more += places.len().saturating_sub(MAX_PLACES) as u64;
            places.truncate(MAX_PLACES);
            for place in places {
                let status = self.status(*address, &place);
                let resolved = self.resolved(&stored, &place);
                found.push((place, status, resolved));
            }
        }
        keep_likeliest(&mut found, |(place, ..)| place);
        // The report with the path goes before copies of it.
        found.sort_by_key(|(_, status, _)| *status != ResolutionStatus::Same);
        let best = found.first().map(|(place, status, _)| Found {
            status: *status,
            similarity: place.similarity,
            places: Vec::new(),
        });
        Ok(best.map(|best| Found {
            places: found.into_iter().map(|(.., resolved)| resolved).collect(),
            ..best
        }))
    }

    /// The place in some reports that is most like the text.
    fn nearest(&mut self, reports: &[DocumentAddress]) -> Result<Option<Found>> {
        let mut nearest: Option<Found> = None;
        for address in reports {
            let stored = self.matcher.snapshot.stored(*address)?;
            let Some(place) = self.wanted.nearest(&stored, &mut self.budget) else {
                continue;
            };
            if nearest
                .as_ref()
                .is_none_or(|known| place.similarity > known.similarity)
            {
                let status = if self.wanted.is_text_of(&stored.document, &place) {
                    self.status(*address, &place)
                } else {
                    ResolutionStatus::Altered
                };
                nearest = Some(Found {
                    status,
                    similarity: place.similarity,
                    places: vec![self.resolved(&stored, &place)],
                });
            }
        }
        Ok(nearest)
    }

    fn resolved(&self, stored: &StoredDocument, place: &Place) -> ResolvedPlace {
        let kind = self.wanted.locator.kind;
        resolved(stored, kind, &place.bytes, place.similarity)
    }

    /// The status of a place that has the text.
    fn status(&self, report: DocumentAddress, place: &Place) -> ResolutionStatus {
        if place.is_unmoved && self.cited == Some(report) {
            ResolutionStatus::Same
        } else {
            ResolutionStatus::Moved
        }
    }
}

/// Keeps what is at the places whose context and headings are most like those of the text.
fn keep_likeliest<T>(found: &mut Vec<T>, place: impl Fn(&T) -> &Place) {
    let compare =
        |a: &(f64, bool), b: &(f64, bool)| -> Ordering { a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)) };
    let rank = |found: &T| (place(found).similarity, place(found).is_under_headings);
    let Some(best) = found.iter().map(rank).max_by(compare) else {
        return;
    };
    found.retain(|found| compare(&rank(found), &best).is_eq());
}

/// A whole report.
fn whole(document: &Document) -> ResolvedPlace {
    let position = document.position(0);
    ResolvedPlace {
        id: document.id.clone(),
        document: document.into(),
        line: position.line,
        column: position.column,
        ..ResolvedPlace::default()
    }
}

/// Some bytes of a report. Where a text was removed, the section is what remains of the place.
fn resolved(
    stored: &StoredDocument,
    kind: CitedKind,
    bytes: &Range<usize>,
    similarity: f64,
) -> ResolvedPlace {
    let document = &stored.document;
    let kind = match kind {
        CitedKind::Mention if bytes.is_empty() => CitedKind::Section,
        kind => kind,
    };
    let section = document.section_at(bytes.start);
    let position = document.position(bytes.start);
    let quotation = quotation_at(stored, bytes.clone());
    ResolvedPlace {
        id: id_of(document, kind, bytes),
        document: document.into(),
        section: Some(SectionCitations::of(document).reference(section, bytes.start)),
        line: position.line,
        column: position.column,
        locator: document.locators.at(bytes.start),
        before: quotation.before,
        quote: quotation.quote,
        after: quotation.after,
        similarity: Some(similarity),
    }
}
