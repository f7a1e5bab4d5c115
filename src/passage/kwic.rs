//! Keyword in context: a match with the text on its left and right.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::api::Kwic;

/// Cuts the context of a match: up to `columns` display columns on each side, within the paragraph, without blanks at its
/// ends.
pub(crate) fn kwic(
    text: &str,
    paragraph: Range<usize>,
    matched: Range<usize>,
    columns: usize,
) -> Kwic {
    let before = text[paragraph.start..matched.start].trim_start();
    let after = text[matched.end..paragraph.end].trim_end();
    let left = before.len() - taken(before.chars().rev(), columns);
    let right = taken(after.chars(), columns);
    Kwic {
        left: before[left..].to_string(),
        matched: text[matched].to_string(),
        right: after[..right].to_string(),
    }
}

/// Bytes of the characters that fit into `columns`.
fn taken(characters: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut used = 0;
    characters
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= columns
        })
        .map(char::len_utf8)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_counted_in_columns_and_stays_in_the_paragraph() {
        let text = "一、甲\n  加快推进行政复议体制改革ab。\n";
        let start = text.find("行政复议").unwrap();
        let paragraph = text.find('\n').unwrap() + 1..text.len();
        let found = kwic(text, paragraph.clone(), start..start + 12, 5);
        assert_eq!(
            (
                found.left.as_str(),
                found.matched.as_str(),
                found.right.as_str()
            ),
            ("推进", "行政复议", "体制")
        );
        let found = kwic(text, paragraph, start..start + 12, 50);
        assert_eq!(
            (found.left.as_str(), found.right.as_str()),
            ("加快推进", "体制改革ab。")
        );
    }
}
