//! A table of given rows, for tests.

use quanwen_messages::{Text, text};

use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::grid::Grid;
use crate::table::{EachRow, Table};

/// A table of given rows.
#[derive(Default)]
pub(crate) struct Sample {
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<Cell<'static>>>,
    pub about: About,
    pub grids: Vec<Grid>,
}

impl Sample {
    pub(crate) fn new(columns: &[&'static str], rows: Vec<Vec<Cell<'static>>>) -> Self {
        Self {
            columns: columns.to_vec(),
            rows,
            ..Self::default()
        }
    }
}

impl Table for Sample {
    fn name(&self) -> Text {
        text!("mentions")
    }

    fn columns(&self) -> Vec<&'static str> {
        self.columns.clone()
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        Ok(self.rows.iter().try_for_each(|row| each(row))?)
    }

    fn about(&self) -> About {
        self.about.clone()
    }

    fn grid_count(&self) -> usize {
        self.grids.len()
    }

    fn grid(&self, index: usize) -> Option<Grid> {
        self.grids.get(index).cloned()
    }
}
