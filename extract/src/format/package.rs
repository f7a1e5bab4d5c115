//! Detects the kind of a package by its parts, and that of a compound file by its streams.

use std::io::{Cursor, Read};

use quanwen_messages::text;
use zip::ZipArchive;

use super::{FileKind, unsupported};
use crate::archive::Packing;
use crate::reader::{Format, OleKind, has_too_many_entries, normalised, ole_kind};
use crate::unread::Unread;

/// Detects the kind of a zip file by the names of its parts.
pub(super) fn of_package(bytes: &[u8]) -> Result<FileKind, Unread> {
    if has_too_many_entries(bytes) {
        return Err(Unread::TooComplex(
            text!("a zip file of too many files: unpack it").into(),
        ));
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
        let what = text!("a zip file, .docx, .xlsx, .pptx, .ofd or .odt that was cut short or damaged: copy it again");
        Unread::Damaged(what.into())
    })?;
    let names: Vec<String> = archive
        .file_names_raw()
        .map(|name| normalised(&String::from_utf8_lossy(name)))
        .collect();
    let has = |start: &[u8]| {
        let start = start.to_ascii_lowercase();
        names.iter().any(|name| name.as_bytes().starts_with(&start))
    };
    let is_office = has(b"[Content_Types].xml") || has(b"_rels/.rels");
    match () {
        () if is_office && has(b"word/") => Ok(FileKind::Document(Format::Docx)),
        () if is_office && has(b"xl/") => Ok(FileKind::Document(Format::Workbook)),
        () if is_office && has(b"ppt/") => Ok(FileKind::Document(Format::Pptx)),
        () if let Some(what) = unsupported::package_reason(has) => Err(Unread::NotSupported(what)),
        () if has(b"[Content_Types].xml") => Err(Unread::NotSupported(text!(
            "an Office file without its text: save it again"
        ))),
        () if archive.file_names_raw().any(is_ofd_root) => Ok(FileKind::Document(Format::Ofd)),
        () if has(b"mimetype") => of_media_type(archive),
        () if has(b"META-INF/container.xml") => Ok(FileKind::Document(Format::Epub)),
        () => Ok(FileKind::Archive(Packing::Zip)),
    }
}

/// Whether a part is the root of an OFD file (GB/T 33190-2016, 7.1), whose name some programs write in their own way.
fn is_ofd_root(name: &[u8]) -> bool {
    let name = name.strip_prefix(b"./").unwrap_or(name);
    let name = name.strip_prefix(b"/").unwrap_or(name);
    name.eq_ignore_ascii_case(b"OFD.xml")
}

/// Detects the kind of a package that states its media type, as those of `OpenDocument` do (ODF 1.3, part 2, 3.3).
fn of_media_type(mut archive: ZipArchive<Cursor<&[u8]>>) -> Result<FileKind, Unread> {
    const MAX_LENGTH: u64 = 200;
    let mut media_type = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        let _ = part.take(MAX_LENGTH).read_to_string(&mut media_type);
    }
    let names = |kind: &str| media_type.contains(kind);
    match () {
        () if archive.index_for_name("encrypted-package").is_some() => Err(Unread::ENCRYPTED),
        () if names("opendocument.text")
            || names("opendocument.presentation")
            || names("opendocument.graphics") =>
        {
            Ok(FileKind::Document(Format::Odt))
        }
        () if names("opendocument.spreadsheet") => Ok(FileKind::Document(Format::Workbook)),
        () if names("opendocument") => Err(Unread::NotSupported(text!(
            "an OpenDocument formula, chart or picture: save it as PDF or text"
        ))),
        () if names("hwp") => Err(Unread::NotSupported(unsupported::HANGUL)),
        () if names("epub") => Ok(FileKind::Document(Format::Epub)),
        () => Ok(FileKind::Archive(Packing::Zip)),
    }
}

/// Detects the kind of a compound file.
pub(super) fn of_compound_file(bytes: &[u8]) -> Result<FileKind, Unread> {
    match ole_kind(bytes)? {
        OleKind::Word => Ok(FileKind::Document(Format::Doc)),
        OleKind::Workbook => Ok(FileKind::Document(Format::Workbook)),
        OleKind::Presentation => Ok(FileKind::Document(Format::Ppt)),
        OleKind::OldPresentation => Err(Unread::NotSupported(text!(
            "a presentation of PowerPoint 95 or before: save it as .pptx"
        ))),
        OleKind::EncryptedPackage => Err(Unread::ENCRYPTED),
        OleKind::OutlookMessage => Ok(FileKind::OutlookMessage),
        OleKind::Hangul => Err(Unread::NotSupported(unsupported::HANGUL)),
        OleKind::Works => Err(Unread::NotSupported(unsupported::WORKS)),
        OleKind::Drawing => Err(Unread::NotSupported(text!(
            "a drawing of Visio: save it as PDF"
        ))),
        OleKind::Other => Err(Unread::NotSupported(text!(
            "a compound file that is neither Word, WPS, Excel nor PowerPoint: save it as .docx"
        ))),
    }
}
