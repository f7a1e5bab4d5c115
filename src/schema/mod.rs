//! The declarative contract of the index, read from `index-schema/`: data only, embedded in the library,
//! replaceable by a folder of the same layout.
//!
//! Owns the files' formats and the two stamps. Must not know how folding, segmentation or storage use them.

mod ranking;
mod words;

pub(crate) use ranking::{FieldRanking, Ranking};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use xxhash_rust::xxh3::Xxh3;

use crate::error::{Error, Result};

/// Raised when the layout of the index, the structure rules or the fold's code change what an index holds.
const RULES: u32 = 6;

/// The data files of `index-schema/`, as text; parsed by those who need them, when they need them.
#[derive(Debug, Clone)]
pub struct Schema {
    folder: PathBuf,
    fold: Cow<'static, str>,
    characters: Cow<'static, str>,
    dictionary: Cow<'static, str>,
    stopwords: Cow<'static, str>,
    synonyms: Cow<'static, str>,
    fields: Cow<'static, str>,
    genre: Cow<'static, str>,
    regions: Cow<'static, str>,
}

/// `schema.toml`: the fields of the index and the parameters of ranking.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldTable {
    pub fields: BTreeMap<String, Field>,
    pub ranking: Ranking,
}

/// One field of `schema.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    /// `report`, `section` or `both`: for the reader of the file; the writer decides.
    #[serde(rename = "record")]
    _record: Record,
    #[serde(default, rename = "type")]
    pub kind: Kind,
    pub analyzer: Option<Analyzer>,
    /// Whether the exact layer holds where each character of it stands.
    #[serde(default)]
    pub positions: bool,
    #[serde(default)]
    pub stored: bool,
    #[serde(default)]
    pub fast: bool,
}

/// What of a field an index holds.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            analyzer,
            positions,
            stored,
            fast,
            ..
        } = self;
        write!(
            f,
            "{kind:?} {analyzer:?} positions={positions} stored={stored} fast={fast}"
        )
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Record {
    Report,
    Section,
    Both,
}

/// What values a field takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    #[default]
    Text,
    Number,
    Bytes,
}

/// How a text field is cut into terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Analyzer {
    /// The whole value is one term.
    Raw,
    /// Words by the segmenter's search mode.
    Words,
}

/// `fold.toml`: what matching passes over and what it takes for one another.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FoldRules {
    pub transparent: String,
    pub invisible: String,
    pub variants: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct GenreFile {
    rule: Vec<GenreRule>,
}

/// One entry of `genre.toml`: what a reader of reports goes by, and why.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GenreRule {
    pub name: String,
    /// What it recognises.
    pub shape: String,
    /// What reports are like, that makes it one.
    pub reason: String,
    /// Words that belong to the shape.
    #[serde(default)]
    pub words: Vec<String>,
    /// The path of the example, where it matters.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "read by tests and people"))]
    pub path: Option<String>,
    /// A text that shows it, and lines of what is found there: for the tests.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by tests and people"))]
    pub example: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by tests and people"))]
    pub gives: Vec<String>,
}

/// One row of `regions.tsv`: a name that a division has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Division {
    /// GB/T 2260: two digits each for province, prefecture and county.
    pub code: u32,
    pub name: String,
    /// The year of the last revision without this name, where there is one.
    pub first: Option<u16>,
    /// The year of the first revision that lacks it again, where one does.
    pub last: Option<u16>,
}

