//! The metadata and the section tree of one document.

use std::io::{self, Write};

use serde::Serialize;

use super::json::Json;
use crate::document::{Basis, Document, Metadata, PlaceCursor};

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
    line: u32,
    column: u32,
    path: Vec<String>,
}

#[derive(Serialize)]
struct ItemRow<'d> {
    number: &'d str,
    heading: &'d str,
    line: u32,
    column: u32,
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
    json.row(
        "document",
        &DocumentRow {
            id: &document.id,
            path: &document.path,
            metadata: &document.metadata,
        },
    )?;
    let mut places = PlaceCursor::new(document);
    for (start, entry) in entries(document) {
        let place = places.place(start as usize);
        let (line, column) = (place.line, place.column);
        match entry {
            Entry::Section(index) => {
                let section = &document.sections[index];
                let (number, heading) = (section.number.as_str(), section.heading.as_str());
                let path = document.heading_path(index);
                json.row(
                    "section",
                    &SectionRow {
                        level: section.level,
                        number,
                        heading,
                        line,
                        column,
                        path,
                    },
                )?;
            }
            Entry::Item(index) => {
                let item = &document.items[index];
                json.row(
                    "item",
                    &ItemRow {
                        number: &item.number,
                        heading: &item.heading,
                        line,
                        column,
                    },
                )?;
            }
        }
    }
    Ok(())
}

/// Writes the metadata with where each came from, then the tree.
///
/// # Errors
/// What `out` returns.
pub fn outline_text(document: &Document, mut out: impl Write) -> io::Result<()> {
    let metadata = &document.metadata;
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
    ];
    for (name, value, basis) in rows {
        let value = value.unwrap_or_else(|| "–".to_string());
        let basis = basis
            .map(|basis: Basis| format!("  ({basis})"))
            .unwrap_or_default();
        writeln!(out, "{name:<16} {value}{basis}")?;
    }
    writeln!(out)?;
    let mut places = PlaceCursor::new(document);
    let mut level = 0;
    for (start, entry) in entries(document) {
        let place = places.place(start as usize);
        let place = format!("{}:{}", place.line, place.column);
        let (indent, label) = match entry {
            Entry::Section(index) => {
                level = usize::from(document.sections[index].level);
                (level - 1, document.sections[index].label())
            }
            Entry::Item(index) => {
                let item = &document.items[index];
                (level, format!("· {} {}", item.number, item.heading))
            }
        };
        writeln!(
            out,
            "{place:>10}  {}{}",
            "  ".repeat(indent),
            label.trim_end()
        )?;
    }
    Ok(())
}
