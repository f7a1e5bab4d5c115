//! Counts what is on the pages of a file, to tell scans, and fonts that do not map glyphs to characters, from text.
//!
//! Must not know file formats. Invariant: every page that is laid out is counted.

use super::glyph::{PageContent, UNMAPPED};
use super::page::LaidOutPage;
use crate::unread::Unread;

/// A page with an image and fewer characters than this, such as a stamp or a page number, is a scan.
const SCAN_CHARACTERS: usize = 10;
pub(in crate::reader) const SCAN: Unread = Unread::NoText(
    "a scan without a text layer: run OCR on it (for example ocrmypdf) and save it as a PDF with text",
);
pub(in crate::reader) const NO_CHARACTERS: Unread =
    Unread::NoText("its fonts do not say which characters they hold: run OCR on it");

/// What is on the pages of a file.
#[derive(Debug, Default)]
pub(in crate::reader) struct Census {
    characters: usize,
    unmapped: usize,
    pages_with_images: usize,
}

impl Census {
    /// Counts and lays out a page, 1-based.
    pub(in crate::reader) fn lay_out(
        &mut self,
        number: u32,
        mut content: PageContent,
    ) -> LaidOutPage {
        content.drop_repeated();
        self.add(&content);
        LaidOutPage::new(number, &content)
    }

    fn add(&mut self, content: &PageContent) {
        let shown = content.glyphs.iter().filter(|glyph| !glyph.is_blank());
        self.pages_with_images += usize::from(content.images > 0);
        for glyph in shown {
            self.characters += 1;
            self.unmapped += usize::from(&*glyph.text == UNMAPPED);
        }
    }

    /// Whether the pages show text.
    ///
    /// # Errors
    /// The reason why there is none.
    pub(in crate::reader) fn verdict(&self) -> Result<(), Unread> {
        let is_scan = self.pages_with_images > 0
            && self.characters < SCAN_CHARACTERS * self.pages_with_images;
        if self.characters == 0 || is_scan {
            return Err(SCAN);
        }
        if self.unmapped * 5 > self.characters * 4 {
            return Err(NO_CHARACTERS);
        }
        Ok(())
    }
}
