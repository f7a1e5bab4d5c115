//! The parts of a mail (RFC 2046), found in one pass over its lines.
//!
//! Must not know what is in a part. Invariant: the parts are a list in reading order, and each body is a range of the
//! file; nesting costs no stack.

use std::collections::HashMap;
use std::ops::Range;

use quanwen_messages::message;

use super::header::Header;
use crate::unread::Unread;

/// Maximum number of parts of a mail.
const MAX_PARTS: usize = 100_000;
/// The type of parts that hold parts.
const MULTIPART: &str = "multipart/";

/// A part of a mail.
#[derive(Debug)]
pub(crate) struct Part {
    pub header: Header,
    /// Where its bytes are, still encoded.
    pub(super) body: Range<usize>,
    /// The part with several renderings that it belongs to, and the rendering.
    pub(super) rendering: Option<(usize, usize)>,
    /// Whether it holds other parts, so that its own bytes are no text.
    pub(super) holds_parts: bool,
}

/// The parts of a mail.
#[derive(Debug)]
pub(crate) struct Message {
    pub(super) parts: Vec<Part>,
    /// Whether the end of the last part, or of its header, is missing.
    pub(super) is_cut: bool,
}

impl Part {
    /// The bytes of the part, and whether some of them are lost.
    pub(crate) fn bytes(&self, mail: &[u8]) -> (Vec<u8>, bool) {
        let body = mail.get(self.body.clone()).unwrap_or_default();
        self.header.transfer.decode(body)
    }
}

impl Message {
    /// Finds the parts of a mail.
    ///
    /// # Errors
    /// The reason, if they are too many.
    pub(crate) fn parse(mail: &[u8]) -> Result<Self, Unread> {
        let mut parser = Parser {
            mail,
            at: mail.len() - mail.trim_ascii_start().len(),
            parts: Vec::new(),
            open: Vec::new(),
            levels: HashMap::new(),
            is_in_header: false,
        };
        parser.begin_part(None);
        while parser.at < mail.len() {
            if parser.parts.len() > MAX_PARTS {
                let what = message!(
                    "a mail of over {most} parts: save them as files",
                    most = MAX_PARTS
                );
                return Err(Unread::TooComplex(what));
            }
            parser.read_line();
        }
        Ok(Self {
            is_cut: parser.is_in_header || !parser.open.is_empty(),
            parts: parser.parts,
        })
    }

    /// The header of the mail as a whole.
    pub(crate) fn header(&self) -> &Header {
        &self.parts[0].header
    }

    /// Whether the end of the last part is missing.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The parts that hold no others, in order.
    pub(crate) fn leaves(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| !part.holds_parts)
    }
}

/// A multipart whose end has not been found.
struct Open {
    part: usize,
    boundary: Vec<u8>,
}

/// A line between two parts.
struct Delimiter {
    /// The place in `open` of the multipart.
    level: usize,
    is_last: bool,
}

struct Parser<'m> {
    mail: &'m [u8],
    at: usize,
    parts: Vec<Part>,
    open: Vec<Open>,
    /// The place in `open` of each boundary.
    levels: HashMap<Vec<u8>, usize>,
    /// Whether the mail ends within a header: no empty line follows it.
    is_in_header: bool,
}

