//! The sheet of a table: a header that stays in view and filters, and a row for each row.

use std::io;

use quanwen_messages::Language;
use rust_xlsxwriter::{Workbook, Worksheet};

use super::cells::Cells;
use super::style::{Widths, header};
use super::{Written, plain};
use crate::cell::Cell;
use crate::columns::MEASURED_ROWS;
use crate::error::Result;
use crate::table::Table;

/// Writes a sheet with the rows of a table, up to `max_rows` with the header.
pub(super) fn write(
    workbook: &mut Workbook,
    table: &dyn Table,
    language: Language,
    max_rows: u32,
) -> Result<Written> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(table.name().in_language(language))?;
    let mut rows = Rows::new(sheet, &table.columns(), max_rows)?;
    table.rows(&mut |cells| rows.row(cells))?;
    rows.finish()
}

/// Writes the rows of a sheet.
pub(super) struct Rows<'s> {
    cells: Cells<'s>,
    columns: u16,
    /// The next row.
    next: u32,
    limit: u32,
    left_out: u64,
    widths: Widths,
}

impl<'s> Rows<'s> {
    /// Writes the header.
    pub(super) fn new(sheet: &'s mut Worksheet, columns: &[&str], max_rows: u32) -> Result<Self> {
        let names: Vec<Cell> = columns.iter().map(|name| Cell::line(*name)).collect();
        sheet.set_row_format(0, &header())?;
        sheet.set_freeze_panes(1, 0)?;
        let mut rows = Self {
            cells: Cells::new(sheet),
            columns: u16::try_from(columns.len()).unwrap_or(u16::MAX),
            next: 1,
            limit: max_rows,
            left_out: 0,
            widths: Widths::new(columns.len()),
        };
        rows.cells.row(0, &names)?;
        rows.widths.measure(&names);
        Ok(rows)
    }

    /// Writes a row, if there is room for it.
    pub(super) fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.next == self.limit {
            self.left_out += 1;
            return Ok(());
        }
        if self.next as usize <= MEASURED_ROWS {
            self.widths.measure(cells);
        }
        self.cells.row(self.next, cells).map_err(plain)?;
        self.next += 1;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Written> {
        let sheet = self.cells.sheet;
        self.widths.set(sheet)?;
        sheet.autofilter(0, 0, self.next - 1, self.columns.saturating_sub(1))?;
        Ok(Written {
            rows: u64::from(self.next) - 1,
            rows_left_out: self.left_out,
            cells_cut: self.cells.cut,
            ..Written::default()
        })
    }
}
