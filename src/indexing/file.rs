//! One file by itself, without an index.

use std::path::Path;

use super::options::IndexOptions;
use crate::corpus::{CORRECTIONS_FILE, Corrections, Extracted, INDEX_FOLDER, extract, read_file};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::structure::{Explanation, Parser};

/// Reads one file as an index would: its text, its structure, its metadata with corrections. Its corpus is the
/// nearest folder above it that has an index or a `quanwen.csv`; without one its path is as typed.
///
/// # Errors
/// [`Error::Read`] where there is no such file, [`Error::Corpus`] where it is not read,
/// [`Error::DataFile`] for a mistake in `quanwen.csv`.
pub fn read_document(path: &Path, options: &IndexOptions) -> Result<Document> {
    read(path, options, |parser, extracted, name| {
        (parser.parse(extracted, name), ())
    })
    .map(|(document, ())| document)
}

/// As [`read_document`], and for each line that looks like a heading why it was taken for one or was not.
///
/// # Errors
/// As [`read_document`].
pub fn explain_document(path: &Path, options: &IndexOptions) -> Result<(Document, Explanation)> {
    read(path, options, Parser::explain)
}

/// Reads a file and parses it with `parse`, which may give something beside the document.
fn read<T>(
    path: &Path,
    options: &IndexOptions,
    parse: impl FnOnce(&Parser, Extracted, &str) -> (Document, T),
) -> Result<(Document, T)> {
    let real = path.canonicalize().map_err(Error::read(path))?;
    if real.is_dir() {
        let message = format!("{} is a folder: name a file", path.display());
        return Err(Error::Corpus { message });
    }
    let root = real.ancestors().skip(1).find(|folder| {
        folder.join(INDEX_FOLDER).is_dir() || folder.join(CORRECTIONS_FILE).is_file()
    });
    let name = root
        .and_then(|root| real.strip_prefix(root).ok())
        .unwrap_or(path);
    let name = name.to_string_lossy().replace('\\', "/");
    let unread = |reason: String| Error::Corpus {
        message: format!("{} was not read: {reason}", path.display()),
    };
    let extracted = read_file(&real, options.max_file_size)
        .and_then(|bytes| extract(&name, bytes))
        .map_err(unread)?;
    let parser = Parser::new(&options.schema)?;
    let (mut document, beside) = parse(&parser, extracted, &name);
    if let Some(root) = root
        && let Some(correction) = Corrections::of_corpus(root)?.of_document(&name)
    {
        correction.apply(&mut document.metadata);
    }
    Ok((document, beside))
}
