//! The columns of a grid: where they are, and which of them have a label.

use std::ops::Range;

use super::axis::year_step;
use super::element::Element;
use super::measure::{shortened, width};
use super::page::{Anchor, Page, RIGHT, SMALL, text_at, text_upwards};
use crate::chart::Columns;

/// Maximum number of years. Cells of more would be too narrow to see; the last are drawn.
pub const MAX_COLUMN_YEARS: usize = 80;
/// Maximum number of columns with names. Cells of more would be narrower than their names are high; the first are drawn.
pub const MAX_COLUMN_NAMES: usize = 40;
/// Widest cell of short numbers and names.
const MAX_CELL: f64 = 56.0;
/// Widest cell.
const MAX_WIDE_CELL: f64 = 120.0;
/// The longest label that reads upwards.
const MAX_LABEL: f64 = 150.0;
/// Room between labels, and between labels and cells.
const GAP: f64 = 4.0;

/// The columns that are drawn.
#[derive(Debug)]
pub(super) struct ColumnLabels {
    /// The columns that are drawn, by their indexes in the grid.
    pub(super) drawn: Range<usize>,
    /// The width of a cell.
    pub(super) cell: f64,
    left: f64,
    labels: Vec<String>,
    form: Form,
}

/// How labels are written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Level,
    Upwards,
    /// Level, of the years that a number divides.
    Every(usize),
}

impl ColumnLabels {
    /// Columns between `left` and the right end of the content, for cells with contents as wide as `content`.
    pub(super) fn new(columns: &Columns, left: f64, content: f64) -> Self {
        let drawn = drawn_columns(columns);
        let labels = columns.labels()[drawn.clone()]
            .iter()
            .map(|label| shortened(label, SMALL, MAX_LABEL))
            .collect::<Vec<_>>();
        let widest = labels
            .iter()
            .map(|label| width(label, SMALL))
            .fold(0.0, f64::max);
        let needed = if widest + 2.0 * GAP > MAX_WIDE_CELL {
            content
        } else {
            content.max(widest)
        };
        let widest_cell = (needed + 2.0 * GAP).clamp(MAX_CELL, MAX_WIDE_CELL);
        let cell = ((RIGHT - left) / labels.len().max(1) as f64).min(widest_cell);
        let form = match columns {
            _ if widest + GAP <= cell => Form::Level,
            Columns::Years(_) if cell < SMALL * 1.2 => Form::Every(year_step(cell)),
            _ => Form::Upwards,
        };
        Self {
            drawn,
            cell,
            left,
            labels,
            form,
        }
    }

    pub(super) fn label(&self, column: usize) -> &str {
        &self.labels[column]
    }

    /// Where a column begins.
    pub(super) fn x(&self, column: usize) -> f64 {
        self.left + self.cell * column as f64
    }

    /// The height of the labels.
    pub(super) fn height(&self) -> f64 {
        match self.form {
            Form::Level | Form::Every(_) => SMALL * 1.6,
            Form::Upwards => {
                self.labels
                    .iter()
                    .map(|label| width(label, SMALL))
                    .fold(0.0, f64::max)
                    + 2.0 * GAP
            }
        }
    }

    /// Adds the labels below `top`.
    pub(super) fn draw(&self, page: &mut Page, top: f64) {
        for (column, label) in self.labels.iter().enumerate() {
            let middle = self.x(column) + self.cell / 2.0;
            if let Some(label) = self.element(label, middle, top) {
                page.add(&label);
            }
        }
    }

    fn element(&self, label: &str, middle: f64, top: f64) -> Option<Element> {
        let level = text_at(
            middle,
            top + self.height() / 2.0,
            label,
            SMALL,
            Anchor::Middle,
        );
        match self.form {
            Form::Level => Some(level),
            Form::Upwards => Some(text_upwards(
                middle,
                top + self.height() - GAP,
                label,
                SMALL,
            )),
            Form::Every(years) => {
                let divides = |year: usize| year.is_multiple_of(years);
                label.parse().is_ok_and(divides).then_some(level)
            }
        }
    }
}

/// The columns that are drawn, by their indexes in the grid.
pub(super) fn drawn_columns(columns: &Columns) -> Range<usize> {
    let count = columns.count();
    match columns {
        Columns::Years(_) => count.saturating_sub(MAX_COLUMN_YEARS)..count,
        Columns::Names(_) => 0..count.min(MAX_COLUMN_NAMES),
    }
}
