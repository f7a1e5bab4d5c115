//! Concept files: a list of terms that count as one, in TOML.
//!
//! ```toml
//! name = "法治"
//! terms = ["依法行政", "法治政府", "法治"]
//! exclusions = ["法治日报"]
//! ```

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use quanwen_messages::{Message, message, text};
use serde::Deserialize;
use toml::Spanned;

use super::phrase::Phrase;
use crate::api::Concept;
use crate::error::{Error, Result};
use crate::fold::{Fold, Marks};

/// The keys of a concept file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConceptFile {
    name: Spanned<String>,
    terms: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    exclusions: Vec<Spanned<String>>,
}

/// Reads a concept from the text of a file.
///
/// ```
/// use std::path::Path;
///
/// let fold = quanwen::fold::Fold::new(&quanwen::Schema::embedded())?;
/// let concept = quanwen::query::parse_concept(
///     Path::new("法治.toml"),
///     "name = '法治'\nterms = ['依法行政', '法治']\nexclusions = ['法治日报']\n",
///     &fold,
/// )?;
/// assert_eq!(concept.terms, ["依法行政", "法治"]);
/// # Ok::<(), quanwen::Error>(())
/// ```
///
/// # Errors
/// [`Error::DataFile`] with line and column for a mistake in the file: of TOML, an unknown key, no term, a text that folds to
/// nothing, a text that is there twice.
pub fn parse_concept(path: &Path, text: &str, fold: &Fold) -> Result<Concept> {
    let text = text.trim_start_matches('\u{FEFF}');
    let source = ConceptSource { path, text, fold };
    let file: ConceptFile = toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let message = source.in_plain_words(&span, error.message());
        source.mistake(&span, message)
    })?;
    source.check(&file)?;
    let texts = |texts: Vec<Spanned<String>>| texts.into_iter().map(Spanned::into_inner);
    let name = file.name.get_ref().trim();
    let mut concept = Concept::new(name, texts(file.terms.into_inner()));
    concept.exclusions = texts(file.exclusions).collect();
    Ok(concept)
}

/// The text of a concept file.
struct ConceptSource<'t> {
    path: &'t Path,
    text: &'t str,
    fold: &'t Fold,
}

impl ConceptSource<'_> {
    /// The message of the parser, with what helps against the likeliest slips.
    fn in_plain_words(&self, span: &Range<usize>, message: &str) -> Message {
        let before = &self.text[..self.text.floor_char_boundary(span.start)];
        let first = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[first..].lines().next().unwrap_or_default();
        if line.contains(['“', '”', '‘', '’', '＂']) && !line.contains('"') {
            return text!("quotation marks are straight here: name = \"法治\"").into();
        }
        if message.contains("expected a sequence") {
            return text!("a list has brackets: terms = [\"依法行政\", \"法治政府\"]").into();
        }
        Message::verbatim(message)
    }

    fn check(&self, file: &ConceptFile) -> Result<()> {
        if file.name.get_ref().trim().is_empty() {
            let message = text!("the name is empty: tables and charts need one");
            return Err(self.mistake(&file.name.span(), message));
        }
        if file.terms.get_ref().is_empty() {
            let message = text!("a concept needs a term: terms = [\"依法行政\", \"法治政府\"]");
            return Err(self.mistake(&file.terms.span(), message));
        }
        let mut known: HashMap<String, u64> = HashMap::new();
        for text in file.terms.get_ref().iter().chain(&file.exclusions) {
            let folded = self.folded(text)?;
            let (line, _) = self.position(text.span().start);
            if let Some(before) = known.insert(folded, line) {
                let message = message!(
                    "`{text}` is here twice: matching makes it the same as the text on line {before}",
                    text = text.get_ref(),
                    before = before
                );
                return Err(self.mistake(&text.span(), message));
            }
        }
        Ok(())
    }

    fn folded(&self, text: &Spanned<String>) -> Result<String> {
        match Phrase::new(text.get_ref(), self.fold, Marks::Transparent) {
            Ok(phrase) => Ok(phrase.folded),
            Err(Error::Query { message, .. }) => Err(self.mistake(&text.span(), message)),
            Err(other) => Err(other),
        }
    }

    fn mistake(&self, span: &Range<usize>, message: impl Into<Message>) -> Error {
        let (line, column) = self.position(span.start);
        Error::DataFile {
            path: self.path.to_path_buf(),
            line,
            column,
            message: message.into(),
        }
    }

    /// Line and column, from 1, of a byte.
    fn position(&self, offset: usize) -> (u64, u64) {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let line = before.rsplit('\n').next().unwrap_or_default();
        let lines = before.matches('\n').count() as u64;
        (lines + 1, line.chars().count() as u64 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    fn parsed(text: &str) -> Result<Concept> {
        let fold = Fold::new(&Schema::embedded()).unwrap();
        parse_concept(Path::new("c.toml"), text, &fold)
    }

    #[test]
    fn a_concept_has_a_name_terms_and_exclusions() {
        let concept = parsed("\u{FEFF}name = \" 法治 \"\nterms = [\n  \"法治\",\n]\n").unwrap();
        assert_eq!(concept, Concept::new("法治", ["法治"]));
    }

    #[test]
    fn a_mistake_has_its_line_and_column() {
        for (text, expected) in [
            ("name = '甲'\nterms = ['法治'\n", "c.toml:2:"),
            (
                "name = '甲'\nterm = ['法治']\n",
                "c.toml:2:1: unknown field `term`",
            ),
            (
                "name = '甲'\nterms = []\n",
                "c.toml:2:9: a concept needs a term",
            ),
            (
                "name = ''\nterms = ['法治']\n",
                "c.toml:1:8: the name is empty",
            ),
            (
                "name = '甲'\nterms = ['法治', '“”']\n",
                "c.toml:2:16: matching ignores",
            ),
            (
                "name = '甲'\nterms = ['法治']\nexclusions = ['法\u{200B}治']\n",
                "c.toml:3:15: `法\u{200B}治` is here twice",
            ),
            ("terms = ['法治']\n", "c.toml:1:1: missing field `name`"),
        ] {
            let error = parsed(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
