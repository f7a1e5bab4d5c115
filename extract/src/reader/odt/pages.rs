//! The pages of presentations and drawings (ODF 1.3 part 3, §10.2.4 and §3.4).
//!
//! Owns which part of a page text belongs to. Must not know paragraphs. Invariant: a text is in one part.

use super::styles::Styles;
use crate::extracted::Extracted;
use crate::reader::build::flow::Flow;
use crate::reader::build::slide::{Deck, Line, Slide};
use crate::reader::storage::xml::Element;
use crate::unread::Unread;

/// A part of a page whose text is apart from that around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// The shapes of a page.
    Page {
        /// Whether it is left out when the pages are shown.
        is_hidden: bool,
    },
    Title,
    Notes,
    /// A footer, a date or a page number.
    Furniture,
}

impl Region {
    /// The part that an element begins, if any (ODF 1.3 part 3, §19.391).
    pub(super) fn of(element: &Element<'_>, styles: &Styles) -> Option<Self> {
        match element.name() {
            "page" => {
                let style = element.id("style-name").unwrap_or_default();
                let is_hidden = styles.is_hidden("drawing-page", &style);
                Some(Self::Page { is_hidden })
            }
            "notes" => Some(Self::Notes),
            "frame" | "custom-shape" => match element.attribute("class")?.as_ref() {
                "title" => Some(Self::Title),
                "header" | "footer" | "date-time" | "page-number" => Some(Self::Furniture),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The pages that have been read.
#[derive(Debug, Default)]
pub(super) struct Pages {
    deck: Deck,
    /// The number of pages.
    count: u32,
    /// The open page.
    page: Slide,
    /// The text around each open part.
    outer: Vec<Flow>,
}

impl Pages {
    /// Opens a part of a page; `flow` is the text around it and becomes that of the part.
    pub(super) fn open(&mut self, flow: &mut Flow) {
        self.outer.push(std::mem::take(flow));
    }

    /// Closes a part of a page with its text; `flow` becomes the text around it.
    pub(super) fn close(&mut self, region: Region, flow: &mut Flow) {
        let inner = std::mem::replace(flow, self.outer.pop().unwrap_or_default());
        let text = inner.finish().text;
        match region {
            Region::Page { is_hidden } => {
                self.page.lines.push(Line::Paragraph(text));
                self.page.is_hidden = is_hidden;
                self.count = self.count.saturating_add(1);
                self.deck.slide(self.count, std::mem::take(&mut self.page));
            }
            Region::Title => self.page.lines.push(Line::Title(text)),
            Region::Notes => self.page.notes.push(Line::Paragraph(text)),
            Region::Furniture => self.page.left_out.push(Line::Paragraph(text)),
        }
    }

    /// The text; with `everything`, what is left out by default follows it.
    ///
    /// # Errors
    /// As for [`Deck::finish`].
    pub(super) fn finish(self, everything: bool) -> Result<Extracted, Unread> {
        self.deck.finish(everything)
    }
}
