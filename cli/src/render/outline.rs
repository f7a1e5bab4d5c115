//! The metadata and the section tree of one document.

use std::io::{self, Write};

use anstyle::Style;
use serde::Serialize;

use super::columns::cut_to;
use super::lines::PLAIN;
use super::text::{FAINT, SECTION, Text, place_label};
use super::visible::one_line;
use quanwen::api::Json;
use quanwen::structure::{Decision, Explanation, Rule};
use quanwen::{Basis, Document, Locator, Metadata, Place, PlaceCursor};

/// Characters of a line that are shown with a decision about it.
const SHOWN: usize = 60;

#[derive(Serialize)]
struct DocumentRow<'d> {
    id: &'d str,
    path: &'d str,
    #[serde(flatten)]
    metadata: &'d Metadata,
}

#[derive(Serialize)]
struct SectionRow<'d> {
    level: u8,
    number: &'d str,
    heading: &'d str,
    #[serde(flatten)]
    place: Place,
    #[serde(flatten)]
    locator: Locator,
    path: Vec<String>,
}

#[derive(Serialize)]
struct ItemRow<'d> {
    number: &'d str,
    heading: &'d str,
    #[serde(flatten)]
    place: Place,
    #[serde(flatten)]
    locator: Locator,
}

#[derive(Serialize)]
struct DecisionRow<'d> {
    line: u32,
    column: u32,
    text: &'d str,
    taken: bool,
    rule: Rule,
}

/// A section or an item, in text order.
enum Entry {
    Section(usize),
    Item(usize),
}

fn entries(document: &Document) -> Vec<(u32, Entry)> {
    let sections = document
        .sections
        .iter()
        .enumerate()
        .skip(1)
        .map(|(index, s)| (s.marker, Entry::Section(index)));
    let items = document
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| (item.start, Entry::Item(index)));
    let mut entries: Vec<(u32, Entry)> = sections.chain(items).collect();
    entries.sort_by_key(|(start, _)| *start);
    entries
}

/// Writes the document's row, then its sections and items in text order.
///
/// # Errors
/// What `out` returns.
pub fn outline_json(document: &Document, out: impl Write) -> io::Result<()> {
    let mut json = Json::new(out);
    let row = DocumentRow {
        id: &document.id,
        path: &document.path,
        metadata: &document.metadata,
    };
    json.row("document", &row)?;
    let mut places = PlaceCursor::new(document);
    for (start, entry) in entries(document) {
        let place = places.place(start as usize);
        let locator = document.locators.at(start as usize);
        match entry {
            Entry::Section(index) => {
                let section = &document.sections[index];
                let row = SectionRow {
                    level: section.level,
                    number: &section.number,
                    heading: &section.heading,
                    place,
                    locator,
                    path: document.heading_path(index),
                };
                json.row("section", &row)?;
            }
            Entry::Item(index) => {
                let item = &document.items[index];
                let row = ItemRow {
                    number: &item.number,
                    heading: &item.heading,
                    place,
                    locator,
                };
                json.row("item", &row)?;
            }
        }
    }
    Ok(())
}

/// Writes a row for each decision of the parser, in text order, then one for each rule that decided.
///
/// # Errors
/// What `out` returns.
pub fn decisions_json(
    document: &Document,
    explanation: &Explanation,
    out: impl Write,
) -> io::Result<()> {
    let mut json = Json::new(out);
    let mut places = PlaceCursor::new(document);
    for decision in &explanation.decisions {
        let place = places.place(decision.start as usize);
        json.row(
            "decision",
            &DecisionRow {
                line: place.line,
                column: place.column,
                text: &line_from(document, *decision),
                taken: decision.taken,
                rule: decision.rule,
            },
        )?;
    }
    for rule in &explanation.rules {
        json.row("rule", rule)?;
    }
    Ok(())
}

/// The words that a decision is about: from its place to the end of the line.
fn line_from(document: &Document, decision: Decision) -> String {
    let behind = document.text[decision.start as usize..].chars();
    let shown = behind.take(SHOWN).take_while(|c| !matches!(c, '\n' | '\r'));
    let words: String = shown.collect();
    one_line(words.trim_end_matches(['*', '#', ' ']))
}

impl<W: Write> Text<W> {
    /// Writes the metadata with where each came from, then the tree.
    ///
    /// # Errors
    /// What the output returns.
    pub fn outline(&mut self, document: &Document) -> io::Result<()> {
        self.metadata(&document.metadata)?;
        self.line("")?;
        let mut places = PlaceCursor::new(document);
        let mut depth = 0;
        for (start, entry) in entries(document) {
            let place = places.place(start as usize);
            let locator = document.locators.at(start as usize);
            let place = format!("{:>10}", place_label(place.line, place.column, &locator));
            let (indent, label) = match entry {
                Entry::Section(index) => {
                    let section = &document.sections[index];
                    depth = document.heading_path(index).len().max(section.level.into());
                    (depth - 1, section.label())
                }
                Entry::Item(index) => {
                    let item = &document.items[index];
                    (depth, format!("· {} {}", item.number, item.heading))
                }
            };
            let label = one_line(label.trim_end());
            let label = format!("  {}{label}", "  ".repeat(indent));
            self.spans(&[(FAINT, &place), (PLAIN, &label)])?;
        }
        Ok(())
    }

    /// Writes an indented paragraph of words in English and Chinese.
    fn paragraph(&mut self, text: &str, style: Style) -> io::Result<()> {
        const INDENT: &str = "    ";
        for line in textwrap::wrap(text, self.columns - INDENT.len()) {
            self.spans(&[(PLAIN, INDENT), (style, &line)])?;
        }
        Ok(())
    }

    fn metadata(&mut self, metadata: &Metadata) -> io::Result<()> {
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
            self.spans(&[(PLAIN, &row), (FAINT, &basis.unwrap_or_default())])?;
        }
        Ok(())
    }

    /// Writes what was taken for a heading or an item and what was not, then the rules that decided.
    ///
    /// # Errors
    /// What the output returns.
    pub fn explanation(
        &mut self,
        document: &Document,
        explanation: &Explanation,
    ) -> io::Result<()> {
        let decisions = &explanation.decisions;
        let names = decisions.iter().map(|decision| decision.rule.name());
        let name_columns = names.map(str::len).max().unwrap_or(0);
        self.line("")?;
        self.line(&format!("{:>10}  + taken, - passed over", "why"))?;
        let mut places = PlaceCursor::new(document);
        for decision in decisions {
            let place = places.place(decision.start as usize);
            let place = format!("{}:{}", place.line, place.column);
            let mark = if decision.taken { '+' } else { '-' };
            let left = format!(
                "{place:>10}  {mark} {:<name_columns$}  ",
                decision.rule.name()
            );
            let room = self.columns.saturating_sub(left.len());
            let words = cut_to(&line_from(document, *decision), room);
            let style = if decision.taken { SECTION } else { FAINT };
            self.spans(&[(PLAIN, &left), (style, &words)])?;
        }
        for entry in &explanation.rules {
            self.line("")?;
            self.line(&entry.rule.to_string())?;
            self.paragraph(&entry.shape, Style::new())?;
            if !entry.words.is_empty() {
                self.paragraph(&format!("words: {}", entry.words.join(" ")), Style::new())?;
            }
            self.paragraph(&entry.reason, FAINT)?;
        }
        Ok(())
    }
}
