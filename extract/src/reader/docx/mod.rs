//! Word documents: .docx, .docm and .dotx (Office Open XML, ISO/IEC 29500-1 §17).
//!
//! Owns which parts are read and in which order: body, footnotes, endnotes; headers, footers and comments on request.
//! Invariant: a damaged part fails the file; the loss of one that the body only inserts is marked.

mod body;
mod elements;
mod fields;
mod insertions;
mod list_counters;
mod numbering;
mod paragraph;
mod relationships;
mod styles;
pub(super) mod word_2003;

use body::{Body, NoteKind};
use insertions::Insertions;
use list_counters::ListCounters;
use numbering::Numbering;
use quanwen_messages::text;
use relationships::Parts;
use styles::Styles;

use crate::extracted::Extracted;
use crate::options::ReadOptions;
use crate::reader::build::asides::Asides;
use crate::reader::storage::package::Package;
use crate::reader::storage::xml;
use crate::unread::Unread;

/// Maximum number of Word documents that a document inserts.
const INSERTED_DOCUMENTS: u32 = 16;
/// By how much the limit of each is less than that of the document, since they are unpacked besides it.
const INSERTED_SHARE: u64 = 4;
/// Why a document in another one is not read.
const IN_ANOTHER: Unread =
    Unread::NotSupported(text!("a document inside a document: save it as a file"));

/// Reads a Word document.
///
/// # Errors
/// Returns the reason why it is not read.
pub(super) fn extract(bytes: &[u8], options: impl Into<ReadOptions>) -> Result<Extracted, Unread> {
    let options = options.into();
    let mut left = INSERTED_DOCUMENTS;
    extract_with(bytes, options, |inserted| {
        left = left.checked_sub(1).ok_or(IN_ANOTHER)?;
        let limit = options.limit / INSERTED_SHARE;
        extract_with(inserted, limit.into(), |_| Err(IN_ANOTHER))
    })
}

/// Reads a Word document; `read_inserted` reads those that it inserts.
fn extract_with(
    bytes: &[u8],
    options: ReadOptions,
    read_inserted: impl FnMut(&[u8]) -> Result<Extracted, Unread>,
) -> Result<Extracted, Unread> {
    let mut package = Package::open(bytes, options.limit)?;
    let parts = Parts::find(&mut package)?;
    let styles = match text(&mut package, parts.styles.as_deref())? {
        Some((part, text)) => Styles::read(part, &text)?,
        None => Styles::default(),
    };
    let numbering = match text(&mut package, parts.numbering.as_deref())? {
        Some((part, text)) => Numbering::read(part, &text)?,
        None => Numbering::default(),
    };
    let insertions = Insertions::read(&mut package, &parts.main, options.limit, read_inserted)?;
    let story = |insertions| Body::new(&styles, ListCounters::new(&numbering), insertions);
    let mut extracted = body(&mut package, &parts, story(insertions))?;
    if options.everything {
        asides(&mut package, &parts, options.limit, story)?.append_to(&mut extracted);
    }
    Ok(extracted)
}

/// The body with its notes.
fn body(package: &mut Package<'_>, parts: &Parts, mut body: Body<'_>) -> Result<Extracted, Unread> {
    match text(package, Some(&parts.main))? {
        Some((part, text)) => body.read(part, &text)?,
        None => return Err(Unread::missing_part(&parts.main)),
    }
    if !body.is_document() {
        return Err(Unread::NotSupported(text!(
            "no Word document: save it as .docx"
        )));
    }
    for (kind, part) in [
        (NoteKind::Footnote, &parts.footnotes),
        (NoteKind::Endnote, &parts.endnotes),
    ] {
        match text(package, part.as_deref())? {
            Some((part, text)) => body.read_notes(kind, part, &text)?,
            None => body.miss_notes(kind),
        }
    }
    Ok(body.finish())
}

/// The headers, footers and comments, each read as a story of its own.
fn asides<'s>(
    package: &mut Package<'_>,
    parts: &Parts,
    limit: u64,
    story: impl Fn(Insertions) -> Body<'s>,
) -> Result<Asides, Unread> {
    let mut asides = Asides::default();
    let mut read = |part: &str| -> Result<String, Unread> {
        let insertions = Insertions::read(package, part, limit, |_| Err(IN_ANOTHER))?;
        let mut story = story(insertions);
        if let Some((part, text)) = text(package, Some(part))? {
            story.read(part, &text)?;
        }
        Ok(story.finish().text)
    };
    for part in parts.headers.iter().chain(&parts.footers) {
        asides.add_header(read(part)?);
    }
    if let Some(part) = &parts.comments {
        asides.add_comments(read(part)?);
    }
    Ok(asides)
}

/// The name and text of a part; `None` if the package has none.
fn text<'p>(
    package: &mut Package<'_>,
    part: Option<&'p str>,
) -> Result<Option<(&'p str, String)>, Unread> {
    let Some(part) = part else { return Ok(None) };
    Ok(xml::part(package, part)?.map(|text| (part, text)))
}

#[cfg(test)]
mod tests;
