//! The width of columns, in display columns: a full-width character takes two.

use unicode_width::UnicodeWidthStr;

/// Rows that decide how wide the columns of a table are: a table of any length is written in one pass.
pub(crate) const MEASURED_ROWS: usize = 1_000;

/// The widest line of a text.
pub(crate) fn widest_line(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}
