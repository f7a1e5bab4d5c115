//! Decodes the bytes of a web page. Owns the encoding that the page declares; must not know tags beyond that.
//! Invariant: the declaration is a hint, the bytes decide.

use encoding_rs::{BIG5, Encoding, GB18030};

use crate::decode::script::rare_share;
use crate::decode::{Decoded, decode, decode_as};

/// Bytes at the beginning that are searched for a declaration. HTML Living Standard, 13.2.3.2, asks for 1024; pages
/// saved by a browser put scripts before it.
const PRESCAN: usize = 64 * 1024;
/// Bytes of a page that are read in both encodings if the declared and the detected one differ.
const SAMPLE: usize = 64 * 1024;
/// The share of rare characters at or above which a text is not in GB18030.
const WRONG: f64 = 0.25;

/// Decodes a page; `None` if the bytes are not text.
pub(super) fn text(bytes: Vec<u8>) -> Option<Decoded> {
    if std::str::from_utf8(&bytes).is_ok() {
        return decode(bytes);
    }
    match declared(&bytes) {
        Some(hint) if hint == BIG5 || hint == GB18030 => settled(bytes, hint),
        _ => decode(bytes),
    }
}

/// GB18030 and Big5 look alike in a short text. Where the page and the detector disagree on them, GB18030 is
/// right if it reads as common characters.
fn settled(bytes: Vec<u8>, hint: &'static Encoding) -> Option<Decoded> {
    let sample = bytes.get(..SAMPLE).unwrap_or(&bytes);
    let is_simplified = rare_share(&GB18030.decode_without_bom_handling(sample).0) < WRONG;
    let encoding = if is_simplified { GB18030 } else { BIG5 };
    let other = (encoding == hint).then(|| decode_as(encoding, &bytes));
    let found = decode(bytes)?;
    let disagree = matches!(found.encoding, "Big5" | "gb18030") && found.encoding != hint.name();
    Some(other.filter(|_| disagree).unwrap_or(found))
}

/// The encoding that `<meta charset>` or `http-equiv` names; gb2312 and gbk mean GB18030.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PRESCAN).unwrap_or(bytes);
    let from =
        memchr::memmem::find_iter(head, b"charset").find_map(|at| label(head.get(at + 7..)?));
    let encoding = from?;
    let is_gb = encoding == encoding_rs::GBK || encoding == GB18030;
    Some(if is_gb { GB18030 } else { encoding })
}

/// The encoding named after `charset`: blanks, an equals sign, perhaps a quotation mark, the label.
fn label(after: &[u8]) -> Option<&'static Encoding> {
    let value = after
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let value = value
        .strip_prefix(b"\"")
        .or_else(|| value.strip_prefix(b"'"))
        .unwrap_or(value);
    let is_label =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
    let length = value.iter().take_while(|byte| is_label(byte)).count();
    Encoding::for_label(value.get(..length)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "<p>全县深入推进法治政府建设，行政复议案件依法办结，群众满意。</p>";

    fn page(charset: &str) -> String {
        format!("<html><head><meta charset={charset}></head><body>{BODY}</body></html>")
    }

    #[test]
    fn a_page_reads_right_whatever_it_declares() {
        for charset in [
            "gb2312",
            "'GBK'",
            "\"utf-8\"",
            "big5",
            "iso-8859-1",
            "nonsense",
        ] {
            let page = page(charset);
            let gb = text(GB18030.encode(&page).0.into_owned()).unwrap();
            assert_eq!((gb.text, gb.damaged), (page.clone(), 0), "{charset}");
            assert_eq!(
                text(page.clone().into_bytes()).unwrap().text,
                page,
                "{charset}"
            );
        }
    }

    #[test]
    fn a_short_page_in_big5_reads_as_declared() {
        let page =
            "<meta http-equiv=Content-Type content='text/html; charset=big5'><p>縣政府會議紀要</p>";
        assert_eq!(text(BIG5.encode(page).0.into_owned()).unwrap().text, page);
    }

    #[test]
    fn the_declaration_is_found_in_every_spelling() {
        for (head, name) in [
            (
                "<META CONTENT='text/html;charset = gb2312'>",
                Some("gb18030"),
            ),
            ("<meta charset=\"BIG5\">", Some("Big5")),
            ("<meta charset>", None),
        ] {
            assert_eq!(
                declared(head.to_lowercase().as_bytes()).map(Encoding::name),
                name
            );
        }
    }
}
