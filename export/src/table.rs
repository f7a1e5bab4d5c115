//! An answer as a table: columns, and rows of typed cells. How a cell is written is up to each format.

use std::borrow::Cow;

/// An answer as a table. Rows are passed one by one, so that an answer of a million mentions needs no more memory than one
/// of ten.
pub trait Table {
    /// The names of the columns, as fields are named in JSON.
    fn columns(&self) -> Vec<&'static str>;

    /// Passes each row to `each`, with a cell for each column.
    ///
    /// # Errors
    /// Those of the answer, as a [`quanwen::Error`], and those of `each`.
    fn rows(
        &self,
        each: &mut dyn FnMut(&[Cell<'_>]) -> std::io::Result<()>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>>;
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'t> {
    /// No value: not zero, and not an empty text.
    Empty,
    /// A count or an ordinal.
    Integer(u64),
    /// A measure.
    Decimal(f64),
    /// A name, written as one line.
    Line(Cow<'t, str>),
    /// A text, written with its line breaks.
    Text(Cow<'t, str>),
}
