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
/// Columns before a name, before its bar and before its counts.
const GAPS: usize = 6;

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
        let counts: Vec<String> = shown.iter().map(counts).collect();
        let widest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
        let room = Room {
            label: widest(&mut shown.iter().map(|value| label(value).width())),
            counts: widest(&mut counts.iter().map(|counts| counts.width())),
            largest: shown.iter().map(|value| value.sections).max().unwrap_or(1),
        };
        for (value, counts) in shown.iter().zip(&counts) {
            facet_value(text, value, counts, &room)?;
        }
        if cut > 0 {
            text.spans(&[(FAINT, &format!("  {}", left_out.said()))])?;
        }
    }
    Ok(())
}

/// What the values of a facet take.
struct Room {
    /// Columns of the widest name.
    label: usize,
    /// Columns of the widest counts.
    counts: usize,
    /// The sections of the largest value.
    largest: u64,
}

fn facet_value(
    text: &mut Text<impl Write>,
    value: &FacetValue,
    counts: &str,
    room: &Room,
) -> io::Result<()> {
    let others = room.label + room.counts + GAPS;
    let bar = text.columns().saturating_sub(others).clamp(1, BAR);
    let length = value.sections * bar as u64 / room.largest.max(1);
    let length = usize::try_from(length).unwrap_or(bar);
    let label = format!("  {}  ", padded(&label(value), room.label));
    let bar = padded(&"▇".repeat(length.max(1)), bar);
    text.spans(&[
        (PLAIN, &label),
        (MATCH, &bar),
        (PLAIN, &format!("  {counts}")),
    ])
}

/// How many sections a value has, in how many reports.
fn counts(value: &FacetValue) -> String {
    say!(
        "{sections} in {reports}",
        sections = format!("{:>6}", value.sections),
        reports = counted!(value.documents, "{n} report", "{n} reports")
    )
}

fn label(value: &FacetValue) -> String {
    let known = value
        .value
        .as_deref()
        .map(|value| value.replace('/', " › "));
    known.map_or_else(|| say!("unknown").to_string(), |known| one_line(&known))
}
