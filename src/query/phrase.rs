//! A text to be found exactly.

use quanwen_messages::{Text, text};

use crate::error::{Error, Result};
use crate::fold::{Fold, Marks};
use crate::structure::without_marks;

/// Maximum length of a text to find, in characters.
const MAX_LENGTH: usize = 2000;

/// A text to be found exactly, as typed and folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As typed.
    pub text: String,
    /// Folded like documents, blanks at the ends trimmed.
    pub folded: String,
    /// The ways in which it may be read inside a document, `folded` first ([`Fold::readings`]).
    pub readings: Vec<String>,
    /// The same with its marks kept, where marks count.
    pub strict: Option<Vec<String>>,
}

impl Phrase {
    /// Folds a text to find.
    ///
    /// # Errors
    /// [`Error::Query`] for a text that is empty, folds to nothing or is longer than 2,000 characters.
    pub fn new(text: &str, fold: &Fold, marks: Marks) -> Result<Self> {
        let mut readings = fold.readings(text, Marks::Transparent);
        if let Some(without) = without_marks(text) {
            let others = fold.readings(&without, Marks::Transparent);
            for reading in others {
                if !reading.is_empty() && !readings.contains(&reading) {
                    readings.push(reading);
                }
            }
        }
        let folded = readings.first().cloned().unwrap_or_default();
        let strict = (marks == Marks::Kept).then(|| fold.readings(text, Marks::Kept));
        let error = |message: Text| Error::Query {
            query: text.to_string(),
            column: 1,
            message: message.into(),
        };
        if text.trim().is_empty() {
            return Err(error(text!(
                "nothing to find: give a text such as 行政复议"
            )));
        }
        if folded.is_empty() && strict.as_ref().is_none_or(|strict| strict[0].is_empty()) {
            return Err(error(text!(
                "matching ignores every character of it: add a letter, a digit or a Chinese character, \
                 or look for quotation marks with `MentionRequest::strict`"
            )));
        }
        if folded.chars().nth(MAX_LENGTH).is_some() {
            return Err(error(text!(
                "longer than 2,000 characters: search for a part of it"
            )));
        }
        Ok(Self {
            text: text.to_string(),
            folded,
            readings,
            strict,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    #[test]
    fn a_phrase_of_marks_alone_can_be_found_only_strictly() {
        let fold = Fold::new(&Schema::embedded()).unwrap();
        assert!(Phrase::new("  ", &fold, Marks::Transparent).is_err());
        assert!(Phrase::new("“”", &fold, Marks::Transparent).is_err());
        assert_eq!(
            Phrase::new("“", &fold, Marks::Kept).unwrap().strict,
            Some(vec!["“".to_string()])
        );
        assert_eq!(
            Phrase::new(" “放管服” ", &fold, Marks::Transparent)
                .unwrap()
                .folded,
            "放管服"
        );
    }
}
