//! A shape of a drawing: its text, its placeholder, its place ([MS-ODRAW] 2.2.14, [MS-PPT] 2.7).
//!
//! Must not know groups or slides.

use super::records::{
    CHILD_ANCHOR, CLIENT_DATA, CLIENT_TEXT, OUTLINE_TEXT, PLACEHOLDER, PROPERTIES,
    ROUND_TRIP_PLACEHOLDER, Record, SHAPE_FLAGS,
};
use super::text::{self, Text};
use crate::reader::storage::little_endian::{index_at, slice_at, u16_at, u32_at};

/// Placeholders of titles ([MS-PPT] 2.13.21): horizontal, centred and vertical ones, and those of masters.
const TITLES: [u8; 5] = [0x0D, 0x0F, 0x11, 0x01, 0x03];
/// Placeholders of the picture of a slide, dates, numbers, footers and headers.
const FURNITURE: [u8; 6] = [0x05, 0x07, 0x08, 0x09, 0x0A, 0x0B];
/// Flags of a shape ([MS-ODRAW] 2.2.40): it describes its group; it was deleted.
const IS_GROUP: u32 = 1;
const IS_DELETED: u32 = 1 << 3;
/// Properties ([MS-ODRAW] 2.3): the words of an artistic text, of a table, of any shape.
const ARTISTIC_TEXT: u16 = 0x00C0;
const TABLE: u16 = 0x039F;
const SHAPE_BOOLEANS: u16 = 0x03BF;
/// Bits of [`SHAPE_BOOLEANS`]: the shape is hidden, and the bit that says so counts.
const HIDDEN: u32 = 1 << 1 | 1 << 17;
/// Bit of an identifier of a property whose value is a length of bytes after all properties.
const IS_COMPLEX: u16 = 1 << 15;
/// Bits of an identifier of a property that are the identifier.
const PROPERTY: u16 = 0x3FFF;

/// A shape.
#[derive(Debug, Default)]
pub(super) struct Shape {
    flags: u32,
    placeholder: u8,
    pub is_hidden: bool,
    pub is_table: bool,
    /// Its texts.
    pub texts: Vec<Text>,
    /// The place of its text in the outline of its slide.
    pub outline: Option<usize>,
    /// Whether it may have text.
    pub has_text_box: bool,
    artistic_text: Vec<u16>,
    /// The top and left edges of a shape in a group.
    pub edges: (i32, i32),
}

impl Shape {
    /// Reads the record of a shape.
    pub(super) fn read(record: Record<'_>) -> Self {
        let mut shape = Self::default();
        for record in record.children() {
            match record.kind {
                SHAPE_FLAGS => shape.flags = u32_at(record.body, 4).unwrap_or(0),
                CHILD_ANCHOR => {
                    let edge = |at| u32_at(record.body, at).unwrap_or(0).cast_signed();
                    shape.edges = (edge(4), edge(0));
                }
                CLIENT_DATA => shape.set_placeholder(record),
                CLIENT_TEXT => shape.set_text(record),
                kind if PROPERTIES.contains(&kind) => shape.set_properties(record),
                _ => {}
            }
        }
        shape
    }

    /// Whether it describes the group that it is in.
    pub(super) fn is_group(&self) -> bool {
        self.flags & IS_GROUP != 0
    }

    pub(super) fn is_deleted(&self) -> bool {
        self.flags & IS_DELETED != 0
    }

    pub(super) fn is_title(&self) -> bool {
        TITLES.contains(&self.placeholder)
    }

    /// Whether it is a footer, a date, a number or the picture of a slide.
    pub(super) fn is_furniture(&self) -> bool {
        FURNITURE.contains(&self.placeholder)
    }

    /// The words of an artistic text.
    pub(super) fn artistic_text(&self) -> String {
        String::from_utf16_lossy(&self.artistic_text)
    }

    fn set_placeholder(&mut self, record: Record<'_>) {
        for record in record.children() {
            let place = match record.kind {
                PLACEHOLDER => 4,
                ROUND_TRIP_PLACEHOLDER => 0,
                _ => continue,
            };
            self.placeholder = record.body.get(place).copied().unwrap_or(0);
        }
    }

    fn set_text(&mut self, record: Record<'_>) {
        self.has_text_box = true;
        for record in record.children() {
            match record.kind {
                OUTLINE_TEXT => self.outline = index_at(record.body, 0),
                _ => text::add(&mut self.texts, record),
            }
        }
    }

    /// Applies a table of properties, whose instance is their count ([MS-ODRAW] 2.2.9).
    fn set_properties(&mut self, record: Record<'_>) {
        const LENGTH: usize = 6;
        let mut data = usize::from(record.instance) * LENGTH;
        for at in (0..data).step_by(LENGTH) {
            let (Some(id), Some(value)) = (u16_at(record.body, at), u32_at(record.body, at + 2))
            else {
                return;
            };
            let length = if id & IS_COMPLEX == 0 {
                0
            } else {
                value as usize
            };
            match id & PROPERTY {
                ARTISTIC_TEXT => {
                    let bytes = slice_at(record.body, data, length).unwrap_or_default();
                    self.artistic_text = text::units(bytes);
                }
                TABLE => self.is_table = value & 1 != 0,
                SHAPE_BOOLEANS => self.is_hidden = value & HIDDEN == HIDDEN,
                _ => {}
            }
            data = data.saturating_add(length);
        }
    }
}
