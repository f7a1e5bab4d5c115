//! Shows a document, section or mention in full.

use std::ops::Range;

use crate::api::{Shown, ShownPart};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::index::{DocumentAddress, Snapshot, StoredDocument};

/// What an id or a document's path names, in full.
///
/// # Errors
/// As [`find`].
pub(crate) fn show(snapshot: &Snapshot, id: &str) -> Result<Shown> {
    let Named { stored, part, .. } = find(snapshot, id)?;
    Ok(in_full(stored.document, part))
}

/// What an id or its path names in a report, in full; `None` for an id that is not of it.
pub fn shown(document: Document, id: &str) -> Option<Shown> {
    let part = part_named(&document, id)?;
    Some(in_full(document, part))
}

/// The part of a report that an id or its path names; `None` for an id that is not of it.
pub(super) fn part_named(document: &Document, id: &str) -> Option<ShownPart> {
    if document.path == id {
        return Some(ShownPart::Document);
    }
    part_of(document, id.strip_prefix(document.id.as_str())?)
}

fn in_full(document: Document, part: ShownPart) -> Shown {
    let range = match &part {
        ShownPart::Document => 0..document.text.len(),
        ShownPart::Section(section) => with_subsections(&document, *section),
        ShownPart::Mention(section, mention) => {
            let section = document.section_range(*section);
            section.start..section.end.max(mention.end)
        }
    };
    Shown::new(document, part, range)
}

/// What an id or a path names.
pub(super) struct Named {
    pub address: DocumentAddress,
    /// The document, or the one that contains the part.
    pub stored: StoredDocument,
    pub part: ShownPart,
}

/// What an id or a document's path names.
///
/// # Errors
/// [`Error::UnknownId`], [`Error::Damaged`].
pub(super) fn find(snapshot: &Snapshot, id: &str) -> Result<Named> {
    let unknown = || Error::UnknownId { id: id.to_string() };
    if let Some(address) = snapshot.document_with_path(id)? {
        return Ok(Named {
            address,
            stored: snapshot.stored(address)?,
            part: ShownPart::Document,
        });
    }
    let (document_id, part) = id.split_at(id.find(['.', '@']).unwrap_or(id.len()));
    let address = snapshot
        .document_with_id(document_id)?
        .ok_or_else(unknown)?;
    let stored = snapshot.stored(address)?;
    let part = part_of(&stored.document, part).ok_or_else(unknown)?;
    Ok(Named {
        address,
        stored,
        part,
    })
}

/// Parses the rest of an id after the document: nothing, `.7` for a section, `@120-132` for a mention.
fn part_of(document: &Document, part: &str) -> Option<ShownPart> {
    if part.is_empty() {
        return Some(ShownPart::Document);
    }
    if let Some(section) = part.strip_prefix('.') {
        let section: usize = section.parse().ok()?;
        return (section < document.sections.len()).then_some(ShownPart::Section(section));
    }
    let (start, end) = part.strip_prefix('@')?.split_once('-')?;
    let range: Range<usize> = start.parse().ok()?..end.parse().ok()?;
    document
        .text
        .get(range.clone())
        .filter(|text| !text.is_empty())?;
    Some(ShownPart::Mention(document.section_at(range.start), range))
}

fn with_subsections(document: &Document, section: usize) -> Range<usize> {
    let level = document.sections[section].level;
    let next = document.sections[section + 1..]
        .iter()
        .find(|next| next.level <= level && !next.continues || section == 0);
    let end = next.map_or(document.text.len(), |next| next.start as usize);
    document.sections[section].start as usize..end
}
