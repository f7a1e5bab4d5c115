//! The records of which a binary presentation consists ([MS-PPT] 2.3.1, [MS-ODRAW] 2.2).
//!
//! Owns headers and the numbers of the types that are read. Invariant: the records of a container take time linear in its
//! length.

use crate::reader::storage::little_endian::{index_at, u16_at};

/// Bytes of a record header.
const HEADER: usize = 8;

/// Types of records ([MS-PPT] 2.13.24).
pub(super) const DOCUMENT: u16 = 0x03E8;
pub(super) const SLIDE: u16 = 0x03EE;
pub(super) const SLIDE_ATOM: u16 = 0x03EF;
pub(super) const NOTES: u16 = 0x03F0;
pub(super) const SLIDE_PERSIST: u16 = 0x03F3;
pub(super) const SLIDE_SHOW_INFO: u16 = 0x03F9;
pub(super) const ROUND_TRIP_PLACEHOLDER: u16 = 0x0420;
pub(super) const DRAWING: u16 = 0x040C;
pub(super) const PLACEHOLDER: u16 = 0x0BC3;
pub(super) const OUTLINE_TEXT: u16 = 0x0F9E;
pub(super) const TEXT_HEADER: u16 = 0x0F9F;
pub(super) const TEXT_CHARS: u16 = 0x0FA0;
pub(super) const TEXT_BYTES: u16 = 0x0FA8;
pub(super) const STRING: u16 = 0x0FBA;
pub(super) const SLIDE_NUMBER: u16 = 0x0FD8;
pub(super) const HEADERS_FOOTERS: u16 = 0x0FD9;
pub(super) const SLIDE_LIST: u16 = 0x0FF0;
pub(super) const USER_EDIT: u16 = 0x0FF5;
pub(super) const DATE_TIME: u16 = 0x0FF7;
pub(super) const GENERIC_DATE: u16 = 0x0FF8;
pub(super) const HEADER_TEXT: u16 = 0x0FF9;
pub(super) const FOOTER_TEXT: u16 = 0x0FFA;
pub(super) const RTF_DATE_TIME: u16 = 0x1015;
pub(super) const PROGRAM_TAGS: u16 = 0x1388;
pub(super) const PROGRAM_BINARY_TAG: u16 = 0x138A;
pub(super) const BINARY_TAG: u16 = 0x138B;
pub(super) const PERSIST_DIRECTORY: u16 = 0x1772;
pub(super) const COMMENT: u16 = 0x2EE0;

/// Types of records of drawings ([MS-ODRAW] 2.2).
pub(super) const DRAWING_CONTAINER: u16 = 0xF002;
pub(super) const GROUP: u16 = 0xF003;
pub(super) const SHAPE: u16 = 0xF004;
pub(super) const SHAPE_FLAGS: u16 = 0xF00A;
pub(super) const PROPERTIES: [u16; 3] = [0xF00B, 0xF121, 0xF122];
pub(super) const CLIENT_TEXT: u16 = 0xF00D;
pub(super) const CHILD_ANCHOR: u16 = 0xF00F;
pub(super) const CLIENT_DATA: u16 = 0xF011;

/// A record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record<'b> {
    /// The type.
    pub kind: u16,
    /// What distinguishes records of one type.
    pub instance: u16,
    /// What follows the header.
    pub body: &'b [u8],
    /// Whether the container ends before the record does.
    pub is_cut: bool,
}

impl<'b> Record<'b> {
    /// The record at the beginning of these bytes.
    pub(super) fn at_start(bytes: &'b [u8]) -> Option<Self> {
        let length = index_at(bytes, 4)?;
        let rest = &bytes[HEADER..];
        Some(Self {
            kind: u16_at(bytes, 2)?,
            instance: u16_at(bytes, 0)? >> 4,
            body: &rest[..length.min(rest.len())],
            is_cut: length > rest.len(),
        })
    }

    /// The records in it, if it is a container.
    pub(super) fn children(&self) -> Records<'b> {
        Records(self.body)
    }
}

/// Records one after the other.
#[derive(Debug, Clone)]
pub(super) struct Records<'b>(pub &'b [u8]);

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let record = Record::at_start(self.0)?;
        self.0 = &self.0[HEADER + record.body.len()..];
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_ends_with_its_container() {
        let bytes = [
            0x1F, 0, 0xEE, 3, 2, 0, 0, 0, 7, 8, 0, 0, 0xEF, 3, 9, 0, 0, 0, 5,
        ];
        let records: Vec<Record<'_>> = Records(&bytes).collect();
        assert_eq!(records.len(), 2);
        assert_eq!((records[0].kind, records[0].instance), (SLIDE, 1));
        assert_eq!((records[0].body, records[0].is_cut), (&[7, 8][..], false));
        assert_eq!((records[1].body, records[1].is_cut), (&[5][..], true));
        assert!(Record::at_start(&bytes[..7]).is_none());
    }
}
