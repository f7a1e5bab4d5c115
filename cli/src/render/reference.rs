//! Labels of documents, sections and positions.

use std::io::{self, Write};

use quanwen::Locator;
use quanwen::api::{DocumentReference, SectionReference};
use unicode_width::UnicodeWidthStr;

use super::columns::{cut_to, shortened, wrap};
use super::lines::{PLAIN, Span};
use super::text::{BEFORE_CONTEXT, FAINT, HANGING, HEADER, MATCH, MIN_GAP, SECTION, Text};
use super::visible::one_line;
use crate::language::say;

/// Columns of the mark of what was cut, and the space before it.
const CUT_COLUMNS: usize = 3;

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
    if gap >= MIN_GAP {
        let gap = " ".repeat(gap);
        return text.spans(&[(HEADER, &label), (PLAIN, &gap), (FAINT, &path)]);
    }
    text.wrapped(&label, 0, HEADER)?;
    text.spans(&[(FAINT, &path)])
}

/// Writes the workbook sheet, headings and item of a mention; on a screen, long headings are shortened.
pub(super) fn section_line(
    text: &mut Text<impl Write>,
    section: &SectionReference,
    sheet: Option<&str>,
) -> io::Result<()> {
    let section = fitted(text, section);
    whole_section_line(text, &section, sheet)
}

/// Writes the same of a hit, with the id of the section at the right edge.
pub(super) fn section_line_with_id(
    text: &mut Text<impl Write>,
    section: &SectionReference,
    sheet: Option<&str>,
) -> io::Result<()> {
    let label = section_label(&fitted(text, section), sheet);
    text.wrapped_before(&label, 2, SECTION, (FAINT, &section.id))
}

/// Writes the workbook sheet, headings and item of a section, all of them.
pub(super) fn whole_section_line(
    text: &mut Text<impl Write>,
    section: &SectionReference,
    sheet: Option<&str>,
) -> io::Result<()> {
    text.wrapped(&section_label(section, sheet), 2, SECTION)
}

/// A section; on a screen, with its long headings shortened.
fn fitted(text: &Text<impl Write>, section: &SectionReference) -> SectionReference {
    let mut section = section.clone();
    if text.shortens() {
        let headings = section.path.iter_mut();
        for heading in headings.chain(section.item.iter_mut().map(|item| &mut item.heading)) {
            *heading = shortened(&one_line(heading), MAX_HEADING);
        }
    }
    section
}

/// The workbook sheet, headings and item of a result.
pub(super) fn section_label(section: &SectionReference, sheet: Option<&str>) -> String {
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
        say!("(before the first heading)").to_string()
    } else {
        above.join(" › ")
    };
    if let Some(item) = &section.item {
        line = format!("{line} · {}{}", item.number, item.heading);
    }
    line
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
        (Some(page), _) => say!("p. {page}", page = page),
        (None, Some(row)) => say!("row {row}", row = row),
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

/// Place and year of a document; empty if neither is known.
pub(super) fn place_and_year(document: &DocumentReference) -> String {
    let region = Some(region_label(document)).filter(|region| !region.is_empty());
    let year = document.year.map(|year| year.to_string());
    let parts: Vec<String> = region.into_iter().chain(year).collect();
    parts.join(" · ")
}

/// Place, year and title of a document.
pub(super) fn document_label(document: &DocumentReference) -> String {
    let source = Some(place_and_year(document)).filter(|source| !source.is_empty());
    let title = document.title.as_deref().map(one_line);
    let label: Vec<String> = source.into_iter().chain(title).collect();
    if label.is_empty() {
        say!("(no title)").to_string()
    } else {
        label.join(" · ")
    }
}

/// Writes a report in a line: some `cells`, its path, which is never cut, its place, year and title, and its id at the right edge. Only
/// the title is shortened for the id.
pub(super) fn document_row(
    text: &mut Text<impl Write>,
    cells: &[Span],
    document: &DocumentReference,
) -> io::Result<()> {
    let path = one_line(&document.path);
    let before: usize = cells.iter().map(|(_, cell)| cell.width()).sum();
    let room = text
        .columns()
        .saturating_sub(before + path.width() + MIN_GAP);
    let id = document.id.as_str();
    let beside_id = room.saturating_sub(id.width() + MIN_GAP);
    let has_id = place_and_year(document).width() + CUT_COLUMNS <= beside_id;
    let label = document_label(document);
    let (label, gap, id) = if !text.shortens() {
        (label, MIN_GAP, id)
    } else if has_id {
        let label = cut_to(&label, beside_id);
        let gap = room - label.width() - id.width();
        (label, gap, id)
    } else {
        (cut_to(&label, room), 0, "")
    };
    let gap = " ".repeat(gap);
    let report: [Span; 5] = [
        (HEADER, &path),
        (PLAIN, "  "),
        (FAINT, &label),
        (PLAIN, &gap),
        (FAINT, id),
    ];
    text.spans(&[cells, &report].concat())
}
