//! OFD (GB/T 33190-2016), the fixed layout of documents of Chinese authorities → text, paragraph by paragraph.
//!
//! Owns which parts are read and in which order. Each step knows only the previous ones: `parts`, `number` → `document`
//! → `object`; `content`, `annotation`, `unit` (the objects of a part) → `text`, `path` → `budget`, `drawing` (glyphs and
//! ruled lines) → `page`, `pages` → [`layout`] (text). Pages count on through all documents of a file, as in a viewer.
//! Signatures, seals and attachments are not read. Invariant: a part that cannot be read is a loss that is marked, the
//! others are read.

mod annotation;
mod budget;
mod content;
mod document;
mod drawing;
mod number;
mod object;
mod page;
mod pages;
mod parts;
mod path;
mod text;
mod unit;

use quanwen_messages::{Message, text};

use self::budget::Budget;
use self::pages::PageReader;
use self::parts::Parts;
use super::layout::census::Census;
use super::layout::{self, TOO_MUCH};
use crate::extracted::Extracted;
use crate::reader::build::builder::TextBuilder;
use crate::unread::Unread;

#[cfg(test)]
mod tests;

/// The part that names the documents, and the part that encrypted files have (GM/T 0099-2020).
const ROOT: &str = "OFD.xml";
const ENCRYPTIONS: &str = "Encryptions.xml";
/// Maximum number of documents in a file; a real one has one.
const DOCUMENTS: usize = 1_000;
const NO_PAGES: Unread = Unread::Damaged(Message::plain(text!(
    "an OFD file without pages: save it again"
)));

/// Reads an OFD file. `limit` is the maximum unpacked size of a part in bytes.
///
/// # Errors
/// The reason why it cannot be read.
pub(super) fn extract(bytes: &[u8], limit: u64) -> Result<Extracted, Unread> {
    let mut parts = Parts::open(bytes, limit)?;
    let read = read(&mut parts);
    let is_whole = read.is_ok() && parts.damage().is_none();
    if parts.has(ENCRYPTIONS) && !is_whole {
        return Err(Unread::ENCRYPTED);
    }
    let mut extracted = read?;
    if !is_whole {
        extracted.mark_loss();
    }
    Ok(extracted)
}

fn read(parts: &mut Parts<'_>) -> Result<Extracted, Unread> {
    let (mut census, mut budget) = (Census::default(), Budget::default());
    let mut builder = TextBuilder::default();
    let mut number = 0;
    for root in roots(parts)? {
        let mut reader = PageReader::open(parts, &mut budget, &root)?;
        let mut pages = Vec::new();
        for entry in reader.entries() {
            number += 1;
            pages.push(census.lay_out(number, reader.content(&entry)?));
        }
        layout::write(pages, &mut builder, &mut census);
    }
    let verdict = match number {
        0 => Err(NO_PAGES),
        _ => census.verdict(),
    };
    let mut extracted = builder.finish();
    if let Some(damage) = parts.damage()
        && (verdict.is_err() || extracted.text.is_empty())
    {
        return Err(damage.clone());
    }
    verdict?;
    layout::count_unmapped(&mut extracted);
    if census.has_scans() {
        extracted.mark_loss();
    }
    Ok(extracted)
}

/// The root parts of the documents.
fn roots(parts: &mut Parts<'_>) -> Result<Vec<String>, Unread> {
    let mut roots = Vec::new();
    if let Some(xml) = parts.text(ROOT)? {
        let read = document::read_roots(&mut roots, ROOT, &xml, parts);
        parts.keep(read)?;
    }
    if roots.len() > DOCUMENTS {
        return Err(TOO_MUCH);
    }
    Ok(roots)
}
