//! Whether a document without text is blank, or shows its text in another way: as pictures, drawings or embedded objects.
//!
//! Must not know how formats are read. Invariant: what holds a picture is not blank.

use super::Format;
use crate::other_file::{FileName, OtherFile};
#[cfg(feature = "packages")]
use crate::reader::storage::ole::OleFile;
#[cfg(feature = "packages")]
use crate::reader::storage::package::Package;

/// Folders of packages that hold pictures, drawings, charts and objects, in lower case.
const FOLDERS: [&str; 8] = [
    "activex/",
    "charts/",
    "diagrams/",
    "drawings/",
    "embeddings/",
    "media/",
    "object ",
    "pictures/",
];
/// Streams and storages of compound files that hold them, in lower case.
const STREAMS: [&str; 4] = ["data", "mbd", "objectpool/", "pictures"];
/// Marks of them in files of text: RTF, mails and pages in one file, XML.
const MARKS: [&[u8]; 5] = [b"\\pict", b"\\object", b"image/", b"binData", b"inary"];

/// Whether a file from which no text was read holds nothing that may show some. Readers of pages decide that themselves.
pub(super) fn is_blank(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Text
        | Format::Markdown
        | Format::Csv
        | Format::Xml
        | Format::Html
        | Format::Pdf
        | Format::Ofd => true,
        #[cfg(feature = "packages")]
        Format::Epub => is_blank_package(bytes, is_picture),
        #[cfg(feature = "packages")]
        _ if bytes.starts_with(b"PK") => is_blank_package(bytes, is_in_folder),
        #[cfg(feature = "packages")]
        _ if bytes.starts_with(b"\xD0\xCF\x11\xE0") => is_blank_compound_file(bytes),
        _ => !MARKS
            .iter()
            .any(|mark| memchr::memmem::find(bytes, mark).is_some()),
    }
}

/// Whether no part of a package has a name that tells of such.
#[cfg(feature = "packages")]
fn is_blank_package(bytes: &[u8], tells: impl Fn(&str) -> bool) -> bool {
    Package::open(bytes, 0).is_ok_and(|package| !package.names().iter().any(|name| tells(name)))
}

/// Whether a part of an office document is in one of these folders.
#[cfg(feature = "packages")]
fn is_in_folder(name: &str) -> bool {
    let name = name.to_lowercase().replace('\\', "/");
    FOLDERS.iter().any(|folder| name.contains(folder))
}

/// Whether a part of a book, which may be in any folder, is a picture.
#[cfg(feature = "packages")]
fn is_picture(name: &str) -> bool {
    FileName::of(name) == FileName::Other(OtherFile::Pictures)
}

#[cfg(feature = "packages")]
fn is_blank_compound_file(bytes: &[u8]) -> bool {
    let Ok(file) = OleFile::open(bytes) else {
        return false;
    };
    let holds = |path: &str| STREAMS.iter().any(|name| path.starts_with(name));
    !file.paths().any(holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::storage::package::packed;

    #[test]
    fn what_holds_pictures_is_not_blank() {
        let blank = packed(&[("word/document.xml", "")]);
        assert!(is_blank(Format::Docx, &blank));
        let scan = packed(&[("word/document.xml", ""), ("word\\Media\\a.png", "")]);
        assert!(!is_blank(Format::Docx, &scan));
        let book = packed(&[("OEBPS/Images/a.JPG", ""), ("OEBPS/a.xhtml", "")]);
        assert!(!is_blank(Format::Epub, &book));
        assert!(!is_blank(Format::Mail, b"Content-Type: image/png"));
        assert!(is_blank(Format::Rtf, b"{\\rtf1\\par}"));
        assert!(!is_blank(Format::Rtf, b"{\\rtf1{\\pict 00}}"));
        assert!(!is_blank(Format::Doc, b"\xD0\xCF\x11\xE0"));
    }
}
