//! `quanwen.csv`: metadata that no parser can find, entered by the owner of the corpus.

mod row;

use std::collections::BTreeMap;
use std::path::Path;

use quanwen_extract::{INSIDE, decode};

use super::open::{OpenError, read_regular};
use crate::error::{Error, Result};
use quanwen_messages::{Message, message, text};
use row::{Correction, Row};

/// The file's name, at the root of the corpus.
pub(crate) const CORRECTIONS_FILE: &str = "quanwen.csv";

/// The columns of a list of reports that no correction has.
const COLUMNS_OF_LIST: [&str; 2] = ["document", "code"];

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
    ignored_columns: Vec<String>,
}

impl Corrections {
    /// The columns of the file; others are ignored.
    pub const COLUMNS: [&'static str; 9] = [
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
        Self::decoded(bytes, &path)
    }

    /// Reads the bytes of a `quanwen.csv` in memory.
    pub(super) fn of_bytes(bytes: &[u8]) -> Result<Self> {
        let (path, size) = (Path::new(CORRECTIONS_FILE), bytes.len() as u64);
        if size > MAX_SIZE {
            return Err(refused(path, &OpenError::TooLarge(size)));
        }
        Self::decoded(bytes.to_vec(), path)
    }

    fn decoded(bytes: Vec<u8>, path: &Path) -> Result<Self> {
        let text =
            decode(bytes).ok_or_else(|| at_start(path, text!("a binary file: save it as CSV")))?;
        Self::parse(text.text.as_bytes(), path)
    }

    /// The paths in the file.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// The names of columns that are neither known nor those of a list of reports.
    #[must_use]
    pub fn ignored_columns(&self) -> &[String] {
        &self.ignored_columns
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
        let columns = known_columns(&header, path)?;
        let mut rows = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(|error| csv_error(path, &error))?;
            let row = Row {
                record: &record,
                columns: &columns,
                bytes,
                path,
            };
            let Some((document, correction)) = row.read()? else {
                continue;
            };
            if rows.insert(document, correction).is_some() {
                return Err(row.mistake(0, text!("this path has a row already: keep one")));
            }
        }
        Ok(Self {
            rows,
            ignored_columns: ignored_columns(&header),
        })
    }
}

fn known_column(name: &str) -> Option<&'static str> {
    let mut columns = Corrections::COLUMNS.iter();
    let known = columns.find(|known| known.eq_ignore_ascii_case(name));
    known.copied()
}

/// The name of each column, `None` for one that is ignored.
fn known_columns(header: &csv::StringRecord, path: &Path) -> Result<Vec<Option<&'static str>>> {
    let names: Vec<_> = header.iter().map(known_column).collect();
    if names.contains(&Some("path")) {
        return Ok(names);
    }
    let message = message!(
        "the header has no column `path`: the first line should be {columns}",
        columns = Corrections::COLUMNS.join(",")
    );
    Err(at_start(path, message))
}

/// The names of the columns that may be misspelt ones.
fn ignored_columns(header: &csv::StringRecord) -> Vec<String> {
    let is_of_list = |name: &str| COLUMNS_OF_LIST.contains(&name) || name.is_empty();
    let ignored = header
        .iter()
        .filter(|name| known_column(name).is_none() && !is_of_list(name));
    ignored.map(String::from).collect()
}

/// An error about the file as a whole.
fn at_start(path: &Path, message: impl Into<Message>) -> Error {
    Error::DataFile {
        path: path.to_path_buf(),
        line: 1,
        column: 1,
        message: message.into(),
    }
}

/// Why an existing file is not read.
fn refused(path: &Path, error: &OpenError) -> Error {
    let message: Message = match error {
        OpenError::Link => {
            text!("a symbolic link, which is not followed: copy the file here or remove the link")
                .into()
        }
        OpenError::TooLarge(_) => message!(
            "over {most} MiB, the most that is read: leave out rows for reports that are not here",
            most = MAX_SIZE / (1024 * 1024)
        ),
        OpenError::NotRegular | OpenError::System(_) => {
            text!("not a regular file: put a CSV file here or remove it").into()
        }
    };
    at_start(path, message)
}

fn csv_error(path: &Path, error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    let message = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => {
            text!("not UTF-8: save it as UTF-8 (CSV UTF-8 in Excel)").into()
        }
        _ => Message::verbatim(error.to_string()),
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
    fn a_list_that_was_edited_in_a_spreadsheet_is_read() {
        let list = "\u{FEFF}region,year,title,path,document,code,\r\n\
            重庆市 › 渝北区,2021,报告,a.txt,1.23457E+11,500112,\r\n\
            ,,,,,,\r\n";
        let corrections = parse(list).unwrap();
        let row = corrections.of_document("a.txt").unwrap();
        let mut metadata = Metadata::default();
        row.apply(&mut metadata);
        assert_eq!(metadata.region, ["重庆市", "渝北区"]);
        assert_eq!(metadata.year, Some(2021));
        assert_eq!(corrections.paths().count(), 1);
        assert!(corrections.ignored_columns().is_empty());
    }

    #[test]
    fn a_column_that_may_be_misspelt_is_ignored_and_named() {
        let corrections = parse("path,yaer,year\na.txt,2020,2021\n").unwrap();
        assert_eq!(corrections.ignored_columns(), ["yaer"]);
        assert_eq!(corrections.of_document("a.txt").unwrap().year, Some(2021));
    }

    #[test]
    fn paths_are_read_however_they_are_written() {
        for path in [
            "松泽县/2021.txt",
            "./松泽县/2021.txt",
            "//松泽县/2021.txt",
            ".//松泽县/./2021.txt",
            "松泽县//2021.txt",
            "松泽县\\2021.txt",
            ".\\松泽县\\2021.txt",
        ] {
            let corrections = parse(&format!("path,year\n{path},2021\n")).unwrap();
            assert!(corrections.paths().eq(["松泽县/2021.txt"]), "{path}");
        }
    }

    #[test]
    fn dates_are_read_as_a_spreadsheet_writes_them() {
        for date in ["2022-01-05", "2022/1/5", "2022.1.5", "2022年1月5日"] {
            let corrections = parse(&format!("path,published\na.txt,{date}\n")).unwrap();
            let mut metadata = Metadata::default();
            let row = corrections.of_document("a.txt").unwrap();
            row.apply(&mut metadata);
            assert_eq!(metadata.published.as_deref(), Some("2022-01-05"), "{date}");
        }
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
