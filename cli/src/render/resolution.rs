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
use super::words::state_of;

use crate::language::{Said, say};

impl Answer for Resolution {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        text.title(&headline(self))?;
        for place in &self.places {
            write_place(text, place)?;
        }
        if self.more > 0 {
            let more = self.more;
            text.remark(&say!(
                "{more} more not read or not listed: too many have it",
                more = more
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
    let status = state_of(resolution.status);
    let nearest = resolution.places.first().and_then(|place| place.similarity);
    match (resolution.status, nearest) {
        (ResolutionStatus::Altered, Some(similarity)) => say!(
            "{status}: {percent} % of the text and its context are here",
            status = status,
            percent = percent(similarity)
        ),
        (ResolutionStatus::Altered, None) => {
            say!("{status}: the report has another text", status = status)
        }
        (ResolutionStatus::Gone, _) => {
            say!("{status}: nothing like it was found", status = status)
        }
        _ if resolution.places.len() > 1 => say!(
            "{status}: {n} places that cannot be told apart",
            status = status,
            n = resolution.places.len()
        ),
        (_, Some(similarity)) if similarity < 1.0 => say!(
            "{status}, but the text before or after it has changed: {percent} % of the text and its context are the same",
            status = status,
            percent = percent(similarity)
        ),
        _ => status.said(),
    }
}

/// A share in whole percent, 100 only for all.
fn percent(share: f64) -> String {
    format!("{:.0}", (share * 100.0).floor())
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
        position = say!("{position}, {label}", position = position, label = label);
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
