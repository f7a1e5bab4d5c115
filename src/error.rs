//! Errors, with what to do about them.
//!
//! Messages state the problem and the remedy in the library's own terms; a program adds the flag or command. A file of the
//! corpus that cannot be read is not an error but an entry in the list of skipped files.

use std::fmt;
use std::path::{Path, PathBuf};

use quanwen_extract::Unread;
use quanwen_messages::{Message, Text, message, text};

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Every way a call can fail. Each message names the path or input at fault and says what to do; [`Error::message`] has it as data, to be
/// worded in another language.
///
/// ```
/// use quanwen::Error;
///
/// let error = quanwen::query::parse("复议 (诉讼").unwrap_err();
/// assert!(matches!(error, Error::Query { column: 4, .. }));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the corpus or of the index cannot be read.
    Read {
        /// The path at fault.
        path: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The index cannot be written.
    Write {
        /// The path at fault.
        path: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The folder of the index contains something else.
    NotAnIndex {
        /// The folder.
        path: PathBuf,
        /// What it is or contains.
        reason: Message,
    },
    /// The index may only be read: it belongs to another user, or is a link.
    ReadOnly {
        /// The index folder.
        path: PathBuf,
        /// `belongs to alice`, `is a symbolic link`.
        reason: Message,
    },
    /// There is no index at a path or above it.
    NoIndex {
        /// Where the search for an index started.
        path: PathBuf,
    },
    /// Another process is updating the index.
    Busy {
        /// The index folder.
        path: PathBuf,
    },
    /// The index was made by another version, or with other rules for folding or structure.
    Outdated {
        /// The index folder.
        path: PathBuf,
        /// How it differs.
        reason: Message,
    },
    /// A file of the index is damaged.
    Damaged {
        /// The index folder.
        path: PathBuf,
        /// What was found.
        reason: Message,
    },
    /// A file that was named is not a document that can be read.
    Unread {
        /// The path as given.
        path: PathBuf,
        /// Why.
        unread: Unread,
    },
    /// The corpus cannot be indexed.
    Corpus {
        /// What is wrong and what to do.
        message: Message,
    },
    /// An invalid query.
    Query {
        /// The query as typed.
        query: String,
        /// 1-based column in characters.
        column: usize,
        /// What is wrong and what to do.
        message: Message,
    },
    /// A page that cannot be continued.
    Cursor {
        /// The cursor as typed.
        cursor: String,
        /// Why it cannot be used.
        reason: Text,
    },
    /// A mistake in a data file: `quanwen.csv`, or a file of the index schema.
    DataFile {
        /// The file.
        path: PathBuf,
        /// 1-based line.
        line: u64,
        /// 1-based column in characters.
        column: u64,
        /// What is wrong and what to do.
        message: Message,
    },
    /// The storage engine refused a call although its files are sound: a bug of the library.
    Internal {
        /// The error of the storage engine.
        message: Message,
    },
    /// A setting of a request that cannot be used.
    Setting {
        /// What is wrong and what to do; settings by their names: `CollocatesRequest::window`.
        message: Message,
    },
    /// Two parts of the corpus that cannot be compared.
    Comparison {
        /// What is wrong and what to do.
        message: Message,
    },
    /// The engine does not answer requests of this kind.
    Unsupported {
        /// What is asked for: `collocates`, `records of answers`.
        request: Text,
    },
    /// A cluster that other machines run.
    Remote {
        /// The cluster, and the corpus in it.
        address: String,
        /// What it says, or why it was not reached, and what to do.
        reason: Message,
    },
    /// No file that was to be compared with what is stored of it is what it was.
    NotCompared {
        /// The cluster, and the corpus in it.
        address: String,
        /// Where the files were looked for.
        folder: PathBuf,
        /// Files that were looked for.
        files: usize,
    },
    /// A text that is not the locator of a citation.
    Locator {
        /// What is wrong with it.
        reason: Message,
    },
    /// A text that is not the record of a question.
    Record {
        /// What is wrong with it.
        reason: Message,
    },
    /// No file of a record is in the corpus.
    OtherCorpus {
        /// Files of the record.
        files: usize,
    },
    /// No report of the index is at a path.
    UnknownPath {
        /// The path as typed.
        path: String,
    },
    /// A path is a folder, or a file with several documents.
    SeveralReports {
        /// The path as typed.
        path: String,
        /// How many reports are at or below it.
        reports: u64,
        /// The path of the first one.
        first: String,
    },
    /// A report does not have a line.
    NoLine {
        /// The path of the report.
        path: String,
        /// The line as typed.
        line: u32,
        /// The first line of the report in its file.
        first: u32,
        /// Its last line.
        last: u32,
    },
    /// No document, section or mention of the index has this id.
    UnknownId {
        /// The id as typed.
        id: String,
    },
    /// An update that its caller stopped.
    Cancelled,
}

impl Error {
    /// What is wrong and what to do, in the library's own terms.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a message for each error")]
    pub fn message(&self) -> Message {
        match self {
            Self::Read { path, source } => {
                message!(
                    "cannot read {path}: {source}",
                    path = path.as_path(),
                    source = source
                )
            }
            Self::Write { path, source } if is_full(source) => message!(
                "cannot write {path}: {source}; free some space and run it again, or name another folder for the index",
                path = path.as_path(),
                source = source
            ),
            Self::Write { path, source } => message!(
                "cannot write {path}: {source}; name another folder for the index",
                path = path.as_path(),
                source = source
            ),
            Self::NotAnIndex { path, reason } => message!(
                "{path} is not an index of quanwen ({reason}): name an empty folder or a new one",
                path = path.as_path(),
                reason = reason
            ),
            Self::ReadOnly { path, reason } => message!(
                "the index {path} {reason}: it is read-only",
                path = path.as_path(),
                reason = reason
            ),
            Self::NoIndex { path } => {
                message!("no index at or above {path}", path = path.as_path())
            }
            Self::Busy { path } => message!(
                "another process is updating the index {path}: try again when it has finished",
                path = path.as_path()
            ),
            Self::Outdated { path, reason } => message!(
                "the index {path} {reason}; it must be rebuilt",
                path = path.as_path(),
                reason = reason
            ),
            Self::Damaged { path, reason } => message!(
                "the index {path} is damaged ({reason}); it must be rebuilt",
                path = path.as_path(),
                reason = reason
            ),
            Self::Unread { path, unread } => message!(
                "{path} was not read: {unread}",
                path = path.as_path(),
                unread = unread.message()
            ),
            Self::Query {
                query,
                column,
                message,
            } => message!(
                "query `{query}`, column {column}: {message}",
                query = around(query, *column),
                column = *column,
                message = message
            ),
            Self::Cursor { cursor, reason } => message!(
                "the cursor `{cursor}` {reason}: start again from the first page",
                cursor = cursor,
                reason = *reason
            ),
            Self::DataFile {
                path,
                line,
                column,
                message,
            } => message!(
                "{path}:{line}:{column}: {message}",
                path = path.as_path(),
                line = *line,
                column = *column,
                message = message
            ),
            Self::Internal { message } => {
                message!("internal error of the index: {message}", message = message)
            }
            Self::Corpus { message } | Self::Setting { message } | Self::Comparison { message } => {
                message.clone()
            }
            Self::Unsupported { request } => message!(
                "this engine cannot be asked for {request}: ask an index on this machine",
                request = *request
            ),
            Self::Remote { address, reason } => {
                message!("{address} {reason}", address = address, reason = reason)
            }
            Self::NotCompared {
                address,
                folder,
                files,
            } => message!(
                "{address} was compared with nothing, as none of {files} files is in {folder} as it was indexed: name the folder that has them, or bring the index up to date",
                address = address,
                files = *files,
                folder = folder.as_path()
            ),
            Self::Locator { reason } => message!(
                "the locator {reason}: give the line that was printed with the citation",
                reason = reason
            ),
            Self::Record { reason } => {
                message!(
                    "the record {reason}: give a file that was recorded",
                    reason = reason
                )
            }
            Self::OtherCorpus { files } => message!(
                "none of the {files} files of the record is in this corpus: name the folder that it was made of",
                files = *files
            ),
            Self::UnknownPath { path } => {
                message!("no report of the index is at `{path}`", path = path)
            }
            Self::SeveralReports {
                path,
                reports,
                first,
            } => message!(
                "{reports} reports are at `{path}`: name one of them, such as {first}",
                reports = *reports,
                path = path,
                first = first
            ),
            Self::NoLine {
                path,
                line,
                first,
                last,
            } => message!(
                "`{path}` has no line {line}: its lines are {first} to {last}",
                path = path,
                line = *line,
                first = *first,
                last = *last
            ),
            Self::Cancelled => text!("the update was cancelled: the index is as it was").into(),
            Self::UnknownId { id } => message!(
                "nothing in the index has the id `{id}`: ids change with a file's path and text",
                id = id
            ),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Whether there is no room for more.
fn is_full(source: &std::io::Error) -> bool {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(source.kind(), StorageFull | QuotaExceeded)
}

/// How many characters of a query an error shows on each side of its column.
const MAX_SHOWN: usize = 40;

/// A query, or the part of a long one around a 1-based column.
fn around(query: &str, column: usize) -> String {
    let characters = query.chars().count();
    let first = column.saturating_sub(MAX_SHOWN + 1);
    let shown: String = query.chars().skip(first).take(2 * MAX_SHOWN).collect();
    let before = if first > 0 { "…" } else { "" };
    let after = if first + 2 * MAX_SHOWN < characters {
        "…"
    } else {
        ""
    };
    format!("{before}{shown}{after}")
}

impl Error {
    pub(crate) fn read(path: impl AsRef<Path>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.as_ref().to_path_buf();
        move |source| Self::Read { path, source }
    }

    pub(crate) fn write(path: impl AsRef<Path>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.as_ref().to_path_buf();
        move |source| Self::Write { path, source }
    }

    pub(crate) fn damaged(path: &Path, reason: impl Into<Message>) -> Self {
        Self::Damaged {
            path: path.to_path_buf(),
            reason: reason.into(),
        }
    }
}
