//! Counts what is on the pages of a file, to tell scans, and fonts that do not map glyphs to characters, from text.
//!
//! Must not know file formats. Invariant: every page that is laid out is counted.

use std::collections::HashSet;

use quanwen_messages::text;

use super::glyph::{PageContent, UNMAPPED};
use super::page::LaidOutPage;
use crate::unread::Unread;

/// A page with an image and fewer characters than this, besides its furniture, is a scan: a stamp, the mark of a scanner.
const SCAN_CHARACTERS: usize = 10;
/// Pages from which on the first one may be a cover that is a picture without text, and then the last one too.
const PAGES_WITH_COVERS: u32 = 8;
pub(in crate::reader) const SCAN: Unread = Unread::NoText(text!(
    "a scan without a text layer: run OCR on it (for example ocrmypdf) and save it as a PDF with text"
));
pub(in crate::reader) const NO_CHARACTERS: Unread = Unread::NoText(text!(
    "its fonts do not say which characters they hold: run OCR on it"
));

/// What is on the pages of a file.
#[derive(Debug, Default)]
pub(in crate::reader) struct Census {
    pages: u32,
    characters: usize,
    unmapped: usize,
    pages_with_images: HashSet<u32>,
    /// The characters besides the furniture of pages.
    left: usize,
    /// The pages with images and hardly any characters besides their furniture, and whether they have any.
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
        let shown = content.glyphs.iter().filter(|glyph| !glyph.is_blank());
        for glyph in shown {
            self.characters += 1;
            self.unmapped += usize::from(&*glyph.text == UNMAPPED);
        }
        self.pages += 1;
        self.has_outlines |= content.has_outlines;
        if content.images > 0 {
            self.pages_with_images.insert(number);
        }
    }

    /// Counts what is left on pages whose furniture has been removed.
    pub(super) fn add_left(&mut self, pages: &[LaidOutPage]) {
        for page in pages {
            let characters = page.characters();
            self.left += characters;
            if characters < SCAN_CHARACTERS && self.pages_with_images.contains(&page.number) {
                self.scans.push((page.number, characters > 0));
            }
        }
    }

    /// Whether the pages show text, or nothing at all.
    ///
    /// # Errors
    /// The reason why there is none.
    pub(in crate::reader) fn verdict(&self) -> Result<(), Unread> {
        let is_scan = self.left < SCAN_CHARACTERS * self.pages_with_images.len();
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
        let has_many = self.pages >= PAGES_WITH_COVERS;
        let is_front =
            |(page, has_characters): &(u32, bool)| *page == 1 && (*has_characters || has_many);
        let has_front = self.scans.iter().any(is_front);
        let is_back = |page: u32| page == self.pages && has_many && has_front;
        let is_cover = |scan: &(u32, bool)| is_front(scan) || is_back(scan.0);
        !self.scans.iter().all(is_cover)
    }
}

#[cfg(test)]
mod tests {
    use super::super::glyph::Glyph;
    use super::*;

    /// Whether a file with this many pages, of which these are pictures with this text, has scans.
    fn has_scans(pages: u32, pictures: &[u32], text: &str) -> bool {
        let mut census = Census::default();
        let mut left = Vec::new();
        for page in 1..=pages {
            let mut content = PageContent::default();
            let is_picture = pictures.contains(&page);
            let shown = if is_picture {
                text
            } else {
                "全年办理行政复议案件"
            };
            for c in shown.chars() {
                let ends = ((0.0, 0.0).into(), (9.0, 0.0).into());
                let glyph = Glyph::placed(c.to_string().into(), ends, (9.0, 0.0), 9.0);
                content.glyphs.extend(glyph);
            }
            content.images = u32::from(is_picture);
            census.add(page, &content);
            left.push(LaidOutPage::new(page, &content));
        }
        census.add_left(&left);
        census.has_scans()
    }

    #[test]
    fn pictures_are_covers_only_in_front_and_then_at_the_end_of_many_pages() {
        assert!(has_scans(2, &[2], "") && has_scans(7, &[1], "") && has_scans(9, &[9], ""));
        assert!(!has_scans(2, &[1], "松") && !has_scans(8, &[1, 8], ""));
        assert!(has_scans(8, &[1, 7], "松") && has_scans(2, &[2], "松"));
        assert!(!has_scans(3, &[], ""));
    }
}
