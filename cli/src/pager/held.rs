//! Text that is held until it is longer than the screen.

use unicode_width::UnicodeWidthStr;

use super::Pager;

/// Maximum size of text that is held, in bytes: more than the largest screen shows.
const MAX_BYTES: usize = 1 << 20;

/// The size of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Screen {
    /// Lines.
    pub rows: usize,
    /// Display columns.
    pub columns: usize,
}

/// Text that fits a screen so far.
#[derive(Debug)]
pub(super) struct Held {
    /// Shows the text if it becomes longer.
    pub pager: Pager,
    screen: Screen,
    text: Vec<u8>,
    /// Where the last line begins.
    line: usize,
    /// Rows of the lines before it.
    rows: usize,
}

impl Held {
    pub(super) fn new(pager: Pager, screen: Screen) -> Self {
        Self {
            pager,
            screen,
            text: Vec::new(),
            line: 0,
            rows: 0,
        }
    }

    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        let mut from = self.text.len();
        self.text.extend_from_slice(bytes);
        while !self.is_longer_than_the_screen()
            && let Some(length) = self.text[from..].iter().position(|byte| *byte == b'\n')
        {
            from += length;
            self.rows += rows(&self.text[self.line..from], self.screen.columns);
            from += 1;
            self.line = from;
        }
    }

    /// Whether the text with the prompt below it does not fit the screen.
    pub(super) fn is_longer_than_the_screen(&self) -> bool {
        self.rows >= self.screen.rows || self.text.len() > MAX_BYTES
    }
}

/// Rows that a line takes on a screen of `columns`.
fn rows(line: &[u8], columns: usize) -> usize {
    let line = String::from_utf8_lossy(line);
    let plain = anstream::adapter::strip_str(&line).to_string();
    plain.width().div_ceil(columns.max(1)).max(1)
}
