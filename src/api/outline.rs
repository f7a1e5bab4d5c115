//! Metadata and section tree of one document, and the parser's decisions about its lines.

use quanwen_extract::{Dropped, Furniture};
use serde::{Deserialize, Serialize};

use crate::document::{Document, Locator, Metadata, Part, Position, PositionCursor};

/// A document as a tree of sections, without its text.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("2021.txt");
/// # std::fs::write(&path, "松泽县2021年法治政府建设年度报告\n一、行政复议\n办理案件12件。\n")?;
/// use quanwen::api::{Outline, OutlineEntry};
/// let document = quanwen::read_document(&path, &quanwen::IndexOptions::default())?;
/// let outline = Outline::from(&document);
/// assert_eq!(outline.document.metadata.year, Some(2021));
/// let OutlineEntry::Section(section) = &outline.entries[0] else { panic!() };
/// assert_eq!((section.number.as_str(), section.place.line), ("一、", 2));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Outline {
    /// What the document is.
    pub document: OutlineDocument,
    /// Its sections and items, in text order.
    pub entries: Vec<OutlineEntry>,
    /// The parser's decisions, in text order; empty unless they were requested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<OutlineDecision>,
    /// The rules that decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<OutlineRule>,
    /// Lines of pages that are not in the text; empty unless the decisions were requested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<OutlineDropped>,
    /// How many more such lines there are.
    #[serde(default)]
    pub more_dropped: u32,
}

/// What a document is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutlineDocument {
    /// Short id.
    pub id: String,
    /// Relative to the corpus, with `/`.
    pub path: String,
    /// Title, place, year and so on, each with its source.
    #[serde(flatten)]
    pub metadata: Metadata,
}

/// A section or an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OutlineEntry {
    /// A section.
    Section(OutlineSection),
    /// An item inside the section before it.
    Item(OutlineItem),
}

/// A section of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutlineSection {
    /// The level after GB/T 9704, from 1.
    pub level: u8,
    /// As in the text, with its delimiter: `一、`; empty if the heading has none.
    pub number: String,
    /// Without the final `。` or `：`.
    pub heading: String,
    /// The part of the document that it belongs to.
    pub part: Part,
    /// The position of the number or, without one, of the heading.
    #[serde(flatten)]
    pub place: Position,
    /// Page, sheet and row, or record of that position.
    #[serde(flatten)]
    pub locator: Locator,
    /// `number + heading` of the enclosing sections from the top, its own last.
    pub path: Vec<String>,
}

/// An item of an outline: `一是…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutlineItem {
    /// As in the text: `一是`.
    pub number: String,
    /// Its first words.
    pub heading: String,
    /// The position of the number.
    #[serde(flatten)]
    pub place: Position,
    /// Page, sheet and row, or record of that position.
    #[serde(flatten)]
    pub locator: Locator,
}

/// The parser's decision about a line that looks like a heading or an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutlineDecision {
    /// Line of the first character, 1-based.
    pub line: u32,
    /// Column of the first character, 1-based, in Unicode scalar values.
    pub column: u32,
    /// The first characters of the line.
    pub text: String,
    /// Whether it was taken for a heading or an item.
    pub taken: bool,
    /// The name of the rule that decided.
    pub rule: String,
}

/// A line of a page that is not in the text, since it belongs to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutlineDropped {
    /// The page, 1-based.
    pub page: u32,
    /// The line; a long one is cut.
    pub text: String,
    /// What it is.
    pub kind: Furniture,
}

/// A rule of the genre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutlineRule {
    /// Its name.
    pub rule: String,
    /// What it recognises.
    pub shape: String,
    /// The property of reports that it rests on.
    pub reason: String,
    /// The words that belong to the shape.
    pub words: Vec<String>,
}

impl From<Dropped> for OutlineDropped {
    fn from(line: Dropped) -> Self {
        Self {
            page: line.page,
            text: line.text,
            kind: line.furniture,
        }
    }
}

impl From<&Document> for Outline {
    fn from(document: &Document) -> Self {
        let sections = (1..document.sections.len())
            .filter(|index| !document.sections[*index].continues)
            .map(|index| (document.sections[index].marker, Entry::Section(index)));
        let items = document
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| (item.start, Entry::Item(index)));
        let mut entries: Vec<(u32, Entry)> = sections.chain(items).collect();
        entries.sort_by_key(|(start, _)| *start);
        let mut positions = PositionCursor::new(document);
        Self {
            document: OutlineDocument {
                id: document.id.clone(),
                path: document.path.clone(),
                metadata: document.metadata.clone(),
            },
            entries: entries
                .into_iter()
                .map(|(start, of)| entry(document, &of, start, &mut positions))
                .collect(),
            decisions: Vec::new(),
            rules: Vec::new(),
            dropped: Vec::new(),
            more_dropped: 0,
        }
    }
}

/// The index of a section or of an item.
enum Entry {
    Section(usize),
    Item(usize),
}

fn entry(
    document: &Document,
    of: &Entry,
    start: u32,
    positions: &mut PositionCursor<'_>,
) -> OutlineEntry {
    let place = positions.position(start as usize);
    let locator = document.locators.at(start as usize);
    match *of {
        Entry::Section(index) => {
            let section = &document.sections[index];
            OutlineEntry::Section(OutlineSection {
                level: section.level,
                number: section.number.clone(),
                heading: section.heading.clone(),
                part: section.part,
                place,
                locator,
                path: document.heading_path(index),
            })
        }
        Entry::Item(index) => {
            let item = &document.items[index];
            OutlineEntry::Item(OutlineItem {
                number: item.number.clone(),
                heading: item.heading.clone(),
                place,
                locator,
            })
        }
    }
}
