//! Files that are recognised but not read: what they are and what to do about it.
//!
//! Must not know what is read. Invariant: no file of text is taken for one of these by a few letters at its beginning.

use quanwen_messages::{Text, text};

const CNKI: Text = text!("a CAJ, KDH or NH file of CNKI: save it as PDF");
const CEB: Text = text!("a CEB file of Founder Apabi: print it to PDF");
const SURSEN: Text = text!("a GD, GW or SEP file of Sursen: print it to PDF");
const PDG: Text = text!("a PDG file of SSReader, a picture of a page: run OCR on it");
pub(super) const HANGUL: Text = text!("a Hangul document: save it as .docx");
const OLD_WORD: Text = text!("a document of a program before Word 6: save it as .docx");
const OLD_EXCEL: Text = text!("a workbook of a version before Excel 5: save it as .xlsx");
pub(super) const WORKS: Text = text!("a document of Works or of an early WPS: save it as .docx");
const WINMAIL: Text =
    text!("the attachments of a mail in one file of Outlook (winmail.dat): save them in Outlook");
const LINK: Text = text!("a shortcut to a web page: save the page as .html");
const SHORTCUT: Text = text!("a shortcut to a file: add that file instead");

/// What a file is by its first bytes; the extension decides between kinds of binary files without a signature.
pub(super) fn reason(start: &[u8], extension: &str) -> Option<Text> {
    let is_binary = memchr::memchr(0, start).is_some();
    by_signature(start, TEXT)
        .or_else(|| by_signature(start, BINARY).filter(|_| is_binary))
        .or_else(|| by_extension(extension).filter(|_| is_binary))
}

/// Beginnings that no text has but a text of this kind.
const TEXT: &[(&[u8], Text)] = &[
    (b"Rar!\x1A\x07", text!("a RAR archive: pack it as .zip")),
    (
        b"\xFD7zXZ",
        text!("an xz archive: unpack it or pack it as .zip"),
    ),
    (b"Founder CEB", CEB),
    (b"HWP Document File", HANGUL),
    (b"[InternetShortcut]", LINK),
    // The identifier of its properties, which may come first.
    (b"[{000214A0-0000-0000-C000-000000000046}]", LINK),
    (b"%!PS", text!("a PostScript file: convert it to PDF")),
    (
        b"AT&TFORM",
        text!("a DjVu file: convert it to PDF with text"),
    ),
];

/// Beginnings of binary files.
const BINARY: &[(&[u8], Text)] = &[
    (
        b"BZh",
        text!("a bzip2 archive: unpack it or pack it as .zip"),
    ),
    // RFC 8878, 3.1.1.
    (
        b"\x28\xB5\x2F\xFD",
        text!("a Zstandard archive: unpack it or pack it as .zip"),
    ),
    // [MS-CAB] 2.1.
    (b"MSCF\0", text!("a CAB archive: pack it as .zip")),
    // [MS-PST] 2.2.2.6.
    (
        b"!BDN",
        text!("a mailbox of Outlook: save its mails as .msg or .eml"),
    ),
    // [MS-OXTNEF] 2.1.3.1.
    (b"\x78\x9F\x3E\x22", WINMAIL),
    (b"CAJ", CNKI),
    (b"HN\0\0", CNKI),
    (b"KDH ", CNKI),
    (b"TEB", CNKI),
    (b"HH", PDG),
    // The identifiers of Word 1 and 2 and of Write, which [MS-DOC] 2.5.2 does not list.
    (b"\x9B\xA5", OLD_WORD),
    (b"\x9C\xA5", OLD_WORD),
    (b"\xDB\xA5", OLD_WORD),
    (b"\x31\xBE\0\0", OLD_WORD),
    (b"\x32\xBE\0\0", OLD_WORD),
    (
        b"\xFFWPC",
        text!("a WordPerfect document: save it as .docx"),
    ),
    (b"\x01\xFE", WORKS),
    // The record `BOF` of BIFF2 to BIFF4.
    (b"\x09\0\x04\0", OLD_EXCEL),
    (b"\x09\x02\x06\0", OLD_EXCEL),
    (b"\x09\x04\x06\0", OLD_EXCEL),
    // The header and the identifier of a shortcut, [MS-SHLLINK] 2.1.
    (b"L\0\0\0\x01\x14\x02\0", SHORTCUT),
    (b"AC10", text!("a drawing of AutoCAD: print it to PDF")),
    (
        b"ITSF",
        text!("a help file: unpack it, or save it as .html"),
    ),
    (
        b"\0\x01\0\0Standard ",
        text!("a database of Access: export its tables as .xlsx"),
    ),
    (
        b"SQLite format 3",
        text!("a database: export its tables as .xlsx"),
    ),
    (b"BM", text!("a picture: run OCR on it")),
];

