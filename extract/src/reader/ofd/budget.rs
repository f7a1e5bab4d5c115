//! What the pages of one file may draw: pages, objects, characters.
//!
//! Invariant: what a file draws again and again is charged each time, so that no file takes longer than its budget.

use crate::reader::layout::TOO_MUCH;
use crate::unread::Unread;

/// Maximum number of pages in one file.
pub(super) const PAGES: usize = 100_000;
/// Maximum number of objects drawn in one file, with one for every 16 bytes of the operations of paths; a page of a
/// report has about 200.
const OBJECTS: usize = 10_000_000;
/// Bytes of the operations of a path that count as one object.
pub(super) const OPERATIONS: usize = 16;
/// Pairs of ruled lines on a page that count as one object.
const PAIRS: usize = 512;
/// Maximum number of characters in one file; a report of 200 pages has about 300,000.
const CHARACTERS: usize = 5_000_000;

/// What the pages of a file may still draw.
#[derive(Debug)]
pub(super) struct Budget {
    pages: usize,
    objects: usize,
    characters: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            pages: PAGES,
            objects: OBJECTS,
            characters: CHARACTERS,
        }
    }
}

impl Budget {
    /// Spends a page.
    ///
    /// # Errors
    /// The file has more of them than any real document.
    pub(super) fn page(&mut self) -> Result<(), Unread> {
        self.pages = self.pages.checked_sub(1).ok_or(TOO_MUCH)?;
        Ok(())
    }

    /// Spends the ruled lines of a page, which are compared with each other.
    ///
    /// # Errors
    /// The file has more of them than any real document.
    pub(super) fn rules(&mut self, rules: usize) -> Result<(), Unread> {
        self.spend(rules + rules * rules / PAIRS, 0)
    }

    /// Spends objects and characters.
    ///
    /// # Errors
    /// The file has more of them than any real document.
    pub(super) fn spend(&mut self, objects: usize, characters: usize) -> Result<(), Unread> {
        self.objects = self.objects.checked_sub(objects).ok_or(TOO_MUCH)?;
        self.characters = self.characters.checked_sub(characters).ok_or(TOO_MUCH)?;
        Ok(())
    }
}
