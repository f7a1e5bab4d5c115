//! What a group of an RTF file inherits from the one around it.

use super::words::Destination;

/// What the end of a group ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum Opened {
    Nothing,
    /// A note or a text box.
    Flow,
    /// A field, from this byte of the paragraph.
    Field(usize),
    /// The number of a list item, from this byte of the paragraph.
    ListNumber(usize),
}

/// The state that a group inherits and its end restores (RTF 1.9.1, "Conventions of an RTF Reader").
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub destination: Destination,
    pub opened: Opened,
    /// Number of the font; `None` for that of the document.
    pub font: Option<i32>,
    /// Characters after `\u` that stand for readers without Unicode.
    pub unicode_skip: u32,
    pub is_hidden: bool,
    pub is_deleted: bool,
    pub in_table: bool,
    /// `\itap`: how many tables the paragraph is in.
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
    /// How many tables the paragraph is in.
    pub(super) fn tables(&self) -> usize {
        self.nesting.max(usize::from(self.in_table))
    }

    /// Sets the properties of the paragraph back, as `\pard` does.
    pub(super) fn reset_paragraph(&mut self) {
        self.in_table = false;
        self.nesting = 0;
        self.style = 0;
        self.outline_level = None;
    }
}
