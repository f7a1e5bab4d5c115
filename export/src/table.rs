//! An answer as a table: columns, and rows of cells.

use std::io;

use quanwen_messages::Text;

use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::grid::Grid;

/// Takes the rows of a table one by one.
pub type EachRow<'e> = &'e mut dyn FnMut(&[Cell<'_>]) -> io::Result<()>;

/// An answer as a table. Rows are passed one by one, so that an answer of a million mentions needs no more memory than one
/// of ten.
pub trait Table {
    /// What the rows are, in one word.
    fn name(&self) -> Text;

    /// The names of the columns, as fields are named in JSON.
    fn columns(&self) -> Vec<&str>;

    /// Passes each row to `each`, with a cell for each column, until `each` fails.
    ///
    /// # Errors
    /// Those of the answer and those of `each`.
    fn rows(&self, each: EachRow) -> Result<()>;

    /// What the answer says of itself, such as how complete it is. Asked once the rows were passed.
    fn about(&self) -> About;

    /// A table of the same answer that a workbook has before this one.
    fn before(&self) -> Option<&dyn Table> {
        None
    }

    /// How many grids of the same figures there are, if they are of two kinds of things.
    fn grid_count(&self) -> usize {
        0
    }

    /// One of the grids; `None` if it is too large to be made.
    fn grid(&self, _index: usize) -> Option<Grid> {
        None
    }
}
