//! Values of options that are words: in English, or in the Chinese of the help.

use std::str::FromStr;

use quanwen_messages::Message;

/// What may stand between several words.
const SEPARATORS: [char; 3] = [',', '，', '、'];

/// Chinese words with the English ones that are read. Those of the help are among them.
const CHINESE: [(&str, &str); 32] = [
    ("年份", "year"),
    ("年", "year"),
    ("地区", "region"),
    ("省份", "province"),
    ("省", "province"),
    ("机关", "issuer"),
    ("发文机关", "issuer"),
    ("章节", "heading"),
    ("一级标题", "heading"),
    ("代码", "code"),
    ("报告", "report"),
    ("路径", "path"),
    ("标题", "title"),
    ("位置", "position"),
    ("正文", "body"),
    ("文首", "front"),
    ("目录", "contents"),
    ("名词解释", "glossary"),
    ("注释", "notes"),
    ("附件", "annex"),
    ("整句", "sentence"),
    ("句子", "sentence"),
    ("句", "sentence"),
    ("整段", "paragraph"),
    ("段落", "paragraph"),
    ("段", "paragraph"),
    ("万字", "10k"),
    ("每万字", "10k"),
    ("百词", "word"),
    ("每百词", "word"),
    ("每份报告", "document"),
    ("份", "document"),
];

/// Chinese beginnings of words that end with a number.
const CHINESE_SIDES: [(&str, &str); 2] = [("左", "left"), ("右", "right")];

/// Reads a word. An error quotes it as it was typed.
pub(super) fn word<T: FromStr<Err = Message>>(typed: &str) -> Result<T, Message> {
    in_english(typed).parse().or_else(|_| typed.parse())
}

/// Some words with commas between.
#[derive(Debug, Clone)]
pub(crate) struct Words<T>(Vec<T>);

/// Reads some words.
pub(super) fn words<T: FromStr<Err = Message>>(typed: &str) -> Result<Words<T>, Message> {
    let words: Result<Vec<T>, Message> = typed.split(SEPARATORS).map(word).collect();
    words.map(Words)
}

impl<T: Copy> Words<T> {
    /// The words of an option that may be repeated.
    pub(crate) fn of(given: &[Self]) -> impl Iterator<Item = T> {
        given.iter().flat_map(|words| words.0.iter().copied())
    }
}

/// A word in English. What is none of ours stays as it is.
fn in_english(typed: &str) -> String {
    let typed = typed.trim();
    let mut known = CHINESE.iter();
    if let Some((_, english)) = known.find(|(chinese, _)| *chinese == typed) {
        return (*english).to_string();
    }
    let mut sides = CHINESE_SIDES.iter();
    let side = sides.find_map(|(chinese, side)| Some((side, typed.strip_prefix(chinese)?)));
    match side {
        Some((side, number)) => format!("{side}{number}"),
        None => typed.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use quanwen::Part;
    use quanwen::api::{Context, SortKey, TrendField};

    use super::*;

    #[test]
    fn a_word_is_read_in_either_language() {
        assert_eq!(word(" 附件 "), Ok(Part::Annex));
        assert_eq!(word("annex"), Ok(Part::Annex));
        assert_eq!(word("整句"), Ok(Context::Sentence));
        assert_eq!(word("左2"), Ok(SortKey::Left(2)));
        let refused = word::<Part>("后记").unwrap_err().to_string();
        assert!(refused.contains("`后记`"), "{refused}");
        let refused = word::<SortKey>("左0").unwrap_err().to_string();
        assert!(refused.contains("`左0`"), "{refused}");
    }

    #[test]
    fn several_words_have_the_commas_of_either_language() {
        for typed in ["year,region", "年份,地区", "年份、地区", "年份， region"] {
            let read = [words::<TrendField>(typed).unwrap()];
            let fields: Vec<TrendField> = Words::of(&read).collect();
            assert_eq!(fields, [TrendField::Year, TrendField::Region], "{typed}");
        }
        assert!(words::<TrendField>("年份,").is_err());
    }
}
