//! A report as data: its text, metadata, sections and items. Must not know files, indexes or rules.
//!
//! Offsets are bytes of [`Document::text`], on character boundaries. The sections partition the text.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use quanwen_messages::{Message, message};
use serde::{Deserialize, Serialize};

pub use quanwen_extract::{Locator, Locators};

/// One report: its extracted text, and what the parser found in it.
///
/// ```
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("2021.txt");
/// # std::fs::write(&path, "松泽县2021年法治政府建设年度报告\n一、行政复议\n办理案件12件。\n").unwrap();
/// let document = quanwen::read_document(&path, &quanwen::IndexOptions::default())?;
/// assert_eq!(document.metadata.year, Some(2021));
/// let at = document.text.find("案件").unwrap();
/// let section = document.section_at(at);
/// assert_eq!(document.heading_path(section), ["一、行政复议"]);
/// assert_eq!((document.position(at).line, document.position(at).column), (3, 3));
/// # Ok::<(), quanwen::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Document {
    /// Short id, stable as long as path and text do not change.
    pub id: String,
    /// Path relative to the corpus, with `/`.
    pub path: String,
    /// The extracted text, unchanged.
    pub text: String,
    /// Line of the file at which `text` starts: 1, or more after front matter.
    pub first_line: u32,
    /// Title, place, year and so on.
    pub metadata: Metadata,
    /// Sections in text order; the first is the root (level 0) and starts at 0.
    pub sections: Vec<Section>,
    /// Items (`一是…`) in text order.
    pub items: Vec<Item>,
    /// What matching passes over, in text order.
    pub gaps: Vec<Gap>,
    /// Pages, sheets and rows, or records of the text in its file.
    pub locators: Locators,
}

impl Default for Document {
    /// No text, at the first line of its file.
    fn default() -> Self {
        Self {
            id: String::new(),
            path: String::new(),
            text: String::new(),
            first_line: 1,
            metadata: Metadata::default(),
            sections: Vec::new(),
            items: Vec::new(),
            gaps: Vec::new(),
            locators: Locators::default(),
        }
    }
}

/// A part of a paragraph that matching passes over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Gap {
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// What it is.
    pub kind: GapKind,
}

/// What matching passes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum GapKind {
    /// A line break inside a paragraph, with any page number in it. It counts as white space.
    Break,
    /// A line break inside a number or a word. It counts as nothing.
    Join,
    /// A footnote mark or markup. It counts as nothing, and as itself where marks count.
    Mark,
}

impl Gap {
    /// Its bytes in the text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Metadata of a report. Fields that the text does not state are absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Metadata {
    /// The title, lines joined.
    pub title: Option<String>,
    /// The source of the title.
    pub title_basis: Option<Basis>,
    /// The place, from the province down as far as the report names it: 重庆市, 渝北区, 大盛镇.
    pub region: Vec<String>,
    /// The source of the region.
    pub region_basis: Option<Basis>,
    /// The code of the place by GB/T 2260 in the year: `500112`; absent for towns and for places that the table does not have.
    #[serde(default)]
    pub code: Option<String>,
    /// The year that the report is about, or else the year of delivery, page or signature.
    pub year: Option<u16>,
    /// The source of the year.
    pub year_basis: Option<Basis>,
    /// 发文机关.
    pub issuer: Option<String>,
    /// The source of the issuer.
    pub issuer_basis: Option<Basis>,
    /// 发布日期, ISO 8601 (`2022-01-10`).
    pub published: Option<String>,
    /// The source of the date.
    pub published_basis: Option<Basis>,
    /// 文号, as written.
    pub document_number: Option<String>,
    /// 索引号, as written.
    pub index_number: Option<String>,
    /// 主题分类, as written.
    pub subject: Option<String>,
    /// The address on the web that the report came from.
    pub url: Option<String>,
    /// The source of the address.
    pub url_basis: Option<Basis>,
    /// The day on which it was fetched from there, ISO 8601.
    pub accessed: Option<String>,
    /// The source of that day.
    pub accessed_basis: Option<Basis>,
}

