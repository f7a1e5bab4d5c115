//! How rare the words of the index are, and which are alike.

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Term;

use super::snapshot::Snapshot;
use crate::error::Result;

/// The words of a snapshot's section bodies.
#[derive(Clone, Copy)]
pub(crate) struct Vocabulary<'s> {
    snapshot: &'s Snapshot,
}

impl<'s> Vocabulary<'s> {
    pub(crate) fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot }
    }

    /// Inverse document frequency of a term that `doc_freq` sections have.
    pub(crate) fn idf(self, doc_freq: u64) -> f32 {
        inverse_document_frequency(doc_freq, self.snapshot.commit.sections.max(1))
    }

    /// Inverse document frequency of a word in the sections' bodies.
    pub(crate) fn word_idf(self, word: &str) -> Result<f32> {
        let term = Term::from_field_text(self.snapshot.fields.body, word);
        let frequency = self.snapshot.searcher.doc_freq(&term);
        Ok(self.idf(frequency.map_err(|error| self.snapshot.failed(&error))?))
    }

    /// Words of the sections' bodies, of two characters or more, that differ from a text in one character, changed, added
    /// or left out.
    pub(crate) fn words_like(self, text: &str) -> Result<Vec<String>> {
        let failed = |error: std::io::Error| self.snapshot.failed(&error.into());
        let term = Term::from_field_text(self.snapshot.fields.body, text);
        let like = FuzzyTermQuery::new(term, 1, false);
        let mut alike = Vec::new();
        for (_, reader) in self.snapshot.segments() {
            let inverted = reader.inverted_index(self.snapshot.fields.body);
            let inverted = inverted.map_err(|error| self.snapshot.failed(&error))?;
            let automaton = like
                .automaton()
                .map_err(|error| self.snapshot.failed(&error))?;
            let stream = inverted.terms().search(automaton).into_stream();
            let mut stream = stream.map_err(failed)?;
            while stream.advance() {
                let word = String::from_utf8_lossy(stream.key());
                if word != text && word.chars().nth(1).is_some() {
                    alike.push(word.into_owned());
                }
            }
        }
        alike.sort();
        alike.dedup();
        Ok(alike)
    }
}

/// Inverse document frequency of a term that `doc_freq` of `all` sections have: `ln(1 + (all − doc_freq + 0.5)/(doc_freq + 0.5))`.
pub(crate) fn inverse_document_frequency(doc_freq: u64, all: u64) -> f32 {
    let (doc_freq, all) = (doc_freq.min(all) as f32, all as f32);
    (1.0 + (all - doc_freq + 0.5) / (doc_freq + 0.5)).ln()
}
