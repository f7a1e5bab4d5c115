//! What can go wrong, said so that the reader knows what to do next.
//!
//! Messages name what is wrong and what helps in the library's own terms; which flag or command that is, a program
//! says. A file that cannot be read is not an error here: it is an entry in the report of what was skipped.

use std::path::{Path, PathBuf};

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Every way in which a call into the library can fail. Each message names the path or the input at fault
/// and says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the corpus or of the index cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The path at fault.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The index cannot be written.
    #[error("cannot write {}: {source}; {}name another folder for the index", path.display(), advice(source))]
    Write {
        /// The path at fault.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder that was named as that of an index is something else.
    #[error("{} is not an index of quanwen ({reason}): name an empty folder or a new one", path.display())]
    NotAnIndex {
        /// The folder.
        path: PathBuf,
        /// What it is or holds.
        reason: String,
    },
    /// The index must not be written, only read: it belongs to somebody else, or is a link.
    #[error("the index {} {reason}: it is read and never written", path.display())]
    ReadOnly {
        /// The index folder.
        path: PathBuf,
        /// `belongs to alice`, `is a symbolic link`.
        reason: String,
    },
    /// There is no index at the place named, nor above it.
    #[error("no index at or above {}", path.display())]
    NoIndex {
        /// Where the search for an index began.
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
    /// The corpus cannot be indexed as asked.
    #[error("{message}")]
    Corpus {
        /// What is wrong and what to do.
        message: String,
    },
    /// A query that cannot be answered as written.
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
    #[error("the cursor `{cursor}` {reason}: ask again from the first page")]
    Cursor {
        /// The cursor as typed.
        cursor: String,
        /// Why it does not serve.
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
    /// The storage engine refused what this library asked of it, though its files are sound: a bug of the library.
    #[error("internal error of the index: {message}")]
    Internal {
        /// What the storage engine said.
        message: String,
    },
    /// No document, section or mention of the index has this id.
    #[error("nothing in the index has the id `{id}`: ids change with a file's path and text")]
    UnknownId {
        /// The id as typed.
        id: String,
    },
}

/// What helps other than another folder.
fn advice(source: &std::io::Error) -> &'static str {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    match source.kind() {
        StorageFull | QuotaExceeded => "free some space and run it again, or ",
        _ => "",
    }
}

/// Characters of a query that an error shows on each side of its column.
const SHOWN: usize = 40;

/// A query, or of a long one the part around a 1-based column.
fn around(query: &str, column: usize) -> String {
    let characters = query.chars().count();
    let first = column.saturating_sub(SHOWN + 1);
    let shown: String = query.chars().skip(first).take(2 * SHOWN).collect();
    let before = if first > 0 { "…" } else { "" };
    let after = if first + 2 * SHOWN < characters {
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
