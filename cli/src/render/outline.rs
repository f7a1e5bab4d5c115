//! The metadata and section tree of one document.

use std::io::{self, Write};

use anstyle::Style;
use quanwen::api::{Json, Outline, OutlineDecision, OutlineEntry, OutlineRule, Rows};
use quanwen::corpus::Furniture;
use quanwen::{Basis, Metadata, Part};

use super::Answer;
use super::columns::cut_to;
use super::lines::PLAIN;
use super::reference::position_label;
use super::text::{FAINT, SECTION, Text};
use super::visible::one_line;

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
    let mut depth = 0;
    for entry in &outline.entries {
        let (position, indent, label, part) = match entry {
            OutlineEntry::Section(section) => {
                depth = section.path.len().max(section.level.into());
                let label = format!("{}{}", section.number, section.heading);
                let position =
                    position_label(section.place.line, section.place.column, &section.locator);
                (position, depth - 1, label, section.part)
            }
            OutlineEntry::Item(item) => {
                let position = position_label(item.place.line, item.place.column, &item.locator);
                (
                    position,
                    depth,
                    format!("· {} {}", item.number, item.heading),
                    Part::Body,
                )
            }
        };
        let label = one_line(label.trim_end());
        let label = format!("  {}{label}", "  ".repeat(indent));
        let part = match part {
            Part::Body => String::new(),
            part => format!("  {part}"),
        };
        text.spans(&[
            (FAINT, &format!("{position:>10}")),
            (PLAIN, &label),
            (FAINT, &part),
        ])?;
    }
    Ok(())
}

fn write_metadata(text: &mut Text<impl Write>, metadata: &Metadata) -> io::Result<()> {
    let region = Some(metadata.region.join(" › ")).filter(|region| !region.is_empty());
    let year = metadata.year.map(|year| year.to_string());
    let rows = [
        ("title", metadata.title.clone(), metadata.title_basis),
        ("region", region, metadata.region_basis),
        ("year", year, metadata.year_basis),
        ("issuer", metadata.issuer.clone(), metadata.issuer_basis),
        (
            "published",
            metadata.published.clone(),
            metadata.published_basis,
        ),
        ("document_number", metadata.document_number.clone(), None),
        ("index_number", metadata.index_number.clone(), None),
        ("subject", metadata.subject.clone(), None),
    ];
    // Most reports have no address, so these are shown only where there is one.
    let origin = [
        ("url", metadata.url.clone(), metadata.url_basis),
        (
            "accessed",
            metadata.accessed.clone(),
            metadata.accessed_basis,
        ),
    ];
    let origin = origin.into_iter().filter(|(_, value, _)| value.is_some());
    for (name, value, basis) in rows.into_iter().chain(origin) {
        let value = one_line(value.as_deref().unwrap_or("–"));
        let basis = basis.map(|basis: Basis| format!("  ({basis})"));
        let row = format!("{name:<16} {value}");
        text.spans(&[(PLAIN, &row), (FAINT, &basis.unwrap_or_default())])?;
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
    text.line(&format!("{:>10}  + taken, - passed over", "why"))?;
    for decision in decisions {
        let position = format!("{}:{}", decision.line, decision.column);
        let mark = if decision.taken { '+' } else { '-' };
        let left = format!("{position:>10}  {mark} {:<name_columns$}  ", decision.rule);
        let room = text.columns().saturating_sub(left.len());
        let style = if decision.taken { SECTION } else { FAINT };
        text.spans(&[
            (PLAIN, &left),
            (style, &cut_to(&one_line(&decision.text), room)),
        ])?;
    }
    Ok(())
}

/// Writes the rules that were applied, each with its shape, words and reason.
fn write_rules(text: &mut Text<impl Write>, rules: &[OutlineRule]) -> io::Result<()> {
    for entry in rules {
        text.line("")?;
        text.line(&entry.rule)?;
        paragraph(text, &entry.shape, Style::new())?;
        if !entry.words.is_empty() {
            let words = format!("words: {}", entry.words.join(" "));
            paragraph(text, &words, Style::new())?;
        }
        paragraph(text, &entry.reason, FAINT)?;
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
        "{:>10}  lines of pages, not in the text",
        "left out"
    ))?;
    for line in &outline.dropped {
        let kind = match line.kind {
            Furniture::RunningHead => "running head",
            Furniture::PageNumber => "page number",
            Furniture::Watermark => "watermark",
        };
        let left = format!("{:>10}  {kind:<12}  ", format!("p. {}", line.page));
        let room = text.columns().saturating_sub(left.len());
        let words = cut_to(&one_line(&line.text), room);
        text.spans(&[(PLAIN, &left), (FAINT, &words)])?;
    }
    if outline.more_dropped > 0 {
        text.line(&format!("{:>10}  and {} more", "", outline.more_dropped))?;
    }
    Ok(())
}

/// Writes an indented paragraph of English and Chinese text.
fn paragraph(text: &mut Text<impl Write>, paragraph: &str, style: Style) -> io::Result<()> {
    const INDENT: &str = "    ";
    for line in textwrap::wrap(paragraph, text.columns() - INDENT.len()) {
        text.spans(&[(PLAIN, INDENT), (style, &line)])?;
    }
    Ok(())
}
