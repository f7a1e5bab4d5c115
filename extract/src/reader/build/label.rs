//! Automatic list numbers, written before the text of their paragraphs.
//!
//! Knows neither file formats nor counting. Invariant: the text is unchanged except for leading white space.

/// The number of a list paragraph, as written before its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::reader) struct Label {
    /// The numeral with its surrounding characters: （一）.
    pub text: String,
    /// Whether a gap separates it from the text.
    pub is_spaced: bool,
}

/// Length in bytes from which a label is truncated.
pub(in crate::reader) const MAX_LABEL: usize = 128;

/// The text of a paragraph, with its label prepended if it has one. A label without text is visible, but has a meaning
/// only in a cell, as the row number.
pub(in crate::reader) fn labelled(label: Option<Label>, words: String, is_in_cell: bool) -> String {
    match label {
        Some(label) if is_in_cell || !words.trim().is_empty() => label.before(&words),
        _ => words,
    }
}

impl Label {
    /// The label followed by the text, separated by one space where the label itself leaves no gap.
    fn before(&self, words: &str) -> String {
        let (text, words) = (self.text.trim(), words.trim_start());
        let blank = if self.is_spaced && needs_blank(text) && !words.is_empty() {
            " "
        } else {
            ""
        };
        format!("{text}{blank}{words}")
    }
}

/// Whether a space separates a number from its text: not after full-width punctuation.
fn needs_blank(number: &str) -> bool {
    const WIDE: [char; 9] = ['、', '）', '．', '，', '：', '。', '》', '】', '〕'];
    !number.is_empty() && !number.ends_with(WIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_before_the_words_as_a_reader_sees_it() {
        let label = |text: &str, is_spaced| Label {
            text: text.into(),
            is_spaced,
        };
        assert_eq!(label("一、", true).before("总体情况"), "一、总体情况");
        assert_eq!(label("（一）", true).before(" 总体情况"), "（一）总体情况");
        assert_eq!(label("1.", true).before("总体情况"), "1. 总体情况");
        assert_eq!(label("第一条", false).before("总则"), "第一条总则");
        assert_eq!(label("1", true).before(""), "1");
    }

    #[test]
    fn a_label_without_words_stays_only_in_a_cell() {
        let label = || {
            Some(Label {
                text: "一、".into(),
                is_spaced: true,
            })
        };
        assert_eq!(labelled(label(), " ".into(), false), " ");
        assert_eq!(labelled(label(), " ".into(), true), "一、");
        assert_eq!(labelled(label(), "公开".into(), false), "一、公开");
        assert_eq!(labelled(None, " 公开".into(), false), " 公开");
    }
}
