//! Replaces characters that would act on the terminal (move the cursor, change colours, end a line, reverse the writing
//! direction) with visible ones.
//!
//! Titles, names, headings and text come from untrusted files. All of it passes through this module before it is written
//! for people, to a terminal or to a table.
//!
//! Each character is replaced by exactly one of one display column, so columns and alignment are kept. Zero-width
//! characters are kept: they neither move the cursor nor change the order of the text.

use std::borrow::Cow;

use super::json::acts_on_terminal;

/// Replaces C1 control characters and direction marks, which have no picture of their own.
const SUBSTITUTE: char = '␦';
/// Replaces Unicode's line and paragraph separators.
const NEWLINE: char = '␤';

/// The picture of a character that would act on a terminal; `None` for any other.
///
/// U+2400 to U+241F picture C0, U+2421 pictures DEL.
fn picture(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7F}' => Some('␡'),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some(NEWLINE),
        _ if acts_on_terminal(c) => Some(SUBSTITUTE),
        _ => None,
    }
}

/// A text with every character that would act on a terminal, including line breaks and tabs, replaced by its picture.
///
/// ```
/// assert_eq!(quanwen::api::visible_line("松泽县\t\u{1B}[2J"), "松泽县␉␛[2J");
/// ```
#[must_use]
pub fn visible_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| picture(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| picture(c).unwrap_or(c)).collect())
}

/// A text with every character that would act on a terminal replaced by its picture, except tabs and line breaks. Every
/// line break becomes `\n`.
///
/// ```
/// assert_eq!(quanwen::api::visible_text("松泽县\r\n2021\u{1B}"), "松泽县\n2021␛");
/// ```
#[must_use]
pub fn visible_text(text: &str) -> Cow<'_, str> {
    let stays = |c| matches!(c, '\n' | '\t') || picture(c).is_none();
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                characters.next_if_eq(&'\n');
                visible.push('\n');
            }
            c if stays(c) => visible.push(c),
            c => visible.push(picture(c).unwrap_or(c)),
        }
    }
    Cow::Owned(visible)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

    use super::*;

    fn hostile() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof![
                (0..0x20_u32).prop_map(|c| char::from_u32(c).unwrap()),
                (0x7F..0xA0_u32).prop_map(|c| char::from_u32(c).unwrap()),
                (0x2000..0x2070_u32).prop_map(|c| char::from_u32(c).unwrap()),
                proptest::char::range('一', '龟'),
                any::<char>(),
            ],
            0..40,
        )
        .prop_map(|characters| characters.into_iter().collect())
    }

    /// Columns of a text, counting one for each character that is replaced.
    fn columns(text: &str) -> usize {
        let width = |c: char| {
            if acts_on_terminal(c) {
                1
            } else {
                c.width().unwrap_or(0)
            }
        };
        text.chars().map(width).sum()
    }

    #[test]
    fn every_control_character_has_a_picture() {
        let controls = (0..=0x9F)
            .filter_map(char::from_u32)
            .filter(|c| c.is_control());
        for c in controls {
            let picture = picture(c).unwrap();
            assert!(!picture.is_control() && picture.width() == Some(1), "{c:?}");
        }
        assert_eq!(visible_line("\0\u{1B}\t\u{7F}\u{9B}\u{85}"), "␀␛␉␡␦␤");
        assert_eq!(visible_line("a\u{202E}b\u{2066}c\u{200F}"), "a␦b␦c␦");
    }

    #[test]
    fn zero_width_characters_stay() {
        let text = "行\u{200B}政\u{FEFF}复\u{AD}议\u{200D}";
        assert_eq!(visible_line(text), text);
    }

    proptest! {
        #[test]
        fn a_visible_line_replaces_one_for_one_and_keeps_the_columns(text in hostile()) {
            let visible = visible_line(&text);
            prop_assert!(!visible.chars().any(acts_on_terminal));
            prop_assert_eq!(visible.chars().count(), text.chars().count());
            for (before, after) in text.chars().zip(visible.chars()) {
                prop_assert!(before == after || acts_on_terminal(before));
            }
            prop_assert_eq!(columns(&visible), columns(&text));
        }

        #[test]
        fn a_visible_text_keeps_line_breaks_and_tabs_and_replaces_the_rest_one_for_one(text in hostile()) {
            let visible = visible_text(&text);
            prop_assert!(!visible.chars().any(|c| acts_on_terminal(c) && !matches!(c, '\n' | '\t')));
            let expected = text.replace("\r\n", "\n").replace('\r', "\n");
            prop_assert_eq!(visible.chars().count(), expected.chars().count());
            for (before, after) in expected.chars().zip(visible.chars()) {
                prop_assert!(before == after || acts_on_terminal(before));
            }
        }

        #[test]
        fn visible_text_is_unchanged(text in hostile()) {
            let line = visible_line(&text);
            prop_assert_eq!(visible_line(&line), line.as_ref());
            let block = visible_text(&text);
            prop_assert_eq!(visible_text(&block), block.as_ref());
        }
    }

    #[test]
    fn a_text_without_control_characters_is_not_copied() {
        assert!(matches!(visible_line("松泽县 2021"), Cow::Borrowed(_)));
        assert!(matches!(visible_text("松泽县\n2021\t年"), Cow::Borrowed(_)));
        assert_eq!("␛".width(), 1);
    }
}
