//! Shows a document, section or mention in full.

use std::ops::Range;

use super::list::list;
use super::name::PlaceName;
use crate::api::{Filter, Shown, ShownPart};
use crate::document::Document;
use crate::error::Result;
use crate::index::{DocumentAddress, StoredDocument};
use crate::matching::Matcher;

/// What a name is of, in full.
///
/// # Errors
/// As [`find`].
pub(crate) fn show(matcher: Matcher, name: &str) -> Result<Shown> {
    let Named { stored, part, .. } = find(matcher, name)?;
    Ok(in_full(stored.document, part))
}

/// What a name is of in a report that has the name, in full.
///
/// # Errors
/// [`crate::Error::UnknownId`], [`crate::Error::UnknownPath`], [`crate::Error::NoLine`].
pub fn shown(document: Document, name: &str) -> Result<Shown> {
    let part = PlaceName::new(name).part_of(&document)?;
    Ok(in_full(document, part))
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

/// What a name is of.
pub(super) struct Named {
    pub address: DocumentAddress,
    /// The document, or the one that contains the part.
    pub stored: StoredDocument,
    pub part: ShownPart,
}

/// What a name is of.
///
/// # Errors
/// [`crate::Error::UnknownId`], [`crate::Error::UnknownPath`], [`crate::Error::SeveralReports`], [`crate::Error::NoLine`],
/// [`crate::Error::Damaged`].
pub(super) fn find(matcher: Matcher, name: &str) -> Result<Named> {
    let name = PlaceName::new(name);
    let address = report_named(matcher, &name)?.ok_or_else(|| name.unknown())?;
    let stored = matcher.snapshot.stored(address)?;
    let part = name.part_of(&stored.document)?;
    Ok(Named {
        address,
        stored,
        part,
    })
}

/// The report that has a name.
fn report_named(matcher: Matcher, name: &PlaceName) -> Result<Option<DocumentAddress>> {
    let snapshot = matcher.snapshot;
    for path in name.paths() {
        if let Some(address) = snapshot.document_with_path(path)? {
            return Ok(Some(address));
        }
    }
    if let Some(address) = snapshot.document_with_id(name.id())? {
        return Ok(Some(address));
    }
    for path in name.paths() {
        let below = list(matcher, &Filter::default().path(path))?.documents;
        if let Some(first) = below.iter().min_by_key(|report| &report.path) {
            name.check_only(below.len() as u64, &first.path)?;
            return snapshot.document_with_id(&first.id);
        }
    }
    Ok(None)
}

fn with_subsections(document: &Document, section: usize) -> Range<usize> {
    let level = document.sections[section].level;
    let next = document.sections[section + 1..]
        .iter()
        .find(|next| next.level <= level && !next.continues || section == 0);
    let end = next.map_or(document.text.len(), |next| next.start as usize);
    document.sections[section].start as usize..end
}
