//! `index.json`: the serving generation and the corpus.

use std::io::ErrorKind;

use quanwen_messages::message;
use serde::{Deserialize, Serialize};

use super::disk::{self, OpenFolder};
use crate::corpus::Corpus;
use crate::error::{Error, Result};

pub(super) const POINTER: &str = "index.json";
/// Distinguishes the file from others called `index.json`.
const KIND: &str = "quanwen index";
/// Format of the index folder and its files; the content of the index has stamps in its commits. Format 1 had no checksums.
const FORMAT: u32 = 2;
const FIRST_FORMAT: u32 = 1;

/// The content of `index.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pointer {
    #[serde(default)]
    kind: String,
    format: u32,
    /// The serving subfolder: `generation-NUMBER`.
    pub generation: String,
    /// The corpus; absent if it is the parent of the index folder, so that both can be moved together.
    pub(super) corpus: Option<Corpus>,
}

impl Pointer {
    pub(super) fn new(generation: &str, corpus: Option<Corpus>) -> Self {
        Self {
            kind: KIND.to_string(),
            format: FORMAT,
            generation: generation.to_string(),
            corpus,
        }
    }

    /// The pointer of an index of this or the first format.
    ///
    /// # Errors
    /// [`Error::NoIndex`], [`Error::Read`], [`Error::NotAnIndex`] if the file belongs to something else,
    /// [`Error::Damaged`].
    pub(super) fn read(folder: &OpenFolder) -> Result<Self> {
        let bytes = folder.read(POINTER).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Error::NoIndex {
                path: folder.path().to_path_buf(),
            },
            _ => Error::read(folder.path().join(POINTER))(error),
        })?;
        let sealed = disk::unseal(POINTER, &bytes);
        let pointer: Option<Self> = serde_json::from_slice(sealed.unwrap_or(&bytes)).ok();
        let known = |pointer: &Self| match sealed {
            Some(_) => pointer.kind == KIND,
            None => pointer.kind.is_empty() && pointer.format == FIRST_FORMAT,
        };
        let Some(pointer) = pointer.filter(known) else {
            return Err(Self::unknown(folder, &bytes));
        };
        if !disk::is_generation_name(&pointer.generation) {
            let reason = message!(
                "{file} names `{generation}`, not a generation",
                file = POINTER,
                generation = pointer.generation
            );
            return Err(Error::damaged(folder.path(), reason));
        }
        let leads_elsewhere = |corpus: &Corpus| !corpus.is_plain();
        if pointer.corpus.as_ref().is_some_and(leads_elsewhere) {
            let reason = message!(
                "{file} has paths of reports that lead outside the corpus",
                file = POINTER
            );
            return Err(Error::damaged(folder.path(), reason));
        }
        Ok(pointer)
    }

    /// The error for an unreadable `index.json`: damaged if it seems to be ours, otherwise not an index.
    fn unknown(folder: &OpenFolder, bytes: &[u8]) -> Error {
        if disk::is_marked(folder) || String::from_utf8_lossy(bytes).contains(KIND) {
            return Error::damaged(folder.path(), disk::altered(POINTER));
        }
        Error::NotAnIndex {
            path: folder.path().to_path_buf(),
            reason: message!("its {file} belongs to something else", file = POINTER),
        }
    }

    /// Whether the index is of format 1, whose folders have no marks.
    pub(super) fn is_of_first_format(&self) -> bool {
        self.format == FIRST_FORMAT
    }

    /// The pointer itself if the index is of this format.
    ///
    /// # Errors
    /// [`Error::Outdated`] if it is of another.
    pub(super) fn of_this_format(self, folder: &OpenFolder) -> Result<Self> {
        if self.format == FORMAT {
            return Ok(self);
        }
        let reason = message!(
            "has format {format} and this version reads format {ours}",
            format = self.format,
            ours = FORMAT
        );
        Err(Error::Outdated {
            path: folder.path().to_path_buf(),
            reason,
        })
    }

    pub(super) fn write(&self, folder: &OpenFolder) -> Result<()> {
        let write_error = || Error::write(folder.path().join(POINTER));
        let json = serde_json::to_vec(self).map_err(|error| write_error()(error.into()))?;
        folder
            .replace(POINTER, &disk::seal(POINTER, &json))
            .map_err(write_error())
    }
}
