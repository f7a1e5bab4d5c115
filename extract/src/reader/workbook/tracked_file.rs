//! A file that records its last seek position, since `calamine` does not report which part of a package a sheet is.
//! Must not know zip or sheets.
//! Invariant: the second of two sheets that are the same part is detected before its cells are read.

use crate::unread::Unread;
use std::cell::Cell;
use std::collections::HashSet;
use std::io::{Cursor, Read, Result as IoResult, Seek, SeekFrom};
use std::rc::Rc;

use quanwen_messages::text;

/// A file in memory.
pub(super) struct TrackedFile<'b> {
    bytes: Cursor<&'b [u8]>,
    /// The last seek position.
    sought: Rc<Cell<u64>>,
}

/// The offsets in a file at which the parts of sheets begin.
pub(super) struct SheetParts {
    sought: Rc<Cell<u64>>,
    seen: HashSet<u64>,
}

impl<'b> TrackedFile<'b> {
    /// Returns the file, and the record of its sheet parts.
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
    /// Records the part opened last as the part of a sheet.
    ///
    /// # Errors
    /// The reason, if another sheet is the same part: a part shared by thousands of sheets would be read for each.
    pub(super) fn note(&mut self) -> Result<(), Unread> {
        if self.seen.insert(self.sought.get()) {
            Ok(())
        } else {
            Err(Unread::cut_short(text!("two sheets in one place")))
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
