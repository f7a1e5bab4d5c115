//! The texts of a request, folded.

use std::collections::HashSet;

use quanwen_messages::text;

use crate::api::{Concept, MentionRequest};
use crate::error::{Error, Result};
use crate::fold::{Fold, Marks};
use crate::query::{Pattern, Phrase};

/// The folded texts of a request, each once.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// The texts to find; of a concept its terms, then its exclusions.
    pub phrases: Vec<Phrase>,
    /// The patterns to find, numbered after the phrases.
    pub patterns: Vec<Pattern>,
    /// The name of the concept whose terms they are, if any.
    pub concept: Option<String>,
    /// How many of the phrases and patterns count: all but exclusions.
    pub counted: usize,
}

impl Texts {
    /// The texts of a request.
    ///
    /// # Errors
    /// [`Error::Query`] for a text that folds to nothing, for a pattern that is not valid or where marks count, and for a request
    /// with both texts and a concept.
    pub(crate) fn of(request: &MentionRequest, fold: &Fold) -> Result<Self> {
        let marks = if request.strict {
            Marks::Kept
        } else {
            Marks::Transparent
        };
        let Some(concept) = &request.concept else {
            let phrases = phrases(&request.texts, fold, marks)?;
            let patterns = patterns(request, fold)?;
            return Ok(Self {
                counted: phrases.len() + patterns.len(),
                phrases,
                patterns,
                concept: None,
            });
        };
        if let Some(text) = request.texts.first().or(request.patterns.first()) {
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
            patterns: Vec::new(),
            concept: Some(concept.name.clone()),
            counted,
        })
    }

    /// Each text apart.
    pub(crate) fn each(self) -> impl Iterator<Item = Self> {
        self.phrases.into_iter().map(|phrase| Self {
            phrases: vec![phrase],
            patterns: Vec::new(),
            concept: None,
            counted: 1,
        })
    }

    /// The phrases that count.
    pub(crate) fn counted_phrases(&self) -> &[Phrase] {
        &self.phrases[..self.counted - self.patterns.len()]
    }

    /// The phrases and patterns that count, as typed.
    pub(crate) fn counted(&self) -> impl Iterator<Item = &str> {
        let phrases = self.counted_phrases().iter().map(|phrase| &phrase.text);
        let patterns = self.patterns.iter().map(|pattern| &pattern.text);
        phrases.chain(patterns).map(String::as_str)
    }

    /// The patterns with their numbers.
    pub(crate) fn numbered_patterns(&self) -> impl Iterator<Item = (usize, &Pattern)> {
        (self.phrases.len()..).zip(&self.patterns)
    }

    /// The pattern of a number; `None` if it is that of a phrase.
    pub(crate) fn pattern(&self, number: usize) -> Option<&Pattern> {
        self.patterns.get(number.checked_sub(self.phrases.len())?)
    }

    /// The text or pattern of a number, as typed.
    pub(crate) fn typed(&self, number: usize) -> &str {
        match self.pattern(number) {
            Some(pattern) => &pattern.text,
            None => &self.phrases[number].text,
        }
    }

    /// What an answer calls the texts together: the name of the concept, or the texts with ` | ` between them.
    pub(crate) fn name(&self) -> String {
        let joined = || self.counted().collect::<Vec<_>>().join(" | ");
        self.concept.clone().unwrap_or_else(joined)
    }

    /// Whether marks count for one of the texts.
    pub(crate) fn are_strict(&self) -> bool {
        self.phrases.iter().any(|phrase| phrase.strict.is_some())
    }

    /// The only phrase, if its occurrences are those of the exact layer.
    pub(super) fn only_folded(&self) -> Option<&Phrase> {
        match self.phrases.as_slice() {
            [phrase] if phrase.strict.is_none() && self.patterns.is_empty() => Some(phrase),
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

/// The patterns of a request, each once.
fn patterns(request: &MentionRequest, fold: &Fold) -> Result<Vec<Pattern>> {
    let mut patterns: Vec<Pattern> = Vec::new();
    for text in &request.patterns {
        if request.strict {
            return Err(Error::Query {
                query: text.clone(),
                column: 1,
                message: text!(
                    "a pattern matches without marks: leave `MentionRequest::strict` out"
                )
                .into(),
            });
        }
        if patterns.iter().all(|known| known.text != *text) {
            patterns.push(Pattern::new(text, fold)?);
        }
    }
    Ok(patterns)
}

fn both(text: &str) -> Error {
    Error::Query {
        query: text.to_string(),
        column: 1,
        message: text!(
            "a request has either texts or a concept: make the text a term of the concept"
        )
        .into(),
    }
}
