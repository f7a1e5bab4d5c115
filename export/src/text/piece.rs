//! A line in pieces.

use unicode_width::UnicodeWidthStr;

use crate::chart::{cut, cut_start, one_line};

/// Stands for the absence of a value.
pub(super) const MISSING: &str = "·";
/// Space before a row.
pub(super) const INDENT: usize = 2;
/// Space between columns.
pub(super) const GAP: usize = 2;

/// A line, from the left.
pub type Line = Vec<Piece>;

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Piece {
    /// What it is, so that the caller can choose a style.
    pub role: Role,
    /// The text, without line breaks and control characters.
    pub text: String,
}

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// The title of a chart.
    Title,
    /// The name of a row or a column.
    Label,
    /// A number.
    Number,
    /// A bar, or the marks of a strip.
    Bar,
    /// Space, and what stands for the absence of a value.
    Plain,
    /// What is not read first: names above a place, the unit, remarks.
    Remark,
}

impl Piece {
    pub(super) fn new(role: Role, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { role, text }
    }

    /// Space.
    pub(super) fn space(columns: usize) -> Self {
        Self::new(Role::Plain, " ".repeat(columns))
    }
}

/// The display columns of a text.
pub(super) fn columns(text: &str) -> f64 {
    text.width() as f64
}

/// A text shortened to fit some columns.
pub(super) fn shortened(text: &str, room: usize) -> String {
    cut(&one_line(text), room as f64, columns)
}

/// A text shortened from its start to fit some columns.
pub(super) fn end_of(text: &str, room: usize) -> String {
    cut_start(&one_line(text), room as f64, columns)
}

/// A line without space at its end.
pub(super) fn trimmed(mut line: Line) -> Line {
    while let Some(last) = line.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        line.pop();
    }
    line
}
