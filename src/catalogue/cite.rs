//! What a citation of a report, a section or a mention states.

use std::ops::Range;
use std::time::SystemTime;

use time::OffsetDateTime;
use xxhash_rust::xxh3::xxh3_64;

use super::name::PlaceName;
use super::quotation::{Quotation, heading_bytes, quoted_bytes};
use super::show::{Named, find};
use crate::api::{Citation, CitationLocator, CiteRequest, CitedKind, ShownPart};
use crate::document::{Basis, Document, saturating_u32};
use crate::error::Result;
use crate::fold::{Fold, ParagraphCursor};
use crate::index::{StoredDocument, folded_document};
use crate::matching::Matcher;

/// Cites what a name is of.
///
/// # Errors
/// As [`find`].
pub(crate) fn cite(matcher: Matcher, request: &CiteRequest) -> Result<Citation> {
    let Named {
        address,
        stored,
        part,
    } = find(matcher, &request.id)?;
    let characters = matcher.exact().extent(address).len();
    Ok(citation(&stored, &part, characters, request))
}

/// Cites what a name is of in a report that has the name.
///
/// # Errors
/// As [`shown`](super::shown).
pub(crate) fn cite_in(document: Document, request: &CiteRequest, fold: &Fold) -> Result<Citation> {
    let part = PlaceName::new(&request.id).part_of(&document)?;
    let folded = folded_document(&document, fold);
    let characters = folded.text.chars().count();
    let stored = StoredDocument::new(document, folded.paragraphs);
    Ok(citation(&stored, &part, characters, request))
}

/// The citation of a part of a report, whose fold has so many characters.
fn citation(
    stored: &StoredDocument,
    part: &ShownPart,
    characters: usize,
    request: &CiteRequest,
) -> Citation {
    let document = &stored.document;
    let metadata = &document.metadata;
    let (kind, bytes) = cited(document, part);
    let is_part = kind != CitedKind::Report;
    let accessed = || {
        let of_query = || request.day.clone().unwrap_or_else(today);
        metadata.accessed.clone().unwrap_or_else(of_query)
    };
    Citation {
        id: id_of(document, kind, &bytes),
        document: document.into(),
        issuer: metadata.issuer.clone(),
        published: metadata.published.clone(),
        document_number: metadata.document_number.clone(),
        page: is_part
            .then(|| document.locators.at(bytes.start).page)
            .flatten(),
        url: metadata.url.clone(),
        accessed: metadata.url.is_some().then(accessed),
        inferred: inferred(document),
        locator: locator(stored, characters, kind, bytes),
    }
}

/// The kind of a part and its bytes: for a section those of its heading.
fn cited(document: &Document, part: &ShownPart) -> (CitedKind, Range<usize>) {
    match part {
        ShownPart::Document => (CitedKind::Report, 0..0),
        ShownPart::Section(section) => (CitedKind::Section, heading_bytes(document, *section)),
        ShownPart::Mention(_, bytes) => (CitedKind::Mention, bytes.clone()),
    }
}

/// The id of a place of a document.
pub(super) fn id_of(document: &Document, kind: CitedKind, bytes: &Range<usize>) -> String {
    let id = &document.id;
    match kind {
        CitedKind::Report => id.clone(),
        CitedKind::Section => format!("{id}.{}", document.section_at(bytes.start)),
        CitedKind::Mention => format!("{id}@{}-{}", bytes.start, bytes.end),
    }
}

/// Which of the values that a citation needs are inferred.
fn inferred(document: &Document) -> Vec<String> {
    let metadata = &document.metadata;
    let needed = [
        ("issuer", metadata.issuer_basis, true),
        ("region", metadata.region_basis, metadata.issuer.is_none()),
        ("year", metadata.year_basis, metadata.published.is_none()),
    ];
    let inferred = needed
        .into_iter()
        .filter(|(_, basis, is_needed)| *is_needed && *basis == Some(Basis::Inferred));
    inferred.map(|(name, ..)| name.to_string()).collect()
}

fn locator(
    stored: &StoredDocument,
    characters: usize,
    kind: CitedKind,
    bytes: Range<usize>,
) -> CitationLocator {
    let document = &stored.document;
    let metadata = &document.metadata;
    let report = CitationLocator {
        kind,
        path: document.path.clone(),
        region: metadata.region.clone(),
        year: metadata.year,
        title: metadata.title.clone(),
        characters: saturating_u32(characters),
        hash: content_hash(document),
        ..CitationLocator::default()
    };
    if kind == CitedKind::Report {
        return report;
    }
    let bytes = quoted_bytes(&document.text, bytes);
    let Quotation {
        before,
        quote,
        after,
    } = quotation_at(stored, bytes.clone());
    CitationLocator {
        headings: document.heading_path(document.section_at(bytes.start)),
        before,
        quote,
        after,
        start: saturating_u32(document.text[..bytes.start].chars().count()),
        ..report
    }
}

/// Quotes some bytes of a document with their context.
pub(super) fn quotation_at(stored: &StoredDocument, bytes: Range<usize>) -> Quotation {
    let mut paragraphs = ParagraphCursor::default();
    let mut at = |byte| paragraphs.at_byte(&stored.paragraphs, byte).bytes;
    let first = at(bytes.start);
    let last = at(bytes.end.saturating_sub(1).max(bytes.start));
    Quotation::of(&stored.document, first, bytes, last)
}

/// The hash of a document's text, by which it is known under another path: 16 hexadecimal digits.
pub(super) fn content_hash(document: &Document) -> String {
    format!("{:016x}", xxh3_64(document.text.as_bytes()))
}

/// The current day in UTC.
fn today() -> String {
    OffsetDateTime::from(SystemTime::now()).date().to_string()
}
