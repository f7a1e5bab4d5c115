//! What a text keeps company with.

use quanwen::api::{Collocate, CollocatesAnswer};
use quanwen_messages::{Text, text};

use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::table::{EachRow, Table};

/// The columns, as in JSON.
const COLUMNS: [&str; 15] = [
    "kind",
    "text",
    "year",
    "rank",
    "together",
    "node",
    "frequency",
    "log_dice",
    "log_likelihood",
    "expected",
    "a",
    "b",
    "c",
    "d",
    "evidence",
];
/// Digits of a measure after the point.
const PLACES: usize = 6;

/// A row for each collocate, in all years and in each.
#[derive(Debug)]
pub struct CollocateTable<'a> {
    answer: &'a CollocatesAnswer,
}

impl<'a> CollocateTable<'a> {
    /// The table of an answer.
    #[must_use]
    pub fn new(answer: &'a CollocatesAnswer) -> Self {
        Self { answer }
    }
}

impl Table for CollocateTable<'_> {
    fn name(&self) -> Text {
        text!("collocates")
    }

    fn columns(&self) -> Vec<&'static str> {
        COLUMNS.to_vec()
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        for row in &self.answer.collocates {
            each(&cells(row))?;
        }
        Ok(())
    }

    fn about(&self) -> About {
        About::of(text!("answer"), &self.answer.summary)
    }
}

/// The cells of a collocate. Without a report, its counts are empty and not 0.
fn cells(row: &Collocate) -> [Cell<'_>; 15] {
    let measure =
        |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::decimal(value, PLACES));
    [
        Cell::line(row.kind.name()),
        Cell::line(&row.text),
        Cell::known(row.year),
        Cell::known(row.rank),
        Cell::known(row.together),
        Cell::known(row.node),
        Cell::known(row.frequency),
        measure(row.log_dice),
        measure(row.log_likelihood),
        measure(row.expected),
        Cell::known(row.a),
        Cell::known(row.b),
        Cell::known(row.c),
        Cell::known(row.d),
        Cell::line(&row.evidence),
    ]
}
