//! The two analyzers in the shape in which the storage engine calls them.

use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::{Segmenter, Word};
use crate::fold::HARD_BREAK;

/// One term a folded character, at its position in the folded text; none for a hard break.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CharacterAnalyzer;

pub(crate) struct CharacterStream<'t> {
    characters: std::iter::Enumerate<std::str::Chars<'t>>,
    token: Token,
}

impl Tokenizer for CharacterAnalyzer {
    type TokenStream<'t> = CharacterStream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Self::TokenStream<'t> {
        CharacterStream { characters: text.chars().enumerate(), token: Token::default() }
    }
}

impl TokenStream for CharacterStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((position, c)) = self.characters.find(|&(_, c)| c != HARD_BREAK) else { return false };
        self.token.position = position;
        self.token.text.clear();
        self.token.text.push(c);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

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

pub(crate) struct WordStream<'t> {
    words: std::vec::IntoIter<Word<'t>>,
    token: Token,
}

impl Tokenizer for WordAnalyzer {
    type TokenStream<'t> = WordStream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Self::TokenStream<'t> {
        let words: Vec<Word<'t>> = self.segmenter.words(text).collect();
        WordStream { words: words.into_iter(), token: Token::default() }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token.position = word.characters.start;
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
