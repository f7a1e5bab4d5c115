//! JSON lines: one object per line with its `type`, the summary last.
//!
//! JSON requires escapes only for C0 control characters. All other characters that act on a terminal are escaped too,
//! so rows are safe to print and still parse to the same texts.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// The version of the row layout; every answer has it, usually in its summary.
pub const VERSION: u32 = 1;

/// Whether printing a character to a terminal moves the cursor, changes colours, ends a line or reverses the text
/// direction: C0 and C1 controls (tabs and line breaks included), DEL, the line and paragraph separators, and the
/// marks, embeddings, overrides and isolates of UAX 9.
///
/// ```
/// use quanwen::api::acts_on_terminal;
/// assert!("\u{1B}\u{9B}\n\u{202E}".chars().all(acts_on_terminal));
/// assert!(!"松泽县 2021\u{200B}".chars().any(acts_on_terminal));
/// ```
pub fn acts_on_terminal(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        )
}

/// What one line of JSON has, in addition to its `type`.
pub trait Row: Serialize {
    /// The value of `type`.
    const TYPE: &'static str;
}

/// Writes rows as JSON lines.
///
/// ```
/// use quanwen::api::{DamagedText, Json};
///
/// # fn main() -> std::io::Result<()> {
/// let mut out = Vec::new();
/// let mut json = Json::new(&mut out);
/// json.row(&DamagedText::new("2021.txt", 3))?;
/// json.summary(&serde_json::json!({ "damaged": 1 }))?;
/// assert_eq!(
///     String::from_utf8_lossy(&out),
///     "{\"type\":\"damaged\",\"characters\":3,\"path\":\"2021.txt\"}\n\
///      {\"type\":\"summary\",\"version\":1,\"damaged\":1}\n"
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Json<W> {
    out: W,
}

#[derive(Serialize)]
struct Line<'a, T> {
    r#type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(flatten)]
    content: &'a T,
}

impl<W: Write> Json<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out }
    }

    /// Writes one row.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn row<R: Row>(&mut self, row: &R) -> io::Result<()> {
        self.write(&Line {
            r#type: R::TYPE,
            version: None,
            content: row,
        })
    }

    /// Writes rows of one kind.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn rows<'r, R: Row + 'r>(
        &mut self,
        rows: impl IntoIterator<Item = &'r R>,
    ) -> io::Result<()> {
        rows.into_iter().try_for_each(|row| self.row(row))
    }

    /// Writes the last row.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn summary(&mut self, row: &impl Serialize) -> io::Result<()> {
        self.write(&Line {
            r#type: "summary",
            version: Some(VERSION),
            content: row,
        })
    }

    fn write<T: Serialize>(&mut self, line: &Line<T>) -> io::Result<()> {
        line.serialize(&mut Serializer::with_formatter(&mut self.out, Escaping))?;
        self.out.write_all(b"\n")
    }

    /// Flushes `out`.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A value as one line of JSON that is safe to print.
///
/// ```
/// use quanwen::api::json_line;
/// assert_eq!(json_line(&"a\u{1B}\u{202E}")?, r#""a\u001b\u202e""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// Those of the value, such as a map whose keys are no texts.
pub fn json_line(value: &impl Serialize) -> serde_json::Result<String> {
    let mut out = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut out, Escaping))?;
    String::from_utf8(out).map_err(serde::ser::Error::custom)
}

/// Compact JSON that escapes every character that [acts on a terminal](acts_on_terminal).
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| acts_on_terminal(*c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            // All are in the Basic Multilingual Plane, so one UTF-16 code unit is enough.
            write!(out, "\\u{:04x}", u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Row for serde_json::Value {
        const TYPE: &'static str = "text";
    }

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        let row = serde_json::json!({ text: text });
        Json::new(&mut out).row(&row).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn characters_that_act_on_a_terminal_are_escaped() {
        let row = written("甲\u{1B}\u{7F}\u{9B}2J\u{85}\u{202E}\u{2028}乙");
        let escaped = "甲\\u001b\\u007f\\u009b2J\\u0085\\u202e\\u2028乙";
        assert_eq!(
            row,
            format!("{{\"type\":\"text\",\"{escaped}\":\"{escaped}\"}}\n")
        );
    }

    proptest! {
        #[test]
        fn rows_read_back_unchanged_and_have_no_control_characters(text in "[\\PC\\p{Cc}\\p{Cf}]{0,30}") {
            prop_assume!(text != "type");
            let row = written(&text);
            let line = row.strip_suffix('\n').unwrap();
            prop_assert!(!line.chars().any(char::is_control));
            let read: serde_json::Value = serde_json::from_str(line).unwrap();
            prop_assert_eq!(read[&text].as_str(), Some(text.as_str()));
        }
    }
}
