//! How a report, a section and a position are named.

use std::io::{self, Write};

use quanwen::Locator;
use quanwen::api::{DocumentReference, SectionReference};
use unicode_width::UnicodeWidthStr;

use super::lines::PLAIN;
use super::text::{FAINT, HEADER, SECTION, Text};
use super::visible::one_line;

/// Writes the report that results are of: place, year and title, the path at the end of the line where it fits.
pub(super) fn document_header(
    text: &mut Text<impl Write>,
    before: &str,
    document: &DocumentReference,
) -> io::Result<()> {
    let label = format!("{before}{}", document_label(document));
    let path = one_line(&document.path);
    let gap = text.columns().saturating_sub(label.width() + path.width());
    if gap >= 2 {
        let gap = " ".repeat(gap);
        return text.spans(&[(HEADER, &label), (PLAIN, &gap), (FAINT, &path)]);
    }
    text.wrapped(&label, 0, HEADER)?;
    text.spans(&[(FAINT, &path)])
}

/// Writes the sheet of a workbook, the headings and the item that a result is under.
pub(super) fn section_line(
    text: &mut Text<impl Write>,
    section: &SectionReference,
    sheet: Option<&str>,
) -> io::Result<()> {
    let is_heading = |sheet: &&str| section.path.first().is_some_and(|first| first == sheet);
    let sheet = sheet.filter(|sheet| !is_heading(sheet));
    let sheet = sheet.map(|sheet| format!("[{sheet}]"));
    let above: Vec<&str> = sheet
        .iter()
        .chain(&section.path)
        .map(String::as_str)
        .collect();
    let mut line = if above.is_empty() {
        "(before the first heading)".to_string()
    } else {
        above.join(" › ")
    };
    if let Some(item) = &section.item {
        line = format!("{line} · {}{}", item.number, item.heading);
    }
    text.wrapped(&line, 2, SECTION)
}

/// What a result is found by in its file: the page of a PDF, the row of a sheet, otherwise line and column.
pub(super) fn position_label(line: u32, column: u32, locator: &Locator) -> String {
    match (locator.page, locator.row) {
        (Some(page), _) => format!("p. {page}"),
        (None, Some(row)) => format!("row {row}"),
        _ => format!("{line}:{column}"),
    }
}

/// The place of a report, from the province down.
pub(super) fn region_label(document: &DocumentReference) -> String {
    one_line(&document.region.join(" › "))
}

/// Position, year and title of a report.
pub(super) fn document_label(document: &DocumentReference) -> String {
    let region = region_label(document);
    let year = document.year.map(|year| year.to_string());
    let title = document.title.as_deref().map(one_line);
    let parts = [
        Some(region).filter(|region| !region.is_empty()),
        year,
        title,
    ];
    let label: Vec<String> = parts.into_iter().flatten().collect();
    if label.is_empty() {
        "(no title)".to_string()
    } else {
        label.join(" · ")
    }
}
