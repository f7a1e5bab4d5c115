//! What a character is to the query language, wherever it stands.

/// The half-width twin of a full-width form of ASCII, any other character itself.
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

/// Whether a character ends a word unless a backslash stands before it.
pub(super) fn ends_word(char: char) -> bool {
    is_blank(char) || is_quotation_mark(char) || matches!(half_width(char), '(' | ')')
}
