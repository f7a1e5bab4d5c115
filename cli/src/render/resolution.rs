//! What became of a cited place.

use std::io::{self, Write};

use quanwen::api::{Json, Resolution, ResolutionStatus, ResolvedPlace, Rows};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::{first_columns, last_columns, wrap};
use super::lines::PLAIN;
use super::reference::{document_header, position_label, whole_section_line};
use super::text::{FAINT, MATCH, Text};
use super::visible::one_line;

impl Answer for Resolution {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        text.title(&headline(self))?;
        for place in &self.places {
            write_place(text, place)?;
        }
        if self.more > 0 {
            let more = self.more;
            text.remark(&format!(
                "{more} more not read or not listed: too many have it"
            ))?;
        }
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.write_rows(json)?)
    }
}

/// The status, and what it means here.
fn headline(resolution: &Resolution) -> String {
    let status = resolution.status.name();
    let nearest = resolution.places.first().and_then(|place| place.similarity);
    match (resolution.status, nearest) {
        (ResolutionStatus::Altered, Some(similarity)) => {
            let percent = (similarity * 100.0).floor();
            format!("{status}: {percent:.0} % of the text and its context are here")
        }
        (ResolutionStatus::Altered, None) => format!("{status}: the report has another text"),
        (ResolutionStatus::Gone, _) => format!("{status}: nothing like it was found"),
        _ if resolution.places.len() > 1 => format!(
            "{status}: {} places that cannot be told apart",
            resolution.places.len()
        ),
        _ => status.to_string(),
    }
}

/// Writes the report, the headings, the text in its context, and its position and id.
fn write_place(text: &mut Text<impl Write>, place: &ResolvedPlace) -> io::Result<()> {
    document_header(text, "", &place.document)?;
    if let Some(section) = &place.section {
        whole_section_line(text, section, place.locator.sheet.as_deref())?;
        write_quotation(text, place)?;
    }
    let mut position = format!("{}:{}", place.line, place.column);
    let label = position_label(place.line, place.column, &place.locator);
    if label != position {
        position = format!("{position}, {label}");
    }
    text.spans(&[(FAINT, &format!("  {position}  {}", place.id))])
}

/// Writes a text with as much of its context as fits on its line, wrapped if it is long.
fn write_quotation(text: &mut Text<impl Write>, place: &ResolvedPlace) -> io::Result<()> {
    const INDENT: &str = "  ";
    let room = text.columns() - 2 * INDENT.len();
    let quote = one_line(&place.quote);
    let side = room.saturating_sub(quote.width()) / 2;
    let pieces = [
        (last_columns(&one_line(&place.before), side), false),
        (quote, true),
        (first_columns(&one_line(&place.after), side), false),
    ];
    for line in wrap(&pieces, room) {
        let mut spans = vec![(PLAIN, INDENT)];
        spans.extend(line.iter().map(|(piece, is_quote)| {
            let style = if *is_quote { MATCH } else { PLAIN };
            (style, piece.as_str())
        }));
        text.spans(&spans)?;
    }
    Ok(())
}
