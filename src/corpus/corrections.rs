//! `quanwen.csv`: metadata that no parser can find, given by the keeper of the corpus.

use std::collections::BTreeMap;
use std::path::Path;

use quanwen_extract::{INSIDE, decode};
use time::{Date, format_description::well_known::Iso8601};
use xxhash_rust::xxh3::xxh3_64;

use super::formula::unguarded;
use super::open::{OpenError, read_regular};
use crate::document::{Basis, Metadata};
use crate::error::{Error, Result};

/// The file's name, at the root of the corpus.
pub(crate) const CORRECTIONS_FILE: &str = "quanwen.csv";

const COLUMNS: [&str; 7] = [
    "path",
    "title",
    "region",
    "year",
    "issuer",
    "published",
    "document_number",
];

/// Bytes of the largest `quanwen.csv` that is read: rows for more than a hundred thousand reports.
const MAX_SIZE: u64 = 16 * 1024 * 1024;

/// Bytes of a row's path. Systems have no longer ones, and each is looked for.
const MAX_PATH: usize = 4096;

/// The rows of `quanwen.csv` by path; empty where there is no such file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    rows: BTreeMap<String, Correction>,
}

/// One row: the values that it gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Correction {
    title: Option<String>,
    region: Vec<String>,
    year: Option<u16>,
    issuer: Option<String>,
    published: Option<String>,
    document_number: Option<String>,
    /// Changes whenever the row changes; never 0.
    stamp: u64,
}

impl Corrections {
    /// Reads the `quanwen.csv` of a corpus.
    ///
    /// # Errors
    /// [`Error::Read`] where it cannot be read, [`Error::DataFile`] where it is none that is read, or with line and
    /// column of a mistake.
    pub fn of_corpus(root: &Path) -> Result<Self> {
        let path = root.join(CORRECTIONS_FILE);
        let bytes = match read_regular(root, Path::new(CORRECTIONS_FILE), MAX_SIZE) {
            Ok(bytes) => bytes,
            Err(OpenError::System(error)) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(OpenError::System(error)) => return Err(Error::read(path)(error)),
            Err(error) => return Err(refused(&path, &error)),
        };
        let text = decode(bytes).ok_or_else(|| {
            at_start(&path, "a binary file, no table: save it as CSV".to_string())
        })?;
        Self::parse(text.text.as_bytes(), &path)
    }

    /// Paths that the file names.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// Changes whenever a row of a file or of a document in it changes; 0 where there is none.
    pub(crate) fn stamp_of(&self, file: &str) -> u64 {
        let inside = format!("{file}{INSIDE}");
        let rows = self.rows.range(inside.clone()..);
        let rows_inside = rows.take_while(|(path, _)| path.starts_with(&inside));
        let own = self.of_document(file).into_iter();
        own.chain(rows_inside.map(|(_, row)| row))
            .fold(0, |stamp: u64, row| stamp.rotate_left(1) ^ row.stamp)
    }

    pub(crate) fn of_document(&self, path: &str) -> Option<&Correction> {
        self.rows.get(path)
    }

    fn parse(bytes: &[u8], path: &Path) -> Result<Self> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(bytes);
        if bytes.trim_ascii().is_empty() {
            return Ok(Self::default());
        }
        let header = reader
            .headers()
            .map_err(|error| csv_error(path, &error))?
            .clone();
        let columns = column_names(&header, path)?;
        let mut rows = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(|error| csv_error(path, &error))?;
            let row = Row {
                record: &record,
                columns: &columns,
                bytes,
                path,
            };
            let (document, correction) = row.read()?;
            if rows.insert(document, correction).is_some() {
                return Err(row.mistake(0, "this path has a row already: keep one"));
            }
        }
        Ok(Self { rows })
    }
}

impl Correction {
    /// Puts the values that the row gives in the place of those found in the text.
    pub(crate) fn apply(&self, metadata: &mut Metadata) {
        let basis = Some(Basis::Correction);
        if let Some(title) = &self.title {
            (metadata.title, metadata.title_basis) = (Some(title.clone()), basis);
        }
        if !self.region.is_empty() {
            (metadata.region, metadata.region_basis) = (self.region.clone(), basis);
        }
        if let Some(year) = self.year {
            (metadata.year, metadata.year_basis) = (Some(year), basis);
        }
        if let Some(issuer) = &self.issuer {
            (metadata.issuer, metadata.issuer_basis) = (Some(issuer.clone()), basis);
        }
        if let Some(published) = &self.published {
            (metadata.published, metadata.published_basis) = (Some(published.clone()), basis);
        }
        if let Some(number) = &self.document_number {
            metadata.document_number = Some(number.clone());
        }
    }
}

