//! The sheet of a grid.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::MAX_ROWS;
use super::cells::Cells;
use super::style::{Widths, header, missing};
use crate::cell::Cell;
use crate::grid::Grid;

/// Columns of a sheet, the heads of the rows among them; as for [`MAX_ROWS`].
const MAX_COLUMNS: usize = 16_384;

/// Whether a grid has room in a sheet.
pub(super) fn fits(grid: &Grid) -> bool {
    grid.columns.len() < MAX_COLUMNS && grid.rows.len() < MAX_ROWS as usize
}

/// Writes a sheet with the figures of a grid that has room in it, whose heads stay in view. Missing figures are shaded.
pub(super) fn write(workbook: &mut Workbook, name: &str, grid: &Grid) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_row_format(0, &header())?;
    sheet.set_freeze_panes(1, 1)?;
    let mut cells = Cells::new(sheet);
    let mut widths = Widths::new(1 + grid.columns.len());
    let head = with_head(&Cell::line(grid.row_name.as_str()), &grid.columns);
    cells.row(0, &head)?;
    widths.measure(&head);
    for (row, (head, figures)) in (1..).zip(&grid.rows) {
        let figures = with_head(head, figures);
        cells.row(row, &figures)?;
        widths.measure(&figures);
        for (column, figure) in (0_u16..).zip(&figures) {
            if column > 0 && *figure == Cell::Empty {
                cells.sheet.write_blank(row, column, &missing())?;
            }
        }
    }
    widths.set(sheet)
}

fn with_head<'t>(head: &Cell<'t>, cells: &[Cell<'t>]) -> Vec<Cell<'t>> {
    std::iter::once(head).chain(cells).cloned().collect()
}
