//! Whether a corpus can be indexed where an index is already.

use std::fmt::Display;

use quanwen_messages::{Argument, message, text};

use super::options::IndexOptions;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::index::IndexFolder;

/// Refuses a corpus that is not a folder, as all its reports would be removed, and an index of another corpus.
pub(super) fn check_corpus(
    corpus: &Corpus,
    folder: &IndexFolder,
    options: &IndexOptions,
) -> Result<()> {
    check_folder(corpus)?;
    let named = folder.path().canonicalize();
    if named.is_ok_and(|named| named == corpus.root()) {
        return Err(Error::NotAnIndex {
            path: folder.path().to_path_buf(),
            reason: text!("it is the folder of the reports").into(),
        });
    }
    if !(corpus.is_utf8() || corpus.is_around(folder.path())) {
        return Err(Error::Corpus {
            message: message!(
                "the path of {root} is not UTF-8, so the index {index} cannot store it: rename the folder, or make the index in it",
                root = corpus.root(),
                index = folder.path()
            ),
        });
    }
    match folder.corpus() {
        Ok(serving) if serving != *corpus && !options.rebuild => {
            Err(of_another(&folder.path().display(), serving.name(), corpus))
        }
        _ => Ok(()),
    }
}

/// Refuses a corpus that is not a folder, as all its reports would be removed.
///
/// # Errors
/// [`Error::Corpus`].
pub fn check_folder(corpus: &Corpus) -> Result<()> {
    if corpus.is_in_memory() || corpus.root().is_dir() {
        return Ok(());
    }
    Err(Error::Corpus {
        message: message!(
            "{root} is not a folder: name the folder of the reports",
            root = corpus.root()
        ),
    })
}

/// The error of an index that is of other parts of a folder, or of another folder, than a corpus.
#[must_use]
pub fn of_another(index: &dyn Display, serving: impl Into<Argument>, corpus: &Corpus) -> Error {
    Error::Corpus {
        message: message!(
            "the index {index} is of {serving} or parts of it, not of {root}: name another",
            index = index.to_string(),
            serving = serving.into(),
            root = corpus.name()
        ),
    }
}
