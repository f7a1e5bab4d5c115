//! The texts of a request, folded.

use std::collections::HashSet;

use crate::api::{Concept, MentionRequest};
use crate::error::{Error, Result};
use crate::fold::{Fold, Marks};
use crate::query::Phrase;

/// The folded texts of a request, each once.
#[derive(Debug)]
pub(crate) struct Texts {
    /// The texts to find; of a concept its terms, then its exclusions.
    pub phrases: Vec<Phrase>,
    /// The name of the concept whose terms they are, if any.
    pub concept: Option<String>,
    /// How many of the phrases count: all but exclusions.
    pub counted: usize,
}

impl Texts {
    /// The texts of a request.
    ///
    /// # Errors
    /// [`Error::Query`] for a text that folds to nothing, and for a request with both texts and a concept.
    pub(crate) fn of(request: &MentionRequest, fold: &Fold) -> Result<Self> {
        let marks = if request.strict {
            Marks::Kept
        } else {
            Marks::Transparent
        };
        let Some(concept) = &request.concept else {
            let phrases = phrases(&request.texts, fold, marks)?;
            return Ok(Self {
                counted: phrases.len(),
                phrases,
                concept: None,
            });
        };
        if let Some(text) = request.texts.first() {
            return Err(both(text));
        }
        Self::of_concept(concept, fold, marks)
    }

    fn of_concept(concept: &Concept, fold: &Fold, marks: Marks) -> Result<Self> {
        let mut phrases_of_terms = phrases(&concept.terms, fold, marks)?;
        let counted = phrases_of_terms.len();
        let exclusions = phrases(&concept.exclusions, fold, marks)?;
        phrases_of_terms.extend(exclusions);
        Ok(Self {
            phrases: phrases_of_terms,
            concept: Some(concept.name.clone()),
            counted,
        })
    }

    /// Each text apart.
    pub(crate) fn each(self) -> impl Iterator<Item = Self> {
        self.phrases.into_iter().map(|phrase| Self {
            phrases: vec![phrase],
            concept: None,
            counted: 1,
        })
    }

    /// The phrases that count.
    pub(crate) fn counted(&self) -> &[Phrase] {
        &self.phrases[..self.counted]
    }

    /// What an answer calls the texts together: the name of the concept, or the texts with ` | ` between them.
    pub(crate) fn name(&self) -> String {
        let texts = || self.counted().iter().map(|phrase| phrase.text.as_str());
        let joined = || texts().collect::<Vec<_>>().join(" | ");
        self.concept.clone().unwrap_or_else(joined)
    }

    /// Whether marks count for one of the texts.
    pub(crate) fn are_strict(&self) -> bool {
        self.phrases.iter().any(|phrase| phrase.strict.is_some())
    }

    /// The only phrase, if its occurrences are those of the exact layer.
    pub(super) fn only_folded(&self) -> Option<&Phrase> {
        match self.phrases.as_slice() {
            [phrase] if phrase.strict.is_none() => Some(phrase),
            _ => None,
        }
    }
}

fn phrases(texts: &[String], fold: &Fold, marks: Marks) -> Result<Vec<Phrase>> {
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut known = HashSet::new();
    for text in texts {
        let phrase = Phrase::new(text, fold, marks)?;
        if known.insert((phrase.folded.clone(), phrase.strict.clone())) {
            phrases.push(phrase);
        }
    }
    Ok(phrases)
}

fn both(text: &str) -> Error {
    Error::Query {
        query: text.to_string(),
        column: 1,
        message: "a request has either texts or a concept: make the text a term of the concept"
            .to_string(),
    }
}
