//! The words of headings: what markup surrounds them, where they end, what is no heading.

use super::line::is_blank;
use super::marker::{Scheme, item_marker, section_marker};

/// Characters of a run-in heading or a line without a number, beyond which it is prose.
pub(super) const MAX_HEADING: usize = 40;
/// Characters of the shortest heading without a number.
pub(super) const MIN_HEADING: usize = 4;
/// Bytes of a character at the most.
pub(super) const WIDEST_CHARACTER: usize = 4;
/// Characters of the longest title.
pub(super) const MAX_TITLE: usize = 60;
/// Characters in which a heading must end: what is longer is cut.
pub(super) const MAX_LINE: usize = 200;

/// `1、“三网”融合：指…`: an endnote explains a term in quotation marks.
pub(super) fn is_glossary_entry(heading: &str) -> bool {
    let words = heading.trim_start_matches(is_blank);
    let quoted = words.starts_with(['“', '"', '「']);
    quoted
        && words
            .chars()
            .take(MAX_HEADING)
            .any(|c| matches!(c, '：' | ':'))
}

/// An item's lead is its heading when it is one short sentence with more text behind it.
pub(super) fn item_heading(words: &str) -> &str {
    let Some((lead, rest)) = first_characters(words, 2 * MAX_HEADING).split_once('。') else {
        return "";
    };
    let commas = lead.chars().filter(|c| matches!(c, '，' | ',')).count();
    let plain = !lead.contains(['；', ';', '：', ':']) && lead.chars().count() <= MAX_HEADING;
    let body = !rest.trim_start().is_empty() && item_marker(rest.trim_start()).is_none();
    if commas <= 1 && plain && body {
        lead.trim()
    } else {
        ""
    }
}

/// The first `most` characters of a text.
pub(super) fn first_characters(text: &str, most: usize) -> &str {
    // No character is shorter than a byte.
    if text.len() <= most {
        return text;
    }
    text.char_indices()
        .nth(most)
        .map_or(text, |(end, _)| &text[..end])
}

/// The words behind Markdown's heading, quotation and emphasis marks and behind blanks; behind a list's mark too
/// where an article of a law follows it.
pub(super) fn strip_markup(words: &str) -> &str {
    let bare = strip_emphasis(words);
    match bare.strip_prefix("- ").map(strip_emphasis) {
        Some(entry) if entry.starts_with('第') && section_marker(entry).is_some() => entry,
        _ => bare,
    }
}

fn strip_emphasis(words: &str) -> &str {
    words.trim_start_matches(|c: char| matches!(c, '#' | '*' | '_' | '>') || is_blank(c))
}

/// The words before Markdown's closing marks and blanks.
pub(super) fn strip_markup_end(words: &str) -> &str {
    words.trim_end_matches(|c: char| matches!(c, '#' | '*' | '_') || is_blank(c))
}

pub(super) fn trim_heading(words: &str) -> &str {
    words
        .trim_matches(is_blank)
        .trim_end_matches(['。', '：', ':', '；', ';', '.'])
}

/// The few words before a colon or a double dash behind which a long sentence follows: `加强领导：全年共受理…`. A short
/// sentence with a colon is one heading.
fn lead_before_colon(words: &str) -> Option<&str> {
    const MAX_LEAD: usize = 20;
    let sentence = words.split('。').next().unwrap_or(words);
    let is_long = sentence.chars().nth(MAX_HEADING).is_some();
    let (at, _) = sentence
        .char_indices()
        .take(MAX_LEAD + 1)
        .find(|(at, c)| *c == '：' || *c == ':' || sentence[*at..].starts_with("——"))?;
    let lead = sentence[..at].trim_matches(is_blank);
    let is_heading = lead.chars().nth(MIN_HEADING - 1).is_some()
        && !lead.contains(['，', ',', '、', '；', '“', '《']);
    (is_long && is_heading).then_some(lead)
}

/// The heading that follows a number: its bold type, the run-in sentence, or the rest of the line, but no more than to
/// the next number. `has_lines` is whether the text kept its lines.
pub(super) fn heading(text: &str, has_lines: bool) -> String {
    let text = first_characters(text, MAX_LINE).trim_start_matches(is_blank);
    let mut parts = text.split("**");
    let text = parts.find(|part| !part.trim().is_empty()).unwrap_or("");
    if let Some(lead) = lead_before_colon(text) {
        return lead.to_string();
    }
    // Where line breaks were lost, a blank replaces the one after the heading.
    let beginning = first_characters(text, MAX_HEADING);
    let runs_on = beginning.len() < text.len() && !(has_lines && beginning.contains('。'));
    let ends_line =
        |at: usize, c| runs_on && is_blank(c) && text[..at].chars().nth(MIN_HEADING - 1).is_some();
    let stop = text.char_indices().find(|&(at, c)| {
        c == '。'
            || ends_line(at, c)
            || (at > 0 && may_open(c) && stops_heading(&text[at..], &text[..at]))
    });
    trim_heading(&text[..stop.map_or(text.len(), |(at, _)| at)]).replace(['\n', '\r'], "")
}

/// Whether a number ends the heading that stands `before` it.
fn stops_heading(words: &str, before: &str) -> bool {
    let after_clause = before.trim_end().ends_with(ends_clause);
    let section = section_marker(words).is_some_and(|marker| {
        matches!(marker.scheme, Scheme::BracketedIdeograph)
            || (after_clause && marker.scheme.level().is_some())
    });
    section || item_marker(words).is_some_and(|marker| after_clause && marker.value == 1)
}

/// Whether a character ends a sentence, so that a number behind it can open something.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '。' | '：' | ':' | '！' | '？' | '!' | '?' | '…' | '”' | '）' | ')' | '》'
    )
}

/// Whether a character ends a sentence or a part of one.
pub(super) fn ends_clause(c: char) -> bool {
    ends_sentence(c) || matches!(c, '；' | ';' | '，' | ',')
}

/// Whether a line ends as paragraphs do.
pub(super) fn ends_paragraph(words: &str) -> bool {
    strip_markup_end(words).ends_with(|c| ends_sentence(c) || matches!(c, '；' | ';' | '|' | '>'))
}

/// The heading of a law's article: what stands in brackets behind its number (`【立法目的】`), or a few words
/// that are no sentence. Most articles have none.
pub(super) fn article_heading(behind: &str) -> String {
    const MAX_LENGTH: usize = 20;
    let words = behind.trim_matches(|c| is_blank(c) || c == '*');
    if let Some((title, _)) = words
        .strip_prefix('【')
        .and_then(|words| words.split_once('】'))
        .filter(|(title, _)| title.chars().nth(MAX_LENGTH).is_none())
    {
        return title.to_string();
    }
    let few_words = words.chars().nth(MAX_LENGTH).is_none();
    let no_sentence = !words.contains(['。', '；', '，', '：', ':']);
    if few_words && no_sentence {
        words.to_string()
    } else {
        String::new()
    }
}

/// Whether a number can begin with this character.
pub(super) fn may_open(c: char) -> bool {
    matches!(c, '（' | '(' | '第' | '0'..='9' | '０'..='９' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}
