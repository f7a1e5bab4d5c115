//! One reader a format: bytes → [`Extracted`] text.
//!
//! A reader knows its format and nothing of the genre: paragraphs, rows, what the file marks as headings, pages.
//! It gives what a person sees in the file, in reading order, or the reason for which there is nothing.

mod builder;
mod code_page;
mod doc;
mod docx;
mod eq_field;
mod flow;
mod heading;
mod html;
mod label;
mod little_endian;
mod markdown;
mod numeral;
mod odt;
mod ole;
mod package;
mod pdf;
mod rtf;
mod symbols;
mod text;
mod workbook;
mod xml;

use self::builder::MOST_TEXT;
use super::decode::decode;
use crate::document::Locators;

pub(super) use self::ole::{OleKind, ole_kind};

/// The formats of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
    Pdf,
    /// Office Open XML, whatever its ending.
    Docx,
    /// Word 97–2003 and WPS Writer.
    Doc,
    Odt,
    Rtf,
    /// Sheets of Excel, WPS and `LibreOffice`, in packages and in compound files.
    Workbook,
}

/// Bytes that an element of a web page takes while the page is read.
const ELEMENT: usize = 512;

impl Format {
    /// Bytes of memory that reading a file takes, roughly: of a package what its parts unpack to, of a web page its
    /// elements beside its text.
    pub(super) fn weight(self, bytes: &[u8]) -> usize {
        match self {
            Self::Html => bytes.len() + ELEMENT * memchr::memchr_iter(b'<', bytes).count(),
            Self::Docx | Self::Odt | Self::Workbook => package::unpacked_size(bytes),
            Self::Text | Self::Markdown | Self::Pdf | Self::Doc | Self::Rtf => bytes.len(),
        }
    }
}

/// What a reader made of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The text, character for character.
    pub text: String,
    /// Line of the file at which the text begins.
    pub first_line: u32,
    /// Metadata that stand beside the text, such as a front matter.
    pub page: Vec<(PageField, String)>,
    /// How many characters stand for damaged bytes.
    pub damaged: u32,
    /// Lines that the file itself marks as headings (a style of Word, `h2`), ascending.
    pub headings: Vec<MarkedHeading>,
    /// Pages, sheets and rows.
    pub locators: Locators,
}

impl Extracted {
    /// Says by a damaged character at the end that text of the file was lost, as where it was cut short.
    fn mark_loss(&mut self) {
        self.text.push_str("\u{FFFD}\n");
        self.damaged = self.damaged.saturating_add(1);
    }
}

/// A line that the file marks as a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkedHeading {
    /// Byte offset at which its line begins.
    pub start: u32,
    /// 1 for the highest, as `h1`.
    pub depth: u8,
}

/// What a value beside the text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageField {
    /// The title.
    Title,
    /// The place, its levels with `/` between them.
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
}

impl PageField {
    /// The field of a key in a front matter or a record.
    pub(super) fn named(key: &str) -> Option<Self> {
        match key {
            "title" | "标题" => Some(Self::Title),
            "region" | "地区" => Some(Self::Region),
            "year" | "年份" => Some(Self::Year),
            "issuer" | "author" | "发布机构" => Some(Self::Issuer),
            "published" | "date" | "发布日期" => Some(Self::Published),
            "document_number" | "文号" => Some(Self::DocumentNumber),
            "index_number" | "索引号" => Some(Self::IndexNumber),
            "subject" | "主题分类" => Some(Self::Subject),
            _ => None,
        }
    }
}

/// The text of a file's bytes, with parts that unpack to at most `limit` bytes.
///
/// # Errors
/// The reason for which there is none.
pub(super) fn extract(format: Format, bytes: Vec<u8>, limit: u64) -> Result<Extracted, String> {
    let extracted = match format {
        Format::Text => decoded(bytes, text::extract),
        Format::Markdown => decoded(bytes, markdown::extract),
        Format::Html => html::extract(bytes, limit),
        Format::Pdf => pdf::extract(&bytes, limit),
        Format::Doc => doc::extract(&bytes),
        Format::Docx => docx::extract(&bytes, limit),
        Format::Odt => odt::extract(&bytes, limit),
        Format::Rtf => rtf::extract(&bytes),
        Format::Workbook => workbook::extract(&bytes, limit),
    }?;
    match extracted.text.len() {
        _ if !extracted.text.trim().is_empty() => {}
        _ if matches!(format, Format::Text | Format::Markdown) => return Err("empty".to_string()),
        _ => {
            return Err(
                "no text in it: if it shows pictures of pages, run OCR on them".to_string(),
            );
        }
    }
    let most = MOST_TEXT.min(most_text(limit));
    if extracted.text.len() > most {
        let most = most / (1024 * 1024);
        return Err(format!("its text is over {most} MiB: save it in parts"));
    }
    Ok(extracted)
}

/// Bytes of text of a document whose file may have `limit` bytes: a Chinese character has two in GB18030 and in UTF-16, and
/// three in UTF-8. What makes more of it is no text.
pub(super) fn most_text(limit: u64) -> usize {
    usize::try_from(limit.saturating_add(limit / 2)).unwrap_or(usize::MAX)
}

/// Decodes a file of text for its reader.
fn decoded(bytes: Vec<u8>, read: impl FnOnce(String) -> Extracted) -> Result<Extracted, String> {
    let decoded = decode(bytes).ok_or("a binary file, no text")?;
    let damaged = decoded.damaged;
    Ok(Extracted {
        damaged,
        ..read(decoded.text)
    })
}
