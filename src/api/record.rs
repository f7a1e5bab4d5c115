//! A question of a study with its answer and what the answer was read from, so that it can be repeated.

use std::fmt;
use std::str::FromStr;

use quanwen_messages::{Message, message, text};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::collocates::CollocatesRequest;
use super::dispersion::DispersionRequest;
use super::filter::Filter;
use super::json::json_line;
use super::keywords::KeywordsRequest;
use super::mention::MentionRequest;
use super::timestamp::Timestamp;
use super::trend::TrendRequest;
use crate::error::Error;

/// The version of the layout of records.
const RECORD_VERSION: u32 = 1;

/// The fields of a row, by their names in JSON.
pub type Fields = Map<String, Value>;

/// A request whose answer is made of counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "command", content = "request", rename_all = "lowercase")]
#[non_exhaustive]
pub enum StudyRequest {
    /// Mentions.
    Mentions(MentionRequest),
    /// Counts over years, places, issuers or headings.
    Trend(TrendRequest),
    /// What is near a text.
    Collocates(CollocatesRequest),
    /// What sets two parts of the corpus apart.
    Keywords(KeywordsRequest),
    /// How evenly a text is distributed.
    Dispersion(DispersionRequest),
}

impl StudyRequest {
    /// The name of the command that asks it: `trend`.
    #[must_use]
    pub fn command(&self) -> &'static str {
        match self {
            Self::Mentions(_) => "mentions",
            Self::Trend(_) => "trend",
            Self::Collocates(_) => "collocates",
            Self::Keywords(_) => "keywords",
            Self::Dispersion(_) => "dispersion",
        }
    }

    /// Which reports it covers: one filter, or those of the two sides of a comparison.
    #[must_use]
    pub fn filters(&self) -> Vec<&Filter> {
        match self {
            Self::Mentions(request) => vec![&request.filter],
            Self::Trend(request) => vec![&request.filter],
            Self::Collocates(request) => vec![&request.filter],
            Self::Keywords(request) => vec![&request.study, &request.reference],
            Self::Dispersion(request) => vec![&request.filter],
        }
    }
}

impl Default for StudyRequest {
    fn default() -> Self {
        Self::Mentions(MentionRequest::default())
    }
}

macro_rules! study_requests {
    ($($variant:ident $request:ident,)*) => {
        $(impl From<$request> for StudyRequest {
            fn from(request: $request) -> Self {
                Self::$variant(request)
            }
        })*
    };
}

study_requests! {
    Mentions MentionRequest,
    Trend TrendRequest,
    Collocates CollocatesRequest,
    Keywords KeywordsRequest,
    Dispersion DispersionRequest,
}

/// Which files to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct FilesRequest {
    /// The files of which reports.
    pub filter: Filter,
}

impl FilesRequest {
    /// Lists the files of the reports that match a filter.
    #[must_use]
    pub fn new(filter: Filter) -> Self {
        Self { filter }
    }
}

/// The files that reports were read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct CorpusFiles {
    /// By path, ascending.
    pub files: Vec<CorpusFile>,
    /// The rules that they were read by.
    pub rules: IndexRules,
}

/// A file that one or more reports were read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct CorpusFile {
    /// Relative to the corpus, with `/`.
    pub path: String,
    /// The hash of its bytes (XXH3, 64 bits): 16 hexadecimal digits.
    pub hash: String,
    /// The hash of its rows in `quanwen.csv`, likewise; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
}

/// A question, its answer, and what the answer was read from. Written as JSON, one line for each row and file, and read from it.
///
/// The same request over the same files with the same rules has the same `result`.
///
/// ```
/// use quanwen::api::{MentionRequest, StudyRecord};
///
/// let text = r#"{"record": 1, "command": "mentions", "request": {"texts": ["行政复议"]}, "result": "00112233445566aa"}"#;
/// let record: StudyRecord = text.parse()?;
/// assert_eq!(record.request, MentionRequest::new("行政复议").into());
/// assert_eq!(record.to_string().parse::<StudyRecord>()?, record);
/// assert!("{}".parse::<StudyRecord>().is_err());
/// # Ok::<(), quanwen::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct StudyRecord {
    /// The version of this layout, 1.
    pub record: u32,
    /// The program that wrote it, with its version.
    pub program: String,
    /// When.
    pub recorded: Timestamp,
    /// What was asked.
    #[serde(flatten)]
    pub request: StudyRequest,
    /// The rules that the index was made with.
    pub rules: IndexRules,
    /// The hash of the answer (XXH3, 64 bits): 16 hexadecimal digits. Times, and what is known about changes since the update, do
    /// not count; decimal numbers count to 12 digits.
    pub result: String,
    /// The counts of the answer.
    pub summary: Fields,
    /// The rows of the answer: cells, collocates, keywords or parts; for mentions, the reports with their numbers of mentions.
    pub rows: Vec<Fields>,
    /// The files of the reports that the request covers, by path.
    pub files: Vec<RecordedFile>,
}

