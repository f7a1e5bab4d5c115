//! Detects the kind of a file by its first bytes, the parts of a package and the streams of a compound file; by its
//! extension only if the bytes are text.
//!
//! Must not know how a format is read. Invariant: an unsupported file is reported with what it is and what to do.

mod markup;
#[cfg(feature = "packages")]
mod package;
mod unsupported;

use quanwen_messages::text;

use self::markup::{beginning, is_page, is_xml};
use crate::archive::{Packing, is_tar};
use crate::mail_kind::{MailKind, mail_kind};
use crate::other_file::OtherFile;
use crate::reader::Format;
use crate::unread::Unread;

pub(super) use self::markup::is_part_of_page;

#[cfg(feature = "packages")]
use self::package::{of_compound_file, of_package};

/// The kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// One document.
    Document(Format),
    /// An archive of files.
    Archive(Packing),
    /// A mail: its text and the files attached to it.
    Mail,
    /// The same as Outlook saves it (.msg).
    OutlookMessage,
    /// JSON: a document per line, or per object of an array.
    Records,
}

/// Bytes at the beginning of a file that are searched for signatures.
const START: usize = 2048;

impl FileKind {
    /// Detects the kind of a file; `extension` is that of its name, in lower case and without the dot.
    ///
    /// # Errors
    /// Returns what the file is and what to do, if its format is not supported.
    pub(super) fn of(bytes: &[u8], extension: &str) -> Result<Self, Unread> {
        let start = &bytes[..bytes.len().min(START)];
        let start = &*beginning(start);
        match start {
            // Its first bytes are the name of a file, which may begin like another format.
            _ if is_tar(start) => Ok(Self::Archive(Packing::Tar)),
            _ if start.starts_with(b"\x1F\x8B") => Ok(Self::Archive(Packing::Gzip)),
            _ if start.starts_with(b"7z\xBC\xAF\x27\x1C") => Ok(Self::Archive(Packing::SevenZ)),
            _ if start.starts_with(b"PK") => of_package(bytes),
            _ if start.starts_with(b"\xD0\xCF\x11\xE0") => of_compound_file(bytes),
            _ if start.trim_ascii_start().starts_with(b"{\\rtf") => Ok(Self::Document(Format::Rtf)),
            _ if is_page(start) => Ok(Self::Document(Format::Html)),
            _ if is_office_xml(start) => Ok(Self::Document(Format::OfficeXml)),
            _ if let Some(kind) = mail_kind(start.trim_ascii_start(), extension) => {
                of_mail(bytes, kind)
            }
            _ if is_pdf(start, bytes) => Ok(Self::Document(Format::Pdf)),
            _ if is_picture(start) => Err(Unread::NotDocument(OtherFile::Pictures)),
            _ => match unsupported::reason(start, extension) {
                Some(what) => Err(Unread::NotSupported(what)),
                None => Ok(Self::of_text(start, bytes, extension)),
            },
        }
    }

    /// The kind of a text file. Markdown may begin with a tag.
    fn of_text(start: &[u8], bytes: &[u8], extension: &str) -> Self {
        match extension {
            "md" | "markdown" => Self::Document(Format::Markdown),
            "htm" | "html" | "shtml" | "xhtml" => Self::Document(Format::Html),
            _ if is_part_of_page(start) => Self::Document(Format::Html),
            _ if is_xml(start, bytes) => Self::Document(Format::Xml),
            // Exports of office systems have the names of workbooks.
            "csv" | "tsv" | "tab" | "xls" | "xlsx" | "et" => Self::Document(Format::Csv),
            "json" | "jsonl" | "ndjson" => Self::Records,
            _ => Self::Document(Format::Text),
        }
    }
}

/// Whether a file is a PDF. Some programs put a few bytes before the signature (ISO 32000-1, annex H, 3.4.1); a text
/// that mentions it has no objects.
fn is_pdf(start: &[u8], bytes: &[u8]) -> bool {
    const SIGNATURE: &[u8] = b"%PDF-";
    let holds = |bytes: &[u8], words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    start.starts_with(SIGNATURE) || (holds(start, SIGNATURE) && holds(bytes, b" obj"))
}

/// Without the features for what is stored in packages, their kinds are not told apart.
#[cfg(not(feature = "packages"))]
fn of_package(_bytes: &[u8]) -> Result<FileKind, Unread> {
    Err(Unread::NotSupported(crate::left_out::PACKAGES))
}

/// The same for compound files.
#[cfg(not(feature = "packages"))]
fn of_compound_file(_bytes: &[u8]) -> Result<FileKind, Unread> {
    Err(Unread::NotSupported(crate::left_out::PACKAGES))
}

/// Detects the kind of a file that begins like a mail.
fn of_mail(bytes: &[u8], kind: MailKind) -> Result<FileKind, Unread> {
    // Mails in a mailbox are separated by such lines (RFC 4155).
    let holds = |words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    let is_mailbox = bytes.starts_with(b"From ") && (holds(b"\n\nFrom ") || holds(b"\n\r\nFrom "));
    match kind {
        _ if is_mailbox => Err(Unread::NotSupported(text!(
            "a mailbox of many mails: save them as .eml"
        ))),
        MailKind::Mail => Ok(FileKind::Mail),
        MailKind::Page => Ok(FileKind::Document(Format::Mhtml)),
    }
}

