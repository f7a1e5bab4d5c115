//! Character classes of the query language.

pub(super) use crate::document::half_width;

/// Whether a character separates words.
pub(super) fn is_blank(char: char) -> bool {
    char.is_whitespace() || char.is_control()
}

/// Whether a character opens or closes a quotation. Single quotation marks do not.
pub(super) fn is_quotation_mark(char: char) -> bool {
    matches!(char, '"' | '＂' | '“' | '”' | '「' | '」' | '『' | '』')
}

/// Whether an unescaped character ends a word.
pub(super) fn ends_word(char: char) -> bool {
    is_blank(char) || is_quotation_mark(char) || matches!(half_width(char), '(' | ')')
}
