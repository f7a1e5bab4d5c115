//! PDF with a text layer → text, paragraph by paragraph.
//!
//! Owns the pipeline from bytes to text and the reasons why a file cannot be read. Each step knows only the previous
//! one: `budget`, `charmap`, `font`, `layer`, `path`, `state`, `annotation`, `field` → `content` (glyphs
//! and ruled lines of a page) → [`layout`] (text). Must not know what a report is. Invariant: reading any bytes
//! terminates within the limit.

mod annotation;
mod budget;
mod charmap;
mod content;
mod field;
mod font;
mod layer;
mod path;
mod state;

use hayro_syntax::object::Dict;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use memchr::memmem;
use quanwen_messages::{Message, message, text};

use self::budget::Budget;
use self::font::Fonts;
use self::layer::HiddenLayers;
use super::layout::census::Census;
use super::layout::{self, LaidOutPage};
use crate::extracted::Extracted;
use crate::quiet::caught;
use crate::reader::build::builder::TextBuilder;
use crate::unread::Unread;

#[cfg(test)]
mod tests;

/// Stack size in bytes for reading: objects nest up to 512 deep in the library, forms up to 16 here.
const STACK: usize = 16 << 20;
const XFA: Unread = Unread::NotSupported(text!(
    "an XFA form, whose pages only Adobe's programs draw: print it to PDF"
));
const DAMAGED: Unread = Unread::Damaged(Message::plain(text!(
    "cut short or damaged (not a PDF that can be opened): save it again"
)));

/// Reads a PDF. `limit` is the maximum unpacked size of a stream in bytes.
///
/// Runs in its own thread for a stack of known size, and to contain panics of the library on damaged bytes.
///
/// # Errors
/// The reason why it cannot be read.
pub(super) fn extract(bytes: &[u8], limit: u64) -> Result<Extracted, Unread> {
    let read = std::thread::scope(|scope| {
        let reader = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || caught(|| read(bytes, limit)));
        reader.map(std::thread::ScopedJoinHandle::join)
    });
    match read {
        Ok(Ok(Some(read))) => read,
        Ok(_) => Err(DAMAGED),
        Err(error) => {
            let what = message!(
                "no thread to read it ({error}): run it again",
                error = &error
            );
            Err(Unread::NotReadable(what))
        }
    }
}

fn read(bytes: &[u8], limit: u64) -> Result<Extracted, Unread> {
    budget::check_file(bytes, limit)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(reason)?;
    let mut budget = Budget::new(limit);
    let (pages, mut census) = lay_out(&pdf, &mut budget)?;
    let mut builder = TextBuilder::default();
    layout::write(pages, &mut builder, &mut census);
    census.verdict()?;
    let mut extracted = builder.finish();
    if field::is_drawn_by_rules(pdf.xref(), &extracted.text) {
        return Err(XFA);
    }
    layout::count_unmapped(&mut extracted);
    if budget.has_lost() || is_cut(bytes) || census.has_scans() || is_portfolio(&pdf) {
        extracted.mark_loss();
    }
    Ok(extracted)
}

/// Whether the documents of a file are attached to it, and its pages only a cover (ISO 32000-1 7.11.6).
fn is_portfolio(pdf: &Pdf) -> bool {
    const COLLECTION: &[u8] = b"Collection";
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    catalog.is_some_and(|catalog| catalog.contains_key(COLLECTION))
}

/// Whether a file is truncated: objects without an end-of-file marker after them (ISO 32000-1 7.5.5), regardless of
/// other trailing content.
fn is_cut(bytes: &[u8]) -> bool {
    const END: &[u8] = b"%%EOF";
    let tail = memmem::rfind(bytes, END).map_or(0, |end| end + END.len());
    memmem::find(&bytes[tail..], b" obj").is_some()
}

fn reason(error: LoadPdfError) -> Unread {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unread::ENCRYPTED,
        LoadPdfError::Decryption(_) => Unread::Encrypted(text!(
            "encrypted in an unknown way: save it without a password"
        )),
        LoadPdfError::Invalid => DAMAGED,
    }
}

/// Lays out the pages one by one, so that the glyphs of only one page are in memory.
///
/// # Errors
/// The reason why there is no text.
fn lay_out(pdf: &Pdf, budget: &mut Budget) -> Result<(Vec<LaidOutPage>, Census), Unread> {
    let hidden = HiddenLayers::of(pdf.xref());
    let mut fonts = Fonts::new();
    let mut census = Census::default();
    let mut pages = Vec::new();
    for (number, page) in (1_u32..).zip(pdf.pages().iter()) {
        let content = content::read_page(page, &mut fonts, &hidden, budget)?;
        pages.push(census.lay_out(number, content));
    }
    if pages.is_empty() {
        return Err(DAMAGED);
    }
    Ok((pages, census))
}
