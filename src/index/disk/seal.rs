//! Small files whose last line is a checksum. They are read and checked whole.
//!
//! The checksum includes the file's name, so swapped files are noticed.

use std::fmt::Display;

use quanwen_messages::{Message, message};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// The beginning of the last line; sixteen hexadecimal digits follow.
const LABEL: &str = "xxh3 ";
/// Bytes of the last line with the line breaks before and after it.
const LENGTH: usize = 1 + LABEL.len() + 16 + 1;

fn last_line(name: &str, content: &[u8]) -> String {
    let checksum = xxh3_64_with_seed(content, xxh3_64(name.as_bytes()));
    format!("\n{LABEL}{checksum:016x}\n")
}

/// The bytes of a file called `name` with `content`.
pub(in crate::index) fn seal(name: &str, content: &[u8]) -> Vec<u8> {
    [content, last_line(name, content).as_bytes()].concat()
}

/// The content of a file called `name`; `None` if it does not match its checksum.
pub(in crate::index) fn unseal<'b>(name: &str, bytes: &'b [u8]) -> Option<&'b [u8]> {
    let (content, line) = bytes.split_at_checked(bytes.len().checked_sub(LENGTH)?)?;
    (line == last_line(name, content).as_bytes()).then_some(content)
}

/// What is wrong with a file whose checksum or content does not agree with what was written.
pub(in crate::index) fn altered(name: impl Display) -> Message {
    message!(
        "{name} has changed since it was written",
        name = name.to_string()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_unsealed_under_its_own_name_only() {
        let bytes = seal("a.json", b"{}");
        assert_eq!(unseal("a.json", &bytes), Some(&b"{}"[..]));
        assert_eq!(unseal("b.json", &bytes), None);
        assert_eq!(unseal("a.json", b""), None);
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let bytes = seal("a.json", b"{\"generation\":1}");
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                assert_eq!(unseal("a.json", &flipped), None);
            }
            assert_eq!(unseal("a.json", &bytes[..at]), None);
        }
    }
}
