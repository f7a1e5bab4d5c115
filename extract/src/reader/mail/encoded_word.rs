//! Encoded words of headers (RFC 2047): `=?gb2312?B?…?=`.
//!
//! Invariant: linear time; what is not an encoded word stays as it is.

use std::borrow::Cow;

use super::charset;
use super::transfer::base64;

/// Maximum bytes of an encoded word. RFC 2047, 2, allows 75 characters; programs write longer ones.
const MAX_WORD: usize = 4096;

/// A word that is encoded.
struct Word<'v> {
    charset: &'v str,
    bytes: Vec<u8>,
    /// What follows it.
    rest: &'v str,
}

/// Decodes the encoded words of a value. Adjacent ones of one encoding are decoded together, since programs split
/// characters between them.
pub(super) fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains("=?") {
        return Cow::Borrowed(value);
    }
    let mut text = String::new();
    let mut rest = value;
    while let Some(start) = rest.find("=?") {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(mut word) = Word::at(rest) {
            while let Some(next) = word.next() {
                word.bytes.extend(next.bytes);
                word.rest = next.rest;
            }
            text.push_str(&charset::text(&word.bytes, Some(word.charset)).text);
            rest = word.rest;
            if Word::at(rest.trim_start()).is_some() {
                rest = rest.trim_start();
            }
        } else {
            text.push_str("=?");
            rest = &rest[2..];
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

impl<'v> Word<'v> {
    /// The word that a text begins with.
    fn at(text: &'v str) -> Option<Self> {
        let start = &text[..text.floor_char_boundary(MAX_WORD)];
        let (charset, encoded) = start.strip_prefix("=?")?.split_once('?')?;
        let (encoding, encoded) = encoded.split_once('?')?;
        let (encoded, after) = encoded.split_once("?=")?;
        // A language may follow the encoding (RFC 2231, 5).
        let charset = charset.split('*').next()?;
        let bytes = match encoding {
            "B" | "b" => base64(encoded.as_bytes()).0,
            "Q" | "q" => quoted(encoded),
            _ => return None,
        };
        Some(Self {
            charset,
            bytes,
            rest: &text[start.len() - after.len()..],
        })
    }

    /// The word after it in the same encoding, with only blanks between.
    fn next(&self) -> Option<Self> {
        Self::at(self.rest.trim_start())
            .filter(|next| next.charset.eq_ignore_ascii_case(self.charset))
    }
}

/// Decodes `=E6` and `_` (RFC 2047, 4.2).
fn quoted(encoded: &str) -> Vec<u8> {
    let hex = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let encoded = encoded.as_bytes();
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut at = 0;
    while let Some(byte) = encoded.get(at) {
        let code = hex(encoded.get(at + 1)).zip(hex(encoded.get(at + 2)));
        match (
            byte,
            code.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()),
        ) {
            (b'=', Some(code)) => {
                bytes.push(code);
                at += 2;
            }
            (b'_', _) => bytes.push(b' '),
            (other, _) => bytes.push(*other),
        }
        at += 1;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_decoded_and_other_words_stay() {
        for (value, words) in [
            ("=?utf-8?B?5p2+5rO95Y6/?=", "松泽县"),
            ("=?UTF-8?Q?=E6=9D=BE=E6=B3=BD_2021?= a", "松泽 2021 a"),
            ("Re: =?GB2312?B?y8nU88/Y?=", "Re: 松泽县"),
            ("=?x?=", "=?x?="),
            ("=?utf-8?Z?x?=", "=?utf-8?Z?x?="),
            ("a =? b", "a =? b"),
        ] {
            assert_eq!(decoded(value), words);
        }
    }

    #[test]
    fn a_character_split_between_words_is_whole() {
        let split = "=?utf-8?B?5p2+5rM=?= \r\n =?utf-8?B?veWOvw==?=";
        assert_eq!(decoded(split), "松泽县");
        assert_eq!(decoded("=?utf-8?B?5p2+?= =?gb2312?B?1PM=?="), "松泽");
    }

    #[test]
    fn words_without_end_take_linear_time() {
        let value = "=?a?B?x ".repeat(100_000);
        assert_eq!(decoded(&value).len(), value.len());
    }
}