/// Whether a file begins like the XML of Word 2003, Excel 2003, `OpenDocument` or UOF (GB/T 20916).
fn is_office_xml(start: &[u8]) -> bool {
    const MARKS: [&[u8]; 6] = [
        b"<?mso-application",
        b"<w:wordDocument",
        b"<pkg:package",
        b"<office:document",
        b"<uof:UOF",
        b"=\"urn:schemas-microsoft-com:office:spreadsheet\"",
    ];
    let holds = |mark: &&[u8]| memchr::memmem::find(start, mark).is_some();
    start.trim_ascii_start().starts_with(b"<") && MARKS.iter().any(holds)
}

/// Whether a file begins as a picture of a common format.
fn is_picture(start: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 6] = [
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"II*\0",
        b"MM\0*",
        b"\xD7\xCD\xC6\x9A",
    ];
    let is_webp = start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP");
    is_webp
        || SIGNATURES
            .iter()
            .any(|signature| start.starts_with(signature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::packed;

    #[test]
    fn content_counts_more_than_the_ending() {
        for (bytes, extension, format) in [
            (&b"%PDF-1.7 ..."[..], "txt", Format::Pdf),
            (b"\xEF\xBB\xBF <!DOCTYPE html><p>x", "txt", Format::Html),
            (b"<?xml version='1.0'?>\n<html>", "doc", Format::Html),
            (b"\n{\\rtf1 x}", "doc", Format::Rtf),
            (
                b"<?xml version='1.0'?>\n<?mso-application progid='Word.Document'?>",
                "doc",
                Format::OfficeXml,
            ),
            (b"HTTP/1.1 200\r\n\r\n%PDF-1.7\n1 0 obj", "pdf", Format::Pdf),
            ("以 %PDF-1.7 开头".as_bytes(), "txt", Format::Text),
            ("一、甲".as_bytes(), "docx", Format::Text),
            ("一、甲".as_bytes(), "md", Format::Markdown),
            ("<p>甲".as_bytes(), "html", Format::Html),
            (b"<Table border=1><tr>", "xls", Format::Html),
            (b"\xFF\xFE<\0h\0t\0m\0l\0", "xls", Format::Html),
            (b"<\0p\0>\0", "doc", Format::Html),
            (b"<div align=center>", "md", Format::Markdown),
            (b"<root></root>", "txt", Format::Xml),
            (b"a,b", "csv", Format::Csv),
        ] {
            assert_eq!(
                FileKind::of(bytes, extension),
                Ok(FileKind::Document(format)),
                "{extension}"
            );
        }
        for extension in ["json", "jsonl"] {
            assert_eq!(FileKind::of(b"{}", extension), Ok(FileKind::Records));
        }
    }

    #[test]
    fn packages_are_known_by_their_parts() {
        let kind = |parts: &[(&str, &[u8])]| FileKind::of(&packed(parts), "zip");
        let office = ("[Content_Types].xml", &b""[..]);
        let odt = ("mimetype", &b"application/vnd.oasis.opendocument.text"[..]);
        let document = |format| Ok(FileKind::Document(format));
        assert_eq!(
            kind(&[office, ("word/document.xml", b"")]),
            document(Format::Docx)
        );
        assert_eq!(
            kind(&[office, ("xl/workbook.xml", b"")]),
            document(Format::Workbook)
        );
        assert_eq!(
            kind(&[("/[content_types].xml", b""), ("xl\\workbook.xml", b"")]),
            document(Format::Workbook)
        );
        assert_eq!(
            kind(&[office, ("ppt/presentation.xml", b"")]),
            document(Format::Pptx)
        );
        assert_eq!(kind(&[odt, ("content.xml", b"")]), document(Format::Odt));
        let odp = b"application/vnd.oasis.opendocument.presentation";
        assert_eq!(kind(&[("mimetype", odp)]), document(Format::Odt));
        assert_eq!(
            kind(&[("a.pdf", b"%PDF-1.7"), ("b.txt", b"x")]),
            Ok(FileKind::Archive(Packing::Zip))
        );
        let encrypted = kind(&[odt, ("encrypted-package", b"x")]);
        assert!(encrypted.unwrap_err().to_string().starts_with("encrypted"));
        assert_eq!(
            kind(&[("mimetype", b"application/epub+zip")]),
            document(Format::Epub)
        );
        for root in ["OFD.xml", "/OFD.xml", "./ofd.XML"] {
            assert_eq!(
                kind(&[("Doc_0/a", b""), (root, b"")]),
                document(Format::Ofd)
            );
        }
        assert_eq!(
            kind(&[("a/OFD.xml", b"")]),
            Ok(FileKind::Archive(Packing::Zip))
        );
    }

    #[test]
    fn what_is_not_read_says_what_it_is() {
        for (bytes, reason) in [
            (&b"Rar!\x1A\x07"[..], "a RAR archive"),
            (b"PK\x03\x04....", "a zip file"),
            (b"\x89PNG", "a picture"),
            (
                b"From a@b\nMIME-Version: 1.0\nSubject: x\n\ny\n\nFrom a@b\n",
                "a mailbox",
            ),
            (
                b"From a@b\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\ny\r\n\r\nFrom a@b\r\n",
                "a mailbox",
            ),
        ] {
            let error = FileKind::of(bytes, "txt").unwrap_err().to_string();
            assert!(error.starts_with(reason), "{error}");
        }
    }
}
