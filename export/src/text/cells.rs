//! The cells of a table: numbers aligned at their ends, each with a bar beside it if there is one.

use unicode_width::UnicodeWidthStr;

use super::piece::{GAP, Line, MISSING, Piece, Role, shortened, trimmed};
use crate::chart::{Numbers, largest};

/// Columns of the longest bar, and of the longest one where several columns have little room.
const BAR: usize = 24;
const SHORT_BAR: usize = 8;
/// Most columns of a name above a column of numbers, and above one of bars.
const NAME: usize = 16;
const BAR_NAME: usize = 24;
/// A column of a bar.
const BLOCK: &str = "▇";

/// How the cells of a table look.
#[derive(Debug)]
pub(super) struct Cells {
    numbers: Numbers,
    number: usize,
    largest: f64,
    /// The longest name of a column.
    name: usize,
}

/// Cells of a known width.
#[derive(Debug)]
pub(super) struct FittedCells {
    cells: Cells,
    /// The length of the longest bar.
    bar: Option<usize>,
    width: usize,
    per_block: usize,
}

impl Cells {
    pub(super) fn new(names: &[String], rows: &[Vec<Option<f64>>]) -> Self {
        let values: Vec<Option<f64>> = rows.iter().flatten().copied().collect();
        let numbers = Numbers::of(&values);
        let widths = values
            .iter()
            .flatten()
            .map(|value| numbers.write(*value).width());
        Self {
            numbers,
            number: widths.max().unwrap_or(0).max(MISSING.width()),
            largest: largest(&values),
            name: names
                .iter()
                .map(|name| shortened(name, BAR_NAME).width())
                .max()
                .unwrap_or(0),
        }
    }

    /// The columns without which a cell cannot be written.
    pub(super) fn least_width(&self) -> usize {
        self.number
    }

    /// Cells of `count` columns in `room` columns of a display, at least one of them in a block.
    pub(super) fn fit(self, has_bars: bool, count: usize, room: usize) -> FittedCells {
        let for_each =
            |columns: usize| (room / columns.max(1)).saturating_sub(GAP + self.number + 1);
        let bar = has_bars.then(|| for_each(count).clamp(SHORT_BAR, BAR).min(for_each(1)));
        let width = match bar {
            Some(bar) => (self.number + 1 + bar).max(self.name.min(BAR_NAME)),
            None => self.number.max(self.name.min(NAME)),
        };
        let width = width.min(room.saturating_sub(GAP));
        let per_block = (room / (GAP + width)).max(1);
        FittedCells {
            cells: self,
            bar,
            width,
            per_block,
        }
    }
}

impl FittedCells {
    /// The columns of the table that have room beside each other.
    pub(super) fn per_block(&self) -> usize {
        self.per_block
    }

    /// The line of names, after what stands above the labels; `None` if there is nothing to write.
    pub(super) fn header(&self, names: &[&str], labels: Line) -> Option<Line> {
        let names = names.iter().flat_map(|name| {
            let name = shortened(name, self.width);
            let space = self.width - name.width();
            let [before, after] = if self.bar.is_some() {
                [GAP, space]
            } else {
                [GAP + space, 0]
            };
            [
                Piece::space(before),
                Piece::new(Role::Label, name),
                Piece::space(after),
            ]
        });
        let line = trimmed(labels.into_iter().chain(names).collect());
        (!line.is_empty()).then_some(line)
    }

    /// The pieces of a cell.
    pub(super) fn cell(&self, value: Option<f64>) -> Line {
        let (role, number) = match value {
            Some(value) => (Role::Number, self.cells.numbers.write(value)),
            None => (Role::Plain, MISSING.to_string()),
        };
        let Some(bar) = self.bar else {
            return vec![
                Piece::space(GAP + self.width - number.width()),
                Piece::new(role, number),
            ];
        };
        let length = value.map_or(0, |value| self.bar_length(value, bar));
        vec![
            Piece::space(GAP + self.cells.number - number.width()),
            Piece::new(role, number),
            Piece::space(1),
            Piece::new(Role::Bar, BLOCK.repeat(length)),
            Piece::space(self.width.saturating_sub(self.cells.number + 1 + length)),
        ]
    }

    /// The columns of a bar: none for 0 and at least one for any other value.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of the longest bar"
    )]
    fn bar_length(&self, value: f64, longest: usize) -> usize {
        if value == 0.0 {
            return 0;
        }
        let length = value / self.cells.largest * longest as f64;
        (length.round() as usize).clamp(longest.min(1), longest)
    }
}
