//! Errors, with what to do about them.
//!
//! Messages state the problem and the remedy in the library's own terms; a program adds the flag or command. A file of the
//! corpus that cannot be read is not an error but an entry in the list of skipped files.

use std::path::{Path, PathBuf};

use quanwen_extract::Unread;

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Every way a call can fail. Each message names the path or input at fault and says what to do.
///
/// ```
/// use quanwen::Error;
///
/// let error = quanwen::query::parse("复议 (诉讼").unwrap_err();
/// assert!(matches!(error, Error::Query { column: 4, .. }));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the corpus or of the index cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The path at fault.
        path: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The index cannot be written.
    #[error("cannot write {}: {source}; {}name another folder for the index", path.display(), advice(source))]
    Write {
        /// The path at fault.
        path: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The folder of the index contains something else.
    #[error("{} is not an index of quanwen ({reason}): name an empty folder or a new one", path.display())]
    NotAnIndex {
        /// The folder.
        path: PathBuf,
        /// What it is or contains.
        reason: String,
    },
    /// The index may only be read: it belongs to another user, or is a link.
    #[error("the index {} {reason}: it is read-only", path.display())]
    ReadOnly {
        /// The index folder.
        path: PathBuf,
        /// `belongs to alice`, `is a symbolic link`.
        reason: String,
    },
    /// There is no index at a path or above it.
    #[error("no index at or above {}", path.display())]
    NoIndex {
        /// Where the search for an index started.
        path: PathBuf,
    },
    /// Another process is updating the index.
    #[error("another process is updating the index {}: try again when it has finished", path.display())]
    Busy {
        /// The index folder.
        path: PathBuf,
    },
    /// The index was made by another version, or with other rules for folding or structure.
    #[error("the index {} {reason}; it must be rebuilt", path.display())]
    Outdated {
        /// The index folder.
        path: PathBuf,
        /// How it differs.
        reason: String,
    },
    /// A file of the index is damaged.
    #[error("the index {} is damaged ({reason}); it must be rebuilt", path.display())]
    Damaged {
        /// The index folder.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// A file that was named is not a document that can be read.
    #[error("{} was not read: {unread}", path.display())]
    Unread {
        /// The path as given.
        path: PathBuf,
        /// Why.
        unread: Unread,
    },
    /// The corpus cannot be indexed.
    #[error("{message}")]
    Corpus {
        /// What is wrong and what to do.
        message: String,
    },
    /// An invalid query.
    #[error("query `{}`, column {column}: {message}", around(query, *column))]
    Query {
        /// The query as typed.
        query: String,
        /// 1-based column in characters.
        column: usize,
        /// What is wrong and what to do.
        message: String,
    },
    /// A page that cannot be continued.
    #[error("the cursor `{cursor}` {reason}: start again from the first page")]
    Cursor {
        /// The cursor as typed.
        cursor: String,
        /// Why it cannot be used.
        reason: &'static str,
    },
    /// A mistake in a data file: `quanwen.csv`, or a file of the index schema.
    #[error("{}:{line}:{column}: {message}", path.display())]
    DataFile {
        /// The file.
        path: PathBuf,
        /// 1-based line.
        line: u64,
        /// 1-based column in characters.
        column: u64,
        /// What is wrong and what to do.
        message: String,
    },
    /// The storage engine refused a call although its files are sound: a bug of the library.
    #[error("internal error of the index: {message}")]
    Internal {
        /// The error of the storage engine.
        message: String,
    },
    /// A setting of a request that cannot be used.
    #[error("{message}")]
    Setting {
        /// What is wrong and what to do; settings by their names: `CollocatesRequest::window`.
        message: String,
    },
    /// Two parts of the corpus that cannot be compared.
    #[error("{message}")]
    Comparison {
        /// What is wrong and what to do.
        message: String,
    },
    /// The engine does not answer requests of this kind.
    #[error("this engine cannot be asked for {request}: ask an index on this machine")]
    Unsupported {
        /// What is asked for: `collocates`, `records of answers`.
        request: &'static str,
    },
    /// A cluster that other machines run.
    #[error("{address} {reason}")]
    Remote {
        /// The cluster, and the corpus in it.
        address: String,
        /// What it says, or why it was not reached, and what to do.
        reason: String,
    },
    /// No file that was to be compared with what is stored of it is what it was.
    #[error(
        "{address} was compared with nothing, as none of {files} files is in {} as it was indexed: name the folder that has them, or \
         bring the index up to date",
        folder.display()
    )]
    NotCompared {
        /// The cluster, and the corpus in it.
        address: String,
        /// Where the files were looked for.
        folder: PathBuf,
        /// Files that were looked for.
        files: usize,
    },
    /// A text that is not the locator of a citation.
    #[error("the locator {reason}: give the line that was printed with the citation")]
    Locator {
        /// What is wrong with it.
        reason: String,
    },
    /// A text that is not the record of a question.
    #[error("the record {reason}: give a file that was recorded")]
    Record {
        /// What is wrong with it.
        reason: String,
    },
    /// No file of a record is in the corpus.
    #[error(
        "none of the {files} files of the record is in this corpus: name the folder that it was made of"
    )]
    OtherCorpus {
        /// Files of the record.
        files: usize,
    },
    /// No report of the index is at a path.
    #[error("no report of the index is at `{path}`")]
    UnknownPath {
        /// The path as typed.
        path: String,
    },
    /// A path is a folder, or a file with several documents.
    #[error("{reports} reports are at `{path}`: name one of them, such as {first}")]
    SeveralReports {
        /// The path as typed.
        path: String,
        /// How many reports are at or below it.
        reports: u64,
        /// The path of the first one.
        first: String,
    },
    /// A report does not have a line.
    #[error("`{path}` has no line {line}: its lines are {first} to {last}")]
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
    #[error("nothing in the index has the id `{id}`: ids change with a file's path and text")]
    UnknownId {
        /// The id as typed.
        id: String,
    },
    /// An update that its caller stopped.
    #[error("the update was cancelled: the index is as it was")]
    Cancelled,
}

/// Advice other than to use another folder.
fn advice(source: &std::io::Error) -> &'static str {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    match source.kind() {
        StorageFull | QuotaExceeded => "free some space and run it again, or ",
        _ => "",
    }
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

    pub(crate) fn damaged(path: &Path, reason: impl std::fmt::Display) -> Self {
        Self::Damaged {
            path: path.to_path_buf(),
            reason: reason.to_string(),
        }
    }
}
