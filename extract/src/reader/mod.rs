//! One reader per format: bytes → [`Extracted`] text.
//!
//! A reader knows its format and nothing about the genre: paragraphs, rows, what the file marks as headings, pages.
//! It returns what a person sees in the file, in reading order, or the reason why there is no text.
//!
//! What several formats share is in rooms: `storage` for how bytes are stored, `layout` for pages of positioned glyphs,
//! `drawing_ml` for the text of drawings in Office Open XML, `build` for what becomes text. The other modules are formats;
//! some hold others, as a mail holds a page.

mod blank;
mod build;
mod csv;
#[cfg(feature = "office")]
mod doc;
#[cfg(feature = "office")]
mod docx;
#[cfg(feature = "office")]
mod drawing_ml;
#[cfg(feature = "office")]
mod epub;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "pdf")]
mod layout;
#[cfg(feature = "html")]
mod mail;
mod markdown;
#[cfg(feature = "html")]
mod mhtml;
#[cfg(feature = "office")]
mod odt;
#[cfg(feature = "pdf")]
mod ofd;
#[cfg(feature = "office")]
mod office_xml;
#[cfg(feature = "office")]
mod outlook;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "office")]
mod plain_xml;
#[cfg(feature = "office")]
mod ppt;
#[cfg(feature = "office")]
mod pptx;
#[cfg(feature = "office")]
mod rtf;
#[cfg(feature = "packages")]
mod storage;
mod text;
#[cfg(feature = "office")]
mod workbook;

use quanwen_messages::{message, text};

use self::build::builder::{MAX_TEXT, TextBuilder};
#[cfg(feature = "packages")]
use self::storage::package::unpacked_size;
use crate::decode::decode;
use crate::extracted::Extracted;
use crate::options::ReadOptions;
use crate::other_file::OtherFile;
use crate::unread::Unread;

#[cfg(feature = "html")]
pub(super) use self::mail::Message;
#[cfg(feature = "office")]
pub(super) use self::outlook::OutlookMessage;
#[cfg(feature = "packages")]
pub(super) use self::storage::ole::{OleKind, ole_kind};
#[cfg(feature = "packages")]
pub(super) use self::storage::package::{has_too_many_entries, normalised};
#[cfg(feature = "packages")]
pub(super) use self::storage::password::decrypted;

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
    /// `PowerPoint` 97–2003 and WPS Presentation.
    Ppt,
    /// Presentations of Office Open XML, whatever their extension.
    Pptx,
    /// Text documents, presentations and drawings of `OpenDocument`.
    Odt,
    /// Fixed layout, GB/T 33190-2016.
    Ofd,
    Rtf,
    Epub,
    /// Mail without attachments.
    Mail,
    /// A web page saved in one file (.mht).
    Mhtml,
    /// Documents, workbooks and presentations in one file of XML.
    OfficeXml,
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
            Self::Html | Self::Mail | Self::Mhtml => {
                bytes.len() + ELEMENT * memchr::memchr_iter(b'<', bytes).count()
            }
            #[cfg(feature = "packages")]
            Self::Docx | Self::Epub | Self::Odt | Self::Ofd | Self::Pptx | Self::Workbook => {
                unpacked_size(bytes)
            }
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
    mut bytes: Vec<u8>,
    options: ReadOptions,
) -> Result<Extracted, Unread> {
    let limit = options.limit;
    // A text is its bytes, which are not copied.
    let mut take = || std::mem::take(&mut bytes);
    let extracted = match format {
        Format::Text => decoded(take(), text::extract),
        Format::Markdown => decoded(take(), markdown::extract),
        Format::Csv => decoded(take(), |text| csv::extract(&text)),
        Format::Html | Format::Mail | Format::Mhtml => of_page(format, take(), limit),
        Format::Pdf | Format::Ofd => of_pages(format, &bytes, limit),
        Format::Doc
        | Format::Docx
        | Format::Epub
        | Format::Odt
        | Format::OfficeXml
        | Format::Ppt
        | Format::Pptx
        | Format::Rtf
        | Format::Workbook
        | Format::Xml => of_office(format, &bytes, options),
    }?;
    if extracted.text.chars().all(is_no_text) {
        if extracted.is_incomplete {
            return Err(Unread::cut_short(text!("none of its text can be read")));
        }
        if !blank::is_blank(format, &bytes) {
            return Err(Unread::NoText(text!(
                "no text in it: if it shows pictures of pages, run OCR on them"
            )));
        }
    }
    let max = MAX_TEXT.min(max_text(limit));
    if extracted.text.len() > max {
        let max = max / (1024 * 1024);
        let what = message!("its text is over {max} MiB: save it in parts", max = max);
        return Err(Unread::UnpacksTooLarge(what));
    }
    Ok(extracted)
}

