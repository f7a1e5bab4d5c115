//! Texts measured and cut by display columns, where a full-width character takes two.

use unicode_width::UnicodeWidthStr;

use crate::search::HitPassage;

/// The display columns of a text; a full-width character takes two.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.width()
}

/// A text on one line: a line break with the blanks around it reads ⏎, other white space is a blank.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut blanks = String::new();
    let mut broken = false;
    for c in text.chars() {
        if matches!(c, '\n' | '\r') {
            broken = true;
        } else if c.is_whitespace() {
            blanks.push(if c == '\u{3000}' { c } else { ' ' });
        } else if !c.is_control() && !is_direction(c) {
            line.push_str(if broken { "⏎" } else { &blanks });
            blanks.clear();
            broken = false;
            line.push(c);
        }
    }
    line
}

/// Marks that turn the direction of writing, with which a name could disturb the rest of a line.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text, or as much of it as fits into `columns` with an ellipsis.
pub(super) fn cut_to(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_string();
    }
    format!("{}…", first_columns(text, columns.saturating_sub(2)))
}

/// A text followed by blanks up to `columns`.
pub(super) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

/// The first characters of a text that fit into `columns`.
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

/// The last characters of a text that fit into `columns`.
pub(super) fn last_columns(text: &str, columns: usize) -> String {
    let backwards: String = text.chars().rev().collect();
    first_columns(&backwards, columns).chars().rev().collect()
}

/// A passage cut at its highlights.
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

/// Breaks pieces into lines of at most `columns`, anywhere between two characters, as Chinese is set; but a
/// line does not begin with closing punctuation.
pub(super) fn wrap(pieces: &[(String, bool)], columns: usize) -> Vec<Vec<(String, bool)>> {
    let mut lines: Vec<Vec<(String, bool)>> = vec![Vec::new()];
    let mut used = 0;
    for (text, marked) in pieces {
        for c in text.chars() {
            let width = c.to_string().width();
            let closes = matches!(
                c,
                '，' | '。' | '、' | '；' | '：' | '）' | '”' | '》' | '！' | '？' | '」'
            );
            if used + width > columns && !closes {
                lines.push(Vec::new());
                used = 0;
            }
            used += width;
            let line = lines.last_mut().expect("there is always a line");
            match line.last_mut().filter(|(_, last)| last == marked) {
                Some((piece, _)) => piece.push(c),
                None => line.push((c.to_string(), *marked)),
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_read_as_a_sign_and_full_width_characters_take_two_columns() {
        assert_eq!(one_line("规范\n\n性文件\t是"), "规范⏎性文件 是");
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
}
