//! Word segmentation of folded text.
//!
//! The only module that uses the segmentation library. Must not know documents or storage.

mod dictionary;
mod part;
mod spelling;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use jieba_rs::{Jieba, Token, TokenizeMode};

use crate::error::Result;
use crate::schema::Schema;
use dictionary::Dictionary;
pub(crate) use part::part_end;
use spelling::Spelling;

/// Cuts folded text into words.
pub struct Segmenter {
    dictionary: Dictionary,
    spelling: Spelling,
    /// For many texts: every word of the dictionary, loaded with the first text.
    loaded: Option<OnceLock<Jieba>>,
}

/// The words of a folded text, in order.
#[derive(Debug)]
pub struct Words<'t> {
    words: std::vec::IntoIter<Word<'t>>,
}

/// A word of a folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'t> {
    /// The word, as the dictionary writes it: 饼干 for 饼乾, iii for Ⅲ.
    pub text: Cow<'t, str>,
    /// Its position, in characters of the folded text.
    pub characters: Range<usize>,
}

/// Whether a character can be part of a word. Most are ideographs, which are checked without the Unicode table.
pub(crate) fn is_of_word(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphanumeric()
}

/// Whether a token is a word, not punctuation or blanks.
fn is_word(token: &Token) -> bool {
    token.word.chars().any(is_of_word)
}

/// Whether no word of more than one character has a character: a text may be cut after it, and its parts are cut as they are in
/// the text.
pub(crate) fn ends_run(c: char) -> bool {
    !is_of_word(c) && !matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-')
}

impl fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segmenter").finish_non_exhaustive()
    }
}

impl Segmenter {
    /// A segmenter for many texts. The first text loads the dictionary, which takes about 100 ms and 30 MB.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in the schema's dictionary.
    pub fn for_reports(schema: &Schema) -> Result<Self> {
        Ok(Self {
            dictionary: Dictionary::new(schema)?,
            spelling: Spelling::new(schema)?,
            loaded: Some(OnceLock::new()),
        })
    }

    /// A segmenter for a few short texts. For each it loads only the words that can occur in it.
    ///
    /// # Errors
    /// As [`Segmenter::for_reports`].
    pub fn for_queries(schema: &Schema) -> Result<Self> {
        let dictionary = Dictionary::new(schema)?;
        Ok(Self {
            dictionary,
            spelling: Spelling::new(schema)?,
            loaded: None,
        })
    }

    /// The words of a folded text in search mode: long words are followed by the shorter ones inside them, so words overlap.
    /// Punctuation and blanks are not words. The hidden Markov model is off: it would segment the same unknown name differently
    /// in a query and in a report.
    pub fn words<'t>(&self, folded: &'t str) -> Words<'t> {
        let words: Vec<Word> = match self.spelling.of_text(folded) {
            Cow::Borrowed(text) => self.words_of(text).collect(),
            Cow::Owned(text) => self.words_of(&text).map(Word::into_owned).collect(),
        };
        Words {
            words: words.into_iter(),
        }
    }

    /// The words of a folded text of any length, as [`Segmenter::words`] gives those of its parts.
    pub(crate) fn all_words(&self, folded: &str) -> Vec<String> {
        let mut words = Vec::new();
        let mut rest = folded;
        while !rest.is_empty() {
            let (part, after) = rest.split_at(part_end(rest));
            words.extend(self.words(part).map(|word| word.text.into_owned()));
            rest = after;
        }
        words
    }

    /// The number of words of a folded text in a plain cut, in which no two overlap. Punctuation and blanks are not words.
    pub(crate) fn count_words(&self, folded: &str) -> u64 {
        let mut count = 0;
        self.each_word(folded, |_| count += 1);
        count
    }

    /// Passes the words of a folded text in a plain cut to `each`, in characters of the text. No two overlap. Punctuation and
    /// blanks are not words.
    pub(crate) fn each_word(&self, folded: &str, mut each: impl FnMut(Range<usize>)) {
        let (mut rest, mut characters) = (folded, 0);
        while !rest.is_empty() {
            let (part, after) = rest.split_at(part_end(rest));
            let text = self.spelling.of_text(part);
            let tokens = self.tokens(&text, TokenizeMode::Default);
            for word in tokens.iter().filter(|token| is_word(token)) {
                each(characters + word.start..characters + word.end);
            }
            characters += tokens.last().map_or(0, |last| last.end);
            rest = after;
        }
    }

    /// A folded text in pieces that do not overlap and together are the text: words, and punctuation and blanks character by
    /// character. It is cut as by [`Segmenter::words`], without the shorter words inside longer ones.
    pub fn cut<'t>(&self, folded: &'t str) -> Words<'t> {
        let words: Vec<Word> = match self.spelling.of_text(folded) {
            Cow::Borrowed(text) => self
                .tokens(text, TokenizeMode::Default)
                .iter()
                .map(|token| self.word(token))
                .collect(),
            Cow::Owned(text) => self
                .tokens(&text, TokenizeMode::Default)
                .iter()
                .map(|token| self.word(token).into_owned())
                .collect(),
        };
        Words {
            words: words.into_iter(),
        }
    }

    /// The words of a text as the dictionary would write it.
    fn words_of<'t>(&self, text: &'t str) -> impl Iterator<Item = Word<'t>> {
        let tokens = without_crossing(self.tokens(text, TokenizeMode::Search));
        let words = tokens.into_iter().filter(is_word);
        words.map(|token| self.word(&token))
    }

    fn tokens<'t>(&self, text: &'t str, mode: TokenizeMode) -> Vec<Token<'t>> {
        let tokenize = |jieba: &Jieba| jieba.tokenize(text, mode, false);
        match &self.loaded {
            Some(loaded) => tokenize(loaded.get_or_init(|| self.dictionary.load())),
            None => tokenize(&self.dictionary.load_for(text)),
        }
    }

    fn word<'t>(&self, token: &Token<'t>) -> Word<'t> {
        Word {
            text: match self.spelling.letters_of(token.word) {
                Some(letters) => Cow::Owned(letters.to_string()),
                None => Cow::Borrowed(token.word),
            },
            characters: token.start..token.end,
        }
    }
}

