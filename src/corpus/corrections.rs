//! `quanwen.csv`: metadata that no parser can find, entered by the owner of the corpus.

mod row;

use std::collections::BTreeMap;
use std::path::Path;

use quanwen_extract::{INSIDE, decode};

use super::open::{OpenError, read_regular};
use crate::error::{Error, Result};
use row::{Correction, Row};

/// The file's name, at the root of the corpus.
pub(crate) const CORRECTIONS_FILE: &str = "quanwen.csv";

const COLUMNS: [&str; 9] = [
    "path",
    "title",
    "region",
    "year",
    "issuer",
    "published",
    "document_number",
    "url",
    "accessed",
];

/// Maximum size of `quanwen.csv` in bytes: enough for more than a hundred thousand reports.
const MAX_SIZE: u64 = 16 * 1024 * 1024;

/// The rows of `quanwen.csv` by path; empty if there is no such file.
///
/// ```
/// use quanwen::corpus::Corrections;
///
/// # let folder = tempfile::tempdir().unwrap();
/// std::fs::write(folder.path().join("quanwen.csv"), "path,year\n松泽县/2021.txt,2021\n").unwrap();
/// let corrections = Corrections::of_corpus(folder.path())?;
/// assert!(corrections.paths().eq(["松泽县/2021.txt"]));
/// # Ok::<(), quanwen::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    rows: BTreeMap<String, Correction>,
}

impl Corrections {
    /// Reads the `quanwen.csv` of a corpus.
    ///
    /// # Errors
    /// [`Error::Read`] if it cannot be read, [`Error::DataFile`] if it is not a regular CSV file of at most 16 MiB or has a
    /// mistake, with line and column.
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
        let text = decode(bytes)
            .ok_or_else(|| at_start(&path, "a binary file: save it as CSV".to_string()))?;
        Self::parse(text.text.as_bytes(), &path)
    }

    /// The paths in the file.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// Changes whenever a row of a file or of a document in it changes; 0 if there is none.
    pub(crate) fn stamp_of(&self, file: &str) -> u64 {
        let inside = format!("{file}{INSIDE}");
        let rows_inside = self
            .rows
            .range(inside.clone()..)
            .take_while(|(path, _)| path.starts_with(&inside))
            .map(|(_, row)| row);
        self.of_document(file)
            .into_iter()
            .chain(rows_inside)
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

/// Why an existing file is not read.
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
    use super::row::MAX_PATH;
    use super::*;
    use crate::document::{Basis, Metadata};

    fn parse(text: &str) -> Result<Corrections> {
        Corrections::parse(text.as_bytes(), Path::new(CORRECTIONS_FILE))
    }

    #[test]
    fn a_row_replaces_only_the_values_that_it_has() {
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
    fn a_row_gives_the_address_and_the_day_of_access() {
        let rows = "path,url,accessed\na.txt,https://x.cn/1.html,2026-11-25\n";
        let mut metadata = Metadata::default();
        let corrections = parse(rows).unwrap();
        corrections
            .of_document("a.txt")
            .unwrap()
            .apply(&mut metadata);
        assert_eq!(metadata.url.as_deref(), Some("https://x.cn/1.html"));
        assert_eq!(metadata.accessed.as_deref(), Some("2026-11-25"));
        assert_eq!(metadata.url_basis, Some(Basis::Correction));
    }

    #[test]
    fn an_apostrophe_that_guards_a_cell_is_removed() {
        let corrections = parse("path,title,year\n'-甲.txt,'=报告,'+2021\n").unwrap();
        let row = corrections.of_document("-甲.txt").unwrap();
        assert_eq!(
            (row.title.as_deref(), row.year),
            (Some("=报告"), Some(2021))
        );
    }

    #[test]
    fn a_path_that_is_too_long_is_a_mistake() {
        let row = |length: usize| format!("path\n{}\n", "a".repeat(length));
        assert!(parse(&row(MAX_PATH)).is_ok());
        let error = parse(&row(MAX_PATH + 1)).unwrap_err().to_string();
        assert!(
            error.starts_with("quanwen.csv:2:1: the path has over 4096"),
            "{error}"
        );
    }

    #[test]
    fn mistakes_have_line_and_column() {
        for (text, start) in [
            (
                "path,year\na.txt,20x1\n",
                "quanwen.csv:2:7: expected a year",
            ),
            (
                "path,title,published\na,\"一,二\",2022-13-01\n",
                "quanwen.csv:2:9: expected a date",
            ),
            (
                "path,url\na,www.songze.gov.cn\n",
                "quanwen.csv:2:3: expected an address",
            ),
            (
                "path,accessed\na,去年\n",
                "quanwen.csv:2:3: expected a date",
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