fn by_signature(start: &[u8], signatures: &[(&[u8], Text)]) -> Option<Text> {
    let mut signatures = signatures.iter();
    let found = signatures.find(|(signature, _)| start.starts_with(signature));
    found.map(|(_, reason)| *reason)
}

fn by_extension(extension: &str) -> Option<Text> {
    Some(match extension {
        "caj" | "kdh" | "nh" | "teb" => CNKI,
        "ceb" | "cebx" => CEB,
        "gd" | "gw" | "sep" => SURSEN,
        "pdg" => PDG,
        "wps" => WORKS,
        "wri" => OLD_WORD,
        "hwp" => HANGUL,
        "dbf" => text!("a table of dBase: save it as .xlsx"),
        "azw" | "azw3" | "mobi" => text!("a book for Kindle: convert it to .epub"),
        _ => return None,
    })
}

/// What a zip file is that no program here unpacks as an archive, by the names of its parts.
pub(super) fn package_reason(has: impl Fn(&[u8]) -> bool) -> Option<Text> {
    const IWORK: Text = text!("a Pages, Numbers or Keynote file: export it as Word, Excel or PDF");
    let parts: [(&[u8], Text); 6] = [
        (b"Index/Document.iwa", IWORK),
        (b"Metadata/Properties.plist", IWORK),
        (b"index.apxl", IWORK),
        (b"buildVersionHistory.plist", IWORK),
        (b"FixedDocSeq.fdseq", text!("an XPS file: print it to PDF")),
        (
            b"FixedDocumentSequence.fdseq",
            text!("an XPS file: print it to PDF"),
        ),
    ];
    let found = parts.into_iter().find(|(part, _)| has(part));
    found.map(|(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use quanwen_messages::Language;

    use super::*;

    #[test]
    fn signatures_say_what_a_file_is() {
        for (start, extension, expected) in [
            (&b"Founder CEB\0\x01"[..], "ceb", CEB),
            (b"HWP Document File V3.00 \x1A\x01", "hwp", HANGUL),
            (b"[InternetShortcut]\r\nURL=http://x", "url", LINK),
            (b"HN\0\0\x90", "caj", CNKI),
            (b"CAJ\0", "pdf", CNKI),
            (b"\x78\x9F\x3E\x22\0\0", "dat", WINMAIL),
            (b"KDH \0\0", "pdf", CNKI),
            (b"\xDB\xA5\x2D\0", "doc", OLD_WORD),
            (b"\x09\x04\x06\0\0", "xls", OLD_EXCEL),
            (b"L\0\0\0\x01\x14\x02\0\0", "lnk", SHORTCUT),
            (b"\xC8\0\0\0", "nh", CNKI),
            (b"\x12\0\x07", "gd", SURSEN),
            (b"\x12\0\x07", "wps", WORKS),
        ] {
            assert_eq!(reason(start, extension), Some(expected), "{start:?}");
        }
    }

    #[test]
    fn text_is_not_taken_for_a_binary_file() {
        for text in [
            "HNA 2021",
            "KDH 2021",
            "BM25 排序",
            "AC10 机",
            "CAJ 文件",
            "Rar! 文件",
            "BZh",
            "松泽县",
        ] {
            assert_eq!(reason(text.as_bytes(), "nh"), None, "{text}");
        }
        assert_eq!(reason(b"\x12\0\x07", "docx"), None);
    }

    #[test]
    fn packages_are_known_by_a_part() {
        let of = |part: &'static [u8]| package_reason(|name| part.starts_with(name));
        assert!(
            of(b"Index/Document.iwa")
                .is_some_and(|reason| reason.in_language(Language::English).contains("Pages"))
        );
        assert!(
            of(b"FixedDocSeq.fdseq")
                .is_some_and(|reason| reason.in_language(Language::English).contains("XPS"))
        );
        assert_eq!(of(b"a.docx"), None);
        assert_eq!(of(b"Index.zip"), None);
    }
}
