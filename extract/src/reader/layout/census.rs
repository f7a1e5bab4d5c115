//! Counts what is on the pages of a file, to tell scans, and fonts that do not map glyphs to characters, from text.
//!
//! Must not know file formats. Invariant: every page that is laid out is counted.

use super::glyph::{PageContent, UNMAPPED};
use super::page::LaidOutPage;
use crate::unread::Unread;

/// A page with an image and fewer characters than this, such as a stamp or a page number, is a scan.
const SCAN_CHARACTERS: usize = 10;
/// Pages from which on the first and the last one may be covers that are pictures without text.
const PAGES_WITH_COVERS: u32 = 8;
pub(in crate::reader) const SCAN: Unread = Unread::NoText(
    "a scan without a text layer: run OCR on it (for example ocrmypdf) and save it as a PDF with text",
);
pub(in crate::reader) const NO_CHARACTERS: Unread =
    Unread::NoText("its fonts do not say which characters they hold: run OCR on it");

/// What is on the pages of a file.
#[derive(Debug, Default)]
pub(in crate::reader) struct Census {
    pages: u32,
    characters: usize,
    unmapped: usize,
    pages_with_images: usize,
    /// The pages with images and hardly any characters, and whether they have any.
    scans: Vec<(u32, bool)>,
    /// Whether curves are drawn, which may be the outlines of characters.
    has_outlines: bool,
}

impl Census {
    /// Counts and lays out a page, 1-based.
    pub(in crate::reader) fn lay_out(
        &mut self,
        number: u32,
        mut content: PageContent,
    ) -> LaidOutPage {
        content.drop_repeated();
        self.add(number, &content);
        LaidOutPage::new(number, &content)
    }

    fn add(&mut self, number: u32, content: &PageContent) {
        let before = self.characters;
        let shown = content.glyphs.iter().filter(|glyph| !glyph.is_blank());
        for glyph in shown {
            self.characters += 1;
            self.unmapped += usize::from(&*glyph.text == UNMAPPED);
        }
        self.pages += 1;
        self.has_outlines |= content.has_outlines;
        if content.images > 0 {
            self.pages_with_images += 1;
            let characters = self.characters - before;
            let is_scan = characters < SCAN_CHARACTERS;
            self.scans
                .extend(is_scan.then_some((number, characters > 0)));
        }
    }

    /// Whether the pages show text, or nothing at all.
    ///
    /// # Errors
    /// The reason why there is none.
    pub(in crate::reader) fn verdict(&self) -> Result<(), Unread> {
        let has_images = self.pages_with_images > 0;
        let is_scan = has_images && self.characters < SCAN_CHARACTERS * self.pages_with_images;
        if is_scan || (self.characters == 0 && self.has_outlines) {
            return Err(SCAN);
        }
        if self.unmapped * 5 > self.characters * 4 {
            return Err(NO_CHARACTERS);
        }
        Ok(())
    }

    /// Whether pages among those with text are scans, besides covers.
    pub(in crate::reader) fn has_scans(&self) -> bool {
        let is_cover = |page: u32, has_characters: bool| {
            let is_at_end = !(2..self.pages).contains(&page);
            is_at_end && (has_characters || self.pages >= PAGES_WITH_COVERS)
        };
        let mut scans = self.scans.iter();
        scans.any(|(page, has_characters)| !is_cover(*page, *has_characters))
    }
}

#[cfg(test)]
mod tests {
    use super::super::glyph::Glyph;
    use super::*;

    /// Whether a file with this many pages, of which these are pictures with this text, has scans.
    fn has_scans(pages: u32, pictures: &[u32], text: &str) -> bool {
        let mut census = Census::default();
        for page in 1..=pages {
            let mut content = PageContent::default();
            if pictures.contains(&page) {
                let ends = ((0.0, 0.0).into(), (9.0, 0.0).into());
                let glyph = Glyph::placed(text.into(), ends, (9.0, 0.0), 9.0);
                content.glyphs.extend(glyph);
                content.images = 1;
            }
            census.add(page, &content);
        }
        census.has_scans()
    }

    #[test]
    fn pictures_are_covers_only_at_the_ends_and_of_many_pages_or_with_text() {
        assert!(has_scans(2, &[2], " ") && has_scans(7, &[1], " "));
        assert!(!has_scans(2, &[1, 2], "松") && !has_scans(8, &[1, 8], " "));
        assert!(has_scans(8, &[1, 7], "松"));
        assert!(!has_scans(3, &[], ""));
    }
}
