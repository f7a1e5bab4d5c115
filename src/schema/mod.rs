//! The data files of `index-schema/`, embedded in the library and replaceable by a folder of the same layout.
//!
//! Owns the formats of the files and the two stamps. Must not know how folding, segmentation or storage use them.

mod fields;
mod query;
mod ranking;
mod stamp;
mod words;

pub(crate) use fields::{Analyzer, Field, FieldTable, Kind};
pub(crate) use query::QueryRules;
pub(crate) use ranking::{FieldRanking, Ranking};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use quanwen_messages::{Message, Text, text};
use serde::Deserialize;
use toml::Spanned;

use self::stamp::Stamp;
use crate::error::{Error, Result};

/// Must be raised when the index layout, the structure rules or the code of the fold change the content of an index.
const RULES: u32 = 14;
/// Raised with every change of how `src/segmenter/` cuts words; part of the word stamp.
const CUTS: u32 = 1;

/// The data files of `index-schema/` as text, parsed on demand.
///
/// ```
/// use quanwen::Schema;
///
/// let schema = Schema::embedded();
/// assert_eq!(schema.exact_stamp()?.len(), 16);
/// assert_ne!(schema.exact_stamp()?, schema.word_stamp());
/// # Ok::<(), quanwen::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Schema {
    folder: PathBuf,
    fold: Cow<'static, str>,
    fold_rules: OnceLock<FoldRules>,
    characters: Cow<'static, str>,
    dictionary: Cow<'static, str>,
    stopwords: Cow<'static, str>,
    synonyms: Cow<'static, str>,
    fields: Cow<'static, str>,
    query: Cow<'static, str>,
    query_rules: OnceLock<QueryRules>,
    genre: Cow<'static, str>,
    regions: Cow<'static, str>,
}

/// `fold.toml`: characters that matching ignores or treats as equal.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FoldRules {
    /// Characters that count only where marks count.
    pub transparent: String,
    /// The same, but between digits they always count.
    pub primes: String,
    /// Characters that never count, and the first and last of ranges of such.
    pub invisible: String,
    pub invisible_ranges: Vec<String>,
    /// Characters that match as the first of their line.
    pub variants: Vec<String>,
    /// Characters that match as several.
    pub several: BTreeMap<char, String>,
    /// Roman numerals and their letters: a query for one also asks for the other.
    pub roman: BTreeMap<char, String>,
    /// Characters that are the zero of `variants` directly after a numeral or a zero.
    pub zeros: String,
    pub numerals: String,
    /// Pairs: a query's first character also asks for the second, and the second for the first unless it begins a name.
    pub alternatives: Vec<String>,
    pub names: Vec<String>,
}

impl FoldRules {
    /// The pairs of `alternatives`: 干 and 乾.
    pub(crate) fn pairs(&self) -> Vec<(char, char)> {
        let pair = |pair: &String| {
            let mut pair = pair.chars();
            Some((pair.next()?, pair.next()?))
        };
        self.alternatives.iter().filter_map(pair).collect()
    }

    /// The Roman numerals and their letters, both in lower case.
    pub(crate) fn folded_roman(&self) -> Vec<(char, String)> {
        let roman = self.roman.iter();
        roman
            .filter_map(|(numeral, letters)| {
                Some((numeral.to_lowercase().next()?, letters.to_lowercase()))
            })
            .collect()
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct GenreFile {
    rule: Vec<GenreRule>,
}

/// One rule of `genre.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GenreRule {
    pub name: Spanned<String>,
    /// What it recognises.
    pub shape: String,
    /// The property of reports that justifies it.
    pub reason: String,
    /// Words of the shape.
    #[serde(default)]
    pub words: Vec<String>,
    /// Regular expressions of the shape, by name; `{list}` is the words of a list as alternatives.
    #[serde(default)]
    pub patterns: BTreeMap<String, Spanned<String>>,
    /// Other words of the shape, by the name of their list.
    #[serde(default)]
    pub lists: BTreeMap<String, Spanned<Vec<String>>>,
    /// The path of the example, if it matters.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "read by tests and people"))]
    pub path: Option<String>,
    /// A text in which it applies; `gives` are lines of what the parser finds there. Tests compare both.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by tests and people"))]
    pub example: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by tests and people"))]
    pub gives: Vec<String>,
}

/// One row of `regions.tsv`: a current or former name of a division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Division {
    /// GB/T 2260: two digits each for province, prefecture and county.
    pub code: u32,
    pub name: String,
    /// The year of the last revision before the name was used; `None` if it always was.
    pub first: Option<u16>,
    /// The year of the first revision without the name again; `None` if it is in use.
    pub last: Option<u16>,
}

