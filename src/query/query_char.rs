//! Turns the characters of a word or a quotation into a node.
//!
//! Owns blanks, wildcards and backslashes within one text. Must not know what surrounds the text.

use std::ops::Range;

use quanwen_messages::{Text, message, text};

use super::character::is_blank;
use super::field::Field;
use super::syntax_error::{Lexed, SyntaxError};
use super::tree::{Node, PatternPart, Spanned};

/// A character of a word or a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QueryChar {
    pub(super) char: char,
    pub(super) at: usize,
    /// Whether it was escaped by a backslash.
    pub(super) escaped: bool,
}

impl QueryChar {
    /// Whether it is a wildcard inside quotation marks. A full-width `？` is a question mark.
    pub(super) fn is_wildcard(&self) -> bool {
        !self.escaped && matches!(self.char, '?' | '*' | '＊')
    }
}

/// A word with `*` as a text to be found: 复* is 复 and whatever follows, 行政*机关 has a wildcard. A `?` in it is a question
/// mark; blanks at its ends are trimmed as in a quotation. `None` if it has no `*`, or nothing else.
pub(super) fn starred(characters: &[QueryChar]) -> Option<Vec<QueryChar>> {
    let is_star = |c: &QueryChar| c.is_wildcard() && c.char != '?';
    let is_edge = |c: &QueryChar| is_star(c) || is_blank(c.char);
    let first = characters.iter().position(|c| !is_edge(c))?;
    let last = characters.iter().rposition(|c| !is_edge(c))?;
    let is_found = |c: &QueryChar| c.char.is_alphanumeric();
    if !characters.iter().any(is_star) || !characters.iter().any(is_found) {
        return None;
    }
    let as_text = |c: &QueryChar| QueryChar {
        escaped: c.escaped || c.char == '?',
        ..*c
    };
    Some(characters[first..=last].iter().map(as_text).collect())
}

/// Whether a character separates texts that are listed, as a blank does: 甲、乙，丙.
pub(super) fn is_enumeration(char: char) -> bool {
    matches!(char, '、' | '，' | ',' | '；' | ';')
}

/// The texts that a word lists, without backslashes.
pub(super) fn enumerated(characters: &[QueryChar]) -> Vec<String> {
    let parts = characters.split(|c| is_enumeration(c.char) && !c.escaped);
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(text).collect()
}

/// The text without backslashes.
pub(super) fn text(characters: &[QueryChar]) -> String {
    characters.iter().map(|c| c.char).collect()
}

/// The characters of a quotation, blanks at its ends trimmed.
pub(super) fn quotation<'a>(
    characters: &'a [QueryChar],
    span: &Range<usize>,
) -> Lexed<&'a [QueryChar]> {
    let is_written = |c: &QueryChar| !is_blank(c.char);
    let first = characters.iter().position(is_written);
    let last = characters.iter().rposition(is_written);
    match first.zip(last) {
        Some((first, last)) => Ok(&characters[first..=last]),
        None => SyntaxError::at(
            span.start,
            text!("the quotation marks are empty: write a text between them, or remove them"),
        ),
    }
}

/// The node of a field's value.
pub(super) fn field_value(
    field: Field,
    characters: &[QueryChar],
    span: Range<usize>,
) -> Lexed<Node> {
    without_wildcards(characters, text!("the value of a field"))?;
    match field.value(text(characters)) {
        Ok(value) => Ok(Node::Field(Spanned { value, span })),
        Err(message) => SyntaxError::at(span.start, message),
    }
}

/// Fails at the first wildcard where none is allowed.
pub(super) fn without_wildcards(characters: &[QueryChar], place: Text) -> Lexed<()> {
    match characters.iter().find(|c| c.is_wildcard()) {
        None => Ok(()),
        Some(QueryChar { char, at, .. }) => SyntaxError::at(
            *at,
            message!(
                "{place} takes no wildcards: leave it out, or write \\{char} to find it",
                place = place,
                char = *char
            ),
        ),
    }
}

/// The node of a quotation with a distance.
pub(super) fn near(characters: &[QueryChar], distance: u32, span: Range<usize>) -> Lexed<Node> {
    without_wildcards(characters, text!("a quotation with a distance"))?;
    let parts = characters
        .split(|c| is_blank(c.char) && !c.escaped)
        .filter(|part| !part.is_empty())
        .map(text)
        .collect();
    let value = several(parts, span.start)?;
    let parts = Spanned { value, span };
    Ok(Node::Near { parts, distance })
}

/// Maximum number of parts of a near or together term: the search keeps a position for every subset.
const MAX_TOGETHER: usize = 8;

/// Checks the number of parts of a near or together term.
pub(super) fn several(parts: Vec<String>, at: usize) -> Lexed<Vec<String>> {
    let message = match parts.len() {
        0 | 1 => text!("write two or more parts with blanks between, as in 行政 诉讼"),
        2..=MAX_TOGETHER => return Ok(parts),
        _ => text!("at most eight parts can be combined: leave the others out"),
    };
    SyntaxError::at(at, message)
}

/// The node of a quotation with wildcards.
pub(super) fn pattern(characters: &[QueryChar], span: Range<usize>) -> Lexed<Node> {
    let is_useless = |c: &&QueryChar| c.is_wildcard() && c.char != '?';
    let mut ends = [characters.first(), characters.last()]
        .into_iter()
        .flatten();
    if let Some(c) = ends.find(is_useless) {
        return SyntaxError::at(
            c.at,
            text!(
                "a * at the beginning or end has no effect: leave it out, or write \\* to find it"
            ),
        );
    }
    let is_found = |c: &QueryChar| c.char.is_alphanumeric();
    if !characters.iter().any(is_found) {
        return SyntaxError::at(
            span.start,
            text!("wildcards alone find nothing: add a letter, a digit or a Chinese character"),
        );
    }
    let value = pattern_parts(characters);
    Ok(Node::Pattern(Spanned { value, span }))
}

/// Runs of text with the wildcards between them; `**` is `*`.
fn pattern_parts(characters: &[QueryChar]) -> Vec<PatternPart> {
    let mut parts = Vec::new();
    for c in characters {
        match (c.is_wildcard(), c.char, parts.last_mut()) {
            (true, '?', _) => parts.push(PatternPart::One),
            (true, _, Some(PatternPart::Some)) => {}
            (true, ..) => parts.push(PatternPart::Some),
            (false, char, Some(PatternPart::Text(text))) => text.push(char),
            (false, char, _) => parts.push(PatternPart::Text(char.into())),
        }
    }
    parts
}