impl Schema {
    /// The schema that the library carries.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            folder: PathBuf::from("index-schema"),
            fold: include_str!("../../index-schema/fold.toml").into(),
            characters: include_str!("../../index-schema/characters.tsv").into(),
            dictionary: include_str!("../../index-schema/dictionary.txt").into(),
            stopwords: include_str!("../../index-schema/stopwords.txt").into(),
            synonyms: include_str!("../../index-schema/synonyms.txt").into(),
            fields: include_str!("../../index-schema/schema.toml").into(),
            genre: include_str!("../../index-schema/genre.toml").into(),
            regions: include_str!("../../index-schema/regions.tsv").into(),
        }
    }

    /// The schema of a folder with the layout of `index-schema/`.
    ///
    /// # Errors
    /// [`Error::Read`] where a file is missing or not UTF-8, [`Error::DataFile`] where one has a mistake.
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
            characters: read("characters.tsv")?,
            dictionary: read("dictionary.txt")?,
            stopwords: read("stopwords.txt")?,
            synonyms: read("synonyms.txt")?,
            fields: read("schema.toml")?,
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
        schema.genre()?;
        schema.divisions()?;
        Ok(schema)
    }

    /// What exactness rests on: the index format, the structure rules and their data, the fold's rules and data.
    ///
    /// # Errors
    /// [`Error::DataFile`] where `schema.toml` has a mistake.
    pub fn exact_stamp(&self) -> Result<String> {
        let fields: Vec<String> = self
            .field_table()?
            .fields
            .iter()
            .map(|(name, field)| format!("{name} {field}"))
            .collect();
        Ok(stamp(&[
            &RULES.to_string(),
            &self.fold,
            &self.characters,
            &self.genre,
            &self.regions,
            &fields.join("\n"),
        ]))
    }

    /// What ranking rests on: the segmenter and its dictionary.
    #[must_use]
    pub fn word_stamp(&self) -> String {
        stamp(&["jieba-rs 0.11", &self.dictionary])
    }

    pub(crate) fn fold_rules(&self) -> Result<FoldRules> {
        self.toml("fold.toml", &self.fold)
    }

    pub(crate) fn field_table(&self) -> Result<FieldTable> {
        self.toml("schema.toml", &self.fields)
    }

    /// Pairs of a traditional or variant character and the simplified one that stands for it.
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
                        "expected two single characters with a tab between them",
                    )),
                }
            })
            .collect()
    }

    /// Words with their frequency, and the part of speech where one is given.
    pub(crate) fn dictionary_entries(&self) -> Result<Vec<(&str, usize)>> {
        let path = self.folder.join("dictionary.txt");
        rows(&self.dictionary)
            .map(|(line, row)| {
                let mut columns = row.split_whitespace();
                let (Some(word), Some(Ok(frequency))) =
                    (columns.next(), columns.next().map(str::parse))
                else {
                    return Err(mistake(&path, line, "expected `word frequency tag`"));
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

    /// Where the rules of the genre are written, for messages.
    pub(crate) fn genre_path(&self) -> PathBuf {
        self.folder.join("genre.toml")
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
                        "expected `code name first-year last-year` with tabs, the years as numbers or empty",
                    )
                })
            })
            .collect()
    }

    fn toml<T: serde::de::DeserializeOwned>(&self, name: &str, text: &str) -> Result<T> {
        toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let before = &text[..offset];
            Error::DataFile {
                path: self.folder.join(name),
                line: 1 + before.matches('\n').count() as u64,
                column: 1 + before.chars().rev().take_while(|&c| c != '\n').count() as u64,
                message: error.message().to_string(),
            }
        })
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

fn mistake(path: &Path, line: u64, message: &str) -> Error {
    Error::DataFile {
        path: path.to_path_buf(),
        line,
        column: 1,
        message: message.to_string(),
    }
}

/// Sixteen hexadecimal digits that change with any of the parts.
fn stamp(parts: &[&str]) -> String {
    let mut hash = Xxh3::new();
    for part in parts {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    format!("{:016x}", hash.digest())
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
    fn the_word_stamp_follows_the_dictionary_and_the_exact_stamp_does_not() {
        let schema = Schema::embedded();
        let other = Schema {
            dictionary: "复议 9\n".into(),
            ..schema.clone()
        };
        assert_ne!(schema.word_stamp(), other.word_stamp());
        assert_eq!(schema.exact_stamp().unwrap(), other.exact_stamp().unwrap());
    }

    #[test]
    fn ranking_needs_no_other_index_and_positions_do() {
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
