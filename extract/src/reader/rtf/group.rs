//! The state that a group of an RTF file inherits from the enclosing group.

use super::words::Destination;

/// What ends with a group.
#[derive(Debug, Clone, Copy)]
pub(super) enum Opened {
    Nothing,
    /// A note or a text box.
    Flow,
    /// A field, starting at this byte of the paragraph.
    Field(usize),
    /// The number of a list item, starting at this byte of the paragraph.
    ListNumber(usize),
}

/// The state inherited by a group and restored at its end (RTF 1.9.1, "Conventions of an RTF Reader").
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub destination: Destination,
    pub opened: Opened,
    /// Number of the font; `None` for the default font of the document.
    pub font: Option<i32>,
    /// Number of fallback characters after `\u`, for readers without Unicode.
    pub unicode_skip: u32,
    pub is_hidden: bool,
    pub is_deleted: bool,
    pub in_table: bool,
    /// `\itap`: table nesting depth of the paragraph.
    pub nesting: usize,
    pub style: i32,
    /// `\outlinelevel` of the paragraph itself, 0–9.
    pub outline_level: Option<i32>,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            destination: Destination::Body,
            opened: Opened::Nothing,
            font: None,
            unicode_skip: 1,
            is_hidden: false,
            is_deleted: false,
            in_table: false,
            nesting: 0,
            style: 0,
            outline_level: None,
        }
    }
}

impl Group {
    /// The table nesting depth of the paragraph.
    pub(super) fn tables(&self) -> usize {
        self.nesting.max(usize::from(self.in_table))
    }

    /// Resets the properties of the paragraph, as `\pard` does.
    pub(super) fn reset_paragraph(&mut self) {
        self.in_table = false;
        self.nesting = 0;
        self.style = 0;
        self.outline_level = None;
    }
}
