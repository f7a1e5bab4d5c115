//! Text measured and cut by display columns; a full-width character takes two.

use quanwen::api::{HitPassage, visible_line};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::visible::one_line;

/// Maximum width of a line, whatever the terminal or the environment says.
pub(crate) const MAX_COLUMNS: usize = 1000;
/// Minimum width of a line.
pub(super) const MIN_COLUMNS: usize = 40;

/// The display columns of a text as it is written.
pub(crate) fn columns(text: &str) -> usize {
    visible_line(text).width()
}

/// A text, shortened with an ellipsis to fit `columns`.
pub(super) fn cut_to(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_string();
    }
    format!("{}…", first_columns(text, columns.saturating_sub(2)))
}

/// A text padded with spaces to `columns`.
pub(super) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

/// A text padded with spaces before it to `columns`.
pub(super) fn padded_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(text.width())))
}

/// The longest prefix of a text that fits `columns`.
pub(super) fn first_columns(text: &str, columns: usize) -> String {
    let mut taken = String::new();
    for c in text.chars() {
        taken.push(c);
        if taken.width() > columns {
            taken.pop();
            break;
        }
    }
    taken
}

/// The longest suffix of a text that fits `columns`.
pub(super) fn last_columns(text: &str, columns: usize) -> String {
    let backwards: String = text.chars().rev().collect();
    first_columns(&backwards, columns).chars().rev().collect()
}

/// A passage split at its highlights, each piece with whether it is highlighted.
pub(super) fn marked_pieces(passage: &HitPassage) -> Vec<(String, bool)> {
    let characters: Vec<char> = passage.text.chars().collect();
    let mut pieces = Vec::new();
    let mut end = 0;
    for [start, stop] in &passage.highlights {
        pieces.push((characters[end..*start].iter().collect(), false));
        pieces.push((characters[*start..*stop].iter().collect(), true));
        end = *stop;
    }
    pieces.push((characters[end..].iter().collect(), false));
    pieces
        .into_iter()
        .map(|(text, marked): (String, bool)| (one_line(&text), marked))
        .filter(|(text, _)| !text.is_empty())
        .collect()
}

/// A text, shortened with an ellipsis in its middle to `characters`: what tells two headings apart stands at either end.
pub(super) fn shortened(text: &str, characters: usize) -> String {
    let count = text.chars().count();
    if count <= characters {
        return text.to_string();
    }
    let end = characters / 3;
    let start = characters - 1 - end;
    let first = text.chars().take(start);
    let last = text.chars().skip(count - end);
    first.chain(['…']).chain(last).collect()
}

/// Breaks pieces into lines of at most `columns`. As in Chinese typesetting, a line breaks between any two characters
/// but does not begin with closing punctuation, and breaks no number, date or Latin word that is not longer than it.
pub(super) fn wrap(pieces: &[(String, bool)], columns: usize) -> Vec<Vec<(String, bool)>> {
    let characters: Vec<(char, bool)> = pieces
        .iter()
        .flat_map(|(text, marked)| text.chars().map(|c| (c, *marked)))
        .collect();
    let mut lines: Vec<Vec<(String, bool)>> = vec![Vec::new()];
    let mut used = 0;
    for run in characters.chunk_by(|a, b| is_of_word(a.0) && is_of_word(b.0)) {
        let is_long = run.iter().filter_map(|(c, _)| c.width()).sum::<usize>() > columns;
        for part in run.chunks(if is_long { 1 } else { run.len() }) {
            let width: usize = part.iter().filter_map(|(c, _)| c.width()).sum();
            if used + width > columns && !closes(part) {
                lines.push(Vec::new());
                used = 0;
            }
            used += width;
            let line = lines.last_mut().expect("there is always a line");
            for (c, marked) in part {
                match line.last_mut().filter(|(_, last)| last == marked) {
                    Some((piece, _)) => piece.push(*c),
                    None => line.push((c.to_string(), *marked)),
                }
            }
        }
    }
    lines
}

/// Whether a character is part of numbers, dates or Latin words, or joins them: `1,180`, `GB/T9704`, `2021-03`.
fn is_of_word(c: char) -> bool {
    let is_narrow = c.width() == Some(1);
    (is_narrow && c.is_alphanumeric())
        || matches!(
            c,
            '.' | ',' | '%' | ':' | '-' | '/' | '_' | '\'' | '’' | '&' | '+' | '@' | '#' | '='
        )
}

/// Whether a part of a line is closing punctuation.
fn closes(part: &[(char, bool)]) -> bool {
    let closing = |(c, _): &(char, bool)| "，。、；：）”》！？」".contains(*c);
    part.iter().all(closing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_take_two_columns() {
        assert_eq!(last_columns("加快推进ab", 5), "进ab");
        assert_eq!(first_columns("加快推进", 5), "加快");
    }

    #[test]
    fn wrapped_lines_keep_their_marks_and_their_punctuation() {
        let lines = wrap(
            &[
                ("办理".into(), false),
                ("复议案件".into(), true),
                ("，十件。".into(), false),
            ],
            12,
        );
        let texts: Vec<String> = lines
            .iter()
            .map(|line| line.iter().map(|(text, _)| text.as_str()).collect())
            .collect();
        assert_eq!(texts, ["办理复议案件，", "十件。"]);
        assert_eq!(lines[0][1], ("复议案件".to_string(), true));
    }

    #[test]
    fn a_heading_is_shortened_in_its_middle() {
        assert_eq!(shortened("一、行政复议", 6), "一、行政复议");
        assert_eq!(shortened("一、行政复议情况报告", 6), "一、行…报告");
    }

    #[test]
    fn a_number_or_a_latin_word_is_not_broken_unless_it_is_long() {
        let lines = |text: &str| -> Vec<String> {
            let lines = wrap(&[(text.into(), false)], 12).into_iter();
            lines.map(|line| line[0].0.clone()).collect()
        };
        assert_eq!(lines("办理诉讼案件13件"), ["办理诉讼案件", "13件"]);
        assert_eq!(lines("诉讼案件12.5%件"), ["诉讼案件", "12.5%件"]);
        assert_eq!(lines("执行国标GB/T9704号"), ["执行国标", "GB/T9704号"]);
        assert_eq!(lines("使用OpenSearch"), ["使用", "OpenSearch"]);
        assert_eq!(lines("号10000000000001"), ["号1000000000", "0001"]);
    }
}
