//! A file that an answer is written to: complete or not at all.
//!
//! Invariant: the answer goes to a hidden file in the same folder. It takes the name of the file when it is complete, and is
//! removed on an error or when the program is interrupted.

use std::fs::{self, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::bail;
use quanwen_messages::{Message, message};
use tempfile::{Builder, NamedTempFile};

use crate::hint;
use crate::interruption::when_interrupted;

/// Begins the names of files that are not complete. Hidden files are no reports.
const INCOMPLETE_PREFIX: &str = ".quanwen-";

/// The files that are not complete.
static INCOMPLETE: Mutex<Vec<Incomplete>> = Mutex::new(Vec::new());

/// A file that is not complete.
#[derive(Debug)]
struct Incomplete {
    hidden: PathBuf,
    /// Where it will be: a name in the real path of its folder.
    target: PathBuf,
}

/// A file that gets its name when it is complete.
#[derive(Debug)]
pub(crate) struct OutputFile {
    /// As it was typed.
    name: PathBuf,
    /// Where it will be.
    target: PathBuf,
    replace: bool,
    file: BufWriter<NamedTempFile>,
    lines: u64,
}

impl OutputFile {
    /// Begins a file: what would prevent it is told before any work is done.
    ///
    /// # Errors
    /// A file that exists, unless it may be replaced; one that another answer is written to; a folder that does not exist or
    /// cannot be written.
    pub(crate) fn create(name: &Path, replace: bool) -> anyhow::Result<Self> {
        if name.as_os_str().as_encoded_bytes().ends_with(b"/") {
            bail!(message!("cannot write {path}: it is a folder", path = name));
        }
        let existing = fs::metadata(name).ok();
        if !existing
            .as_ref()
            .map_or(!name.is_symlink(), Metadata::is_file)
        {
            bail!(message!(
                "cannot write {path}: it is not a file",
                path = name
            ));
        }
        if existing.is_some() && !replace {
            bail!(message!(
                "{path} exists: {hint}",
                path = name,
                hint = hint::REPLACE_FILE
            ));
        }
        let target =
            target_of(name, existing.is_some()).map_err(|error| unwritable(name, &error))?;
        if is_begun(&target) {
            bail!(message!(
                "{path} is named for two answers: {hint}",
                path = name,
                hint = hint::OTHER_FILE
            ));
        }
        let file = incomplete_file(&target, existing.as_ref())
            .map_err(|error| unwritable(name, &error))?;
        Ok(Self {
            name: name.to_path_buf(),
            target,
            replace,
            file: BufWriter::new(file),
            lines: 0,
        })
    }

    /// The file's name as it was typed.
    pub(crate) fn name(&self) -> &Path {
        &self.name
    }

    /// The folder that it will be in.
    pub(crate) fn folder(&self) -> &Path {
        folder_of(&self.target)
    }

    /// How many lines were written.
    pub(crate) fn lines(&self) -> u64 {
        self.lines
    }

    /// Gives the complete file its name.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        let Self { name, target, .. } = self;
        let file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        let kept = if self.replace {
            file.persist(&target)
        } else {
            file.persist_noclobber(&target)
        };
        kept.map_err(|kept| cannot_write(&name, &kept.error))?;
        let mut incomplete = INCOMPLETE.lock().unwrap_or_else(PoisonError::into_inner);
        incomplete.retain(|other| other.target != target);
        Ok(())
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes);
        let written = written.map_err(|error| cannot_write(&self.name, &error))?;
        let lines = bytes[..written].iter().filter(|byte| **byte == b'\n');
        self.lines += lines.count() as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.file.flush();
        flushed.map_err(|error| cannot_write(&self.name, &error))
    }
}

/// The real path of a file. The file that a link names is replaced, not the link.
fn target_of(name: &Path, exists: bool) -> io::Result<PathBuf> {
    if exists {
        return fs::canonicalize(name);
    }
    let folder = fs::canonicalize(folder_of(name))?;
    Ok(folder.join(name.file_name().unwrap_or_default()))
}

/// Whether another answer is written to a file.
fn is_begun(target: &Path) -> bool {
    let incomplete = INCOMPLETE.lock().unwrap_or_else(PoisonError::into_inner);
    incomplete.iter().any(|file| file.target == target)
}

/// A hidden file in the folder of `target`, with the permissions of the file that it replaces or those of a new file. It is
/// removed when it is dropped or the program is interrupted.
fn incomplete_file(target: &Path, replaced: Option<&Metadata>) -> io::Result<NamedTempFile> {
    when_interrupted("files", remove_incomplete).map_err(io::Error::other)?;
    let mut builder = Builder::new();
    builder.prefix(INCOMPLETE_PREFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut incomplete = INCOMPLETE.lock().unwrap_or_else(PoisonError::into_inner);
    let file = builder.tempfile_in(folder_of(target))?;
    incomplete.push(Incomplete {
        hidden: file.path().to_path_buf(),
        target: target.to_path_buf(),
    });
    drop(incomplete);
    if let Some(replaced) = replaced {
        file.as_file().set_permissions(replaced.permissions())?;
    }
    Ok(file)
}

/// The folder of a file; the current folder for a name without one.
fn folder_of(file: &Path) -> &Path {
    let folder = file.parent().filter(|folder| *folder != Path::new(""));
    folder.unwrap_or(Path::new("."))
}

/// Removes what is not complete.
fn remove_incomplete() {
    let incomplete = INCOMPLETE.lock().unwrap_or_else(PoisonError::into_inner);
    for file in incomplete.iter() {
        let _ = fs::remove_file(&file.hidden);
    }
}

/// Why a file cannot be begun, and what helps.
fn unwritable(name: &Path, error: &io::Error) -> Message {
    let folder = folder_of(name);
    if folder.is_dir() {
        message!(
            "cannot write {path}: {reason}; {hint}",
            path = name,
            reason = reason(error),
            hint = hint::OTHER_FOLDER
        )
    } else {
        message!(
            "cannot write {path}: there is no folder {folder}; make it first",
            path = name,
            folder = folder
        )
    }
}

/// An error that names the file.
fn cannot_write(name: &Path, error: &io::Error) -> io::Error {
    let message = message!(
        "cannot write {path}: {reason}",
        path = name,
        reason = reason(error)
    );
    io::Error::new(error.kind(), message)
}

/// An error without the path of the hidden file, which its library adds.
fn reason(error: &io::Error) -> Message {
    let text = error.to_string();
    match text.split_once(" at path ") {
        Some((reason, _)) => of_system(reason),
        None => error.into(),
    }
}

/// The words of the system, known by their code if they end with it.
fn of_system(words: &str) -> Message {
    let code = words
        .rsplit_once("(os error ")
        .and_then(|(_, code)| code.strip_suffix(')')?.parse().ok());
    let known = code.map(|code| Message::from(&io::Error::from_raw_os_error(code)));
    let known = known.filter(|known| *known == words);
    known.unwrap_or_else(|| Message::verbatim(words))
}
