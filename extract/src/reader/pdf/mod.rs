//! PDF with a text layer → text, paragraph by paragraph.
//!
//! Owns the pipeline from bytes to text and the reasons why a file cannot be read. Each step knows only the previous
//! one: `budget`, `charmap`, `font`, `layer`, `path`, `state`, `annotation`, `field`, `placement` → `content` (glyphs and ruled lines of a page) →
//! `line`, `table` → `page` (reading order) → `furniture` (page numbers, running headers) → `margin`, `unruled`,
//! `paragraph` (text). Must not know what a report is. Invariant: reading any bytes terminates within the limit.

mod annotation;
mod budget;
mod cell;
mod charmap;
mod content;
mod field;
mod font;
mod furniture;
mod glyph;
mod layer;
mod line;
mod margin;
mod page;
mod paragraph;
mod path;
mod placement;
mod sets;
mod state;
mod table;
mod unruled;

use std::borrow::Cow;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use memchr::memmem;

use self::budget::Budget;
use self::font::Fonts;
use self::layer::HiddenLayers;
use self::page::LaidOutPage;
use super::builder::TextBuilder;
use crate::extracted::{Extracted, saturating_u32};
use crate::unread::Unread;

#[cfg(test)]
mod tests;

/// Stack size in bytes for reading: objects nest up to 512 deep in the library, forms up to 16 here.
const STACK: usize = 16 << 20;
/// A page with an image and fewer characters than this, such as a stamp or a page number, is a scan.
const SCAN_CHARACTERS: usize = 10;
const SCAN: Unread = Unread::NoText(
    "a scan without a text layer: run OCR on it (for example ocrmypdf) and save it as a PDF with text",
);
const UNMAPPED: Unread =
    Unread::NoText("its fonts do not say which characters they hold: run OCR on it");
const XFA: Unread =
    Unread::NotSupported("an XFA form, whose pages only Adobe's programs draw: print it to PDF");
const DAMAGED: Unread = Unread::Damaged(Cow::Borrowed(
    "cut short or damaged (not a PDF that can be opened): save it again",
));

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
            .spawn_scoped(scope, || read(bytes, limit));
        reader.map(std::thread::ScopedJoinHandle::join)
    });
    match read {
        Ok(Ok(extracted)) => extracted,
        Ok(Err(_)) => Err(DAMAGED),
        Err(error) => {
            let what = format!("no thread to read it ({error}): run it again");
            Err(Unread::NotReadable(what.into()))
        }
    }
}

fn read(bytes: &[u8], limit: u64) -> Result<Extracted, Unread> {
    budget::check_file(bytes, limit)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(reason)?;
    let mut budget = Budget::new(limit);
    let mut pages = lay_out(&pdf, &mut budget)?;
    let mut builder = TextBuilder::default();
    furniture::drop_furniture(&mut pages, &mut builder);
    paragraph::write(pages, &mut builder);
    let mut extracted = builder.finish();
    if field::is_drawn_by_rules(pdf.xref(), &extracted.text) {
        return Err(XFA);
    }
    let damaged = extracted.text.matches('\u{FFFD}').count();
    extracted.damaged = extracted.damaged.saturating_add(saturating_u32(damaged));
    if budget.has_lost() || is_cut(bytes) {
        extracted.mark_loss();
    }
    Ok(extracted)
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
        LoadPdfError::Decryption(_) => {
            Unread::Encrypted("encrypted in an unknown way: save it without a password")
        }
        LoadPdfError::Invalid => DAMAGED,
    }
}

/// Lays out the pages one by one, so that the glyphs of only one page are in memory.
fn lay_out(pdf: &Pdf, budget: &mut Budget) -> Result<Vec<LaidOutPage>, Unread> {
    let hidden = HiddenLayers::of(pdf.xref());
    let mut fonts = Fonts::new();
    let mut census = Census::default();
    let mut pages = Vec::new();
    for (number, page) in (1_u32..).zip(pdf.pages().iter()) {
        let mut content = content::read_page(page, &mut fonts, &hidden, budget)?;
        content.drop_repeated();
        census.add(&content);
        pages.push(LaidOutPage::new(number, &content));
    }
    census.verdict()?;
    Ok(pages)
}

/// Statistics for detecting scans and files whose fonts do not map glyphs to characters.
#[derive(Debug, Default)]
struct Census {
    characters: usize,
    unmapped: usize,
    pages: usize,
    pages_with_images: usize,
}

impl Census {
    fn add(&mut self, content: &glyph::PageContent) {
        let shown = content.glyphs.iter().filter(|glyph| !glyph.is_blank());
        self.pages += 1;
        self.pages_with_images += usize::from(content.images > 0);
        for glyph in shown {
            self.characters += 1;
            self.unmapped += usize::from(&*glyph.text == font::UNMAPPED);
        }
    }

    fn verdict(&self) -> Result<(), Unread> {
        if self.pages == 0 {
            return Err(DAMAGED);
        }
        let is_scan = self.pages_with_images > 0
            && self.characters < SCAN_CHARACTERS * self.pages_with_images;
        if self.characters == 0 || is_scan {
            return Err(SCAN);
        }
        if self.unmapped * 5 > self.characters * 4 {
            return Err(UNMAPPED);
        }
        Ok(())
    }
}
