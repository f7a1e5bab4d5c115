//! The sheet that says what the others are.

use quanwen_messages::{Language, Text, text};
use rust_xlsxwriter::Workbook;

use super::ABOUT;
use super::table::Rows;
use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;

/// The columns of the sheet.
const COLUMNS: [Text; 3] = [text!("part"), text!("name"), text!("value")];

/// Writes a sheet with a row for each entry.
pub(super) fn write(
    workbook: &mut Workbook,
    about: &About,
    language: Language,
    max_rows: u32,
) -> Result<()> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(ABOUT.in_language(language))?;
    let columns = COLUMNS.map(|column| column.in_language(language));
    let mut rows = Rows::new(sheet, &columns, max_rows)?;
    for entry in about.entries() {
        let [part, name] = [entry.part.in_language(language), &entry.name].map(Cell::line);
        rows.row(&[part, name, entry.value.clone()])?;
    }
    rows.finish()?;
    Ok(())
}
