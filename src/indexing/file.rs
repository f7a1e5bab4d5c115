//! One file by itself, without an index.

use std::path::Path;

use crate::corpus::{CORRECTIONS_FILE, Corrections, extract, read_file};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::structure;

/// Reads one file as an index would: its text, its structure, its metadata with the corrections of the nearest
/// `quanwen.csv` at or above it.
///
/// # Errors
/// [`Error::Read`] where there is no such file, [`Error::Corpus`] where it is not read,
/// [`Error::DataFile`] for a mistake in `quanwen.csv`.
pub fn read_document(path: &Path, max_file_size: u64) -> Result<Document> {
    let real = path.canonicalize().map_err(Error::read(path))?;
    if real.is_dir() {
        let message = format!("{} is a folder: name a file", path.display());
        return Err(Error::Corpus { message });
    }
    let name = path.to_string_lossy().replace('\\', "/");
    let unread = |reason: String| Error::Corpus {
        message: format!("{} was not read: {reason}", path.display()),
    };
    let extracted =
        extract(&name, read_file(&real, max_file_size).map_err(unread)?).map_err(unread)?;
    let mut document = structure::parse(extracted, &name);
    if let Some(root) = real
        .ancestors()
        .skip(1)
        .find(|folder| folder.join(CORRECTIONS_FILE).is_file())
    {
        let relative = real
            .strip_prefix(root)
            .unwrap_or(&real)
            .to_string_lossy()
            .replace('\\', "/");
        if let Some(correction) = Corrections::of_corpus(root)?.of_document(&relative) {
            correction.apply(&mut document.metadata);
        }
    }
    Ok(document)
}
