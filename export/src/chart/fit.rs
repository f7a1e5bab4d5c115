//! Texts made to fit: on one line, shortened, or broken into lines. How wide a text is says the caller.

use quanwen::api::visible_line;

/// Stands for what was left out.
pub(super) const ELLIPSIS: &str = "…";
/// Replaces characters that XML does not allow.
const SUBSTITUTE: char = '␦';

/// A text as one line, without characters that act on a terminal or that XML does not allow.
pub(crate) fn one_line(text: &str) -> String {
    let allowed = |c: char| match c {
        c if c.is_whitespace() => ' ',
        '\u{FFFE}' | '\u{FFFF}' => SUBSTITUTE,
        c => c,
    };
    let line: String = text.chars().map(allowed).collect();
    visible_line(&line).into_owned()
}

/// Shortens a text from its end to fit `room`.
pub(crate) fn cut(text: &str, room: f64, width: impl Fn(&str) -> f64) -> String {
    if width(text) <= room {
        return text.to_string();
    }
    let mut left = room - width(ELLIPSIS);
    let fits = |c: &char| {
        left -= width(c.encode_utf8(&mut [0; 4]));
        left >= 0.0
    };
    text.chars()
        .take_while(fits)
        .chain(ELLIPSIS.chars())
        .collect()
}

/// Shortens a text from its start to fit `room`: the ends of places and files tell them apart.
pub(crate) fn cut_start(text: &str, room: f64, width: impl Fn(&str) -> f64) -> String {
    let reversed = |text: &str| text.chars().rev().collect::<String>();
    reversed(&cut(&reversed(text), room, width))
}

/// Breaks a text into lines that fit `room`: at a space if the line has one, else between any two characters.
pub(crate) fn wrap(text: &str, room: f64, width: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for c in text.chars() {
        let added = width(c.encode_utf8(&mut [0; 4]));
        if used + added > room && !line.is_empty() {
            let rest = line
                .rfind(' ')
                .map_or_else(String::new, |space| line.split_off(space));
            lines.push(std::mem::replace(&mut line, rest.trim_start().to_string()));
            used = width(&line);
        }
        line.push(c);
        used += added;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn characters_that_act_on_a_terminal_are_replaced() {
        assert_eq!(one_line("a\n\u{1B}[2J\u{202E}\u{FFFF}县"), "a ␛[2J␦␦县");
    }

    #[test]
    fn lines_break_at_spaces_or_between_any_two_characters() {
        let columns = |text: &str| text.width() as f64;
        assert_eq!(
            wrap("推进行政复议体制改革", 9.0, columns),
            ["推进行政", "复议体制", "改革"]
        );
        assert_eq!(wrap("no report yet", 10.0, columns), ["no report", "yet"]);
        assert_eq!(wrap("县", 1.0, columns), ["县"]);
    }

    #[test]
    fn a_shortened_text_fits() {
        let columns = |text: &str| text.width() as f64;
        assert_eq!(cut("推进行政复议", 7.0, columns), "推进行…");
        assert_eq!(cut("推进行政复议", 12.0, columns), "推进行政复议");
        assert_eq!(cut_start("澄州市 › 松泽县", 8.0, columns), "… 松泽县");
    }
}
