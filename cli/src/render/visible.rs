//! Text from files as one line of text for people. [`super::lines`] enforces that all of it is visible.

use quanwen::api::visible_line;

/// A text as one line: a line break with the white space around it becomes ⏎, other white space a space, and any other
/// character that would act on a terminal its picture.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut blanks = String::new();
    let mut broken = false;
    for c in text.chars() {
        if matches!(c, '\n' | '\r') {
            broken = true;
        } else if c.is_whitespace() {
            blanks.push(if c == '\u{3000}' { c } else { ' ' });
        } else {
            line.push_str(if broken { "⏎" } else { &blanks });
            blanks.clear();
            broken = false;
            line.push(c);
        }
    }
    visible_line(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn line_breaks_and_white_space_become_visible_or_plain() {
        assert_eq!(
            one_line("松泽县 \r\n\t2021\u{3000}年\u{1B}"),
            "松泽县⏎2021\u{3000}年␛"
        );
        let text = "行\u{200B}政\u{FEFF}复\u{AD}议\u{200D}";
        assert_eq!(one_line(text), text);
    }

    proptest! {
        #[test]
        fn one_line_is_visible_and_unchanged(text in "[\\PC\\p{Cc}\\p{Cf}]{0,40}") {
            let one = one_line(&text);
            prop_assert_eq!(one_line(&one), one.as_str());
            prop_assert_eq!(visible_line(&one), one.as_str());
        }
    }
}
