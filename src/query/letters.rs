//! What the letters of a word or a quotation become.
//!
//! It owns blanks, wildcards and backslashes within one text. It must not know what stands around the text.

use std::ops::Range;

use super::character::is_blank;
use super::field::Field;
use super::tree::{Node, PatternPart, Typed};
use super::trouble::{Lexed, Trouble};

/// A character of a word or a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) char: char,
    pub(super) at: usize,
    /// Whether a backslash stood before it.
    pub(super) escaped: bool,
}

impl Letter {
    /// Whether it would be a wildcard inside quotation marks. A full-width `？` is a question mark.
    pub(super) fn is_wildcard(&self) -> bool {
        !self.escaped && matches!(self.char, '?' | '*' | '＊')
    }
}

/// What was written, without the backslashes.
pub(super) fn text(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.char).collect()
}

/// The letters of a quotation, blanks at its ends trimmed.
pub(super) fn quotation<'a>(letters: &'a [Letter], span: &Range<usize>) -> Lexed<&'a [Letter]> {
    let is_written = |letter: &Letter| !is_blank(letter.char);
    let first = letters.iter().position(is_written);
    let last = letters.iter().rposition(is_written);
    match first.zip(last) {
        Some((first, last)) => Ok(&letters[first..=last]),
        None => Trouble::at(
            span.start,
            "nothing stands in the quotation marks: write a text between them, or remove them",
        ),
    }
}

/// The node of a field's value.
pub(super) fn field_value(field: Field, letters: &[Letter], span: Range<usize>) -> Lexed<Node> {
    without_wildcards(letters, "the value of a field")?;
    match field.value(text(letters)) {
        Ok(value) => Ok(Node::Field(Typed { value, span })),
        Err(message) => Trouble::at(span.start, message),
    }
}

/// Fails at the first wildcard, where a place takes none.
pub(super) fn without_wildcards(letters: &[Letter], place: &str) -> Lexed<()> {
    match letters.iter().find(|letter| letter.is_wildcard()) {
        None => Ok(()),
        Some(Letter { char, at, .. }) => Trouble::at(
            *at,
            format!("{place} takes no wildcards: leave it out, or write \\{char} to find it"),
        ),
    }
}

/// The node of a quotation with a distance.
pub(super) fn near(letters: &[Letter], distance: u32, span: Range<usize>) -> Lexed<Node> {
    without_wildcards(letters, "a quotation with a distance")?;
    let parts = letters.split(|letter| is_blank(letter.char) && !letter.escaped);
    let parts = parts.filter(|part| !part.is_empty()).map(text).collect();
    let value = several(parts, span.start)?;
    let parts = Typed { value, span };
    Ok(Node::Near { parts, distance })
}

/// Parts that stand together at the most: what is known of their places grows with every set of them.
const MOST_TOGETHER: usize = 8;

/// Parts that stand together, if there are enough of them and not too many.
pub(super) fn several(parts: Vec<String>, at: usize) -> Lexed<Vec<String>> {
    let trouble = match parts.len() {
        0 | 1 => "two parts or more, with blanks between, can stand together: 行政 诉讼",
        2..=MOST_TOGETHER => return Ok(parts),
        _ => "eight parts at the most can stand together: leave the others out",
    };
    Trouble::at(at, trouble)
}

/// The node of a quotation with wildcards.
pub(super) fn pattern(letters: &[Letter], span: Range<usize>) -> Lexed<Node> {
    let is_useless = |letter: &&Letter| letter.is_wildcard() && letter.char != '?';
    let mut ends = [letters.first(), letters.last()].into_iter().flatten();
    if let Some(letter) = ends.find(is_useless) {
        return Trouble::at(
            letter.at,
            "a * at the beginning or end changes nothing: leave it out, or write \\* to find it",
        );
    }
    let is_found = |letter: &Letter| letter.char.is_alphanumeric();
    if !letters.iter().any(is_found) {
        return Trouble::at(
            span.start,
            "wildcards alone find nothing: add a letter, a digit or a Chinese character",
        );
    }
    let value = pattern_parts(letters);
    Ok(Node::Pattern(Typed { value, span }))
}

/// Runs of text, and wildcards between them; `**` is `*`.
fn pattern_parts(letters: &[Letter]) -> Vec<PatternPart> {
    let mut parts = Vec::new();
    for letter in letters {
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
