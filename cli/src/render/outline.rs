//! The metadata and section tree of one document.

use std::io::{self, Write};

use quanwen::api::{Json, Outline, OutlineDecision, OutlineEntry, OutlineRule, Rows};
use quanwen::corpus::Furniture;
use quanwen::{Basis, Metadata, Part};
use quanwen_messages::{Text as Words, text};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::{padded, padded_left, wrap};
use super::lines::PLAIN;
use super::reference::position_label;
use super::text::{FAINT, HANGING, SECTION, Text};
use super::tree::{Guide, guides};
use super::visible::one_line;
use super::words::{name_of, source_of};

use crate::language::{Said, said_if_known, say};

/// Columns of the names of metadata.
const NAME_COLUMNS: usize = 17;
/// Columns of a position.
const POSITION_COLUMNS: usize = 10;
/// Columns of the kind of a line that is not in the text.
const KIND_COLUMNS: usize = 12;
/// Columns that a heading takes at least, however deep it is.
const MIN_LABEL: usize = 12;

impl Answer for Outline {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        write_outline(text, self)?;
        if !self.decisions.is_empty() {
            write_decisions(text, &self.decisions)?;
            write_rules(text, &self.rules)?;
        }
        write_dropped(text, self)?;
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.write_rows(json)?)
    }
}

/// Writes the metadata with the basis of each value, then the tree.
pub(super) fn write_outline(text: &mut Text<impl Write>, outline: &Outline) -> io::Result<()> {
    write_metadata(text, &outline.document.metadata)?;
    text.line("")?;
    write_tree(text, &outline.entries)
}

/// Writes the sections and items as a tree, each with its position.
fn write_tree(text: &mut Text<impl Write>, entries: &[OutlineEntry]) -> io::Result<()> {
    let mut section = 0;
    let depths: Vec<usize> = entries
        .iter()
        .map(|entry| match entry {
            OutlineEntry::Section(of) => {
                section = of.path.len();
                section.saturating_sub(1)
            }
            OutlineEntry::Item(_) => section,
        })
        .collect();
    for (entry, guide) in entries.iter().zip(guides(&depths)) {
        write_entry(text, entry, &guide)?;
    }
    Ok(())
}

fn write_entry(text: &mut Text<impl Write>, entry: &OutlineEntry, guide: &Guide) -> io::Result<()> {
    let (place, locator, label, style, part) = match entry {
        OutlineEntry::Section(of) => {
            let label = format!("{}{}", of.number, of.heading);
            (of.place, &of.locator, label, PLAIN, of.part)
        }
        OutlineEntry::Item(of) => {
            let label = format!("{} {}", of.number, of.heading);
            (of.place, &of.locator, label, FAINT, Part::Body)
        }
    };
    let position = position_label(place.line, place.column, locator);
    let used = POSITION_COLUMNS + 2 + guide.first.width() + HANGING;
    let room = text.columns().saturating_sub(used).max(MIN_LABEL);
    let lines = wrap(&[(one_line(label.trim_end()), false)], room);
    for (index, line) in lines.iter().enumerate() {
        let (position, guide) = if index == 0 {
            (position.as_str(), &guide.first)
        } else {
            ("", &guide.rest)
        };
        let label: String = line.iter().map(|(text, _)| text.as_str()).collect();
        let part = match part {
            Part::Body => String::new(),
            _ if index + 1 < lines.len() => String::new(),
            part => format!("  {}", name_of(part).said()),
        };
        text.spans(&[
            (FAINT, &format!("{position:>POSITION_COLUMNS$}  {guide}")),
            (style, &label),
            (FAINT, &part),
        ])?;
    }
    Ok(())
}

fn write_metadata(text: &mut Text<impl Write>, metadata: &Metadata) -> io::Result<()> {
    let region = Some(metadata.region.join(" › ")).filter(|region| !region.is_empty());
    let year = metadata.year.map(|year| year.to_string());
    let rows = [
        (text!("title"), metadata.title.clone(), metadata.title_basis),
        (text!("region"), region, metadata.region_basis),
        (text!("year"), year, metadata.year_basis),
        (
            text!("issuer"),
            metadata.issuer.clone(),
            metadata.issuer_basis,
        ),
        (
            text!("published"),
            metadata.published.clone(),
            metadata.published_basis,
        ),
        (
            text!("document_number"),
            metadata.document_number.clone(),
            None,
        ),
        (text!("index_number"), metadata.index_number.clone(), None),
        (text!("subject"), metadata.subject.clone(), None),
    ];
    // Most reports have no address, so these are shown only where there is one.
    let origin = [
        (text!("url"), metadata.url.clone(), metadata.url_basis),
        (
            text!("accessed"),
            metadata.accessed.clone(),
            metadata.accessed_basis,
        ),
    ];
    let origin = origin.into_iter().filter(|(_, value, _)| value.is_some());
    for (name, value, basis) in rows.into_iter().chain(origin) {
        write_value(text, name, value.as_deref().unwrap_or("–"), basis)?;
    }
    Ok(())
}

