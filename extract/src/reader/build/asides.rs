//! Headers, footers and comments, which are read on request and follow the text.
//!
//! Must not know formats. Invariant: a header or footer that several sections or pages have stands there once.

use std::collections::HashSet;

use crate::extracted::Extracted;

/// What is read besides the text, in the order in which it is added.
#[derive(Debug, Default)]
pub(in crate::reader) struct Asides {
    /// The headers and footers.
    seen: HashSet<String>,
    headers: Vec<String>,
    comments: Vec<String>,
}

impl Asides {
    /// Adds the lines of a header or a footer, unless there is the same.
    pub(in crate::reader) fn add_header(&mut self, lines: String) {
        if !lines.is_empty() && self.seen.insert(lines.clone()) {
            self.headers.push(lines);
        }
    }

    /// Adds the lines of comments.
    pub(in crate::reader) fn add_comments(&mut self, lines: String) {
        self.comments.push(lines);
    }

    /// Appends the headers and footers, then the comments, to the text of the document.
    pub(in crate::reader) fn append_to(self, extracted: &mut Extracted) {
        extracted.text.extend(self.headers);
        extracted.text.extend(self.comments);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_come_once_and_before_comments() {
        let mut asides = Asides::default();
        asides.add_comments("批注\n".into());
        for header in ["页眉\n", "", "页脚\n", "页眉\n"] {
            asides.add_header(header.into());
        }
        let mut extracted = Extracted {
            text: "正文\n".into(),
            ..Extracted::default()
        };
        asides.append_to(&mut extracted);
        assert_eq!(extracted.text, "正文\n页眉\n页脚\n批注\n");
    }
}
