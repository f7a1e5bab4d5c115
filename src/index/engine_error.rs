//! Errors of the storage engine as [`Error`]: failures of the system stay failures to read or write, and only bytes that
//! differ from what was written are reported as damage.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use quanwen_messages::{Message, message, text};
use tantivy::TantivyError;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError};

use super::disk::{Damage, WriteFailure, altered};
use super::generation::Generation;
use crate::error::{Error, Result};

/// Returns an answer unless a damaged file was read for it: such an answer may be wrong, or a panic of the storage engine.
/// A panic without damage is a bug and is resumed.
pub(crate) fn sound<T>(
    index: &Path,
    damage: &Damage,
    answer: impl FnOnce() -> Result<T>,
) -> Result<T> {
    let answer = catch_unwind(AssertUnwindSafe(answer));
    match damage.file() {
        Some(file) => Err(Error::damaged(index, altered(file))),
        None => answer.unwrap_or_else(|panic| resume_unwind(panic)),
    }
}

/// The error of a failed read.
pub(super) fn read_error(generation: &Generation, error: &TantivyError) -> Error {
    match system_error(error) {
        Some((file, error)) => Error::Read {
            path: generation.folder().path().join(file),
            source: error,
        },
        None => damage_or_bug(generation.index(), error),
    }
}

/// An error about files is damage; any other error of the storage engine is our bug.
fn damage_or_bug(index: &Path, error: &TantivyError) -> Error {
    match error {
        TantivyError::OpenReadError(_)
        | TantivyError::OpenDirectoryError(_)
        | TantivyError::DataCorruption(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::IoError(_) => Error::damaged(index, reason(error)),
        other => Error::Internal {
            message: Message::verbatim(other.to_string()),
        },
    }
}

/// The error of a failed write. `failure` and `damage` come first: the directory notes more than the storage engine reports.
pub(super) fn write_error(
    generation: &Generation,
    damage: &Damage,
    failure: &WriteFailure,
    error: &TantivyError,
) -> Error {
    let folder = generation.folder().path();
    if let Some((file, error)) = failure.first() {
        return Error::write(folder.join(file))(error);
    }
    if let Some(file) = damage.file() {
        return Error::damaged(generation.index(), altered(file));
    }
    match (system_error(error), error) {
        (Some((file, error)), _) => Error::Read {
            path: folder.join(file),
            source: error,
        },
        (None, TantivyError::OpenReadError(_) | TantivyError::DataCorruption(_)) => {
            Error::damaged(generation.index(), reason(error))
        }
        (None, other) => Error::write(folder)(io::Error::other(other.to_string())),
    }
}

/// The file and the system's error, if the system caused it.
fn system_error(error: &TantivyError) -> Option<(&Path, io::Error)> {
    let (path, error) = match error {
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
            (filepath.as_path(), io_error)
        }
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. })
        | TantivyError::IoError(io_error) => (Path::new(""), io_error),
        _ => return None,
    };
    let code = error.raw_os_error()?;
    Some((path, io::Error::from_raw_os_error(code)))
}

/// One line that names the file at fault, without its content.
fn reason(error: &TantivyError) -> Message {
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
            message!("{file} is missing", file = file.as_path())
        }
        TantivyError::OpenReadError(OpenReadError::IoError { filepath, .. }) => {
            altered(filepath.display())
        }
        TantivyError::OpenReadError(_) => {
            text!("another version of the storage engine wrote it").into()
        }
        TantivyError::OpenDirectoryError(_) => text!("its folder is missing").into(),
        TantivyError::DataCorruption(_) => altered("meta.json"),
        other => Message::verbatim(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_from_damaged_bytes_is_an_error() {
        let damage = Damage::default();
        let index = Path::new("index");
        assert_eq!(sound(index, &damage, || Ok(1)).unwrap(), 1);
        let noted = sound(index, &damage, || {
            damage.note("a.exact");
            Ok(1)
        });
        assert!(
            matches!(noted, Err(Error::Damaged { reason, .. }) if reason.to_string().contains("a.exact"))
        );
        let panicked = sound(index, &damage, || -> Result<i32> { panic!("nonsense") });
        assert!(matches!(panicked, Err(Error::Damaged { .. })));
    }

    #[test]
    fn only_errors_about_files_are_reported_as_damage() {
        let index = Path::new("index");
        let cut_short = io::Error::from(io::ErrorKind::UnexpectedEof);
        let damaged = damage_or_bug(index, &TantivyError::IoError(cut_short.into()));
        assert!(matches!(damaged, Error::Damaged { .. }));
        let bug = TantivyError::InvalidArgument("a field of numbers".to_string());
        let bug = damage_or_bug(index, &bug);
        assert!(
            matches!(bug, Error::Internal { message } if message.to_string().contains("numbers"))
        );
    }

    #[test]
    fn a_bug_is_not_reported_as_damage() {
        let answer = || {
            sound(Path::new("index"), &Damage::default(), || -> Result<()> {
                panic!("a bug")
            })
        };
        assert!(catch_unwind(AssertUnwindSafe(answer)).is_err());
    }
}
