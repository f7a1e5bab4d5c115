//! Figures of two kinds of things, such as places and years, one in rows and one in columns.

use quanwen_messages::Message;

use crate::cell::Cell;

/// Figures of two kinds of things. A cell that is [`Cell::Empty`] is missing: there is nothing to count, which is not zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// What the figures are: `per_10k`, or what they count.
    pub name: Message,
    /// What the rows are: `region`.
    pub row_name: String,
    /// The head of each column.
    pub columns: Vec<Cell<'static>>,
    /// The head of each row, and a cell for each column.
    pub rows: Vec<(Cell<'static>, Vec<Cell<'static>>)>,
}
