//! The text of headings: which markup surrounds it, where it ends, what is not a heading.
//!
//! What is here is punctuation and lengths; words are in `genre.toml`.

use std::borrow::Cow;

use super::genre::{Genre, List, starts_with_any};
use super::line::is_blank;
use super::marker::{Scheme, item_marker, section_marker};

/// Most characters of a run-in heading or a line without a number; longer ones are prose.
pub(super) const MAX_HEADING: usize = 40;
/// Fewest characters of a heading without a number.
pub(super) const MIN_HEADING: usize = 4;
/// Most bytes of a character in UTF-8.
pub(super) const MAX_CHARACTER_BYTES: usize = 4;
/// Most characters of a title.
pub(super) const MAX_TITLE: usize = 60;
/// Characters of a line that are read for its heading.
pub(super) const MAX_LINE: usize = 200;

/// Whether a text after a number is an endnote that explains a term in quotation marks: `1、“三网”融合：指…`.
pub(super) fn is_glossary_entry(text: &str) -> bool {
    let text = text.trim_start_matches(is_blank);
    text.starts_with(['“', '"', '「'])
        && text
            .chars()
            .take(MAX_HEADING)
            .any(|c| matches!(c, '：' | ':'))
}

/// The heading of an item: its first sentence, if that is short and has more text after it; else nothing.
pub(super) fn item_heading(text: &str) -> &str {
    let Some((lead, rest)) = first_characters(text, 2 * MAX_HEADING).split_once('。') else {
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

/// The first `max` characters of a text.
pub(super) fn first_characters(text: &str, max: usize) -> &str {
    // A character has at least one byte.
    if text.len() <= max {
        return text;
    }
    text.char_indices()
        .nth(max)
        .map_or(text, |(end, _)| &text[..end])
}

/// A line without blanks and Markdown's heading, quotation and emphasis marks at its beginning, and without a list mark
/// before an article of a law.
pub(super) fn strip_markup(line: &str) -> &str {
    let bare = strip_emphasis(line);
    match bare.strip_prefix("- ").map(strip_emphasis) {
        Some(entry) if entry.starts_with('第') && section_marker(entry).is_some() => entry,
        _ => bare,
    }
}

fn strip_emphasis(line: &str) -> &str {
    line.trim_start_matches(|c: char| matches!(c, '#' | '*' | '_' | '>') || is_blank(c))
}

/// A line without Markdown's marks and blanks at its end.
pub(super) fn strip_markup_end(line: &str) -> &str {
    line.trim_end_matches(|c: char| matches!(c, '#' | '*' | '_') || is_blank(c))
}

/// A heading without blanks around it and without the punctuation that ends it.
pub(super) fn trim_heading(heading: &str) -> &str {
    heading
        .trim_matches(is_blank)
        .trim_end_matches(['。', '：', ':', '；', ';', '.'])
}

/// The few words before a colon or a double dash in a long sentence: `加强领导：全年共受理…`. A short sentence with a colon
/// is one heading.
fn lead_before_colon(text: &str) -> Option<&str> {
    const MAX_LEAD: usize = 20;
    let sentence = text.split('。').next().unwrap_or(text);
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
    let text = &in_bold(text);
    if let Some(lead) = lead_before_colon(text) {
        return lead.to_string();
    }
    // Where line breaks were lost, a blank replaces the one after the heading; a blank beside a figure replaces none.
    let beginning = first_characters(text, MAX_HEADING);
    let has_sentence = beginning.contains('。');
    let runs_on = if has_lines {
        beginning.len() < text.len() && !has_sentence
    } else {
        beginning.len() < text.len() || has_sentence
    };
    let parts_words = |at: usize, c: char| {
        let after = &text[at + c.len_utf8()..];
        let is_digit = |c: char| c.is_ascii_digit();
        !text[..at].ends_with(is_digit) && (!after.starts_with(is_digit) || begins_with_year(after))
    };
    let ends_line = |at: usize, c| {
        runs_on
            && is_blank(c)
            && text[..at].chars().nth(MIN_HEADING - 1).is_some()
            && parts_words(at, c)
    };
    let stop = text.char_indices().find(|&(at, c)| {
        c == '。'
            || ends_line(at, c)
            || (at > 0 && may_open(c) && stops_heading(&text[at..], &text[..at]))
    });
    trim_heading(&text[..stop.map_or(text.len(), |(at, _)| at)]).replace(['\n', '\r'], "")
}

/// Whether a text begins with a year as a sentence does: `2023年，…`.
fn begins_with_year(text: &str) -> bool {
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.len() - after.len() == 4 && after.starts_with("年，")
}

/// The part of a heading's line that is in bold type, without its marks; all of a short line whose bold type begins or
/// ends inside a word (`自身建**设`).
fn in_bold(text: &str) -> Cow<'_, str> {
    let Some((first, rest)) = text.split_once("**") else {
        return Cow::Borrowed(text);
    };
    let whole = text.replace("**", "");
    let is_word = |c: char| c.is_alphanumeric();
    let cuts_word = first.ends_with(is_word) && rest.starts_with(is_word);
    let is_heading =
        whole.chars().nth(MAX_HEADING).is_none() && !whole.contains(['。', '，', '：', '；']);
    if cuts_word && is_heading {
        return Cow::Owned(whole);
    }
    let mut parts = text.split("**");
    let part = parts.find(|part| !part.trim().is_empty());
    Cow::Borrowed(part.unwrap_or(""))
}

/// Whether `text` begins with a number that ends the heading `before` it.
fn stops_heading(text: &str, before: &str) -> bool {
    let after_clause = before.trim_end().ends_with(ends_clause);
    let section = section_marker(text).is_some_and(|marker| {
        matches!(marker.scheme, Scheme::BracketedIdeograph)
            || (after_clause && marker.scheme.level().is_some())
    });
    section || item_marker(text).is_some_and(|marker| after_clause && marker.value == 1)
}

/// Whether a character ends a sentence, so that a number after it can open a section.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '。' | '：' | ':' | '！' | '？' | '!' | '?' | '…' | '”' | '）' | ')' | '》'
    )
}

