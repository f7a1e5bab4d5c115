//! The cells of a sheet.

use std::collections::HashMap;

use quanwen::api::{visible_line, visible_text};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::style::measure;
use super::text::fitted;
use crate::cell::Cell;

/// Writes the cells of a sheet.
pub(super) struct Cells<'s> {
    pub sheet: &'s mut Worksheet,
    /// Cells whose text was cut.
    pub cut: u64,
    /// How measures are shown, by their digits after the point.
    measures: HashMap<usize, Format>,
}

impl<'s> Cells<'s> {
    pub(super) fn new(sheet: &'s mut Worksheet) -> Self {
        Self {
            sheet,
            cut: 0,
            measures: HashMap::new(),
        }
    }

    /// Writes a row.
    pub(super) fn row(&mut self, row: u32, cells: &[Cell]) -> Result<(), XlsxError> {
        for (column, cell) in (0_u16..).zip(cells) {
            self.cell(row, column, cell)?;
        }
        Ok(())
    }

    /// Writes a cell, unless it is empty.
    pub(super) fn cell(&mut self, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => Ok(()),
            Cell::Integer(number) => self
                .sheet
                .write_number(row, column, *number as f64)
                .map(drop),
            Cell::Decimal { value, places } => self.measure(row, column, *value, *places),
            Cell::Line(line) => self.text(row, column, &visible_line(line)),
            Cell::Text(text) => self.text(row, column, &visible_text(text)),
        }
    }

    fn measure(
        &mut self,
        row: u32,
        column: u16,
        value: f64,
        places: usize,
    ) -> Result<(), XlsxError> {
        if value.is_finite() {
            let format = self
                .measures
                .entry(places)
                .or_insert_with(|| measure(places));
            self.sheet
                .write_number_with_format(row, column, value, format)?;
        }
        Ok(())
    }

    /// Writes a text as a text, whatever it looks like.
    fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        let (text, is_cut) = fitted(text);
        self.cut += u64::from(is_cut);
        self.sheet.write_string(row, column, text)?;
        Ok(())
    }
}
