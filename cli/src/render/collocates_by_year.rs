//! Collocates over the years: how the score of each changes, and the best of every year.

use std::io::{self, Write};

use quanwen::api::{Collocate, CollocateYear};
use unicode_width::UnicodeWidthStr;

use super::columns::{cut_to, padded};
use super::lines::PLAIN;
use super::text::{FAINT, MATCH, Text};
use super::visible::one_line;
use crate::language::say;

/// Display columns of a year.
const YEAR_COLUMNS: usize = 7;
/// Maximum display columns of a text.
const MAX_TEXT_COLUMNS: usize = 16;
/// A year without a report.
const NO_REPORT: &str = "–";

/// Writes the scores of the collocates in each year, then the list of each year. Does nothing without rows.
pub(super) fn write_years(
    text: &mut Text<impl Write>,
    rows: &[&Collocate],
    years: &[CollocateYear],
) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let years: Vec<&CollocateYear> = years.iter().filter(|year| year.year.is_some()).collect();
    let of_texts: Vec<&[&Collocate]> = rows.chunk_by(|a, b| a.text == b.text).collect();
    let widest = of_texts.iter().map(|rows| rows[0].text.width()).max();
    let label = widest.unwrap_or(0).clamp(8, MAX_TEXT_COLUMNS);
    let at_once = ((text.columns() - label - 2) / YEAR_COLUMNS).max(1);
    for first in (0..years.len()).step_by(at_once) {
        let end = years.len().min(first + at_once);
        text.line("")?;
        write_header(text, &years[first..end], label)?;
        for rows in &of_texts {
            let cells: String = rows[first..end].iter().map(|row| cell(row)).collect();
            let name = padded(&cut_to(&one_line(&rows[0].text), label), label);
            text.spans(&[(PLAIN, "  "), (MATCH, &name), (PLAIN, &cells)])?;
        }
    }
    text.remark(&say!(
        "logDice in each year; 0 never near, {missing} no report",
        missing = NO_REPORT
    ))?;
    text.line("")?;
    years
        .iter()
        .try_for_each(|year| write_list(text, rows, year))
}

/// Writes the years and the mentions in each.
fn write_header(
    text: &mut Text<impl Write>,
    years: &[&CollocateYear],
    label: usize,
) -> io::Result<()> {
    let name = |year: &&CollocateYear| year.year.map_or(String::new(), |year| year.to_string());
    let names: String = years.iter().map(|year| aligned(&name(year))).collect();
    let mentions = years.iter().map(|year| match year.documents {
        0 => aligned(NO_REPORT),
        _ => aligned(&year.mentions.to_string()),
    });
    let mentions: String = mentions.collect();
    text.spans(&[(FAINT, &format!("  {}{names}", " ".repeat(label)))])?;
    text.spans(&[(
        FAINT,
        &format!("  {}{mentions}", padded(say!("mentions"), label)),
    )])
}

fn cell(row: &Collocate) -> String {
    match (row.together, row.log_dice) {
        (None, _) => aligned(NO_REPORT),
        (Some(_), None) => aligned("0"),
        (Some(_), Some(score)) => aligned(&format!("{score:.2}")),
    }
}

fn aligned(cell: &str) -> String {
    format!("{cell:>YEAR_COLUMNS$}")
}

/// Writes the best collocates of a year, the best first.
fn write_list(
    text: &mut Text<impl Write>,
    rows: &[&Collocate],
    year: &CollocateYear,
) -> io::Result<()> {
    let mut best: Vec<&&Collocate> = rows
        .iter()
        .filter(|row| row.year == year.year && row.rank.is_some())
        .collect();
    best.sort_by_key(|row| row.rank);
    let name = year.year.unwrap_or_default();
    let texts: Vec<&str> = best.iter().map(|row| row.text.as_str()).collect();
    let list = match (year.documents, texts.as_slice()) {
        (0, _) => say!("no report").to_string(),
        (_, []) => say!("nothing often enough").to_string(),
        (_, texts) => texts.join(" "),
    };
    text.wrapped(&format!("{name}  {list}"), 2, PLAIN)
}
