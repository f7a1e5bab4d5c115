//! The word analyzer as a tokenizer of the storage engine.

use std::collections::HashSet;
use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use xxhash_rust::xxh3::xxh3_64;

use crate::segmenter::{Segmenter, Word, Words, part_end};

/// Maximum distinct words of letters and digits from one analyzer. The storage engine creates one for each field of each
/// segment and holds every distinct word in memory until the segment is written. That happens long before this many, unless
/// a single report has more.
const MAX_ALPHANUMERIC: usize = 1_000_000;
/// Shorter words, in bytes, are not counted: there are few distinct ones.
const MIN_COUNTED: usize = 4;

/// Splits folded text into words. Positions are characters of the text, since words overlap.
#[derive(Debug, Clone)]
pub(crate) struct WordAnalyzer {
    segmenter: Arc<Segmenter>,
    alphanumeric: Alphanumeric,
}

/// The distinct words of letters and digits so far, by hash. Only these are unbounded: Chinese words are those of the
/// dictionary and single characters.
#[derive(Debug, Clone)]
struct Alphanumeric {
    known: HashSet<u64>,
    max: usize,
}

impl WordAnalyzer {
    pub(crate) fn new(segmenter: Arc<Segmenter>) -> Self {
        Self {
            segmenter,
            alphanumeric: Alphanumeric {
                known: HashSet::new(),
                max: MAX_ALPHANUMERIC,
            },
        }
    }
}

impl Alphanumeric {
    /// Whether a word is emitted: not if it is a new one beyond the maximum.
    fn admits(&mut self, word: &str) -> bool {
        if word.len() < MIN_COUNTED || !word.starts_with(|c: char| c < '\u{2E80}') {
            return true;
        }
        let hash = xxh3_64(word.as_bytes());
        if self.known.len() < self.max {
            self.known.insert(hash);
            return true;
        }
        self.known.contains(&hash)
    }
}

/// The words of a text, segmented part by part, so that a line of many megabytes needs no more memory than others.
pub(crate) struct WordStream<'t> {
    segmenter: &'t Segmenter,
    alphanumeric: &'t mut Alphanumeric,
    rest: &'t str,
    /// Characters before `rest`.
    passed: usize,
    /// Characters before the part of `words`.
    before: usize,
    words: Option<Words<'t>>,
    token: Token,
}

impl<'t> WordStream<'t> {
    /// The next word, and the number of characters before its part.
    fn next_word(&mut self) -> Option<(Word<'t>, usize)> {
        loop {
            let admitted = |word: &Word| self.alphanumeric.admits(&word.text);
            if let Some(word) = self.words.as_mut().and_then(|words| words.find(admitted)) {
                return Some((word, self.before));
            }
            if self.rest.is_empty() {
                return None;
            }
            let (part, rest) = self.rest.split_at(part_end(self.rest));
            self.before = self.passed;
            self.passed += part.chars().count();
            self.rest = rest;
            self.words = Some(self.segmenter.words(part));
        }
    }
}

impl Tokenizer for WordAnalyzer {
    type TokenStream<'t> = WordStream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Self::TokenStream<'t> {
        WordStream {
            segmenter: &self.segmenter,
            alphanumeric: &mut self.alphanumeric,
            rest: text,
            passed: 0,
            before: 0,
            words: None,
            token: Token::default(),
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((word, before)) = self.next_word() else {
            return false;
        };
        self.token.position = before + word.characters.start;
        self.token.text.clear();
        self.token.text.push_str(&word.text);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    fn tokens(analyzer: &mut impl Tokenizer, text: &str) -> Vec<(usize, String)> {
        let mut stream = analyzer.token_stream(text);
        let mut tokens = Vec::new();
        while stream.advance() {
            tokens.push((stream.token().position, stream.token().text.clone()));
        }
        tokens
    }

    #[test]
    fn distinct_words_of_letters_and_digits_are_bounded() {
        let segmenter = Arc::new(Segmenter::for_reports(&Schema::embedded()).unwrap());
        let mut analyzer = WordAnalyzer::new(segmenter);
        analyzer.alphanumeric.max = 2;
        let mut words = |text: &str| -> Vec<String> {
            tokens(&mut analyzer, text)
                .into_iter()
                .map(|(_, word)| word)
                .collect()
        };
        assert_eq!(
            words("a1001 复议 a1002 a1003 ab 案件"),
            ["a1001", "复议", "a1002", "ab", "案件"]
        );
        assert_eq!(words("a1004 a1001 政府"), ["a1001", "政府"]);
    }

    #[test]
    fn a_long_text_has_the_words_of_its_sentences() {
        let segmenter = Arc::new(Segmenter::for_reports(&Schema::embedded()).unwrap());
        let sentence = "全年办理行政复议案件十二件,";
        let text = sentence.repeat(1000);
        let length = sentence.chars().count();
        let expected: Vec<(usize, String)> = (0..1000)
            .flat_map(|n| {
                segmenter
                    .words(sentence)
                    .map(move |word| (n * length + word.characters.start, word.text.to_string()))
            })
            .collect();
        assert_eq!(
            tokens(&mut WordAnalyzer::new(Arc::clone(&segmenter)), &text),
            expected
        );
    }
}
