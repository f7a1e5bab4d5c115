//! One reader per format: bytes → [`Extracted`] text.
//!
//! A reader knows its format and nothing about the genre: paragraphs, rows, what the file marks as headings, pages.
//! It returns what a person sees in the file, in reading order, or the reason why there is no text.

mod builder;
mod code_page;
mod csv;
mod doc;
mod docx;
mod entities;
mod eq_field;
mod flow;
mod header_row;
mod heading;
mod html;
mod label;
mod little_endian;
mod markdown;
mod numeral;
mod odt;
mod ole;
mod package;
mod password;
mod pdf;
mod plain_xml;
mod quiet;
mod rtf;
mod symbols;
mod text;
mod workbook;
mod xml;

use self::builder::{MAX_TEXT, TextBuilder};
use crate::decode::decode;
use crate::extracted::Extracted;
use crate::options::ReadOptions;
use crate::unread::Unread;

pub(super) use self::ole::{OleKind, ole_kind};
pub(super) use self::package::normalised;
pub(super) use self::password::decrypted;

/// Document formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
    Pdf,
    /// Office Open XML, whatever its extension.
    Docx,
    /// Word 97–2003 and WPS Writer.
    Doc,
    Odt,
    Rtf,
    /// Spreadsheets of Excel, WPS and `LibreOffice`, in packages and in compound files.
    Workbook,
    /// A table in a text file: .csv, .tsv.
    Csv,
    /// XML of no known vocabulary.
    Xml,
}

/// Bytes of memory per element of a web page while the page is read.
const ELEMENT: usize = 512;

impl Format {
    /// Approximate bytes of memory needed to read a file: for a package the unpacked size of its parts, for a web page
    /// its elements in addition to its text.
    pub(super) fn weight(self, bytes: &[u8]) -> usize {
        match self {
            Self::Html => bytes.len() + ELEMENT * memchr::memchr_iter(b'<', bytes).count(),
            Self::Docx | Self::Odt | Self::Workbook => package::unpacked_size(bytes),
            _ => bytes.len(),
        }
    }
}

/// Extracts the text of a file from its bytes.
///
/// # Errors
/// The reason why there is no text.
pub(super) fn extract(
    format: Format,
    bytes: Vec<u8>,
    options: &ReadOptions,
) -> Result<Extracted, Unread> {
    let limit = options.limit;
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
        Format::Csv => decoded(bytes, |text| csv::extract(&text)),
        Format::Xml => decoded(bytes, |text| plain_xml::extract(&text)),
    }?;
    match extracted.text.len() {
        _ if !extracted.text.trim().is_empty() => {}
        _ if matches!(format, Format::Text | Format::Markdown | Format::Csv) => {
            return Err(Unread::Empty);
        }
        _ => {
            return Err(Unread::NoText(
                "no text in it: if it shows pictures of pages, run OCR on them",
            ));
        }
    }
    let max = MAX_TEXT.min(max_text(limit));
    if extracted.text.len() > max {
        let max = max / (1024 * 1024);
        let what = format!("its text is over {max} MiB: save it in parts");
        return Err(Unread::UnpacksTooLarge(what.into()));
    }
    Ok(extracted)
}

/// The text of source of a web page that is part of another format; `None` if it has too many tags or no text.
pub(super) fn part_of_page(source: &str) -> Option<String> {
    let mut built = TextBuilder::default();
    html::write_part(source, &mut built).ok()?;
    Some(built.finish().text).filter(|text| !text.is_empty())
}

/// Maximum bytes of text in a document whose file may have `limit` bytes: a Chinese character takes two bytes in
/// GB18030 and UTF-16 and three in UTF-8. Content that expands further is not text.
pub(super) fn max_text(limit: u64) -> usize {
    usize::try_from(limit.saturating_add(limit / 2)).unwrap_or(usize::MAX)
}

/// Decodes a text file for its reader.
fn decoded(bytes: Vec<u8>, read: impl FnOnce(String) -> Extracted) -> Result<Extracted, Unread> {
    let decoded = decode(bytes).ok_or(Unread::NotSupported("a binary file, no text"))?;
    let mut extracted = read(decoded.text);
    extracted.damaged = extracted.damaged.saturating_add(decoded.damaged);
    Ok(extracted)
}
