//! The hits of a search counted by year and by place.

use std::io::{self, Write};

use quanwen::api::{Facet, FacetField, FacetValue};
use quanwen_messages::{counted, message, text};
use unicode_width::UnicodeWidthStr;

use super::columns::padded;
use super::lines::PLAIN;
use super::text::{FAINT, MATCH, Text};
use super::visible::one_line;
use crate::hint;
use crate::language::{Said, say};

/// Maximum number of values shown of a facet.
const VALUES: usize = 20;
/// Columns of the bar of the largest value, if the terminal is wide enough.
const BAR: usize = 24;
/// Columns of a line without the value's name and bar: spaces and counts.
const OTHER_COLUMNS: usize = 28;

/// Writes the counts of each facet.
pub(super) fn write_facets(text: &mut Text<impl Write>, facets: &[Facet]) -> io::Result<()> {
    for facet in facets {
        text.line("")?;
        let name = match facet.field {
            FacetField::Year => text!("by year"),
            FacetField::Region => text!("by region"),
        };
        text.title(&name.said())?;
        let cut = facet.values.len().saturating_sub(VALUES);
        // Years ascend: keep the latest. Places descend by count: keep the largest.
        let (shown, left_out) = match facet.field {
            FacetField::Year => (
                &facet.values[cut..],
                message!(
                    "… and {n} earlier: {hint}",
                    n = cut,
                    hint = hint::ALL_VALUES
                ),
            ),
            FacetField::Region => (
                &facet.values[..facet.values.len() - cut],
                message!("… and {n} more: {hint}", n = cut, hint = hint::ALL_VALUES),
            ),
        };
        let widest = shown.iter().map(|value| label(value).width()).max();
        let largest = shown.iter().map(|value| value.sections).max();
        for value in shown {
            facet_value(text, value, widest.unwrap_or(0), largest.unwrap_or(1))?;
        }
        if cut > 0 {
            text.spans(&[(FAINT, &format!("  {}", left_out.said()))])?;
        }
    }
    Ok(())
}

fn facet_value(
    text: &mut Text<impl Write>,
    value: &FacetValue,
    widest: usize,
    largest: u64,
) -> io::Result<()> {
    let room = text.columns().saturating_sub(widest + OTHER_COLUMNS);
    let bar = room.clamp(1, BAR);
    let length = usize::try_from(value.sections * bar as u64 / largest.max(1)).unwrap_or(bar);
    let counts = say!(
        "{sections} in {reports}",
        sections = format!("{:>6}", value.sections),
        reports = counted!(value.documents, "{n} report", "{n} reports")
    );
    let label = format!("  {}  ", padded(&label(value), widest));
    let bar = padded(&"▇".repeat(length.max(1)), bar);
    let counts = format!("  {}", counts.trim_end());
    text.spans(&[(PLAIN, &label), (MATCH, &bar), (PLAIN, &counts)])
}

fn label(value: &FacetValue) -> String {
    let known = value
        .value
        .as_deref()
        .map(|value| value.replace('/', " › "));
    known.map_or_else(|| say!("unknown").to_string(), |known| one_line(&known))
}