/// Whether a character ends a sentence or a clause.
pub(super) fn ends_clause(c: char) -> bool {
    ends_sentence(c) || matches!(c, '；' | ';' | '，' | ',')
}

/// Whether a line ends like a paragraph.
pub(super) fn ends_paragraph(line: &str) -> bool {
    strip_markup_end(line).ends_with(|c| ends_sentence(c) || matches!(c, '；' | ';' | '|' | '>'))
}

/// The heading of an article of a law, given the text after its number: the text in brackets (`【立法目的】`), or a few
/// words that are not a sentence. Most articles have none.
pub(super) fn article_heading(text: &str) -> String {
    const MAX_LENGTH: usize = 20;
    let text = text.trim_matches(|c| is_blank(c) || c == '*');
    let title = |open: char, close: char| {
        let (title, after) = text.strip_prefix(open)?.split_once(close)?;
        let is_title = title.chars().nth(MAX_LENGTH).is_none();
        is_title.then_some((title, after))
    };
    if let Some((title, _)) = title('【', '】') {
        return title.to_string();
    }
    // Round brackets alone on the line are a title, before a text they may be an aside.
    if let Some((title, "")) = title('（', '）').or_else(|| title('(', ')')) {
        return title.to_string();
    }
    let is_short = text.chars().nth(MAX_LENGTH).is_none();
    let is_sentence = text.contains(['。', '；', '，', '：', ':']);
    if is_short && !is_sentence {
        text.to_string()
    } else {
        String::new()
    }
}

/// Whether a line is a salutation like `各位代表：`, with which a speech begins.
pub(super) fn is_salutation(line: &str, genre: &Genre) -> bool {
    let bare = strip_markup_end(line);
    starts_with_any(bare, genre.list(List::Salutations)) && bare.ends_with(['：', ':', '！'])
}

/// Whether a number can begin with this character.
pub(super) fn may_open(c: char) -> bool {
    matches!(c, '（' | '(' | '第' | '\u{2474}'..='\u{249B}' | '㈠'..='㈩' | '0'..='9' | '０'..='９' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}