/// A record being read, with what is needed to point at its mistakes.
struct Row<'a> {
    record: &'a csv::StringRecord,
    columns: &'a [&'static str],
    bytes: &'a [u8],
    path: &'a Path,
}

impl Row<'_> {
    fn read(&self) -> Result<(String, Correction)> {
        if self.record.len() > self.columns.len() {
            return Err(self.mistake(
                self.columns.len(),
                "more values than the header has columns: quote the commas",
            ));
        }
        let mut correction = Correction {
            ..Correction::default()
        };
        let mut document = String::new();
        for (index, (column, value)) in self.columns.iter().zip(self.record).enumerate() {
            let value = unguarded(value);
            let text = || Some(value.to_string()).filter(|value| !value.is_empty());
            match *column {
                "path" => {
                    document = value
                        .replace('\\', "/")
                        .trim_start_matches("./")
                        .to_string();
                }
                "title" => correction.title = text(),
                "region" => correction.region = region(value),
                "issuer" => correction.issuer = text(),
                "document_number" => correction.document_number = text(),
                _ if value.is_empty() => {}
                "year" => correction.year = Some(self.year(index, value)?),
                _ => correction.published = Some(self.date(index, value)?),
            }
        }
        if document.len() > MAX_PATH {
            let message = format!("the path has over {MAX_PATH} bytes: name a file");
            return Err(self.mistake(0, &message));
        }
        correction.stamp = xxh3_64(format!("{correction:?}").as_bytes()).max(1);
        if document.is_empty() {
            return Err(self.mistake(
                0,
                "the path is empty: name the file, relative to this folder",
            ));
        }
        Ok((document, correction))
    }

    fn year(&self, index: usize, value: &str) -> Result<u16> {
        let year = value
            .trim_end_matches('年')
            .parse()
            .ok()
            .filter(|year| (1900..=2100).contains(year));
        year.ok_or_else(|| self.mistake(index, "expected a year such as 2022"))
    }

    fn date(&self, index: usize, value: &str) -> Result<String> {
        let date = Date::parse(value, &Iso8601::DATE);
        date.map(|date| date.to_string())
            .map_err(|_| self.mistake(index, "expected a date such as 2022-01-10"))
    }

    /// An error at value `index` of the record. The column counts characters of the line.
    fn mistake(&self, index: usize, message: &str) -> Error {
        let start = self
            .record
            .position()
            .map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let start = start
            + self.bytes[start..]
                .iter()
                .take_while(|b| matches!(b, b'\r' | b'\n'))
                .count();
        let line = 1 + memchr::memchr_iter(b'\n', &self.bytes[..start]).count() as u64;
        let rest = String::from_utf8_lossy(&self.bytes[start..]);
        let column = column_of_value(rest.lines().next().unwrap_or_default(), index);
        Error::DataFile {
            path: self.path.to_path_buf(),
            line,
            column,
            message: message.to_string(),
        }
    }
}

/// 1-based column of the first character of value `index` in a line of CSV.
fn column_of_value(line: &str, index: usize) -> u64 {
    let mut quoted = false;
    let mut values = 0;
    for (column, c) in (1..).zip(line.chars()) {
        if values == index {
            return column;
        }
        quoted ^= c == '"';
        values += usize::from(c == ',' && !quoted);
    }
    1 + line.chars().count() as u64
}

fn column_names(header: &csv::StringRecord, path: &Path) -> Result<Vec<&'static str>> {
    let mut names = Vec::new();
    let mut column = 1;
    for name in header {
        let known = COLUMNS
            .iter()
            .find(|known| known.eq_ignore_ascii_case(name));
        let mistake = |message| Error::DataFile {
            path: path.to_path_buf(),
            line: 1,
            column,
            message,
        };
        names.push(*known.ok_or_else(|| {
            mistake(format!(
                "unknown column `{name}`: use {}",
                COLUMNS.join(",")
            ))
        })?);
        column += 1 + name.chars().count() as u64;
    }
    if names.contains(&"path") {
        return Ok(names);
    }
    let message = format!(
        "the header has no column `path`: the first line should be {}",
        COLUMNS.join(",")
    );
    Err(at_start(path, message))
}