/// Reads a web page or a mail.
#[cfg(feature = "html")]
fn of_page(format: Format, bytes: Vec<u8>, limit: u64) -> Result<Extracted, Unread> {
    match format {
        Format::Mail => mail::extract(&bytes),
        Format::Mhtml => mhtml::extract(&bytes, limit),
        _ => html::extract(bytes, limit),
    }
}

#[cfg(not(feature = "html"))]
fn of_page(_format: Format, _bytes: Vec<u8>, _limit: u64) -> Result<Extracted, Unread> {
    Err(Unread::NotSupported(crate::left_out::HTML))
}

/// Reads a document of pages with a fixed layout.
#[cfg(feature = "pdf")]
fn of_pages(format: Format, bytes: &[u8], limit: u64) -> Result<Extracted, Unread> {
    match format {
        Format::Ofd => ofd::extract(bytes, limit),
        _ => pdf::extract(bytes, limit),
    }
}

#[cfg(not(feature = "pdf"))]
fn of_pages(_format: Format, _bytes: &[u8], _limit: u64) -> Result<Extracted, Unread> {
    Err(Unread::NotSupported(crate::left_out::PDF))
}

/// Reads a document, workbook or presentation of an office program, or XML.
#[cfg(feature = "office")]
fn of_office(format: Format, bytes: &[u8], options: ReadOptions) -> Result<Extracted, Unread> {
    match format {
        Format::Doc => doc::extract(bytes, options.everything),
        Format::Docx => docx::extract(bytes, options),
        Format::Epub => epub::extract(bytes, options.limit),
        Format::Odt => odt::extract(bytes, options),
        Format::OfficeXml => office_xml::extract(bytes, options),
        Format::Ppt => ppt::extract(bytes, options),
        Format::Pptx => pptx::extract(bytes, options),
        Format::Rtf => rtf::extract(bytes, options.everything),
        Format::Workbook => workbook::extract(bytes, options),
        _ => decoded(bytes.to_vec(), |text| plain_xml::extract(&text)),
    }
}

#[cfg(not(feature = "office"))]
fn of_office(format: Format, _bytes: &[u8], _options: ReadOptions) -> Result<Extracted, Unread> {
    Err(Unread::NotSupported(match format {
        Format::Xml => crate::left_out::XML,
        _ => crate::left_out::OFFICE,
    }))
}

/// Whether a character is white space or stands for lost ones.
fn is_no_text(c: char) -> bool {
    c.is_whitespace() || c == '\u{FFFD}'
}

/// The text of source of a web page that is part of another format; `None` if it has too many tags or no text.
///
/// # Errors
/// That the reader of web pages was left out of the build.
#[cfg(feature = "html")]
#[expect(clippy::unnecessary_wraps, reason = "as without the feature")]
pub(super) fn part_of_page(source: &str) -> Result<Option<String>, Unread> {
    let mut built = TextBuilder::default();
    if html::write_part(source, &mut built).is_err() {
        return Ok(None);
    }
    Ok(Some(built.finish().text).filter(|text| !text.is_empty()))
}

#[cfg(not(feature = "html"))]
pub(super) fn part_of_page(_source: &str) -> Result<Option<String>, Unread> {
    Err(Unread::NotSupported(crate::left_out::HTML))
}

/// Maximum bytes of text in a document whose file may have `limit` bytes: a Chinese character takes two bytes in
/// GB18030 and UTF-16 and three in UTF-8. Content that expands further is not text.
pub(super) fn max_text(limit: u64) -> usize {
    usize::try_from(limit.saturating_add(limit / 2)).unwrap_or(usize::MAX)
}

/// Decodes a text file for its reader.
fn decoded(bytes: Vec<u8>, read: impl FnOnce(String) -> Extracted) -> Result<Extracted, Unread> {
    let decoded = decode(bytes).ok_or(Unread::NotDocument(OtherFile::Binaries))?;
    let mut extracted = read(decoded.text);
    extracted.damaged = extracted.damaged.saturating_add(decoded.damaged);
    Ok(extracted)
}
