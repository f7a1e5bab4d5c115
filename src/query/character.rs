//! Character classes of the query language.

/// The half-width form of a full-width ASCII character; other characters unchanged.
pub(super) fn half_width(char: char) -> char {
    match char {
        '！'..='～' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        _ => char,
    }
}

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
