//! Word segmentation: the general dictionary with the terms of `index-schema/dictionary.txt`.

use std::fmt;
use std::ops::Range;

use jieba_rs::{Jieba, TokenizeMode};

use crate::error::Result;
use crate::schema::Schema;

/// Cuts folded text into words. Loading its dictionary takes some 100 ms: commands that need no words must
/// not make one.
pub struct Segmenter {
    jieba: Jieba,
}

/// A word of a folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'t> {
    /// The word.
    pub text: &'t str,
    /// Its place, in characters of the folded text.
    pub characters: Range<usize>,
}

impl fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segmenter").finish_non_exhaustive()
    }
}

impl Segmenter {
    /// Loads the dictionaries.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] where the schema's dictionary has a mistake.
    pub fn new(schema: &Schema) -> Result<Self> {
        let mut jieba = Jieba::new();
        for (word, frequency, tag) in schema.dictionary_entries()? {
            jieba.add_word(word, Some(frequency), tag);
        }
        Ok(Self { jieba })
    }

    /// The words of a folded text in search mode: long words come with the shorter ones inside them, so words
    /// overlap. Punctuation and blanks are no words. The hidden Markov model stays off: it would cut the same
    /// unknown name differently in a query and in a report.
    pub fn words<'t>(&self, folded: &'t str) -> impl Iterator<Item = Word<'t>> + use<'t> {
        let tokens = self.jieba.tokenize(folded, TokenizeMode::Search, false);
        tokens
            .into_iter()
            .filter(|token| token.word.chars().any(char::is_alphanumeric))
            .map(|token| Word {
                text: token.word,
                characters: token.start..token.end,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, Range<usize>)> {
        let segmenter = Segmenter::new(&Schema::embedded()).unwrap();
        segmenter
            .words(text)
            .map(|word| (word.text.to_string(), word.characters))
            .collect()
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