/// Tokens without those inside a longer one that cross its parts: 民政 of 人民政府, which is 人民 and 政府. `tokens` are in
/// search mode: the shorter ones come directly before the one that they are inside. A token whose parts do not cover it keeps
/// all.
fn without_crossing(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    // Where the tokens inside the next word that is not inside another begin, in `kept`.
    let mut first = 0;
    for token in tokens {
        let is_inside = |part: &Token| token.start <= part.start && part.end <= token.end;
        let parts = kept[first..].iter().filter(|part| is_inside(part)).count();
        if token.end - token.start >= MIN_CROSSED && parts > 1 {
            let inside = kept.len() - parts..;
            let parts: Vec<Range<usize>> = kept[inside.clone()]
                .iter()
                .map(|part: &Token| part.start - token.start..part.end - token.start)
                .collect();
            let crosses = crossing(token.end - token.start, &parts);
            let mut crosses = crosses.into_iter();
            let parts = kept.split_off(inside.start);
            kept.extend(
                parts
                    .into_iter()
                    .filter(|_| !crosses.next().unwrap_or(false)),
            );
        }
        let is_after = kept
            .last()
            .is_none_or(|last: &Token| last.end <= token.start);
        if is_after {
            first = kept.len();
        }
        kept.push(token);
    }
    kept
}

/// For each part of a word of `length` characters, whether it is inside none of the parts that side by side make the word, if
/// any do.
fn crossing(length: usize, parts: &[Range<usize>]) -> Vec<bool> {
    let mut from_start = vec![false; length + 1];
    from_start[0] = true;
    for end in 1..=length {
        from_start[end] = parts
            .iter()
            .any(|part| part.end == end && from_start[part.start]);
    }
    let mut to_end = vec![false; length + 1];
    to_end[length] = true;
    for start in (0..length).rev() {
        to_end[start] = parts
            .iter()
            .any(|part| part.start == start && to_end[part.end]);
    }
    if !from_start[length] {
        return vec![false; parts.len()];
    }
    let is_of_cover = |part: &&Range<usize>| from_start[part.start] && to_end[part.end];
    let cover: Vec<&Range<usize>> = parts.iter().filter(is_of_cover).collect();
    let is_inside = |part: &Range<usize>| {
        cover
            .iter()
            .any(|of_cover| of_cover.start <= part.start && part.end <= of_cover.end)
    };
    parts.iter().map(|part| !is_inside(part)).collect()
}

/// Minimum characters of a word with parts that cross others: two of two.
const MIN_CROSSED: usize = 4;

