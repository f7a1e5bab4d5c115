//! The hits of a search counted by year and by place.

use std::io::{self, Write};

use quanwen::api::{Facet, FacetField, FacetValue};
use unicode_width::UnicodeWidthStr;

use super::columns::padded;
use super::lines::PLAIN;
use super::text::{FAINT, MATCH, Text, counted};
use super::visible::one_line;
use crate::hint;

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
            FacetField::Year => "by year",
            FacetField::Region => "by region",
        };
        text.title(name)?;
        let cut = facet.values.len().saturating_sub(VALUES);
        // Years ascend: keep the latest. Places descend by count: keep the largest.
        let (shown, left_out) = match facet.field {
            FacetField::Year => (&facet.values[cut..], "earlier"),
            FacetField::Region => (&facet.values[..facet.values.len() - cut], "more"),
        };
        let widest = shown.iter().map(|value| label(value).width()).max();
        let largest = shown.iter().map(|value| value.sections).max();
        for value in shown {
            facet_value(text, value, widest.unwrap_or(0), largest.unwrap_or(1))?;
        }
        if cut > 0 {
            let rest = format!("  … and {cut} {left_out}: {}", hint::ALL_VALUES);
            text.spans(&[(FAINT, &rest)])?;
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
    let counts = format!(
        "{:>6} in {}",
        value.sections,
        counted(value.documents, "report")
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
    known.map_or_else(|| "unknown".to_string(), |known| one_line(&known))
}
