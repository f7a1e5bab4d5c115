//! What rows cite: a report, a section, a place in a file.

use quanwen::Locator;
use quanwen::api::{DocumentReference, SectionReference};
use quanwen::corpus::DOCUMENT_COLUMNS;

use crate::cell::Cell;

/// The column of the place's code by GB/T 2260, by which tables of several sources are joined.
const CODE: &str = "code";

/// The columns of a report, then others.
pub(super) fn document_columns(others: &[&'static str]) -> Vec<&'static str> {
    DOCUMENT_COLUMNS
        .iter()
        .chain([&CODE])
        .chain(others)
        .copied()
        .collect()
}

/// A report, as [`DOCUMENT_COLUMNS`] names it, and the code of its place.
pub(super) fn document_cells(document: &DocumentReference) -> [Cell<'_>; 6] {
    [
        Cell::levels(&document.region),
        Cell::known(document.year),
        Cell::line(document.title.as_deref().unwrap_or_default()),
        Cell::line(&document.path),
        Cell::line(&document.id),
        document.code.as_ref().map_or(Cell::Empty, Cell::line),
    ]
}

/// The headings above a match, and its item.
pub(super) fn section_cells(section: &SectionReference) -> [Cell<'_>; 2] {
    let item = section.item.as_ref().map_or(Cell::Empty, |item| {
        Cell::line(format!("{}{}", item.number, item.heading))
    });
    [Cell::levels(&section.path), item]
}

/// Page, sheet, row and record.
pub(super) fn locator_cells(locator: &Locator) -> [Cell<'_>; 4] {
    [
        Cell::known(locator.page),
        Cell::line(locator.sheet.as_deref().unwrap_or_default()),
        Cell::known(locator.row),
        Cell::known(locator.record),
    ]
}
