//! Which files an index was made from, so that only changed ones are read again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek};

use serde::{Deserialize, Serialize};

use super::disk;
use super::generation::Generation;
use crate::api::Skipped;
use crate::corpus::INSIDE;
use crate::error::{Error, Result};

/// Bytes that are read of a manifest: a larger one is not of ours, or of many millions of files.
const MAX_MANIFEST: u64 = 1024 * 1024 * 1024;

/// The files of the corpus as they were when the index was made, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Nanoseconds since 1970 at which the walk began: a file changed after that may have changed again
    /// without its time telling.
    pub walked: u64,
    /// Bytes of the largest file that an update might read.
    pub limit: u64,
    pub files: BTreeMap<String, ManifestEntry>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ManifestEntry {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970, negative before it.
    pub modified: i64,
    /// Of the content.
    pub hash: u64,
    /// Of the rows in `quanwen.csv` of the file and what is in it; 0 for none.
    pub correction: u64,
    pub state: FileState,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FileState {
    Indexed {
        /// Sections, the root included.
        sections: u32,
        /// Bytes of text.
        text: u64,
        /// Characters that stand for damaged bytes.
        damaged: u32,
        /// What is in a file that holds documents; absent where it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inside: Option<Inside>,
    },
    Skipped {
        reason: String,
        /// Whether what stopped it may be gone without a trace in the file's size and time.
        retry: bool,
    },
}

/// The documents in an archive or a file of JSON lines, by their names in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Inside {
    /// In the index, ascending.
    pub documents: Vec<String>,
    /// Not read, and why; their paths are names inside the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<Skipped>,
}

impl FileState {
    pub(crate) fn skipped(reason: &str, retry: bool) -> Self {
        Self::Skipped {
            reason: reason.to_string(),
            retry,
        }
    }
}

impl ManifestEntry {
    pub(crate) fn is_indexed(&self) -> bool {
        matches!(self.state, FileState::Indexed { .. })
    }

    /// How many documents of the file are in the index.
    pub(crate) fn document_count(&self) -> usize {
        match &self.state {
            FileState::Indexed { inside: None, .. } => 1,
            FileState::Indexed {
                inside: Some(inside),
                ..
            } => inside.documents.len(),
            FileState::Skipped { .. } => 0,
        }
    }

    /// The paths of the documents of the file that are in the index.
    pub(crate) fn documents(&self, file: &str) -> Vec<String> {
        match &self.state {
            FileState::Indexed { inside: None, .. } => vec![file.to_string()],
            FileState::Indexed {
                inside: Some(inside),
                ..
            } => {
                let names = inside.documents.iter();
                names.map(|name| format!("{file}{INSIDE}{name}")).collect()
            }
            FileState::Skipped { .. } => Vec::new(),
        }
    }

    /// Whether a document of the file, by its path, is in the index.
    pub(crate) fn holds(&self, file: &str, path: &str) -> bool {
        let FileState::Indexed { inside, .. } = &self.state else {
            return false;
        };
        let name = path
            .strip_prefix(file)
            .map(|rest| rest.strip_prefix(INSIDE));
        match (inside, name) {
            (Some(inside), Some(Some(name))) => {
                let found = inside
                    .documents
                    .binary_search_by(|known| known.as_str().cmp(name));
                found.is_ok()
            }
            (None, Some(_)) => path == file,
            _ => false,
        }
    }

    /// The file or the documents in it that were not read, and why.
    pub(crate) fn skipped(&self, file: &str) -> Vec<Skipped> {
        match &self.state {
            FileState::Skipped { reason, .. } => vec![Skipped {
                path: file.to_string(),
                reason: reason.clone(),
            }],
            FileState::Indexed {
                inside: Some(inside),
                ..
            } => {
                let skipped = inside.skipped.iter().map(|skipped| Skipped {
                    path: format!("{file}{INSIDE}{}", skipped.path),
                    reason: skipped.reason.clone(),
                });
                skipped.collect()
            }
            FileState::Indexed { .. } => Vec::new(),
        }
    }
}

impl Manifest {
    /// The manifest in a file called `name` that is open.
    pub(super) fn read(generation: &Generation, name: &str, mut file: &File) -> Result<Self> {
        let mut bytes = Vec::new();
        file.rewind()
            .and_then(|()| file.take(MAX_MANIFEST).read_to_end(&mut bytes))
            .map_err(Error::read(generation.folder().path().join(name)))?;
        let content = disk::unseal(name, &bytes);
        let manifest = content.and_then(|content| serde_json::from_slice(content).ok());
        manifest.ok_or_else(|| {
            Error::damaged(
                generation.index(),
                format!("{name} is not what was written"),
            )
        })
    }

    pub(crate) fn write(&self, generation: &Generation, name: &str) -> Result<()> {
        let json = serde_json::to_vec(self).expect("strings and numbers are JSON");
        generation.replace(name, &json)
    }

    /// How many documents are in the index.
    pub(crate) fn indexed(&self) -> usize {
        let entries = self.files.values();
        entries.map(ManifestEntry::document_count).sum()
    }

    /// Files with damaged bytes, and how many characters stand for these.
    pub(crate) fn damaged(&self) -> Vec<(String, u32)> {
        let damaged = |(path, entry): (&String, &ManifestEntry)| match entry.state {
            FileState::Indexed { damaged, .. } if damaged > 0 => Some((path.clone(), damaged)),
            _ => None,
        };
        self.files.iter().filter_map(damaged).collect()
    }

    /// The files and the documents in them that were not read, and why.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = Skipped> {
        let entries = self.files.iter();
        entries.flat_map(|(path, entry)| entry.skipped(path))
    }
}
