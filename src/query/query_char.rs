//! What the letters of a word or a quotation become.
//!
//! It owns blanks, wildcards and backslashes within one text. It must not know what stands around the text.

use std::ops::Range;

use super::character::is_blank;
use super::field::Field;
use super::syntax_error::{Lexed, SyntaxError};
use super::tree::{Node, PatternPart, Spanned};

/// A character of a word or a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QueryChar {
    pub(super) char: char,
    pub(super) at: usize,
    /// Whether a backslash stood before it.
    pub(super) escaped: bool,
}

impl QueryChar {
    /// Whether it would be a wildcard inside quotation marks. A full-width `？` is a question mark.
    pub(super) fn is_wildcard(&self) -> bool {
        !self.escaped && matches!(self.char, '?' | '*' | '＊')
    }
}

/// What was written, without the backslashes.
pub(super) fn text(characters: &[QueryChar]) -> String {
    characters.iter().map(|letter| letter.char).collect()
}

/// The letters of a quotation, blanks at its ends trimmed.
pub(super) fn quotation<'a>(
    characters: &'a [QueryChar],
    span: &Range<usize>,
) -> Lexed<&'a [QueryChar]> {
    let is_written = |letter: &QueryChar| !is_blank(letter.char);
    let first = characters.iter().position(is_written);
    let last = characters.iter().rposition(is_written);
    match first.zip(last) {
        Some((first, last)) => Ok(&characters[first..=last]),
        None => SyntaxError::at(
            span.start,
            "nothing stands in the quotation marks: write a text between them, or remove them",
        ),
    }
}

/// The node of a field's value.
pub(super) fn field_value(
    field: Field,
    characters: &[QueryChar],
    span: Range<usize>,
) -> Lexed<Node> {
    without_wildcards(characters, "the value of a field")?;
    match field.value(text(characters)) {
        Ok(value) => Ok(Node::Field(Spanned { value, span })),
        Err(message) => SyntaxError::at(span.start, message),
    }
}

/// Fails at the first wildcard, where a place takes none.
pub(super) fn without_wildcards(characters: &[QueryChar], place: &str) -> Lexed<()> {
    match characters.iter().find(|letter| letter.is_wildcard()) {
        None => Ok(()),
        Some(QueryChar { char, at, .. }) => SyntaxError::at(
            *at,
            format!("{place} takes no wildcards: leave it out, or write \\{char} to find it"),
        ),
    }
}

/// The node of a quotation with a distance.
pub(super) fn near(characters: &[QueryChar], distance: u32, span: Range<usize>) -> Lexed<Node> {
    without_wildcards(characters, "a quotation with a distance")?;
    let parts = characters.split(|letter| is_blank(letter.char) && !letter.escaped);
    let parts = parts.filter(|part| !part.is_empty()).map(text).collect();
    let value = several(parts, span.start)?;
    let parts = Spanned { value, span };
    Ok(Node::Near { parts, distance })
}

/// Parts that stand together at the most: what is known of their places grows with every set of them.
const MAX_TOGETHER: usize = 8;

/// Parts that stand together, if there are enough of them and not too many.
pub(super) fn several(parts: Vec<String>, at: usize) -> Lexed<Vec<String>> {
    let trouble = match parts.len() {
        0 | 1 => "two parts or more, with blanks between, can stand together: 行政 诉讼",
        2..=MAX_TOGETHER => return Ok(parts),
        _ => "eight parts at the most can stand together: leave the others out",
    };
    SyntaxError::at(at, trouble)
}

/// The node of a quotation with wildcards.
pub(super) fn pattern(characters: &[QueryChar], span: Range<usize>) -> Lexed<Node> {
    let is_useless = |letter: &&QueryChar| letter.is_wildcard() && letter.char != '?';
    let mut ends = [characters.first(), characters.last()]
        .into_iter()
        .flatten();
    if let Some(letter) = ends.find(is_useless) {
        return SyntaxError::at(
            letter.at,
            "a * at the beginning or end changes nothing: leave it out, or write \\* to find it",
        );
    }
    let is_found = |letter: &QueryChar| letter.char.is_alphanumeric();
    if !characters.iter().any(is_found) {
        return SyntaxError::at(
            span.start,
            "wildcards alone find nothing: add a letter, a digit or a Chinese character",
        );
    }
    let value = pattern_parts(characters);
    Ok(Node::Pattern(Spanned { value, span }))
}

/// Runs of text, and wildcards between them; `**` is `*`.
fn pattern_parts(characters: &[QueryChar]) -> Vec<PatternPart> {
    let mut parts = Vec::new();
    for letter in characters {
        match (letter.is_wildcard(), letter.char, parts.last_mut()) {
            (true, '?', _) => parts.push(PatternPart::One),
            (true, _, Some(PatternPart::Some)) => {}
            (true, ..) => parts.push(PatternPart::Some),
            (false, char, Some(PatternPart::Text(text))) => text.push(char),
            (false, char, _) => parts.push(PatternPart::Text(char.into())),
        }
    }
    parts
}
