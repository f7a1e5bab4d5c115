//! A file that tells where in it was read last, as `calamine` does not tell which part of a package a sheet is. It
//! knows no zip and no sheets.
//! Invariant: the second of two sheets that are one part is known before its cells are read.

use crate::unread::Unread;
use std::cell::Cell;
use std::collections::HashSet;
use std::io::{Cursor, Read, Result as IoResult, Seek, SeekFrom};
use std::rc::Rc;

/// A file in memory.
pub(super) struct TrackedFile<'b> {
    bytes: Cursor<&'b [u8]>,
    /// The byte that was sought last.
    sought: Rc<Cell<u64>>,
}

/// Where the parts of sheets begin in a file.
pub(super) struct SheetParts {
    sought: Rc<Cell<u64>>,
    seen: HashSet<u64>,
}

impl<'b> TrackedFile<'b> {
    /// The file, and the parts of it that will be noted.
    pub(super) fn new(bytes: &'b [u8]) -> (Self, SheetParts) {
        let sought = Rc::new(Cell::new(0));
        let parts = SheetParts {
            sought: Rc::clone(&sought),
            seen: HashSet::new(),
        };
        let bytes = Cursor::new(bytes);
        (Self { bytes, sought }, parts)
    }
}

impl SheetParts {
    /// Notes the part that was opened last as that of a sheet.
    ///
    /// # Errors
    /// The reason, where it is that of another sheet, too: thousands of sheets of one part would be read as often.
    pub(super) fn note(&mut self) -> Result<(), Unread> {
        if self.seen.insert(self.sought.get()) {
            Ok(())
        } else {
            Err(Unread::cut_short("two sheets in one place"))
        }
    }
}

impl Read for TrackedFile<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        self.bytes.read(buffer)
    }
}

impl Seek for TrackedFile<'_> {
    fn seek(&mut self, to: SeekFrom) -> IoResult<u64> {
        let place = self.bytes.seek(to)?;
        self.sought.set(place);
        Ok(place)
    }
}
