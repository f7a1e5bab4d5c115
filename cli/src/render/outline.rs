//! The metadata and section tree of one document.

use std::io::{self, Write};

use anstyle::Style;
use quanwen::api::{Json, Outline, OutlineDecision, OutlineEntry};
use quanwen::structure::{Decision, Explanation};
use quanwen::{Basis, Document, Metadata, PositionCursor};

use super::Answer;
use super::columns::cut_to;
use super::lines::PLAIN;
use super::reference::position_label;
use super::text::{FAINT, SECTION, Text};
use super::visible::one_line;

/// Maximum number of characters of a line shown with a decision about it.
const MAX_SHOWN: usize = 60;

/// A document as a tree, with the parser's decisions if they were requested.
pub(crate) struct OutlineAnswer<'d> {
    pub document: &'d Document,
    pub explanation: Option<&'d Explanation>,
}

impl Answer for OutlineAnswer<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        write_outline(text, &Outline::from(self.document))?;
        if let Some(explanation) = self.explanation {
            write_decisions(text, &decisions(self.document, explanation))?;
            write_rules(text, explanation)?;
        }
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        let outline = Outline::from(self.document);
        json.row("document", &outline.document)?;
        for entry in &outline.entries {
            match entry {
                OutlineEntry::Section(section) => json.row("section", section)?,
                OutlineEntry::Item(item) => json.row("item", item)?,
            }
        }
        if let Some(explanation) = self.explanation {
            for decision in decisions(self.document, explanation) {
                json.row("decision", &decision)?;
            }
            for rule in &explanation.rules {
                json.row("rule", rule)?;
            }
        }
        Ok(())
    }
}

/// The parser's decisions, in text order.
fn decisions(document: &Document, explanation: &Explanation) -> Vec<OutlineDecision> {
    let mut positions = PositionCursor::new(document);
    explanation
        .decisions
        .iter()
        .map(|decision| {
            let position = positions.position(decision.start as usize);
            let text = line_from(document, *decision);
            OutlineDecision::new(position, text, decision.taken, decision.rule.name())
        })
        .collect()
}

/// The text that a decision is about: from its position to the end of the line.
fn line_from(document: &Document, decision: Decision) -> String {
    let line: String = document.text[decision.start as usize..]
        .chars()
        .take(MAX_SHOWN)
        .take_while(|c| !matches!(c, '\n' | '\r'))
        .collect();
    one_line(line.trim_end_matches(['*', '#', ' ']))
}

/// Writes the metadata with the basis of each value, then the tree.
pub(super) fn write_outline(text: &mut Text<impl Write>, outline: &Outline) -> io::Result<()> {
    write_metadata(text, &outline.document.metadata)?;
    text.line("")?;
    let mut depth = 0;
    for entry in &outline.entries {
        let (position, indent, label) = match entry {
            OutlineEntry::Section(section) => {
                depth = section.path.len().max(section.level.into());
                let label = format!("{}{}", section.number, section.heading);
                let position =
                    position_label(section.place.line, section.place.column, &section.locator);
                (position, depth - 1, label)
            }
            OutlineEntry::Item(item) => {
                let position = position_label(item.place.line, item.place.column, &item.locator);
                (
                    position,
                    depth,
                    format!("· {} {}", item.number, item.heading),
                )
            }
        };
        let label = one_line(label.trim_end());
        let label = format!("  {}{label}", "  ".repeat(indent));
        text.spans(&[(FAINT, &format!("{position:>10}")), (PLAIN, &label)])?;
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
    for (name, value, basis) in rows {
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
        text.spans(&[(PLAIN, &left), (style, &cut_to(&decision.text, room))])?;
    }
    Ok(())
}

/// Writes the rules that were applied, each with its shape, words and reason.
fn write_rules(text: &mut Text<impl Write>, explanation: &Explanation) -> io::Result<()> {
    for entry in &explanation.rules {
        text.line("")?;
        text.line(&entry.rule.to_string())?;
        paragraph(text, &entry.shape, Style::new())?;
        if !entry.words.is_empty() {
            let words = format!("words: {}", entry.words.join(" "));
            paragraph(text, &words, Style::new())?;
        }
        paragraph(text, &entry.reason, FAINT)?;
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
