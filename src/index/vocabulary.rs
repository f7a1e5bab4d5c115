//! The words of the index: how rare they are, and which are similar.

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, TERMINATED};

use super::snapshot::Snapshot;
use crate::error::Result;

/// The words of a snapshot's section bodies.
#[derive(Clone, Copy)]
pub(crate) struct Vocabulary<'s> {
    pub(super) snapshot: &'s Snapshot,
}

impl<'s> Vocabulary<'s> {
    pub(crate) fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot }
    }

    /// Inverse document frequency of a term in `doc_freq` sections.
    pub(crate) fn idf(self, doc_freq: u64) -> f32 {
        inverse_document_frequency(doc_freq, self.snapshot.commit.sections.max(1))
    }

    /// Number of sections with a word in their bodies.
    pub(crate) fn doc_freq(self, word: &str) -> Result<u64> {
        let term = Term::from_field_text(self.snapshot.fields.body, word);
        self.snapshot
            .searcher
            .doc_freq(&term)
            .map_err(|error| self.snapshot.failed(&error))
    }

    /// Whether the segmenter cut a word from the body of a section, removed reports aside.
    pub(crate) fn has(self, word: &str) -> Result<bool> {
        let term = Term::from_field_text(self.snapshot.fields.body, word);
        for (_, reader) in self.snapshot.segments() {
            let failed = |error: std::io::Error| self.snapshot.failed(&error.into());
            let index = reader
                .inverted_index(self.snapshot.fields.body)
                .map_err(|error| self.snapshot.failed(&error))?;
            let Some(info) = index.get_term_info(&term).map_err(failed)? else {
                continue;
            };
            if !reader.has_deletes() {
                return Ok(true);
            }
            let mut postings = index
                .read_postings_from_terminfo(&info, IndexRecordOption::Basic)
                .map_err(failed)?;
            while postings.doc() != TERMINATED {
                if !reader.is_deleted(postings.doc()) {
                    return Ok(true);
                }
                postings.advance();
            }
        }
        Ok(false)
    }

    /// Words of two characters or more in the sections' bodies at edit distance 1 from a text, sorted.
    pub(crate) fn words_like(self, text: &str) -> Result<Vec<String>> {
        let failed = |error: std::io::Error| self.snapshot.failed(&error.into());
        let term = Term::from_field_text(self.snapshot.fields.body, text);
        let fuzzy = FuzzyTermQuery::new(term, 1, false);
        let mut similar = Vec::new();
        for (_, reader) in self.snapshot.segments() {
            let inverted = reader
                .inverted_index(self.snapshot.fields.body)
                .map_err(|error| self.snapshot.failed(&error))?;
            let automaton = fuzzy
                .automaton()
                .map_err(|error| self.snapshot.failed(&error))?;
            let mut stream = inverted
                .terms()
                .search(automaton)
                .into_stream()
                .map_err(failed)?;
            while stream.advance() {
                let word = String::from_utf8_lossy(stream.key());
                if word != text && word.chars().nth(1).is_some() {
                    similar.push(word.into_owned());
                }
            }
        }
        similar.sort();
        similar.dedup();
        Ok(similar)
    }
}

/// Inverse document frequency of a term in `doc_freq` of `all` sections: `ln(1 + (all − doc_freq + 0.5)/(doc_freq + 0.5))`
/// (BM25, Robertson and Zaragoza 2009).
pub fn inverse_document_frequency(doc_freq: u64, all: u64) -> f32 {
    let (doc_freq, all) = (doc_freq.min(all) as f32, all as f32);
    (1.0 + (all - doc_freq + 0.5) / (doc_freq + 0.5)).ln()
}
