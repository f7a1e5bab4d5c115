//! How evenly a text is distributed: the measures, and a strip for each part of the corpus.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use quanwen::api::{DispersionAnswer, DispersionSummary, Filter, Json, PartBy, Rows};
use quanwen_export::chart::Strip;
use quanwen_export::svg::picture;
use quanwen_export::{DispersionTable, Table, part_labels, strip_chart};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::{last_columns, padded};
use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::lines::PLAIN;
use super::strip::strip;
use super::text::{FAINT, HEADER, MATCH, Text, counted};
use super::visible::one_line;
use crate::hint;

/// Columns of the numbers on the right of a strip, with the gaps around them.
const NUMBERS: usize = 24;
/// Minimum columns of a strip.
const MIN_STRIP: usize = 10;
/// What the measures are.
const FORMULAS: &str = "DP: half the differences between each part's share of the mentions and of the characters, 0 is even \
     (Gries 2008). DPnorm: divided by its maximum (Lijffijt and Gries 2012). Range: parts with a mention of all parts.";

/// The parts with their mentions, what was asked, the paths and the index typed, and when the command started.
pub(crate) struct DispersionShown<'a> {
    pub answer: &'a DispersionAnswer,
    pub filter: &'a Filter,
    pub paths: &'a [PathBuf],
    pub index: Option<&'a Path>,
    pub start: Instant,
}

impl Answer for DispersionShown<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        let summary = &self.answer.summary;
        write_strips(text, self.answer)?;
        if !self.answer.parts.is_empty() {
            text.line("")?;
        }
        text.spans(&[(HEADER, &measures(summary))])?;
        text.explanation(FORMULAS)?;
        if summary.mentions > 0 {
            let command = hint::mentions(&summary.query, self.filter, self.paths, self.index);
            text.spans(&[(FAINT, &format!("Every mention: {command}"))])?;
        }
        Ok(self.write_summary(text)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.answer.write_rows(json)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        Some(Box::new(DispersionTable::new(self.answer)))
    }

    fn svg(&self) -> Option<String> {
        Some(picture(&[strip_chart(self.answer)]))
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        self.write_summary(text)
    }

    fn table_notes(&self) -> Vec<String> {
        let mut lines = remarks(&self.answer.summary.coverage);
        if self.answer.summary.truncated {
            lines.push(remark(hint::RAISE_ROWS));
        }
        lines
    }
}

impl DispersionShown<'_> {
    fn write_summary(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        let summary = &self.answer.summary;
        // The reports without a year or a place are a part too, which is no year and no place.
        let unit = match summary.by {
            PartBy::Document => noun(PartBy::Document),
            PartBy::Year | PartBy::Region => "part",
        };
        let found = format!(
            "{} in {} of {}",
            counted(summary.mentions, "mention"),
            summary.parts_with,
            counted(summary.parts, unit)
        );
        let cut = if summary.truncated { hint::CUT } else { "" };
        summary_line(text, &found, &summary.coverage, cut, self.start)?;
        write_remarks(text, &summary.coverage)
    }
}

/// What a part is called.
fn noun(by: PartBy) -> &'static str {
    match by {
        PartBy::Document => "report",
        PartBy::Year => "year",
        PartBy::Region => "place",
    }
}

/// Writes a header and a line for each part: its name, its strip, its mentions and characters.
fn write_strips(text: &mut Text<impl Write>, answer: &DispersionAnswer) -> io::Result<()> {
    let (parts, by) = (&answer.parts, answer.summary.by);
    if parts.is_empty() {
        return Ok(());
    }
    let labels = part_labels(answer);
    let labels: Vec<String> = labels.iter().map(|label| one_line(label)).collect();
    let widest = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let room = text.columns().saturating_sub(NUMBERS + MIN_STRIP);
    let name = widest
        .min(room.min(text.columns() / 3))
        .max(noun(by).width());
    let stretches = text.columns().saturating_sub(NUMBERS + name).max(MIN_STRIP);
    let bins: Vec<Vec<usize>> = parts
        .iter()
        .map(|part| Strip::new("", part.positions.iter().copied()).binned(stretches))
        .collect();
    let largest = bins.iter().flatten().max().copied().unwrap_or(0);
    let scale = match largest {
        0 => String::new(),
        largest => format!("█ = {largest}"),
    };
    let header = format!(
        "{}  {scale:<stretches$}  {:>8}  {:>10}",
        padded(noun(by), name),
        "mentions",
        "characters"
    );
    text.spans(&[(HEADER, &header)])?;
    for ((part, label), bins) in parts.iter().zip(&labels).zip(&bins) {
        let label = padded(&end_of(label, name), name);
        let numbers = format!("{:>8}  {:>10}", part.mentions, part.characters);
        text.spans(&[
            (PLAIN, &format!("{label}  ")),
            (MATCH, &strip(bins, largest)),
            (PLAIN, &format!("  {numbers}")),
        ])?;
    }
    Ok(())
}

/// A name, shortened at its beginning to fit `columns`: the end tells places and files apart.
fn end_of(name: &str, columns: usize) -> String {
    if name.width() <= columns {
        return name.to_string();
    }
    format!("…{}", last_columns(name, columns.saturating_sub(2)))
}

/// The measures on one line.
fn measures(summary: &DispersionSummary) -> String {
    let value =
        |value: Option<f64>| value.map_or_else(|| "–".to_string(), |value| format!("{value:.6}"));
    let range = format!("{} of {}", summary.parts_with, summary.parts);
    format!(
        "DP {} · DPnorm {} · range {range}",
        value(summary.dp),
        value(summary.dp_norm)
    )
}
