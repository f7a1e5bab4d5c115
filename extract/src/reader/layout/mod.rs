//! Pages of positioned glyphs and ruled lines → text, for the formats of fixed layout.
//!
//! Owns reading order, paragraphs, tables and running heads. Each step knows only the previous ones: `glyph`, `path` →
//! `line`, `table` → `page` (reading order) → `census` (scans), `furniture` (page numbers, running headers) → `margin`,
//! `unruled`, `paragraph` (text). Must not know file formats. Invariant: a glyph that is displayed once is in the text
//! once, unless it is furniture.

mod cell;
pub(super) mod census;
pub(super) mod furniture;
pub(super) mod glyph;
pub(super) mod line;
mod margin;
mod page;
mod paragraph;
pub(super) mod path;
pub(super) mod placement;
mod sets;
pub(super) mod table;
mod unruled;

use quanwen_messages::{Message, text};

use crate::extracted::{Extracted, saturating_u32};
use crate::reader::build::builder::TextBuilder;
use crate::unread::Unread;

use self::census::Census;
pub(super) use self::page::LaidOutPage;

/// Maximum number of glyphs on one page; a dense page has about 10,000.
pub(super) const PAGE_GLYPHS: usize = 300_000;
/// The error for a file with excessive drawing on its pages.
pub(super) const TOO_MUCH: Unread = Unread::TooComplex(Message::plain(text!(
    "more on its pages than any report has: save it in parts"
)));

/// Writes the pages of a document to the text, without their furniture, and counts what is left of them.
pub(super) fn write(mut pages: Vec<LaidOutPage>, builder: &mut TextBuilder, census: &mut Census) {
    furniture::drop_furniture(&mut pages, builder);
    census.add_left(&pages);
    paragraph::write(pages, builder);
}

/// Counts the glyphs of the text whose characters the file does not give as damaged.
pub(super) fn count_unmapped(extracted: &mut Extracted) {
    let unmapped = extracted.text.matches(glyph::UNMAPPED).count();
    extracted.damaged = extracted.damaged.saturating_add(saturating_u32(unmapped));
}