/// The source of a value of the metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The page around the text: a 政府信息公开 table, front matter, the comment of the browser that saved it.
    Page,
    /// The report's title.
    Title,
    /// The opening words of the text.
    Text,
    /// The line that states when and where the report was delivered.
    Delivery,
    /// The signature at the end, or below the title.
    Signature,
    /// The tasks that a report delivered at the end of a year sets for the next.
    Tasks,
    /// The names of the file and its folders.
    Path,
    /// An inference: the province from the name of a county, the year from headings that plan for it, the place from the one
    /// that the text mentions.
    Inferred,
    /// The file `quanwen.csv`.
    Correction,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Page => "page",
            Self::Title => "title",
            Self::Text => "text",
            Self::Delivery => "delivery",
            Self::Signature => "signature",
            Self::Tasks => "tasks",
            Self::Path => "path",
            Self::Inferred => "inferred",
            Self::Correction => "correction",
        })
    }
}

/// The part of a document that a section belongs to.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The report itself.
    #[default]
    Body,
    /// Title, delivery, salutation and labels above the body.
    Front,
    /// A table of contents.
    Contents,
    /// Explanations of terms: 名词解释.
    Glossary,
    /// Notes: 注：1. 2.
    Notes,
    /// An annex: 附件.
    Annex,
}

impl Part {
    /// Every part, in the order of their names here.
    pub const ALL: [Self; 6] = [
        Self::Body,
        Self::Front,
        Self::Contents,
        Self::Glossary,
        Self::Notes,
        Self::Annex,
    ];

    /// The name in answers and options: `body`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Front => "front",
            Self::Contents => "contents",
            Self::Glossary => "glossary",
            Self::Notes => "notes",
            Self::Annex => "annex",
        }
    }
}

impl FromStr for Part {
    type Err = Message;

    fn from_str(name: &str) -> Result<Self, Message> {
        let mut parts = Self::ALL.into_iter();
        let found = parts.find(|part| part.name().eq_ignore_ascii_case(name.trim()));
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            message!(
                "there is no part `{name}`; the parts are {names}",
                name = name,
                names = names
            )
        })
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A part of a report under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Section {
    /// 0 for the root, then by GB/T 9704: 1 `一、` 2 `（一）` 3 `1.` 4 `（1）`.
    pub level: u8,
    /// The number as in the text, with its delimiter; empty if there is none.
    pub number: String,
    /// The heading without its final `。` or `：`.
    pub heading: String,
    /// The start of the section. It ends at the start of the next one.
    pub start: u32,
    /// The start of the number, or of the heading if there is no number.
    pub marker: u32,
    /// Index of the parent section; the root is its own parent.
    pub parent: u32,
    /// The part of the document that it belongs to.
    pub part: Part,
    /// Whether the section goes on after a part inside it, such as notes: it has the headings of the one that it
    /// continues, and is no entry of an outline.
    pub continues: bool,
}

/// One of the points `一是…`, `二是…` inside a section.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Item {
    /// `一是`.
    pub number: String,
    /// The theme in the item's opening words; empty if there is none.
    pub heading: String,
    /// The start of the number.
    pub start: u32,
    /// The end of the item: the next item, section or paragraph.
    pub end: u32,
}

/// A position in a file: 1-based line, 1-based column in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Position {
    /// Line, split at `\n`.
    pub line: u32,
    /// Column in Unicode scalar values.
    pub column: u32,
}

impl Document {
    /// The byte range of section `index`.
    #[must_use]
    pub fn section_range(&self, index: usize) -> Range<usize> {
        let end = self
            .sections
            .get(index + 1)
            .map_or(self.text.len(), |next| next.start as usize);
        self.sections[index].start as usize..end
    }

    /// The section that contains the character at `offset`.
    #[must_use]
    pub fn section_at(&self, offset: usize) -> usize {
        self.sections
            .partition_point(|section| section.start as usize <= offset)
            .saturating_sub(1)
    }

    /// The item that contains the character at `offset`.
    #[must_use]
    pub fn item_at(&self, offset: usize) -> Option<&Item> {
        let after = self
            .items
            .partition_point(|item| item.start as usize <= offset);
        let item = self.items.get(after.checked_sub(1)?)?;
        (offset < item.end as usize).then_some(item)
    }

    /// `number + heading` of the section and its ancestors, from the top.
    #[must_use]
    pub fn heading_path(&self, index: usize) -> Vec<String> {
        let mut path = Vec::new();
        let mut index = index;
        while self.sections[index].level > 0 {
            path.push(self.sections[index].label());
            index = self.sections[index].parent as usize;
        }
        path.reverse();
        path
    }