/// The rules that an index was made with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct IndexRules {
    /// The stamp of the rules for reading, structure and folding.
    pub exact_stamp: String,
    /// The stamp of the dictionary that the words of the index were cut with.
    pub word_stamp: String,
    /// The stamp of the dictionary that the words of an answer are cut with.
    pub dictionary: String,
    /// The stamp of the full names of places, which depend on all reports of the corpus.
    pub places: String,
    /// Whether headers, footers, comments, hidden sheets and hidden slides were read too.
    pub everything: bool,
}

/// A file, and how much of the answer stands in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct RecordedFile {
    /// The file.
    #[serde(flatten)]
    pub file: CorpusFile,
    /// Mentions of the request's texts in it; absent where none is asked for, or only some of the places count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentions: Option<u64>,
}

impl Default for StudyRecord {
    fn default() -> Self {
        Self {
            record: RECORD_VERSION,
            program: concat!("quanwen ", env!("CARGO_PKG_VERSION")).to_string(),
            recorded: Timestamp::default(),
            request: StudyRequest::default(),
            rules: IndexRules::default(),
            result: String::new(),
            summary: Fields::new(),
            rows: Vec::new(),
            files: Vec::new(),
        }
    }
}

impl fmt::Display for StudyRecord {
    /// One JSON object without characters that act on a terminal. Rows and files have a line each, so that programs which
    /// compare texts compare them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asked = serde_json::to_value(&self.request).map_err(|_| fmt::Error)?;
        f.write_str("{")?;
        write_field(f, "record", &self.record)?;
        write_field(f, "program", &self.program)?;
        write_field(f, "recorded", &self.recorded)?;
        write_field(f, "command", &asked["command"])?;
        write_field(f, "request", &asked["request"])?;
        write_field(f, "rules", &self.rules)?;
        write_field(f, "result", &self.result)?;
        write_field(f, "summary", &self.summary)?;
        write_lines(f, "rows", &self.rows)?;
        f.write_str(",")?;
        write_lines(f, "files", &self.files)?;
        f.write_str("\n}\n")
    }
}

fn write_field(f: &mut fmt::Formatter<'_>, name: &str, value: &impl Serialize) -> fmt::Result {
    let value = json_line(value).map_err(|_| fmt::Error)?;
    write!(f, "\n\"{name}\": {value},")
}

fn write_lines(f: &mut fmt::Formatter<'_>, name: &str, rows: &[impl Serialize]) -> fmt::Result {
    write!(f, "\n\"{name}\": [")?;
    for (index, row) in rows.iter().enumerate() {
        let separator = if index > 0 { "," } else { "" };
        let row = json_line(row).map_err(|_| fmt::Error)?;
        write!(f, "{separator}\n{row}")?;
    }
    f.write_str("\n]")
}

/// A field of a recorded request that is not one of it, so that another question would be asked.
fn unknown_setting(text: &str, request: &StudyRequest) -> Option<String> {
    /// The request as it was written.
    #[derive(Deserialize)]
    struct Written {
        request: Fields,
    }
    let written: Written = serde_json::from_str(text).ok()?;
    let known = serde_json::to_value(request).ok()?;
    let is_known = |name: &String| known["request"].get(name).is_some();
    written
        .request
        .into_iter()
        .map(|(name, _)| name)
        .find(|name| !is_known(name))
}

/// Where JSON is not as it should be.
fn place(error: &serde_json::Error) -> Message {
    message!(
        "line {line}, column {column}",
        line = error.line(),
        column = error.column()
    )
}

impl FromStr for StudyRecord {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        /// What tells a record from other JSON.
        #[derive(Deserialize)]
        struct Mark {
            record: u32,
        }
        let refused = |reason: Message| Error::Record { reason };
        let mark: Mark = serde_json::from_str(text).map_err(|error| {
            refused(message!(
                "is not the JSON of a record ({place})",
                place = place(&error)
            ))
        })?;
        if mark.record != RECORD_VERSION {
            return Err(refused(message!(
                "has version {version}, this version reads {ours}",
                version = mark.record,
                ours = RECORD_VERSION
            )));
        }
        let record: Self = serde_json::from_str(text).map_err(|error| {
            refused(message!("is damaged ({error})", error = error.to_string()))
        })?;
        if let Some(setting) = unknown_setting(text, &record.request) {
            let reason = message!(
                "has a setting that this version does not know, `{setting}`",
                setting = setting
            );
            return Err(refused(reason));
        }
        if record.result.is_empty() {
            return Err(refused(text!("is damaged (it has no result)").into()));
        }
        Ok(record)
    }
}
