//! Files that begin with a tag: web pages, parts of web pages, other XML.
//!
//! Must not know how either is read. Invariant: text that merely begins with `<` is neither.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Elements of HTML with which a part of a page may begin. Those that XML vocabularies commonly use otherwise
/// (`article`, `map`, `data`, `summary`) are not among them.
#[rustfmt::skip]
const ELEMENTS: [&[u8]; 64] = [
    b"a", b"b", b"base", b"basefont", b"bgsound", b"big", b"blockquote", b"body", b"br", b"caption", b"center",
    b"col", b"colgroup", b"dd", b"div", b"dl", b"dt", b"em", b"fieldset", b"font", b"footer", b"form", b"h1", b"h2",
    b"h3", b"h4", b"h5", b"h6", b"head", b"header", b"hr", b"html", b"i", b"iframe", b"img", b"input", b"li",
    b"link", b"main", b"marquee", b"meta", b"nav", b"nobr", b"ol", b"p", b"pre", b"script", b"section", b"small",
    b"span", b"strong", b"style", b"sub", b"sup", b"table", b"tbody", b"td", b"tfoot", b"th", b"thead", b"title",
    b"tr", b"u", b"ul",
];

/// The beginning of a file without byte order mark, as UTF-8 if it is UTF-16 that begins with an ASCII character.
pub(super) fn beginning(start: &[u8]) -> Cow<'_, [u8]> {
    let (encoding, mark) = match Encoding::for_bom(start) {
        Some(found) => found,
        None => match start {
            [b'<' | b'\t'..=b' ', 0, _, 0, ..] => (UTF_16LE, 0),
            [0, b'<' | b'\t'..=b' ', 0, _, ..] => (UTF_16BE, 0),
            _ => (UTF_8, 0),
        },
    };
    let start = &start[mark..];
    if encoding == UTF_8 {
        return Cow::Borrowed(start);
    }
    let text = encoding.decode_without_bom_handling(start).0;
    Cow::Owned(text.into_owned().into_bytes())
}

/// Whether a file begins like a web page, whatever its name.
pub(super) fn is_page(start: &[u8]) -> bool {
    let (_, rest) = after_prologue(start);
    let rest = rest.get(..14).unwrap_or(rest).to_ascii_lowercase();
    let beginnings: [&[u8]; 3] = [b"<!doctype html", b"<html", b"<head"];
    beginnings
        .iter()
        .any(|beginning| rest.starts_with(beginning))
}

/// Whether a file begins like a part of a web page, as exports of office systems do: `<table border="1">`.
pub(crate) fn is_part_of_page(start: &[u8]) -> bool {
    let (_, rest) = after_prologue(start);
    let name = element(rest).map(<[u8]>::to_ascii_lowercase);
    name.is_some_and(|name| ELEMENTS.contains(&name.as_slice()))
}

/// Whether a file is XML that is no web page: it is declared as such, or its last tag ends its first element.
pub(super) fn is_xml(start: &[u8], bytes: &[u8]) -> bool {
    let (is_declared, rest) = after_prologue(start);
    let ends = |name: &[u8]| {
        let end = bytes.trim_ascii_end();
        let end = end.strip_suffix(b">").unwrap_or(b"").trim_ascii_end();
        end.strip_suffix(name)
            .is_some_and(|end| end.ends_with(b"</"))
    };
    is_declared || element(rest).is_some_and(ends)
}

/// What follows the declaration of XML, processing instructions and comments, and whether there is a declaration.
fn after_prologue(start: &[u8]) -> (bool, &[u8]) {
    let mut rest = start.trim_ascii_start();
    let is_declared = rest.starts_with(b"<?xml");
    loop {
        let end: &[u8] = match rest {
            _ if rest.starts_with(b"<!--") => b"-->",
            _ if rest.starts_with(b"<?") => b">",
            _ => return (is_declared, rest),
        };
        match memchr::memmem::find(rest, end) {
            Some(at) => rest = rest[at + end.len()..].trim_ascii_start(),
            None => return (is_declared, b""),
        }
    }
}

/// The name in the start tag with which the bytes begin.
fn element(bytes: &[u8]) -> Option<&[u8]> {
    let name = bytes.strip_prefix(b"<")?;
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
    let length = name.iter().position(is_end)?;
    let is_name = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 0x80 || *byte == b'_';
    name.first().filter(|first| is_name(first))?;
    name.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_pages_are_known_by_their_first_tag() {
        for start in [
            "<table border=1><tr>",
            " \n<DIV>甲",
            "<?xml version='1.0'?>\n<!-- x > y --><P>甲",
            "<br/>甲",
            "<meta charset=gbk>",
        ] {
            assert!(is_part_of_page(start.as_bytes()), "{start}");
        }
        for start in [
            "<dataset>",
            "<摘要>甲",
            "< p>甲",
            "<paper>",
            "<p",
            "<!-- x -->甲",
            "甲<p>",
        ] {
            assert!(!is_part_of_page(start.as_bytes()), "{start}");
        }
        assert!(is_page(b"<!-- saved --> <!DOCTYPE html>") && !is_page(b"<p><html>"));
    }

    #[test]
    fn xml_is_declared_or_whole() {
        let is_xml = |text: &str| is_xml(text.as_bytes(), text.as_bytes());
        assert!(is_xml("<?xml version='1.0'?><rss>") && is_xml("<报告 年='1'>甲</报告>\n"));
        assert!(!is_xml("<摘要>甲\n乙") && !is_xml("<摘要>甲\n（完）"));
    }

    #[test]
    fn utf_16_begins_like_utf_8() {
        let utf16 = |mark: &str, order: fn(u16) -> [u8; 2]| {
            let text = format!("{mark}<p>县");
            text.encode_utf16().flat_map(order).collect::<Vec<u8>>()
        };
        for mark in ["", "\u{FEFF}"] {
            for bytes in [utf16(mark, u16::to_le_bytes), utf16(mark, u16::to_be_bytes)] {
                assert_eq!(&*beginning(&bytes), "<p>县".as_bytes());
            }
        }
        assert_eq!(&*beginning(b"\xEF\xBB\xBF<p>"), b"<p>");
    }
}
