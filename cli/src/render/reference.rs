//! Labels of documents, sections and positions.

use std::io::{self, Write};

use quanwen::Locator;
use quanwen::api::{DocumentReference, SectionReference};
use unicode_width::UnicodeWidthStr;

use super::columns::{shortened, wrap};
use super::lines::PLAIN;
use super::text::{BEFORE_CONTEXT, FAINT, HANGING, HEADER, MATCH, SECTION, Text};
use super::visible::one_line;

/// Characters of a heading above a hit or a mention on a screen.
const MAX_HEADING: usize = 40;

/// Writes the document of the results below it: place, year and title, then the path, on the same line if it fits.
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

/// Writes the workbook sheet, headings and item of a hit or a mention; on a screen, long headings are shortened.
pub(super) fn section_line(
    text: &mut Text<impl Write>,
    section: &SectionReference,
    sheet: Option<&str>,
) -> io::Result<()> {
    if !text.shortens() {
        return whole_section_line(text, section, sheet);
    }
    let mut short = section.clone();
    let headings = short.path.iter_mut();
    for heading in headings.chain(short.item.iter_mut().map(|item| &mut item.heading)) {
        *heading = shortened(&one_line(heading), MAX_HEADING);
    }
    whole_section_line(text, &short, sheet)
}

/// Writes the workbook sheet, headings and item of a result.
pub(super) fn whole_section_line(
    text: &mut Text<impl Write>,
    section: &SectionReference,
    sheet: Option<&str>,
) -> io::Result<()> {
    let first = section.path.first();
    let sheet = sheet
        .filter(|sheet| first.is_none_or(|first| first != sheet))
        .map(|sheet| format!("[{sheet}]"));
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

/// Writes the row that names the columns of a table, if any, above rows of it.
pub(super) fn header_row_line(
    text: &mut Text<impl Write>,
    header_row: Option<&str>,
) -> io::Result<()> {
    let Some(row) = header_row else {
        return Ok(());
    };
    let room = text.columns().saturating_sub(BEFORE_CONTEXT);
    let row = text.fitted(&one_line(row), room);
    text.spans(&[(PLAIN, &" ".repeat(BEFORE_CONTEXT)), (FAINT, &row)])
}

/// Writes a text wrapped to the width, its position before the first line. The pieces that are marked are highlighted.
pub(super) fn wrapped_at(
    text: &mut Text<impl Write>,
    position: &str,
    pieces: &[(String, bool)],
) -> io::Result<()> {
    let room = text.columns() - BEFORE_CONTEXT - HANGING;
    for (index, line) in wrap(pieces, room).iter().enumerate() {
        let label = if index == 0 { position } else { "" };
        let label = format!("{label:>10}");
        let mut spans = vec![(PLAIN, "  "), (FAINT, &label), (PLAIN, "  ")];
        for (piece, marked) in line {
            spans.push((if *marked { MATCH } else { PLAIN }, piece));
        }
        text.spans(&spans)?;
    }
    Ok(())
}

/// The position of a result in its file: the page or slide, the row of a sheet, otherwise line and column.
pub(super) fn position_label(line: u32, column: u32, locator: &Locator) -> String {
    match (locator.page, locator.row) {
        (Some(page), _) => format!("p. {page}"),
        (None, Some(row)) => format!("row {row}"),
        _ => format!("{line}:{column}"),
    }
}

/// The place of a document, from the province down.
pub(super) fn region_label(document: &DocumentReference) -> String {
    one_line(&document.region.join(" › "))
}

/// The innermost place of a document, or the name of its file.
pub(super) fn place_or_file(document: &DocumentReference) -> String {
    let file = document.path.rsplit('/').next().unwrap_or_default();
    one_line(document.region.last().map_or(file, String::as_str))
}

/// Place, year and title of a document.
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
