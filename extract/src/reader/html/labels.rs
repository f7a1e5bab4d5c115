//! Metadata labels in a line of a page (索引号, 发文机关, 浏览次数 …) and the values after them. Must not know where on
//! the page the line is.
//! Invariant: a label is followed by a colon, or is the whole line and has no other meaning.

use crate::labels::{Label, labels};

/// Labels of the source and date line that have no field.
const COUNTERS: [&str; 13] = [
    "浏览次数",
    "浏览量",
    "访问量",
    "访问次数",
    "点击数",
    "点击量",
    "点击次数",
    "点击",
    "阅读次数",
    "阅读",
    "字体",
    "字号",
    "浏览",
];
/// Maximum characters of a value.
pub(super) const VALUE: usize = 150;
/// Maximum characters of a source and date line.
const LINE: usize = 200;

/// A label with its value.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub label: &'static Label,
    pub value: String,
}

/// The labels of a line with their values; `None` if it does not begin with one.
pub(super) fn pairs(words: &str) -> Option<Vec<Pair>> {
    if words.chars().nth(LINE + VALUE).is_some() {
        return None;
    }
    let mut pairs = Vec::new();
    let (mut pair, mut rest) = label(words)?;
    while let Some((at, next, after)) = next_label(rest) {
        pair.value = clean(rest.get(..at).unwrap_or_default());
        pairs.push(pair);
        (pair, rest) = (next, after);
    }
    pair.value = clean(rest);
    pairs.push(pair);
    Some(pairs)
}

/// A value without the view counters and font size controls after it.
fn clean(value: &str) -> String {
    let counters = COUNTERS.iter().filter_map(|counter| value.find(counter));
    let end = counters
        .filter(|at| {
            value
                .get(*at..)
                .is_some_and(|rest| rest.contains(['：', ':']))
        })
        .min();
    let blanks = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '[' | '【' | '丨');
    value
        .get(..end.unwrap_or(value.len()))
        .unwrap_or_default()
        .trim_matches(blanks)
        .to_string()
}

/// The next label inside a line, its place, and what is after it.
fn next_label(words: &str) -> Option<(usize, Pair, &str)> {
    let is_apart = |at: usize| {
        let before = words
            .get(..at)
            .and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphabetic())
    };
    words
        .char_indices()
        .filter_map(|(at, _)| label(words.get(at..)?).map(|(pair, rest)| (at, pair, rest)))
        .find(|(at, pair, _)| pair.label.text.chars().count() > 2 || is_apart(*at))
}

/// The label at the start of `words`, and what is after it. It must have a colon, or be distinct and the whole line.
fn label(words: &str) -> Option<(Pair, &str)> {
    let words = words.trim_start_matches(['【', '[', '〖', '·', '•', ' ', '\u{3000}']);
    let labels = labels().iter().filter(|label| !label.is_key);
    labels.into_iter().find_map(|label| {
        let after = after_label(words, &label.text)?;
        let rest = after.trim_start_matches([' ', '\u{3000}', '】', ']', '〗']);
        let value = rest.strip_prefix(['：', ':']);
        let is_label = value.is_some() || (label.is_distinct && rest.is_empty());
        let pair = Pair {
            label,
            value: String::new(),
        };
        is_label.then_some((pair, value.unwrap_or_default()))
    })
}

/// What is after a label, whose characters may be separated by blanks: `索 引 号`.
fn after_label<'w>(words: &'w str, label: &str) -> Option<&'w str> {
    let mut rest = words;
    for c in label.chars() {
        rest = rest
            .trim_start_matches([' ', '\u{3000}', '\u{A0}'])
            .strip_prefix(c)?;
    }
    Some(rest)
}

/// Whether a short line is a view counter or a font size control.
pub(super) fn is_counter(words: &str) -> bool {
    let begins = |counter: &&str| {
        words
            .trim_start_matches(['【', '[', '(', '（', ' '])
            .starts_with(*counter)
    };
    words.chars().nth(40).is_none() && words.contains(['：', ':']) && COUNTERS.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Vec<(&'static str, String)> {
        let pairs = pairs(words).unwrap_or_default();
        pairs
            .into_iter()
            .map(|pair| (pair.label.text.as_str(), pair.value))
            .collect()
    }

    #[test]
    fn a_line_gives_each_label_its_value() {
        let expected = [
            ("索引号", "S1".to_string()),
            ("发布日期", "2022-01-05".to_string()),
        ];
        for line in [
            "索 引 号：S1 发布日期：2022-01-05 浏览次数：12",
            "索引号:S1发布日期:2022-01-05",
            "【索引号】：S1 | 发布日期： 2022-01-05",
        ] {
            assert_eq!(of(line), expected, "{line}");
        }
    }

    #[test]
    fn a_label_without_a_colon_needs_to_be_distinct() {
        assert_eq!(of("主题分类"), [("主题分类", String::new())]);
        assert_eq!(of("标题"), []);
        assert_eq!(of("主题分类明确"), []);
    }

    #[test]
    fn a_counter_is_known_by_its_beginning() {
        assert!(is_counter("[字体：大 中 小]") && is_counter("浏览次数：12"));
        assert!(!is_counter("全年浏览次数：12") && !is_counter("阅读"));
    }
}
