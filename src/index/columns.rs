//! The columns of the records: sort keys, titles and metadata of reports without their texts.

use std::iter::Sum;
use std::ops::AddAssign;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{SegmentReader, TantivyError};

use crate::api::DocumentReference;
use crate::document::Document;

/// Sort key and reference of a report, read without its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DocumentKey {
    /// Levels joined by `/`. The first field, so that keys sort by region, year and path.
    pub region: String,
    pub year: Option<u16>,
    pub path: String,
    pub id: String,
    pub title: String,
    /// GB/T 2260.
    pub code: Option<String>,
}

impl DocumentKey {
    /// The key that the columns have for a document.
    pub(crate) fn of(document: &Document) -> Self {
        let metadata = &document.metadata;
        Self {
            region: metadata.region.join("/"),
            year: metadata.year,
            path: document.path.clone(),
            id: document.id.clone(),
            title: metadata.title.clone().unwrap_or_default(),
            code: metadata.code.clone(),
        }
    }
}

impl From<&DocumentKey> for DocumentReference {
    fn from(key: &DocumentKey) -> Self {
        Self {
            id: key.id.clone(),
            path: key.path.clone(),
            title: Some(key.title.clone()).filter(|title| !title.is_empty()),
            region: key
                .region
                .split('/')
                .filter(|level| !level.is_empty())
                .map(String::from)
                .collect(),
            code: key.code.clone(),
            year: key.year,
        }
    }
}

/// The columns of one segment.
pub(super) struct Columns {
    pub(super) id: StrColumn,
    pub(super) path: StrColumn,
    pub(super) title: StrColumn,
    pub(super) region: StrColumn,
    /// Headings of sections, folded, one per line.
    pub(super) heading: StrColumn,
    /// Parts of documents that sections belong to, by name.
    part: StrColumn,
    characters: Column<u64>,
    words: Column<u64>,
    // A column is absent if no report of the segment has a value.
    year: Option<Column<u64>>,
    issuer: Option<StrColumn>,
    document_number: Option<StrColumn>,
    pub(super) cites: Option<StrColumn>,
    /// Topmost headings of sections, as in the text.
    pub(super) chapter: Option<StrColumn>,
}

/// How long a report or a section is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct TextSize {
    /// Characters of the folded text, without the paragraphs' ends.
    pub characters: u64,
    /// Words of a plain cut, without punctuation.
    pub words: u64,
}

impl AddAssign for TextSize {
    fn add_assign(&mut self, other: Self) {
        self.characters += other.characters;
        self.words += other.words;
    }
}

impl Sum for TextSize {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        let mut sum = Self::default();
        for size in sizes {
            sum += size;
        }
        sum
    }
}

/// A column of texts that a query can filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextColumn {
    Title,
    Region,
    Issuer,
    DocumentNumber,
    /// Headings of sections, folded.
    Heading,
    /// Parts of documents that sections belong to, by name.
    Part,
}

impl Columns {
    pub(super) fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let text = |name: &str| {
            fast.str(name)?
                .ok_or_else(|| TantivyError::InternalError(format!("the column {name} is missing")))
        };
        Ok(Self {
            id: text("id")?,
            path: text("path")?,
            title: text("title")?,
            region: text("region")?,
            year: fast.column_opt("year")?,
            heading: text("heading")?,
            part: text("part")?,
            characters: fast.u64("characters")?,
            words: fast.u64("words")?,
            chapter: fast.str("chapter")?,
            issuer: fast.str("issuer")?,
            document_number: fast.str("document_number")?,
            cites: fast.str("cites")?,
        })
    }

    pub(super) fn of_text(&self, column: TextColumn) -> Option<&StrColumn> {
        match column {
            TextColumn::Title => Some(&self.title),
            TextColumn::Region => Some(&self.region),
            TextColumn::Heading => Some(&self.heading),
            TextColumn::Part => Some(&self.part),
            TextColumn::Issuer => self.issuer.as_ref(),
            TextColumn::DocumentNumber => self.document_number.as_ref(),
        }
    }

    pub(super) fn size(&self, record: u32) -> TextSize {
        let number = |column: &Column<u64>| column.first(record).unwrap_or_default();
        TextSize {
            characters: number(&self.characters),
            words: number(&self.words),
        }
    }

    pub(super) fn year(&self, record: u32) -> Option<u16> {
        let year = self.year.as_ref()?.first(record)?;
        u16::try_from(year).ok()
    }
}
