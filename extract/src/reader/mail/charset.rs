//! The text of the bytes of a part, whose header may name an encoding.
//!
//! Invariant: the name is a hint, the bytes decide.

use charset::Charset;
use encoding_rs::{Encoding, GB18030, GBK, REPLACEMENT, UTF_8, WINDOWS_1252};

use crate::decode::{Decoded, decode, decode_as};

/// Decodes the bytes of a text. Without a name, with a byte order mark, or where the bytes do not fit the name, the
/// encoding is detected; western encodings count as no name, since programs write them for any text.
pub(in crate::reader) fn text(bytes: &[u8], name: Option<&str>) -> Decoded {
    let has_mark = Encoding::for_bom(bytes).is_some();
    let as_named = name
        .filter(|_| !has_mark)
        .and_then(|name| named(bytes, name));
    if let Some(decoded) = as_named.filter(|decoded| decoded.damaged == 0) {
        return decoded;
    }
    let is_lost =
        name.is_some_and(|name| Encoding::for_label(name.as_bytes()) == Some(REPLACEMENT));
    let mut decoded = decode(bytes.to_vec()).unwrap_or_else(|| decode_as(UTF_8, bytes));
    decoded.damaged += u32::from(is_lost);
    decoded
}

/// Decodes bytes in the encoding of this name, if it is one of more than western letters.
fn named(bytes: &[u8], name: &str) -> Option<Decoded> {
    if name.eq_ignore_ascii_case("utf-7") {
        let (text, is_damaged) = Charset::for_label(b"utf-7")?.decode_without_bom_handling(bytes);
        return Some(Decoded {
            text: text.into_owned(),
            encoding: "UTF-7",
            damaged: u32::from(is_damaged),
        });
    }
    match Encoding::for_label(name.trim().as_bytes())? {
        encoding if encoding == GBK => Some(decode_as(GB18030, bytes)),
        encoding if encoding == WINDOWS_1252 || encoding == REPLACEMENT => None,
        encoding => Some(decode_as(encoding, bytes)),
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::BIG5;

    use super::*;

    const WORDS: &str = "松泽县办理行政复议案件，按期办结。";

    #[test]
    fn text_is_decoded_as_named_if_the_bytes_fit() {
        let gbk = GB18030.encode(WORDS).0.into_owned();
        for name in [
            Some("GB2312"),
            Some("gbk"),
            Some("iso-8859-1"),
            Some("utf-8"),
            Some("x"),
            None,
        ] {
            let decoded = text(&gbk, name);
            assert_eq!(
                (decoded.text.as_str(), decoded.damaged),
                (WORDS, 0),
                "{name:?}"
            );
        }
        let big5 = BIG5.encode("縣政府").0.into_owned();
        assert_eq!(text(&big5, Some("big5")).text, "縣政府");
        assert_eq!(text(b"+Z35s/VO/-", Some("UTF-7")).text, "松泽县");
    }

    #[test]
    fn a_byte_order_mark_counts_more_than_the_name() {
        let marked = format!("\u{FEFF}{WORDS}");
        let utf16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&utf16, Some("utf-16")).text, WORDS);
        assert_eq!(text(marked.as_bytes(), Some("utf-8")).text, WORDS);
    }

    #[test]
    fn an_encoding_that_is_not_read_is_a_loss() {
        let decoded = text(b"~{JGTs~}", Some("hz-gb-2312"));
        assert_eq!(decoded.damaged, 1);
    }
}
