//! Which format a file has: by its first bytes, and by its ending only where bytes say nothing.

use std::io::Cursor;

use zip::ZipArchive;

use super::extract::OleKind;
use super::extract::ole_kind;

/// The formats that are read.
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
    /// A document a line.
    Records,
    /// A zip archive of files.
    Archive,
}

/// Bytes at the beginning of a file in which a web page says that it is one.
const START: usize = 1024;

impl Format {
    /// The format of a file's bytes; `ending` is that of its name, in lower case and without the dot.
    ///
    /// # Errors
    /// What the file is and what helps, where it is of a format that is not read.
    pub(super) fn of(bytes: &[u8], ending: &str) -> Result<Self, String> {
        let start = &bytes[..bytes.len().min(START)];
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        match start {
            _ if memchr::memmem::find(start, b"%PDF-").is_some() => Ok(Self::Pdf),
            _ if start.starts_with(b"PK") => of_package(bytes),
            _ if start.starts_with(b"\xD0\xCF\x11\xE0") => of_compound_file(bytes),
            _ if start.starts_with(b"{\\rtf") => Ok(Self::Rtf),
            _ if is_page(start) => Ok(Self::Html),
            _ => match unread(start) {
                Some(reason) => Err(reason.to_string()),
                None => Ok(Self::of_text(ending)),
            },
        }
    }

    /// The format of a file of text.
    fn of_text(ending: &str) -> Self {
        match ending {
            "md" | "markdown" => Self::Markdown,
            "htm" | "html" | "shtml" | "xhtml" => Self::Html,
            "jsonl" | "ndjson" => Self::Records,
            _ => Self::Text,
        }
    }
}

/// The ending of a path in lower case, without the dot; empty where there is none.
pub(super) fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
}

/// What a zip file is, by the names of its parts.
fn of_package(bytes: &[u8]) -> Result<Format, String> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(
        |_| "a zip file, .docx, .xlsx or .odt that was cut short or damaged: copy it again",
    )?;
    let has = |start: &[u8]| archive.file_names_raw().any(|name| name.starts_with(start));
    let is_office = has(b"[Content_Types].xml") || has(b"_rels/.rels");
    match () {
        () if is_office && has(b"word/") => Ok(Format::Docx),
        () if is_office && has(b"xl/") => Ok(Format::Workbook),
        () if is_office && has(b"ppt/") => {
            Err("a presentation: save it as PDF or text".to_string())
        }
        () if has(b"[Content_Types].xml") => {
            Err("an Office file without its text: save it again".to_string())
        }
        () if has(b"OFD.xml") => Err("an OFD file: save it as PDF".to_string()),
        () if has(b"mimetype") && has(b"content.xml") => of_open_document(archive),
        () => Ok(Format::Archive),
    }
}

/// What a package of the Open Document Format is, by its `mimetype` (ODF 1.3, part 2, 3.3).
fn of_open_document(mut archive: ZipArchive<Cursor<&[u8]>>) -> Result<Format, String> {
    use std::io::Read;
    const LONGEST: u64 = 200;
    let mut kind = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        let _ = part.take(LONGEST).read_to_string(&mut kind);
    }
    match kind.trim() {
        kind if kind.contains("opendocument.text") => Ok(Format::Odt),
        kind if kind.contains("opendocument.spreadsheet") => Ok(Format::Workbook),
        kind if kind.contains("opendocument") => {
            Err("an OpenDocument drawing or presentation: save it as PDF or text".to_string())
        }
        kind if kind.contains("epub") => Err("an e-book: save it as PDF or text".to_string()),
        _ => Ok(Format::Archive),
    }
}

fn of_compound_file(bytes: &[u8]) -> Result<Format, String> {
    match ole_kind(bytes)? {
        OleKind::Word => Ok(Format::Doc),
        OleKind::Workbook => Ok(Format::Workbook),
        OleKind::EncryptedPackage => Err("encrypted: save it without a password".to_string()),
        OleKind::Other => {
            Err("a compound file that is neither Word, WPS nor Excel: save it as .docx".to_string())
        }
    }
}

/// Whether a file begins as web pages do.
fn is_page(start: &[u8]) -> bool {
    let start = start.trim_ascii_start().to_ascii_lowercase();
    let start = if start.starts_with(b"<?xml") {
        let end = memchr::memchr(b'>', &start).map_or(start.len(), |end| end + 1);
        start[end..].trim_ascii_start().to_vec()
    } else {
        start
    };
    start.starts_with(b"<!doctype html")
        || start.starts_with(b"<html")
        || start.starts_with(b"<head")
}

/// Formats that are known by their first bytes and not read.
fn unread(start: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 12] = [
        (b"Rar!", "a RAR archive: pack it as .zip"),
        (b"7z\xBC\xAF", "a 7z archive: pack it as .zip"),
        (b"\x1F\x8B", "a gzip archive: unpack it or pack it as .zip"),
        (b"BZh", "a bzip2 archive: unpack it or pack it as .zip"),
        (b"\xFD7zXZ", "an xz archive: unpack it or pack it as .zip"),
        (b"\x89PNG", "a picture: run OCR on it"),
        (b"\xFF\xD8\xFF", "a picture: run OCR on it"),
        (b"GIF8", "a picture: run OCR on it"),
        (b"II*\0", "a picture: run OCR on it"),
        (b"MM\0*", "a picture: run OCR on it"),
        (b"CAJ", "a CAJ file of CNKI: save it as PDF"),
        (
            b"MIME-Version:",
            "a web page saved as one .mht file: save it as .html",
        ),
    ];
    SIGNATURES
        .iter()
        .find(|(signature, _)| start.starts_with(signature))
        .map(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_counts_more_than_the_ending() {
        for (bytes, ending, format) in [
            (&b"%PDF-1.7 ..."[..], "txt", Format::Pdf),
            (b"\xEF\xBB\xBF <!DOCTYPE html><p>x", "txt", Format::Html),
            (b"<?xml version='1.0'?>\n<html>", "doc", Format::Html),
            (b"{\\rtf1 x}", "doc", Format::Rtf),
            ("一、甲".as_bytes(), "docx", Format::Text),
            ("一、甲".as_bytes(), "md", Format::Markdown),
            ("<p>甲".as_bytes(), "html", Format::Html),
            (b"{}", "jsonl", Format::Records),
        ] {
            assert_eq!(Format::of(bytes, ending), Ok(format), "{ending}");
        }
    }

    #[test]
    fn what_is_not_read_says_what_it_is() {
        for (bytes, reason) in [
            (&b"Rar!\x1A"[..], "a RAR archive"),
            (b"PK\x03\x04....", "a zip file"),
            (b"\x89PNG", "a picture"),
        ] {
            let error = Format::of(bytes, "txt").unwrap_err();
            assert!(error.starts_with(reason), "{error}");
        }
    }

    #[test]
    fn an_ending_is_that_of_the_name() {
        assert_eq!(ending("松泽县.2021/报告"), "");
        assert_eq!(ending("松泽县/2021.年.DOCX"), "docx");
    }
}
