//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatPattern, Worksheet, XlsxError};

use crate::cell::Cell;
use crate::columns::widest_line;

/// Narrowest and widest columns, in digits.
const COLUMN_WIDTHS: [usize; 2] = [8, 60];
/// Digits beside the text of a column: its margins and the button of the filter.
const BESIDE_TEXT: usize = 3;
/// Digits after the point that a measure may have.
const MAX_PLACES: usize = 15;
/// Behind missing cells.
const MISSING: Color = Color::RGB(0xD9_D9_D9);

/// The head of a column.
pub(super) fn header() -> Format {
    Format::new().set_bold()
}

/// A cell without a figure: shaded, so that it is not taken for zero.
pub(super) fn missing() -> Format {
    Format::new()
        .set_background_color(MISSING)
        .set_pattern(FormatPattern::Solid)
}

/// How measures with so many digits after the point are shown.
pub(super) fn measure(places: usize) -> Format {
    match places.min(MAX_PLACES) {
        0 => Format::new().set_num_format("0"),
        places => Format::new().set_num_format(format!("0.{}", "0".repeat(places))),
    }
}

/// The widths of the columns of a sheet.
pub(super) struct Widths(Vec<usize>);

impl Widths {
    pub(super) fn new(columns: usize) -> Self {
        Self(vec![0; columns])
    }

    /// Makes room for a row.
    pub(super) fn measure(&mut self, cells: &[Cell]) {
        for (width, cell) in self.0.iter_mut().zip(cells) {
            *width = (*width).max(digits(cell));
        }
    }

    /// Sets the widths of the columns.
    pub(super) fn set(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let [narrowest, widest] = COLUMN_WIDTHS;
        for (column, width) in (0_u16..).zip(&self.0) {
            let width = (width + BESIDE_TEXT).clamp(narrowest, widest);
            sheet.set_column_width(column, width as f64)?;
        }
        Ok(())
    }
}

/// How many digits are as wide as a cell.
fn digits(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Integer(number) => number.to_string().len(),
        Cell::Decimal { value, places } => format!("{value:.places$}").len(),
        Cell::Line(text) | Cell::Text(text) => widest_line(text),
    }
}
