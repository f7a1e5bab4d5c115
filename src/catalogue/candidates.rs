//! Which reports may have a quoted text, without reading their texts.
//!
//! Must not know what is looked for in them.

use std::collections::BTreeSet;

use super::place::Wanted;
use crate::api::CitationLocator;
use crate::error::Result;
use crate::fold::Marks;
use crate::index::{DocumentAddress, ExactLayer, Selection, Snapshot};
use crate::matching::Matcher;
use crate::query::Phrase;

/// Most reports that are read because they have a text.
pub(super) const MAX_READ: usize = 64;
/// Folded characters of text and context from which these are looked for in reports that nothing else points to: less of
/// them stands in many.
const MIN_EVIDENCE: usize = 16;

/// The reports whose folded text has as many characters as that of the cited report.
pub(super) fn of_length(snapshot: &Snapshot, characters: u32) -> Vec<DocumentAddress> {
    let exact = ExactLayer::of(snapshot);
    let mut documents = snapshot.documents();
    documents.retain(|document| exact.extent(*document).len() == characters as usize);
    documents
}

/// The reports with the title, place and year of the cited report. Of the place the last name counts: those above it depend
/// on the other reports of the corpus.
pub(super) fn titled(matcher: Matcher, locator: &CitationLocator) -> Result<Vec<DocumentAddress>> {
    let Some(title) = &locator.title else {
        return Ok(Vec::new());
    };
    let documents = matcher.snapshot.documents();
    let keys = matcher.columns().keys(&documents)?;
    let place = locator.region.last().map_or("", String::as_str);
    let named = documents.into_iter().zip(keys).filter(|(_, key)| {
        let last = key.region.rsplit('/').next().unwrap_or_default();
        key.title == *title && key.year == locator.year && last == place
    });
    Ok(named.map(|(document, _)| document).collect())
}

/// The reports that have the text with its context or, if none has, with one side of it, or by itself if few have it.
pub(super) fn with_text(matcher: Matcher, wanted: &Wanted) -> Result<Vec<DocumentAddress>> {
    let CitationLocator {
        before,
        quote,
        after,
        ..
    } = wanted.locator;
    if wanted.folded.len() < MIN_EVIDENCE {
        return Ok(Vec::new());
    }
    let whole = with_phrase(matcher, &format!("{before}{quote}{after}"))?;
    if !whole.is_empty() {
        return Ok(whole.into_iter().collect());
    }
    let mut either = BTreeSet::new();
    for side in [format!("{before}{quote}"), format!("{quote}{after}")] {
        if matcher.fold.fold_text(&side).chars().count() >= MIN_EVIDENCE {
            either.extend(with_phrase(matcher, &side)?);
        }
    }
    if either.is_empty() {
        let alone = with_phrase(matcher, quote)?;
        let is_telling = wanted.folded.quote.len() >= MIN_EVIDENCE || alone.len() <= MAX_READ;
        either.extend(alone.into_iter().filter(|_| is_telling));
    }
    Ok(either.into_iter().collect())
}

/// The reports that have a text; none for one that cannot be looked for.
fn with_phrase(matcher: Matcher, text: &str) -> Result<BTreeSet<DocumentAddress>> {
    let Ok(phrase) = Phrase::new(text, matcher.fold, Marks::Transparent) else {
        return Ok(BTreeSet::new());
    };
    let exact = matcher.exact();
    let found = exact.occurrences(&phrase.readings, &Selection::default())?;
    let documents = exact.by_document(&found).into_iter();
    Ok(documents.map(|found| found.document).collect())
}
