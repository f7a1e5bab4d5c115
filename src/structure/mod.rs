//! Text to what a reader sees in it: sections, items, paragraphs that a page cut, metadata.
//!
//! Owns the rules of the genre, each set in a file of its own: `marker` the numbers of official documents,
//! `law` those of laws, `heading` the words of headings, `outline` sections and items, `apart` annexes and
//! contents, `soft_break` the line breaks inside paragraphs, `metadata` title, year, issuer and dates, `page`
//! what stands around the text, `region` places, `date` how dates are written. Must not know folding, words or
//! the index.
//!
//! **Invariants.** The sections partition the text; nothing is lost. Time is linear in the text.

/// A pattern that is compiled when it is first used.
macro_rules! pattern {
    ($visibility:vis $name:ident, $pattern:literal $(,)?) => {
        $visibility static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| regex::Regex::new($pattern).expect("the pattern compiles"));
    };
}

mod apart;
mod date;
mod heading;
mod law;
mod line;
mod marker;
mod metadata;
mod outline;
mod page;
mod region;
mod soft_break;

use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use crate::corpus::{Extracted, extract, read_file};
use crate::document::Document;

/// Reads the structure of an extracted text. `path` is the document's path in its corpus.
#[must_use]
pub fn parse(extracted: Extracted, path: &str) -> Document {
    let lines = line::lines(&extracted.text);
    let soft_breaks = soft_break::find(&extracted.text, &lines);
    let lines = line::join(&lines, &soft_breaks);
    let outline = outline::read(&extracted.text, &lines);
    let metadata = metadata::read(&extracted, &lines, path);
    Document {
        id: document_id(path, &extracted.text),
        path: path.to_string(),
        first_line: extracted.first_line,
        metadata,
        sections: outline.sections,
        items: outline.items,
        soft_breaks,
        text: extracted.text,
    }
}

/// Reads a file of at most `limit` bytes and its structure.
///
/// # Errors
/// The reason for which it was not read.
pub(crate) fn parse_file(file: &Path, path: &str, limit: u64) -> Result<Document, String> {
    Ok(parse(extract(path, read_file(file, limit)?)?, path))
}

/// Twelve hexadecimal digits that depend on path and text alone.
fn document_id(path: &str, text: &str) -> String {
    let mut hash = Xxh3::new();
    hash.update(path.as_bytes());
    hash.update(b"\0");
    hash.update(text.as_bytes());
    format!("{:012x}", hash.digest() >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse_text(text: &str) -> Document {
        parse(
            Extracted {
                text: text.to_string(),
                first_line: 1,
                ..Extracted::default()
            },
            "a.txt",
        )
    }

    proptest! {
        #[test]
        fn sections_partition_any_text(text in "(一、|（二）|1\\.|第三条|二是|附件|目录|[甲乙。，：\n\r \u{3000}*#|“—0-9]){0,60}") {
            let document = parse_text(&text);
            let joined: String =
                (0..document.sections.len()).map(|index| &document.text[document.section_range(index)]).collect();
            prop_assert_eq!(joined, text);
            prop_assert_eq!(document.sections[0].level, 0);
            for (index, section) in document.sections.iter().enumerate().skip(1) {
                prop_assert!((section.parent as usize) < index);
                prop_assert!(document.sections[section.parent as usize].level < section.level);
                prop_assert!(document.section_range(index).contains(&(section.marker as usize)));
            }
            for item in &document.items {
                prop_assert!(item.start < item.end && document.text.is_char_boundary(item.end as usize));
            }
        }

        #[test]
        fn soft_breaks_cover_line_breaks_and_lie_apart(text in "([甲乙。，]{1,20}|— 3 —|\n|\r\n|\u{3000}){0,30}") {
            let document = parse_text(&text);
            let mut end = 0;
            for range in &document.soft_breaks {
                prop_assert!(range.start >= end && range.start < range.end);
                prop_assert!(document.text[range.start as usize..range.end as usize].contains(['\n', '\r']));
                end = range.end;
            }
        }
    }

    #[test]
    fn ids_change_with_path_and_text() {
        assert_eq!(document_id("a", "b"), document_id("a", "b"));
        assert_ne!(document_id("a", "b"), document_id("ab", ""));
        assert_eq!(document_id("a", "b").len(), 12);
    }
}