impl Schema {
    /// The schema embedded in the library.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            folder: PathBuf::from("index-schema"),
            fold: include_str!("../../index-schema/fold.toml").into(),
            fold_rules: OnceLock::new(),
            characters: include_str!("../../index-schema/characters.tsv").into(),
            dictionary: include_str!("../../index-schema/dictionary.txt").into(),
            stopwords: include_str!("../../index-schema/stopwords.txt").into(),
            synonyms: include_str!("../../index-schema/synonyms.txt").into(),
            fields: include_str!("../../index-schema/schema.toml").into(),
            query: include_str!("../../index-schema/query.toml").into(),
            query_rules: OnceLock::new(),
            genre: include_str!("../../index-schema/genre.toml").into(),
            regions: include_str!("../../index-schema/regions.tsv").into(),
        }
    }

    /// The schema of a folder with the layout of `index-schema/`.
    ///
    /// # Errors
    /// [`Error::Read`] for a file that is missing or not UTF-8, [`Error::DataFile`] for a mistake in one.
    pub fn from_folder(folder: impl Into<PathBuf>) -> Result<Self> {
        let folder = folder.into();
        let read = |name: &str| -> Result<Cow<'static, str>> {
            let path = folder.join(name);
            std::fs::read_to_string(&path)
                .map(Cow::Owned)
                .map_err(Error::read(path))
        };
        let schema = Self {
            fold: read("fold.toml")?,
            fold_rules: OnceLock::new(),
            characters: read("characters.tsv")?,
            dictionary: read("dictionary.txt")?,
            stopwords: read("stopwords.txt")?,
            synonyms: read("synonyms.txt")?,
            fields: read("schema.toml")?,
            query: read("query.toml")?,
            query_rules: OnceLock::new(),
            genre: read("genre.toml")?,
            regions: read("regions.tsv")?,
            folder,
        };
        schema.fold_rules()?;
        schema.field_table()?;
        schema.simplified_characters()?;
        schema.dictionary_entries()?;
        schema.stop_words()?;
        schema.synonyms()?;
        schema.query_rules()?;
        schema.genre()?;
        schema.divisions()?;
        Ok(schema)
    }

    /// Sixteen hexadecimal digits of what exactness depends on: the index format, the structure rules and their data, the
    /// labels of metadata, the fold's rules and data. They depend on what the files say, not on their comments, blank lines or order of
    /// tables.
    ///
    /// # Errors
    /// [`Error::DataFile`] where one of the files has a mistake.
    pub fn exact_stamp(&self) -> Result<String> {
        if self.is_embedded() {
            return Ok(stamp::EMBEDDED.to_string());
        }
        self.computed_stamp()
    }

    /// Whether the rules of the genre are those that the library carries.
    pub(crate) fn has_embedded_genre(&self) -> bool {
        matches!(self.genre, Cow::Borrowed(_))
    }

    /// Whether the files that the exact stamp covers are those that the library carries.
    fn is_embedded(&self) -> bool {
        let embedded = Self::embedded();
        self.fold == embedded.fold
            && self.characters == embedded.characters
            && self.genre == embedded.genre
            && self.regions == embedded.regions
            && self.fields == embedded.fields
    }

    fn computed_stamp(&self) -> Result<String> {
        let mut stamp = Stamp::of(&RULES.to_string());
        stamp.fold_rules(self.fold_rules()?);
        stamp.characters(&self.simplified_characters()?);
        stamp.genre(&self.genre()?);
        stamp.labels(quanwen_extract::labels::labels());
        stamp.divisions(&self.divisions()?);
        stamp.fields(&self.field_table()?);
        Ok(stamp.finish())
    }

    /// The stamp of the segmenter and its dictionary, on which ranking depends.
    #[must_use]
    pub fn word_stamp(&self) -> String {
        let mut stamp = Stamp::of(&format!("jieba-rs 0.11, {CUTS}"));
        stamp.part(&self.dictionary);
        stamp.finish()
    }

    /// The rules of `query.toml`, which are read once.
    ///
    /// # Errors
    /// [`Error::DataFile`] for a mistake in it.
    pub(crate) fn query_rules(&self) -> Result<&QueryRules> {
        if let Some(rules) = self.query_rules.get() {
            return Ok(rules);
        }
        let rules = self.toml("query.toml", &self.query)?;
        Ok(self.query_rules.get_or_init(|| rules))
    }

    /// The rules of `fold.toml`, which are read once.
    pub(crate) fn fold_rules(&self) -> Result<&FoldRules> {
        if let Some(rules) = self.fold_rules.get() {
            return Ok(rules);
        }
        let rules = self.toml("fold.toml", &self.fold)?;
        Ok(self.fold_rules.get_or_init(|| rules))
    }

    pub(crate) fn field_table(&self) -> Result<FieldTable> {
        self.toml("schema.toml", &self.fields)
    }

    /// Pairs of a traditional or variant character and its simplified form.
    pub(crate) fn simplified_characters(&self) -> Result<Vec<(char, char)>> {
        let path = self.folder.join("characters.tsv");
        rows(&self.characters)
            .map(|(line, row)| {
                let mut columns = row.split('\t').map(single_character);
                match (columns.next().flatten(), columns.next().flatten()) {
                    (Some(from), Some(to)) => Ok((from, to)),
                    _ => Err(mistake(
                        &path,
                        line,
                        text!("expected two single characters with a tab between them"),
                    )),
                }
            })
            .collect()
    }

    /// Words with their frequencies.
    pub(crate) fn dictionary_entries(&self) -> Result<Vec<(&str, usize)>> {
        let path = self.folder.join("dictionary.txt");
        rows(&self.dictionary)
            .map(|(line, row)| {
                let mut columns = row.split_whitespace();
                let (Some(word), Some(Ok(frequency))) =
                    (columns.next(), columns.next().map(str::parse))
                else {
                    return Err(mistake(&path, line, text!("expected `word frequency tag`")));
                };
                Ok((word, frequency))
            })
            .collect()
    }

    /// The rules of the genre, in the order of the file.
    pub(crate) fn genre(&self) -> Result<Vec<GenreRule>> {
        let file: GenreFile = self.toml("genre.toml", &self.genre)?;
        Ok(file.rule)
    }

    /// A mistake in `genre.toml` at a byte offset.
    pub(crate) fn genre_mistake(&self, offset: usize, message: Message) -> Error {
        self.mistake_at("genre.toml", &self.genre, offset, message)
    }

    /// The administrative divisions, by code.
    pub(crate) fn divisions(&self) -> Result<Vec<Division>> {
        let path = self.folder.join("regions.tsv");
        rows(&self.regions)
            .map(|(line, row)| {
                division(row).ok_or_else(|| {
                    mistake(
                        &path,
                        line,
                        text!("expected `code name first-year last-year` with tabs, the years as numbers or empty"),
                    )
                })
            })
            .collect()
    }

    fn toml<T: serde::de::DeserializeOwned>(&self, name: &str, text: &str) -> Result<T> {
        toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            self.mistake_at(name, text, offset, Message::verbatim(error.message()))
        })
    }

    fn mistake_at(&self, name: &str, text: &str, offset: usize, message: Message) -> Error {
        let before = &text[..offset];
        Error::DataFile {
            path: self.folder.join(name),
            line: 1 + before.matches('\n').count() as u64,
            column: 1 + before.chars().rev().take_while(|&c| c != '\n').count() as u64,
            message,
        }
    }
}

