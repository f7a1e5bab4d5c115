//! The words of headings: what markup surrounds them, where they end, what is no heading.

use super::line::is_blank;
use super::marker::{Scheme, item_marker, section_marker};

/// Characters of a run-in heading or a line without a number, beyond which it is prose.
pub(super) const LONGEST_HEADING: usize = 40;
/// Bytes of a character at the most.
pub(super) const WIDEST_CHARACTER: usize = 4;
/// Characters of the longest title.
pub(super) const LONGEST_TITLE: usize = 60;
/// Characters in which a heading must end: what is longer is cut.
pub(super) const LONGEST_LINE: usize = 200;

/// `1、“三网”融合：指…`: an endnote explains a term in quotation marks.
pub(super) fn is_glossary_entry(heading: &str) -> bool {
    let words = heading.trim_start_matches(is_blank);
    let quoted = words.starts_with(['“', '"', '「']);
    quoted
        && words
            .chars()
            .take(LONGEST_HEADING)
            .any(|c| matches!(c, '：' | ':'))
}

/// An item's lead is its heading when it is one short sentence with more text behind it.
pub(super) fn item_heading(words: &str) -> &str {
    let Some((lead, rest)) = first_characters(words, 2 * LONGEST_HEADING).split_once('。') else {
        return "";
    };
    let commas = lead.chars().filter(|c| matches!(c, '，' | ',')).count();
    let plain = !lead.contains(['；', ';', '：', ':']) && lead.chars().count() <= LONGEST_HEADING;
    let body = !rest.trim_start().is_empty() && item_marker(rest.trim_start()).is_none();
    if commas <= 1 && plain && body {
        lead.trim()
    } else {
        ""
    }
}

/// The first `most` characters of a text.
pub(super) fn first_characters(text: &str, most: usize) -> &str {
    text.char_indices()
        .nth(most)
        .map_or(text, |(end, _)| &text[..end])
}

/// The words behind Markdown's heading, quotation and emphasis marks and behind blanks.
pub(super) fn strip_markup(words: &str) -> &str {
    words.trim_start_matches(|c: char| matches!(c, '#' | '*' | '>') || is_blank(c))
}

/// The words before Markdown's closing marks and blanks.
pub(super) fn strip_markup_end(words: &str) -> &str {
    words.trim_end_matches(|c: char| matches!(c, '#' | '*') || is_blank(c))
}

pub(super) fn trim_heading(words: &str) -> &str {
    words
        .trim_matches(is_blank)
        .trim_end_matches(['。', '：', ':', '；', ';', '.'])
}

/// Whether a number ends the heading that stands `before` it.
pub(super) fn stops_heading(words: &str, before: &str) -> bool {
    let after_clause = before.trim_end().ends_with(ends_clause);
    let section = section_marker(words).is_some_and(|marker| {
        matches!(marker.scheme, Scheme::BracketedIdeograph)
            || (after_clause && marker.scheme.level().is_some())
    });
    section || item_marker(words).is_some_and(|marker| after_clause && marker.value == 1)
}

/// Characters that can stand before a number that opens something.
pub(super) fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '。' | '；'
            | ';'
            | '：'
            | ':'
            | '！'
            | '？'
            | '!'
            | '?'
            | '…'
            | '，'
            | ','
            | '”'
            | '）'
            | ')'
            | '》'
    )
}

/// Whether a number can begin with this character.
pub(super) fn may_open(c: char) -> bool {
    matches!(c, '（' | '(' | '第' | '0'..='9' | '０'..='９' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}