/// Writes a value beside its name, and after it where it comes from.
fn write_value(
    text: &mut Text<impl Write>,
    name: Words,
    value: &str,
    basis: Option<Basis>,
) -> io::Result<()> {
    let room = text.columns() - NAME_COLUMNS - HANGING;
    let basis = basis.map_or_else(String::new, |basis| {
        say!("  ({basis})", basis = source_of(basis))
    });
    let mut lines: Vec<String> = wrap(&[(one_line(value), false)], room)
        .into_iter()
        .map(|line| line.into_iter().map(|(text, _)| text).collect())
        .collect();
    if lines
        .last()
        .is_some_and(|last| last.width() + basis.width() > room + HANGING)
    {
        lines.push(String::new());
    }
    for (index, line) in lines.iter().enumerate() {
        let name = if index == 0 {
            name.said()
        } else {
            String::new()
        };
        let basis = if index + 1 < lines.len() { "" } else { &basis };
        let basis = if line.is_empty() {
            basis.trim_start()
        } else {
            basis
        };
        text.spans(&[
            (FAINT, &padded(&name, NAME_COLUMNS)),
            (PLAIN, line),
            (FAINT, basis),
        ])?;
    }
    Ok(())
}

/// Writes which lines were taken for headings or items and which were not.
fn write_decisions(text: &mut Text<impl Write>, decisions: &[OutlineDecision]) -> io::Result<()> {
    let name_columns = decisions
        .iter()
        .map(|decision| decision.rule.len())
        .max()
        .unwrap_or(0);
    text.line("")?;
    text.line(&format!(
        "{}  {}",
        padded_left(say!("why"), POSITION_COLUMNS),
        say!("+ taken, - passed over")
    ))?;
    for decision in decisions {
        let position = format!("{}:{}", decision.line, decision.column);
        let mark = if decision.taken { '+' } else { '-' };
        let left = format!("{position:>10}  {mark} {:<name_columns$}  ", decision.rule);
        let room = text.columns().saturating_sub(left.len());
        let style = if decision.taken { SECTION } else { FAINT };
        text.spans(&[
            (PLAIN, &left),
            (style, &text.fitted(&one_line(&decision.text), room)),
        ])?;
    }
    Ok(())
}

/// Writes the rules that were applied, each with its shape, words and reason.
fn write_rules(text: &mut Text<impl Write>, rules: &[OutlineRule]) -> io::Result<()> {
    for entry in rules {
        text.line("")?;
        text.line(&entry.rule)?;
        text.paragraph(said_if_known(&entry.shape), 4, PLAIN)?;
        if !entry.words.is_empty() {
            let words = say!("words: {words}", words = entry.words.join(" "));
            text.paragraph(&words, 4, PLAIN)?;
        }
        text.paragraph(said_if_known(&entry.reason), 4, FAINT)?;
    }
    Ok(())
}

/// Writes the lines of pages that are not in the text.
fn write_dropped(text: &mut Text<impl Write>, outline: &Outline) -> io::Result<()> {
    if outline.dropped.is_empty() {
        return Ok(());
    }
    text.line("")?;
    text.line(&format!(
        "{}  {}",
        padded_left(say!("left out"), POSITION_COLUMNS),
        say!("lines of pages, not in the text")
    ))?;
    for line in &outline.dropped {
        let kind = match line.kind {
            Furniture::RunningHead => say!("running head"),
            Furniture::PageNumber => say!("page number"),
            Furniture::Watermark => say!("watermark"),
        };
        let page = padded_left(&say!("p. {page}", page = line.page), POSITION_COLUMNS);
        let left = format!("{page}  {}  ", padded(kind, KIND_COLUMNS));
        let room = text.columns().saturating_sub(left.width());
        let words = text.fitted(&one_line(&line.text), room);
        text.spans(&[(PLAIN, &left), (FAINT, &words)])?;
    }
    if outline.more_dropped > 0 {
        let more = say!("and {n} more", n = outline.more_dropped);
        text.line(&format!("{:>POSITION_COLUMNS$}  {more}", ""))?;
    }
    Ok(())
}
