//! The sheet that says what the others are.

use rust_xlsxwriter::Workbook;

use super::ABOUT;
use super::table::Rows;
use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;

/// Writes a sheet with a row for each entry.
pub(super) fn write(workbook: &mut Workbook, about: &About, max_rows: u32) -> Result<()> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(ABOUT)?;
    let mut rows = Rows::new(sheet, &["part", "name", "value"], max_rows)?;
    for entry in about.entries() {
        let [part, name] = [entry.part, &entry.name].map(Cell::line);
        rows.row(&[part, name, entry.value.clone()])?;
    }
    rows.finish()?;
    Ok(())
}
