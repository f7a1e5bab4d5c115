//! The output of a reader: text, the headings that the file marks, and where in the file each part of the text is.
//!
//! Plain data. Must not know formats or how they are read. Offsets are bytes into [`Extracted::text`].

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The result of reading a document. Offsets are in bytes of `text`.
///
/// ```
/// use quanwen_extract::{PageField, documents};
///
/// let file = "---\ntitle: 松泽县报告\n---\n# 一、总体情况\n全年办理案件12件。\n";
/// let read = documents("2021.md", file.into(), 1 << 20)?.remove(0).1?;
/// assert_eq!(read.page, [(PageField::Title, "松泽县报告".to_string())]);
/// assert_eq!(read.first_line, 4);
/// assert!(read.text.starts_with("# 一、总体情况\n"));
/// # Ok::<(), quanwen_extract::Unread>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extracted {
    /// The text, character for character.
    pub text: String,
    /// Line of the file at which the text begins, 1-based.
    pub first_line: u32,
    /// Metadata in the file besides the text, such as front matter.
    pub page: Vec<(PageField, String)>,
    /// How many characters replace damaged bytes.
    pub damaged: u32,
    /// Whether a part of its text, of unknown length, could not be read.
    pub is_incomplete: bool,
    /// Lines that the file itself marks as headings (a style of Word, `h2`), ascending.
    pub headings: Vec<MarkedHeading>,
    /// Pages, sheets and rows.
    pub locators: Locators,
    /// Lines of pages that are not in the text, since they belong to the pages; at most [`Dropped::MAX`].
    pub dropped: Vec<Dropped>,
    /// How many more such lines there are.
    pub more_dropped: u32,
}

impl Default for Extracted {
    /// No text, at the first line of its file.
    fn default() -> Self {
        Self {
            text: String::new(),
            first_line: 1,
            page: Vec::new(),
            damaged: 0,
            is_incomplete: false,
            headings: Vec::new(),
            locators: Locators::default(),
            dropped: Vec::new(),
            more_dropped: 0,
        }
    }
}

impl Extracted {
    /// Whether a part of it or more than 1 % of its characters could not be read, so that a text that is not found in it
    /// may be there.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        const SHARE: usize = 100;
        let is_over = || self.damaged as usize * SHARE > self.text.chars().count();
        self.is_incomplete || (self.damaged > 0 && is_over())
    }

    /// Appends a damaged character to mark that text of the file was lost, for example if it was cut short.
    pub(crate) fn mark_loss(&mut self) {
        self.is_incomplete = true;
        self.text.push_str("\u{FFFD}\n");
        self.damaged = self.damaged.saturating_add(1);
    }

    /// Appends another text without locators, and its headings.
    pub(crate) fn append(&mut self, other: Self) {
        let offset = saturating_u32(self.text.len());
        let moved = |heading: MarkedHeading| MarkedHeading {
            start: heading.start.saturating_add(offset),
            ..heading
        };
        self.headings.extend(other.headings.into_iter().map(moved));
        self.text.push_str(&other.text);
        self.damaged = self.damaged.saturating_add(other.damaged);
        self.is_incomplete |= other.is_incomplete;
    }
}

/// A line of a page that is not in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// The page, 1-based.
    pub page: u32,
    /// The line, cut after [`Dropped::MAX_CHARACTERS`].
    pub text: String,
    /// Why it is not in the text.
    pub furniture: Furniture,
}

impl Dropped {
    /// Maximum number of lines that are listed for a document.
    pub const MAX: usize = 1_000;
    /// Maximum number of characters of a line that are listed.
    pub const MAX_CHARACTERS: usize = 200;
}

/// What belongs to a page and not to its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Furniture {
    /// A line that is the same at the top or bottom of other pages, of which one copy at most is in the text.
    RunningHead,
    /// The number of the page.
    PageNumber,
    /// Slanted text across the page, the same on other pages.
    Watermark,
}

/// A line that the file marks as a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkedHeading {
    /// Byte offset at which its line begins.
    pub start: u32,
    /// 1 for the highest, as `h1`.
    pub depth: u8,
}

/// The field of a metadata value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageField {
    /// The title.
    Title,
    /// The place, its levels separated by `/`.
    Region,
    /// The year.
    Year,
    /// 发布机构.
    Issuer,
    /// 发布日期.
    Published,
    /// 文号.
    DocumentNumber,
    /// 索引号.
    IndexNumber,
    /// 主题分类.
    Subject,
    /// The address of the document on the web.
    Url,
    /// The day on which it was fetched from there.
    Accessed,
}

/// Where in its file a text is, besides line and column. Each list ascends by byte offset into the text; an entry
/// applies up to the next one.
///
/// ```
/// use quanwen_extract::Locators;
///
/// let locators = Locators { pages: vec![(0, 1), (300, 2)], ..Locators::default() };
/// assert_eq!(locators.at(299).page, Some(1));
/// assert_eq!(locators.at(300).page, Some(2));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Locators {
    /// The line of a .jsonl file, or the number of the object in a .json file, that is the whole document, 1-based.
    pub record: Option<u32>,
    /// Pages of a PDF or OFD file and slides, 1-based.
    pub pages: Vec<(u32, u32)>,
    /// Names of the sheets of a workbook.
    pub sheets: Vec<(u32, String)>,
    /// Rows of a sheet or of a .csv file, 1-based.
    pub rows: Vec<(u32, u32)>,
    /// The rows that name the columns of a sheet or table: the bytes of each, without its line break.
    #[serde(default)]
    pub headers: Vec<(u32, u32)>,
}

/// What a citation gives besides line and column; all absent in plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Locator {
    /// The page of a PDF or OFD file, or the slide, 1-based.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row of the sheet, 1-based.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The line of a .jsonl file, or the number of the object in a .json file, 1-based.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
}

impl Locators {
    /// The page, sheet, row and record of a byte offset.
    #[must_use]
    pub fn at(&self, offset: usize) -> Locator {
        let page = last_before(&self.pages, offset);
        let row = last_before(&self.rows, offset);
        Locator {
            page: page.map(|(_, page)| *page),
            sheet: last_before(&self.sheets, offset).map(|(_, sheet)| sheet.clone()),
            row: row.map(|(_, row)| *row),
            record: self.record,
        }
    }

    /// The bytes of the row that names the columns of the row at a byte offset; `None` in that row itself, above it and
    /// in a sheet without one.
    ///
    /// ```
    /// use quanwen_extract::documents;
    ///
    /// let table = "县,件数\n松泽县,57\n";
    /// let read = documents("2021.csv", table.into(), 1 << 20)?.remove(0).1?;
    /// let mention = read.text.find("57").unwrap();
    /// let header = read.locators.header_at(mention).unwrap();
    /// assert_eq!(&read.text[header], "| 县 | 件数 |");
    /// # Ok::<(), quanwen_extract::Unread>(())
    /// ```
    #[must_use]
    pub fn header_at(&self, offset: usize) -> Option<Range<usize>> {
        let (start, end) = last_before(&self.headers, offset)?;
        let sheet = last_before(&self.sheets, offset).map_or(0, |(start, _)| *start);
        let bytes = *start as usize..*end as usize;
        (sheet <= *start && bytes.end < offset).then_some(bytes)
    }
}

/// The last entry that begins at or before a byte offset.
fn last_before<T>(entries: &[(u32, T)], offset: usize) -> Option<&(u32, T)> {
    let after = entries.partition_point(|(start, _)| *start as usize <= offset);
    entries.get(after.checked_sub(1)?)
}

/// A count of bytes, characters or lines in one document, which the limit on its text keeps below 2³².
pub(crate) fn saturating_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