/// The lines of a data file that are neither blank nor comments, with their 1-based numbers.
fn rows(text: &str) -> impl Iterator<Item = (u64, &str)> {
    (1..)
        .zip(text.lines())
        .map(|(number, line)| (number, line.trim_end()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn division(row: &str) -> Option<Division> {
    let year = |column: Option<&str>| match column {
        None | Some("") => Some(None),
        Some(digits) => digits.parse().ok().map(Some),
    };
    let mut columns = row.split('\t');
    let code = columns.next().filter(|code| code.len() == 6)?;
    Some(Division {
        code: code.parse().ok()?,
        name: columns.next().filter(|name| !name.is_empty())?.to_string(),
        first: year(columns.next())?,
        last: year(columns.next())?,
    })
}

fn single_character(column: &str) -> Option<char> {
    let mut characters = column.chars();
    characters.next().filter(|_| characters.next().is_none())
}

fn mistake(path: &Path, line: u64, message: Text) -> Error {
    Error::DataFile {
        path: path.to_path_buf(),
        line,
        column: 1,
        message: message.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_schema_has_no_mistakes() {
        let schema = Schema::embedded();
        schema.fold_rules().unwrap();
        schema.field_table().unwrap();
        assert!(schema.simplified_characters().unwrap().len() > 2000);
        assert!(schema.dictionary_entries().unwrap().len() > 200);
    }

    #[test]
    fn a_folder_of_the_same_files_is_the_same_schema() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("index-schema");
        let schema = Schema::from_folder(folder).unwrap();
        assert_eq!(schema.word_stamp(), Schema::embedded().word_stamp());
        assert_eq!(
            schema.exact_stamp().unwrap(),
            Schema::embedded().exact_stamp().unwrap()
        );
        assert!(Schema::from_folder("nowhere").is_err());
    }

    #[test]
    fn the_dictionary_changes_the_word_stamp_only() {
        let schema = Schema::embedded();
        let other = Schema {
            dictionary: "复议 9\n".into(),
            ..schema.clone()
        };
        assert_ne!(schema.word_stamp(), other.word_stamp());
        assert_eq!(schema.exact_stamp().unwrap(), other.exact_stamp().unwrap());
    }

    #[test]
    fn positions_change_the_exact_stamp_and_ranking_does_not() {
        let schema = Schema::embedded();
        let with = |fields: String| Schema {
            fields: fields.into(),
            ..schema.clone()
        };
        let other = with(schema.fields.replace("k1 = ", "k1 = 1"));
        assert_ne!(other.fields, schema.fields);
        assert_eq!(other.exact_stamp().unwrap(), schema.exact_stamp().unwrap());
        let without = with(schema.fields.replace("positions = true", ""));
        assert_ne!(
            without.exact_stamp().unwrap(),
            schema.exact_stamp().unwrap()
        );
    }

    #[test]
    fn a_mistake_in_a_data_file_names_its_line() {
        let schema = Schema {
            characters: "# c\n複\t复\n議 议\n".into(),
            ..Schema::embedded()
        };
        let error = schema.simplified_characters().unwrap_err().to_string();
        assert!(
            error.starts_with("index-schema/characters.tsv:3:1:"),
            "{error}"
        );
    }
}
