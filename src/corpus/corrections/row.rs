//! One row of `quanwen.csv`.

use std::path::Path;

use quanwen_extract::is_web_address;
use quanwen_messages::{Message, message, text};
use time::{Date, format_description::well_known::Iso8601};
use xxhash_rust::xxh3::xxh3_64;

use crate::corpus::formula::unguarded;
use crate::document::{Basis, Metadata};
use crate::error::{Error, Result};

/// Maximum length of a row's path in bytes: no system has longer ones, and each path is looked up.
pub(super) const MAX_PATH: usize = 4096;

/// The values of one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Correction {
    pub(super) title: Option<String>,
    region: Vec<String>,
    pub(super) year: Option<u16>,
    issuer: Option<String>,
    published: Option<String>,
    document_number: Option<String>,
    url: Option<String>,
    accessed: Option<String>,
    /// Changes whenever the row changes; never 0.
    pub(super) stamp: u64,
}

impl Correction {
    /// Replaces metadata by the values of the row.
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
        if let Some(url) = &self.url {
            (metadata.url, metadata.url_basis) = (Some(url.clone()), basis);
        }
        if let Some(accessed) = &self.accessed {
            (metadata.accessed, metadata.accessed_basis) = (Some(accessed.clone()), basis);
        }
    }
}

/// A record of the file, with what is needed to locate mistakes in it.
pub(super) struct Row<'a> {
    pub(super) record: &'a csv::StringRecord,
    /// `None` for a column that is ignored.
    pub(super) columns: &'a [Option<&'static str>],
    pub(super) bytes: &'a [u8],
    pub(super) path: &'a Path,
}

impl Row<'_> {
    /// The document's path and its correction; `None` for an empty row.
    pub(super) fn read(&self) -> Result<Option<(String, Correction)>> {
        if self.record.iter().all(str::is_empty) {
            return Ok(None);
        }
        let mut beyond = self.record.iter().skip(self.columns.len());
        if beyond.any(|value| !value.is_empty()) {
            return Err(self.mistake(
                self.columns.len(),
                text!("more values than the header has columns: quote the commas"),
            ));
        }
        let mut correction = Correction {
            ..Correction::default()
        };
        let mut document = String::new();
        for (index, (column, value)) in self.columns.iter().zip(self.record).enumerate() {
            let value = unguarded(value);
            let text = || Some(value.to_string()).filter(|value| !value.is_empty());
            let Some(column) = *column else { continue };
            match column {
                "path" => document = path_in_corpus(value),
                "title" => correction.title = text(),
                "region" => correction.region = region(value),
                "issuer" => correction.issuer = text(),
                "document_number" => correction.document_number = text(),
                _ if value.is_empty() => {}
                "year" => correction.year = Some(self.year(index, value)?),
                "url" => correction.url = Some(self.address(index, value)?),
                "accessed" => correction.accessed = Some(self.date(index, value)?),
                _ => correction.published = Some(self.date(index, value)?),
            }
        }
        if document.len() > MAX_PATH {
            let message = message!(
                "the path has over {most} bytes: name a file",
                most = MAX_PATH
            );
            return Err(self.mistake(0, message));
        }
        correction.stamp = xxh3_64(format!("{correction:?}").as_bytes()).max(1);
        if document.is_empty() {
            return Err(self.mistake(
                0,
                text!("the path is empty: name the file, relative to this folder"),
            ));
        }
        Ok(Some((document, correction)))
    }

    fn year(&self, index: usize, value: &str) -> Result<u16> {
        let year = value
            .trim_end_matches('年')
            .parse()
            .ok()
            .filter(|year| (1900..=2100).contains(year));
        year.ok_or_else(|| self.mistake(index, text!("expected a year such as 2022")))
    }

    fn date(&self, index: usize, value: &str) -> Result<String> {
        let date = Date::parse(&with_hyphens(value), &Iso8601::DATE);
        date.map(|date| date.to_string())
            .map_err(|_| self.mistake(index, text!("expected a date such as 2022-01-10")))
    }

    fn address(&self, index: usize, value: &str) -> Result<String> {
        let address = is_web_address(value).then(|| value.to_string());
        address.ok_or_else(|| {
            self.mistake(
                index,
                text!("expected an address such as https://example.cn/2022.html"),
            )
        })
    }

    /// An error at value `index` of the record. The column counts characters of the line.
    pub(super) fn mistake(&self, index: usize, message: impl Into<Message>) -> Error {
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
            message: message.into(),
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

/// A path as the corpus has it, without what changes no path: `./`, `//`, and `\` for `/`.
fn path_in_corpus(typed: &str) -> String {
    let names: Vec<&str> = typed
        .split(['/', '\\'])
        .filter(|name| !matches!(*name, "" | "."))
        .collect();
    names.join("/")
}

/// A date of year, month and day in ISO 8601: a spreadsheet saves 2022-01-10 as `2022/1/10`.
fn with_hyphens(typed: &str) -> String {
    let parts: Vec<&str> = typed
        .trim_end_matches('日')
        .split(['-', '/', '.', '年', '月'])
        .collect();
    match parts.as_slice() {
        [year, month, day] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => typed.to_string(),
    }
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
