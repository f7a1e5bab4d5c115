//! What became of a cited place.

use std::io::{self, Write};

use quanwen::api::{Json, Resolution, ResolutionStatus, ResolvedPlace, Rows};

use super::lines::PLAIN;
use super::reference::{document_header, position_label, section_line};
use super::text::{FAINT, MATCH, Text, counted};
use super::visible::one_line;
use super::{Answer, columns::wrap};

impl Answer for Resolution {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        text.title(&headline(self))?;
        for place in &self.places {
            write_place(text, place)?;
        }
        if self.more > 0 {
            let more = counted(self.more, "more report");
            text.remark(&format!("{more} may have it, not read to the end"))?;
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
        section_line(text, section, place.locator.sheet.as_deref())?;
        write_quotation(text, place)?;
    }
    let position = position_label(place.line, place.column, &place.locator);
    let id = format!("  {position}  {}", place.id);
    text.spans(&[(FAINT, &id)])
}

/// Writes a text in its context, wrapped to the width.
fn write_quotation(text: &mut Text<impl Write>, place: &ResolvedPlace) -> io::Result<()> {
    const INDENT: &str = "  ";
    let pieces = [
        (one_line(&place.before), false),
        (one_line(&place.quote), true),
        (one_line(&place.after), false),
    ];
    for line in wrap(&pieces, text.columns() - 2 * INDENT.len()) {
        let mut spans = vec![(PLAIN, INDENT)];
        let pieces = line.iter();
        spans.extend(pieces.map(|(piece, is_quote)| {
            let style = if *is_quote { MATCH } else { PLAIN };
            (style, piece.as_str())
        }));
        text.spans(&spans)?;
    }
    Ok(())
}
