//! What is known of words apart from any index: which say little in a query, and which stand for one another.

use std::collections::HashMap;

use super::run::Run;
use crate::api::WordKind;
use crate::error::Result;
use crate::schema::Schema;

/// Kinds of words, and synonyms, from `stopwords.txt` and `synonyms.txt`.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    kinds: HashMap<String, WordKind>,
    /// For each text those that stand for it.
    synonyms: HashMap<String, Vec<String>>,
    /// Characters of the longest text that has synonyms.
    longest: usize,
}

impl Lexicon {
    /// The lexicon of a schema.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] where one of its files has a mistake.
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

    /// What a word does in a query.
    #[must_use]
    pub fn kind(&self, word: &str) -> WordKind {
        self.kinds.get(word).copied().unwrap_or_default()
    }

    /// The synonyms of what a run is made of, with what they stand for: of whole words side by side, the longest at
    /// each place.
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
