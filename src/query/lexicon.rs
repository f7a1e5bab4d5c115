//! What is known about words without an index: function and question words, and synonyms.

use std::collections::HashMap;

use super::run::Run;
use crate::api::WordKind;
use crate::error::Result;
use crate::schema::Schema;

/// Word kinds and synonyms, from `stopwords.txt` and `synonyms.txt`.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    kinds: HashMap<String, WordKind>,
    /// For each text its synonyms.
    synonyms: HashMap<String, Vec<String>>,
    /// Characters of the longest text with synonyms.
    longest: usize,
}

impl Lexicon {
    /// The lexicon of a schema.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in one of its files.
    pub fn new(schema: &Schema) -> Result<Self> {
        let kinds = schema.stop_words()?;
        let mut synonyms: HashMap<String, Vec<String>> = HashMap::new();
        for (text, others) in schema.synonyms()? {
            let known = synonyms.entry(text).or_default();
            for other in others {
                if !known.contains(&other) {
                    known.push(other);
                }
            }
        }
        let longest = synonyms.keys().map(|text| text.chars().count()).max();
        Ok(Self {
            kinds: kinds.into_iter().collect(),
            longest: longest.unwrap_or(0),
            synonyms,
        })
    }

    /// The role of a word in a query.
    #[must_use]
    pub fn kind(&self, word: &str) -> WordKind {
        self.kinds.get(word).copied().unwrap_or_default()
    }

    /// The synonyms in a run, as pairs of text and synonym: for texts made of whole words, the longest at each position.
    pub(super) fn synonyms_in<'a>(&'a self, run: &'a Run) -> Vec<(&'a str, &'a str)> {
        let offsets: Vec<usize> = run.text.char_indices().map(|(offset, _)| offset).collect();
        let byte = |character: usize| offsets.get(character).copied().unwrap_or(run.text.len());
        let mut found = Vec::new();
        let mut free = 0;
        let mut starts: Vec<usize> = run.words.iter().map(|word| word.characters.start).collect();
        starts.sort_unstable();
        starts.dedup();
        for start in starts {
            let mut ends: Vec<usize> = run
                .words
                .iter()
                .map(|word| word.characters.end)
                .filter(|end| *end > start && *end <= start + self.longest)
                .collect();
            ends.sort_unstable_by_key(|end| std::cmp::Reverse(*end));
            let known = ends.into_iter().find_map(|end| {
                let text = &run.text[byte(start)..byte(end)];
                Some((end, text, self.synonyms.get(text)?))
            });
            if let Some((end, text, synonyms)) = known.filter(|_| start >= free) {
                free = end;
                found.extend(synonyms.iter().map(|synonym| (text, synonym.as_str())));
            }
        }
        found
    }
}