/// An error about the file as a whole.
fn at_start(path: &Path, message: String) -> Error {
    Error::DataFile {
        path: path.to_path_buf(),
        line: 1,
        column: 1,
        message,
    }
}

/// Why a file that is there is not read.
fn refused(path: &Path, error: &OpenError) -> Error {
    let message = match error {
        OpenError::Link => {
            "a symbolic link, which is not followed: copy the file here or remove the link"
                .to_string()
        }
        OpenError::TooLarge(_) => format!(
            "over {} MiB, the most that is read: leave out rows for reports that are not here",
            MAX_SIZE / (1024 * 1024)
        ),
        OpenError::NotRegular | OpenError::System(_) => {
            "not a regular file: put a CSV file here or remove it".to_string()
        }
    };
    at_start(path, message)
}

/// `重庆市/渝北区`, also with `›` or `>`.
fn region(value: &str) -> Vec<String> {
    value
        .split(['/', '›', '>'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(String::from)
        .collect()
}

fn csv_error(path: &Path, error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    let message = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => {
            "not UTF-8: save it as UTF-8 (CSV UTF-8 in Excel)".to_string()
        }
        _ => error.to_string(),
    };
    Error::DataFile {
        path: path.to_path_buf(),
        line,
        column: 1,
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Corrections> {
        Corrections::parse(text.as_bytes(), Path::new(CORRECTIONS_FILE))
    }

    #[test]
    fn a_row_replaces_what_it_gives_and_nothing_else() {
        let corrections = parse("\u{FEFF}path,region,year\na/b.txt,岚江省/松泽县,2021\n").unwrap();
        let mut metadata = Metadata {
            title: Some("报告".into()),
            ..Metadata::default()
        };
        corrections
            .of_document("a/b.txt")
            .unwrap()
            .apply(&mut metadata);
        assert_eq!(metadata.region, ["岚江省", "松泽县"]);
        assert_eq!(
            (metadata.year, metadata.year_basis),
            (Some(2021), Some(Basis::Correction))
        );
        assert_eq!(
            (metadata.title.as_deref(), metadata.title_basis),
            (Some("报告"), None)
        );
    }

    #[test]
    fn an_apostrophe_that_keeps_a_cell_from_being_a_formula_comes_off() {
        let corrections = parse("path,title,year\n'-甲.txt,'=报告,'+2021\n").unwrap();
        let row = corrections.of_document("-甲.txt").unwrap();
        assert_eq!(
            (row.title.as_deref(), row.year),
            (Some("=报告"), Some(2021))
        );
    }

    #[test]
    fn a_path_that_no_file_can_have_is_a_mistake() {
        let row = |length: usize| format!("path\n{}\n", "a".repeat(length));
        assert!(parse(&row(MAX_PATH)).is_ok());
        let error = parse(&row(MAX_PATH + 1)).unwrap_err().to_string();
        assert!(
            error.starts_with("quanwen.csv:2:1: the path has over 4096"),
            "{error}"
        );
    }

    #[test]
    fn mistakes_are_told_with_line_and_column() {
        for (text, start) in [
            (
                "path,year\na.txt,20x1\n",
                "quanwen.csv:2:7: expected a year",
            ),
            (
                "path,title,published\na,\"一,二\",2022-13-01\n",
                "quanwen.csv:2:9: expected a date",
            ),
            ("path,yaer\n", "quanwen.csv:1:6: unknown column `yaer`"),
            (
                "title\nx\n",
                "quanwen.csv:1:1: the header has no column `path`",
            ),
            ("path,year\n,2021\n", "quanwen.csv:2:1: the path is empty"),
            (
                "path\na\na\n",
                "quanwen.csv:3:1: this path has a row already",
            ),
            ("path,year\na,2021,x\n", "quanwen.csv:2:8: more values"),
        ] {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.starts_with(start), "{error}");
        }
    }
}
