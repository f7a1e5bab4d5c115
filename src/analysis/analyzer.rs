//! The analyzer of words in the shape in which the storage engine calls it.

use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::segmenter::{Segmenter, Word, Words};

/// The words of folded text. Positions are characters of the text, since words overlap.
#[derive(Debug, Clone)]
pub(crate) struct WordAnalyzer {
    segmenter: Arc<Segmenter>,
}

impl WordAnalyzer {
    pub(crate) fn new(segmenter: Arc<Segmenter>) -> Self {
        Self { segmenter }
    }
}

/// Words of a part of the text at a time, so that a report on one line of many megabytes needs no more memory
/// than any other.
pub(crate) struct WordStream<'t> {
    segmenter: &'t Segmenter,
    rest: &'t str,
    /// Characters before `rest`.
    passed: usize,
    /// Characters before the part that `words` are of.
    before: usize,
    words: Option<Words<'t>>,
    token: Token,
}

/// Bytes after which a part ends at the next character that is in no word, and at which it ends in any case.
const PART: usize = 4 * 1024;
const LONGEST_PART: usize = 64 * 1024;

impl<'t> WordStream<'t> {
    /// The next word and the characters before its part.
    fn next_word(&mut self) -> Option<(Word<'t>, usize)> {
        loop {
            if let Some(word) = self.words.as_mut().and_then(Iterator::next) {
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

/// Where the first part of a text ends.
fn part_end(text: &str) -> usize {
    if text.len() <= PART {
        return text.len();
    }
    let ends = text.char_indices().skip_while(|(offset, _)| *offset < PART);
    ends.take_while(|(offset, _)| *offset < LONGEST_PART)
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or_else(
            || text.floor_char_boundary(LONGEST_PART),
            |(offset, _)| offset,
        )
}

impl Tokenizer for WordAnalyzer {
    type TokenStream<'t> = WordStream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Self::TokenStream<'t> {
        WordStream {
            segmenter: &self.segmenter,
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
        self.token.text.push_str(word.text);
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
    fn words_of_a_long_text_are_those_of_its_sentences() {
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
