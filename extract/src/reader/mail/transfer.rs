//! The transfer encodings of MIME (RFC 2045, 6), and the one from before it: the bytes of a part.

use data_encoding::BASE64_MIME_PERMISSIVE;
use quoted_printable::ParseMode;

/// How the bytes of a part are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Transfer {
    /// As they are: 7bit, 8bit, binary.
    Plain,
    Base64,
    QuotedPrintable,
    /// Lines between `begin` and `end` (POSIX.1-2017, uuencode).
    Uuencode,
}

impl Transfer {
    /// The encoding that a header names, perhaps with a comment after it.
    pub(super) fn named(value: &str) -> Self {
        let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, ';' | '(');
        let name = value.trim().split(is_end).next().unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "base64" => Self::Base64,
            "quoted-printable" => Self::QuotedPrintable,
            "x-uuencode" | "uuencode" | "x-uue" => Self::Uuencode,
            _ => Self::Plain,
        }
    }

    /// The bytes of a part, and whether some of them are lost.
    pub(super) fn decode(self, body: &[u8]) -> (Vec<u8>, bool) {
        match self {
            Self::Plain => (body.to_vec(), false),
            Self::Base64 => base64(body),
            Self::QuotedPrintable => match quoted_printable::decode(body, ParseMode::Robust) {
                Ok(bytes) => (bytes, false),
                Err(_) => (body.to_vec(), true),
            },
            Self::Uuencode => uuencoded(body),
        }
    }
}

/// Decodes base64 up to a damaged place; a missing padding is no loss.
pub(super) fn base64(body: &[u8]) -> (Vec<u8>, bool) {
    const GROUP: usize = 4;
    let is_digit = |byte: &u8| !byte.is_ascii_whitespace();
    let mut digits: Vec<u8> = body.iter().copied().filter(is_digit).collect();
    if digits.len() % GROUP > 1 {
        digits.resize(digits.len().next_multiple_of(GROUP), b'=');
    }
    let Ok(length) = BASE64_MIME_PERMISSIVE.decode_len(digits.len()) else {
        let whole = digits.len() / GROUP * GROUP;
        return (base64(&digits[..whole]).0, true);
    };
    let mut bytes = vec![0; length];
    let (length, is_lost) = match BASE64_MIME_PERMISSIVE.decode_mut(&digits, &mut bytes) {
        Ok(length) => (length, false),
        Err(partial) => (partial.written, true),
    };
    bytes.truncate(length);
    (bytes, is_lost)
}

/// Decodes the lines between `begin` and `end`, of which the first character is the number of bytes.
fn uuencoded(body: &[u8]) -> (Vec<u8>, bool) {
    let value = |byte: &u8| byte.wrapping_sub(b' ') & 0x3F;
    let mut lines = body
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::trim_ascii_end);
    let mut bytes = Vec::new();
    let has_begun = lines.any(|line| line.starts_with(b"begin "));
    for line in lines {
        if line == b"end" {
            return (bytes, !has_begun);
        }
        let Some((length, digits)) = line.split_first() else {
            continue;
        };
        let end = bytes.len() + usize::from(value(length));
        for group in digits.chunks(4) {
            // Blanks at the end of a line, which are zeros, may be missing.
            let digit = |at: usize| group.get(at).map_or(0, value);
            bytes.push(digit(0) << 2 | digit(1) >> 4);
            bytes.push(digit(1) << 4 | digit(2) >> 2);
            bytes.push(digit(2) << 6 | digit(3));
        }
        bytes.resize(end, 0);
    }
    (bytes, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_decoded_as_the_header_names() {
        let words = "松泽县".as_bytes().to_vec();
        for (name, body) in [
            ("BASE64", "5p2+5rO9\r\n5Y6/\r\n"),
            (" base64; (mail)", "5p2+5rO95Y6/"),
            ("Quoted-Printable", "=E6=9D=BE=E6=B3=BD=\r\n=E5=8E=BF"),
            ("8bit", "松泽县"),
            ("x-uuencode", "begin 644 a.txt\n)YIV^YK.]Y8Z_\n`\nend\n"),
        ] {
            let decoded = Transfer::named(name).decode(body.as_bytes());
            assert_eq!(decoded, (words.clone(), false), "{name}");
        }
    }

    #[test]
    fn uuencoded_bytes_without_end_or_beginning_are_a_loss() {
        let cut = Transfer::Uuencode.decode(b"begin 644 a\r\n#86)C\r\n");
        assert_eq!(cut, (b"abc".to_vec(), true));
        assert_eq!(Transfer::Uuencode.decode(b"end"), (Vec::new(), true));
    }

    #[test]
    fn base64_is_read_up_to_the_damage() {
        assert_eq!(
            base64(b"5p2+5rO95Y6"),
            (
                "松泽\u{0}".as_bytes()[..6]
                    .iter()
                    .copied()
                    .chain([0xE5, 0x8E])
                    .collect(),
                false
            )
        );
        assert_eq!(base64(b"5p2+5"), ("松".as_bytes().to_vec(), true));
        let (read, is_lost) = base64("5p2+5rO9松泽5Y6/".as_bytes());
        assert!(is_lost && read.starts_with("松泽".as_bytes()));
    }
}