    /// The row that names the columns of the table row at a byte offset, if any.
    #[must_use]
    pub fn header_row(&self, offset: usize) -> Option<String> {
        let bytes = self.locators.header_at(offset)?;
        Some(self.text[bytes].to_string())
    }

    /// The line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        PositionCursor::new(self).position(offset)
    }
}

/// Finds lines and columns of ascending offsets in one pass.
#[derive(Debug, Clone)]
pub struct PositionCursor<'d> {
    document: &'d Document,
    offset: usize,
    position: Position,
}

impl<'d> PositionCursor<'d> {
    /// A cursor at the beginning of the text.
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            offset: 0,
            position: Position {
                line: document.first_line,
                column: 1,
            },
        }
    }

    /// The line and column of a byte offset. An offset before the last one restarts at the beginning.
    pub fn position(&mut self, offset: usize) -> Position {
        if offset < self.offset {
            *self = Self::new(self.document);
        }
        let passed = &self.document.text[self.offset..offset];
        self.offset = offset;
        match passed.rfind('\n') {
            Some(newline) => {
                self.position.line +=
                    saturating_u32(memchr::memchr_iter(b'\n', passed.as_bytes()).count());
                self.position.column = 1 + saturating_u32(passed[newline + 1..].chars().count());
            }
            None => self.position.column += saturating_u32(passed.chars().count()),
        }
        self.position
    }
}

impl Section {
    /// The number and the heading, as in a heading path.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}{}", self.number, self.heading)
    }
}

/// The half-width form of a full-width ASCII character; other characters unchanged.
#[must_use]
pub fn half_width(char: char) -> char {
    match char {
        '！'..='～' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        _ => char,
    }
}

/// Converts a count of bytes, characters or lines; the size limit on files keeps these below 2³².
pub(crate) fn saturating_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Keeps, of ranges in ascending order, each that does not overlap the last one kept.
pub(crate) fn retain_disjoint<T>(items: &mut Vec<T>, range: impl Fn(&T) -> Range<u32>) {
    let mut free = 0;
    items.retain(|item| {
        let Range { start, end } = range(item);
        let is_free = start >= free;
        if is_free {
            free = end;
        }
        is_free
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_by_their_names() {
        assert_eq!(" Glossary".parse(), Ok(Part::Glossary));
        assert!("chapter".parse::<Part>().is_err());
    }

    fn report() -> Document {
        let text = "标题\n一、甲\n正文一是乙。丙\n".to_string();
        let at = |needle: &str| saturating_u32(text.find(needle).unwrap());
        let section = |level, start, parent| Section {
            level,
            start,
            marker: start,
            parent,
            ..Section::default()
        };
        Document {
            first_line: 4,
            sections: vec![
                section(0, 0, 0),
                Section {
                    number: "一、".into(),
                    heading: "甲".into(),
                    ..section(1, at("一、"), 0)
                },
            ],
            items: vec![Item {
                number: "一是".into(),
                start: at("一是"),
                end: at("丙"),
                ..Item::default()
            }],
            text,
            ..Document::default()
        }
    }

    #[test]
    fn positions_count_lines_of_the_file_and_columns_in_characters() {
        let report = report();
        let offset = report.text.find("一是").unwrap();
        assert_eq!(report.position(offset), Position { line: 6, column: 3 });
        assert_eq!(report.position(0), Position { line: 4, column: 1 });
        let mut cursor = PositionCursor::new(&report);
        for offset in [0, 3, 7, offset, offset + 3, 10] {
            assert_eq!(cursor.position(offset), report.position(offset));
        }
    }

    #[test]
    fn an_offset_belongs_to_one_section_and_at_most_one_item() {
        let report = report();
        let item = report.text.find("一是").unwrap();
        assert_eq!(report.section_at(0), 0);
        assert_eq!(report.section_at(item), 1);
        assert_eq!(report.heading_path(1), ["一、甲"]);
        assert!(report.heading_path(0).is_empty());
        assert_eq!(
            report.item_at(item).map(|item| item.number.as_str()),
            Some("一是")
        );
        assert!(report.item_at(item - 3).is_none());
        assert!(report.item_at(report.text.find('丙').unwrap()).is_none());
    }

    #[test]
    fn overlapping_starts_are_taken_from_the_left() {
        let mut starts = vec![0, 1, 2, 3, 9];
        retain_disjoint(&mut starts, |start| *start..*start + 2);
        assert_eq!(starts, [0, 2, 9]);
    }
}