impl<'m> Parser<'m> {
    /// The line at `at`, with its line break.
    fn line(&self) -> &'m [u8] {
        let rest = &self.mail[self.at..];
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        &rest[..end]
    }

    /// Reads a line of a body.
    fn read_line(&mut self) {
        let line = self.line();
        let Some(delimiter) = self.delimiter(line) else {
            self.at += line.len();
            return;
        };
        self.end_part();
        self.at += line.len();
        let parent = self.open[delimiter.level].part;
        self.close(delimiter.level + usize::from(!delimiter.is_last));
        if !delimiter.is_last {
            self.begin_part(Some(parent));
        }
    }

    /// The delimiter that a line is.
    fn delimiter(&self, line: &[u8]) -> Option<Delimiter> {
        let boundary = line.strip_prefix(b"--")?.trim_ascii_end();
        let level = |boundary: &[u8]| self.levels.get(boundary).copied();
        if let Some(level) = level(boundary) {
            let is_last = false;
            return Some(Delimiter { level, is_last });
        }
        let level = level(boundary.strip_suffix(b"--")?)?;
        let is_last = true;
        Some(Delimiter { level, is_last })
    }

    /// Ends the last part before the line at `at`. What follows the last part of a multipart belongs to none.
    fn end_part(&mut self) {
        let Some(part) = self.parts.last_mut().filter(|part| part.body.end > self.at) else {
            return;
        };
        let before = &self.mail[..self.at];
        let body = before.strip_suffix(b"\n").unwrap_or(before);
        let body = body.strip_suffix(b"\r").unwrap_or(body);
        part.body.end = body.len().max(part.body.start);
    }

    /// Closes the multiparts from `level` on.
    fn close(&mut self, level: usize) {
        for open in self.open.drain(level..) {
            self.levels.remove(&open.boundary);
        }
    }

    /// Begins the part whose header is at `at`.
    fn begin_part(&mut self, parent: Option<usize>) {
        let part = self.parts.len();
        let header = self.header(parent);
        let rendering = parent.and_then(|parent| {
            let holder = &mut self.parts[parent];
            holder.holds_parts = true;
            let is_choice = holder.header.media_type == "multipart/alternative";
            match holder.rendering {
                // A choice that is itself a rendering adds its own to those of the other.
                Some((choice, rendering)) if is_choice && rendering == parent => {
                    Some((choice, part))
                }
                _ if is_choice => Some((parent, part)),
                rendering => rendering,
            }
        });
        if header.media_type.starts_with(MULTIPART)
            && let Some(boundary) = header.parameter("boundary")
        {
            self.open_multipart(part, boundary.as_bytes().to_vec());
        }
        self.parts.push(Part {
            header,
            body: self.at..self.mail.len(),
            rendering,
            holds_parts: false,
        });
    }

    /// Reads the header at `at`, which ends with an empty line or before a delimiter.
    fn header(&mut self, parent: Option<usize>) -> Header {
        let start = self.at;
        self.is_in_header = true;
        while self.at < self.mail.len() {
            let line = self.line();
            let is_empty = line.trim_ascii().is_empty();
            if !is_empty && self.delimiter(line).is_some() {
                self.is_in_header = false;
                break;
            }
            self.at += line.len();
            if is_empty {
                self.is_in_header = false;
                break;
            }
        }
        let is_digest = |parent: usize| self.parts[parent].header.media_type == "multipart/digest";
        let default = if parent.is_some_and(is_digest) {
            "message/rfc822"
        } else {
            "text/plain"
        };
        Header::read(&self.mail[start..self.at], default)
    }

    /// Opens a multipart, unless one with its boundary is open.
    fn open_multipart(&mut self, part: usize, boundary: Vec<u8>) {
        if !self.levels.contains_key(&boundary) {
            self.levels.insert(boundary.clone(), self.open.len());
            self.open.push(Open { part, boundary });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    /// The type and the bytes of each part that holds no others.
    fn leaves(mail: &str) -> Vec<(String, String)> {
        let message = Message::parse(mail.as_bytes()).unwrap();
        let words = |part: &Part| String::from_utf8(part.bytes(mail.as_bytes()).0).unwrap();
        let leaf = |part: &Part| (part.header.media_type.clone(), words(part));
        message.leaves().map(leaf).collect()
    }

    fn leaf(media_type: &str, words: &str) -> (String, String) {
        (media_type.to_string(), words.to_string())
    }

    #[test]
    fn parts_are_found_between_boundaries_of_which_one_begins_another() {
        let mail = "Content-Type: multipart/mixed; boundary=a\r\n\r\npreamble\r\n--a\r\n\
            Content-Type: multipart/alternative; boundary=\"a_b\"\r\n\r\n--a_b\r\n\r\n甲\r\n--a_b\r\n\
            Content-Type: text/html\r\n\r\n乙\r\n\r\n--a_b--\r\nepilogue\r\n--a\r\n\
            Content-Type: image/png\r\n\r\n丙\r\n--a--\r\nend";
        let found = [
            leaf("text/plain", "甲"),
            leaf("text/html", "乙\r\n"),
            leaf("image/png", "丙"),
        ];
        assert_eq!(leaves(mail), found);
        let message = Message::parse(mail.as_bytes()).unwrap();
        let renderings: Vec<_> = message.leaves().map(|part| part.rendering).collect();
        assert_eq!(renderings, [Some((1, 2)), Some((1, 3)), None]);
        assert!(!message.is_cut);
    }

    #[test]
    fn a_choice_in_a_choice_adds_renderings_of_the_same_text() {
        let mail = "Content-Type: multipart/alternative; boundary=a\n\n--a\n\n甲\n--a\n\
            Content-Type: multipart/alternative; boundary=b\n\n--b\n\n甲\n--b\n\
            Content-Type: text/html\n\n甲\n--b--\n--a--\n";
        let message = Message::parse(mail.as_bytes()).unwrap();
        let renderings: Vec<_> = message.leaves().map(|part| part.rendering).collect();
        assert_eq!(renderings, [Some((0, 1)), Some((0, 3)), Some((0, 4))]);
    }

    #[test]
    fn a_mail_cut_short_has_the_parts_before_the_cut() {
        let mail = "Content-Type: multipart/mixed; boundary=a\n\n--a\n\n甲\n--a\n\n乙";
        assert_eq!(
            leaves(mail),
            [leaf("text/plain", "甲"), leaf("text/plain", "乙")]
        );
        assert!(Message::parse(mail.as_bytes()).unwrap().is_cut);
        let header = b"Content-Type: text/plain\nSubject: a";
        assert!(Message::parse(header).unwrap().is_cut);
        assert!(!Message::parse(b"Subject: a\n\n").unwrap().is_cut);
        let blank = "\r\n\nSubject: a\n\n甲";
        assert_eq!(leaves(blank), [leaf("text/plain", "甲")]);
    }

    #[test]
    fn a_multipart_without_parts_is_its_bytes() {
        let mail = "Content-Type: multipart/mixed; boundary=a\n\n甲\n";
        assert_eq!(leaves(mail), [leaf("multipart/mixed", "甲\n")]);
    }

    #[test]
    fn many_parts_and_deep_ones_are_bounded() {
        let mut deep = String::new();
        for n in 0..20_000 {
            let _ = write!(
                deep,
                "Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"
            );
        }
        assert_eq!(leaves(&format!("{deep}\n甲")), [leaf("text/plain", "甲")]);
        let many = format!(
            "Content-Type: multipart/mixed; boundary=a\n\n{}",
            "--a\n\n".repeat(MAX_PARTS + 1)
        );
        let reason = Message::parse(many.as_bytes()).unwrap_err();
        assert_eq!(reason.code(), "too_complex");
    }
}
