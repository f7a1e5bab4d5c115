//! The dictionary: general words and the terms of `index-schema/dictionary.txt`.

use std::collections::HashMap;

use fst::{Map, Streamer};
use jieba_rs::Jieba;

use crate::error::Result;
use crate::schema::Schema;

/// Written by `build.rs`: words with their frequencies.
const GENERAL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/general_dictionary.fst"));
/// The sum of the general dictionary's frequencies.
const GENERAL_TOTAL: &str = env!("GENERAL_DICTIONARY_TOTAL");
/// A character that no text contains. As a word it gets the frequencies of all words that are not loaded, because jieba
/// weighs a word by its share of the total.
const OTHERS: &str = "\u{10FFFF}";

/// Words with their frequencies, looked up without loading them.
pub(super) struct Dictionary {
    general: Map<&'static [u8]>,
    /// The terms of the schema. Their frequencies replace those of the general dictionary.
    terms: HashMap<String, usize>,
    /// Bytes of the longest term.
    longest_term: usize,
    /// The sum of all frequencies.
    total: usize,
}

impl Dictionary {
    pub(super) fn new(schema: &Schema) -> Result<Self> {
        let general = Map::new(GENERAL).expect("build.rs made the map");
        let mut terms = HashMap::new();
        let mut total: usize = GENERAL_TOTAL.parse().expect("build.rs made the sum");
        for (word, frequency) in schema.dictionary_entries()? {
            let known = terms.insert(word.to_string(), frequency);
            total += frequency;
            let general = general
                .get(word)
                .and_then(|value| usize::try_from(value).ok());
            total -= known.or(general).unwrap_or(0);
        }
        let longest = terms.keys().map(String::len).max();
        Ok(Self {
            general,
            longest_term: longest.unwrap_or(0),
            terms,
            total,
        })
    }

    /// A segmenter with every word.
    pub(super) fn load(&self) -> Jieba {
        let mut jieba = Jieba::empty();
        let mut words = self.general.stream();
        while let Some((word, frequency)) = words.next() {
            if let Ok(word) = std::str::from_utf8(word) {
                jieba.add_word(word, usize::try_from(frequency).ok(), None);
            }
        }
        for (word, frequency) in &self.terms {
            jieba.add_word(word, Some(*frequency), None);
        }
        jieba
    }

    /// A segmenter with the words that can occur in a text. It cuts the text like one with every word.
    pub(super) fn load_for(&self, text: &str) -> Jieba {
        let mut jieba = Jieba::empty();
        let mut known = 0;
        for (start, _) in text.char_indices() {
            known += self.add_words_at_beginning(&text[start..], &mut jieba);
        }
        jieba.add_word(OTHERS, Some(self.total.saturating_sub(known)), None);
        jieba
    }

    /// Adds the words that a text starts with, if not yet added. Returns the sum of their frequencies.
    fn add_words_at_beginning(&self, text: &str, jieba: &mut Jieba) -> usize {
        let mut sum = 0;
        let mut add = |word: &str, frequency: usize| {
            if !jieba.has_word(word) {
                sum += frequency;
                jieba.add_word(word, Some(frequency), None);
            }
        };
        let ends = text.char_indices().map(|(offset, c)| offset + c.len_utf8());
        for end in ends.take_while(|end| *end <= self.longest_term) {
            if let Some(frequency) = self.terms.get(&text[..end]) {
                add(&text[..end], *frequency);
            }
        }
        let fst = self.general.as_fst();
        let mut node = fst.root();
        let mut frequency = fst::raw::Output::zero();
        for (offset, byte) in text.bytes().enumerate() {
            let Some(index) = node.find_input(byte) else {
                break;
            };
            let transition = node.transition(index);
            frequency = frequency.cat(transition.out);
            node = fst.node(transition.addr);
            if node.is_final() {
                let value = frequency.cat(node.final_output()).value();
                add(
                    &text[..=offset],
                    usize::try_from(value).unwrap_or(usize::MAX),
                );
            }
        }
        sum
    }
}