impl Word<'_> {
    fn into_owned<'t>(self) -> Word<'t> {
        Word {
            text: Cow::Owned(self.text.into_owned()),
            characters: self.characters,
        }
    }
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        self.words.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, Range<usize>)> {
        let segmenter = Segmenter::for_queries(&Schema::embedded()).unwrap();
        segmenter
            .words(text)
            .map(|word| (word.text.to_string(), word.characters))
            .collect()
    }

    #[test]
    fn queries_are_segmented_like_reports() {
        let schema = Schema::embedded();
        let (reports, queries) = (
            Segmenter::for_reports(&schema).unwrap(),
            Segmenter::for_queries(&schema).unwrap(),
        );
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-corpus/望汀区/2021.txt");
        let text = std::fs::read_to_string(sample).unwrap();
        assert!(text.lines().count() > 10);
        for line in text.lines() {
            let of = |segmenter: &Segmenter| segmenter.words(line).collect::<Vec<_>>();
            assert_eq!(of(&reports), of(&queries));
        }
    }

    #[test]
    fn long_words_come_with_their_parts_at_character_offsets() {
        let found = words("办理行政复议,12件");
        assert!(found.contains(&("行政复议".into(), 2..6)), "{found:?}");
        assert!(found.contains(&("复议".into(), 4..6)), "{found:?}");
        assert!(found.contains(&("12".into(), 7..9)), "{found:?}");
        assert!(!found.iter().any(|(word, _)| word == ","));
    }

    #[test]
    fn a_plain_cut_counts_each_character_once_and_no_punctuation() {
        let segmenter = Segmenter::for_queries(&Schema::embedded()).unwrap();
        assert_eq!(segmenter.count_words("办理行政复议,12件。\n饼乾"), 5);
        assert_eq!(segmenter.count_words("，。 \n"), 0);
        assert_eq!(segmenter.count_words(&"办理行政复议,".repeat(5000)), 10_000);
    }

    #[test]
    fn a_plain_cut_is_the_whole_text_in_pieces() {
        let text = "办理行政复议,饼乾12件。\n方法治理ab.c";
        let schema = Schema::embedded();
        let segmenter = Segmenter::for_reports(&schema).unwrap();
        let cut: Vec<Word> = segmenter.cut(text).collect();
        let ends = cut.iter().map(|word| word.characters.end);
        let starts = cut.iter().map(|word| word.characters.start);
        assert!(
            [0].into_iter()
                .chain(ends)
                .eq(starts.chain([text.chars().count()]))
        );
        let words: Vec<&str> = cut.iter().map(|word| word.text.as_ref()).collect();
        let expected = [
            "办理",
            "行政复议",
            ",",
            "饼干",
            "12",
            "件",
            "。",
            "\n",
            "方法",
            "治理",
            "ab",
            ".",
            "c",
        ];
        assert_eq!(words, expected);
        let for_queries = Segmenter::for_queries(&schema).unwrap();
        assert_eq!(for_queries.cut(text).collect::<Vec<_>>(), cut);
    }

    #[test]
    fn parts_of_a_word_do_not_cross() {
        let words = |text| {
            words(text)
                .into_iter()
                .map(|(word, _)| word)
                .collect::<Vec<_>>()
        };
        assert_eq!(words("人民政府"), ["人民", "政府", "人民政府"]);
        assert_eq!(words("北京大学的"), ["北京", "大学", "北京大学", "的"]);
    }

    #[test]
    fn parts_that_cover_a_word_are_kept() {
        assert_eq!(crossing(4, &[0..2, 1..3, 2..4]), [false, true, false]);
        assert_eq!(crossing(5, &[0..2, 3..5]), [false, false]);
        assert_eq!(
            crossing(5, &[0..2, 1..3, 2..4, 2..5]),
            [false, true, false, false]
        );
    }

    #[test]
    fn other_spellings_are_the_words_of_the_dictionary() {
        assert_eq!(
            words("饼乾ⅲ类"),
            [
                ("饼干".into(), 0..2),
                ("iii".into(), 2..3),
                ("类".into(), 3..4)
            ]
        );
        assert!(words("乾隆").iter().all(|(word, _)| word != "干"));
    }

    #[test]
    fn terms_of_the_dictionary_stay_whole() {
        for term in ["规范性文件", "放管服", "法治政府建设", "行政应诉"] {
            assert!(
                words(term).iter().any(|(word, _)| word == term),
                "{term}: {:?}",
                words(term)
            );
        }
    }
}
