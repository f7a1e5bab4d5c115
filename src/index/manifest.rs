//! Which files an index was made from, so that only changed ones are read again.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::folder::write_whole;
use crate::error::{Error, Result};

/// The files of the corpus as they were when the index was made, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Nanoseconds since 1970 at which the walk began: a file changed after that may have changed again
    /// without its time telling.
    pub walked: u64,
    pub files: BTreeMap<String, ManifestEntry>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ManifestEntry {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified: u64,
    /// Of the content.
    pub hash: u64,
    /// Of the file's row in `quanwen.csv`; 0 for none.
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
    },
    Skipped {
        reason: String,
        /// Whether what stopped it may be gone without a trace in the file's size and time.
        retry: bool,
    },
}

impl Manifest {
    pub(crate) fn read(generation: &Path, name: &str) -> Result<Self> {
        let path = generation.join(name);
        let bytes = std::fs::read(&path)
            .map_err(|error| Error::damaged(generation, format!("{name}: {error}")))?;
        serde_json::from_slice(&bytes)
            .map_err(|error| Error::damaged(generation, format!("{name}: {error}")))
    }

    pub(crate) fn write(&self, generation: &Path, name: &str) -> Result<()> {
        write_whole(
            &generation.join(name),
            &serde_json::to_vec(self).expect("strings and numbers are JSON"),
        )
    }

    /// Removes the manifests of earlier commits but those `kept`.
    pub(crate) fn remove_all_but(generation: &Path, kept: &[&str]) {
        for entry in std::fs::read_dir(generation)
            .into_iter()
            .flatten()
            .flatten()
        {
            let name = entry.file_name();
            if name
                .to_str()
                .is_some_and(|name| name.starts_with("manifest-") && !kept.contains(&name))
            {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    /// How many files are in the index.
    pub(crate) fn indexed(&self) -> usize {
        self.files
            .values()
            .filter(|entry| matches!(entry.state, FileState::Indexed { .. }))
            .count()
    }

    /// Reports with damaged bytes, and how many characters stand for these.
    pub(crate) fn damaged(&self) -> Vec<(String, u32)> {
        let damaged = |(path, entry): (&String, &ManifestEntry)| match entry.state {
            FileState::Indexed { damaged, .. } if damaged > 0 => Some((path.clone(), damaged)),
            _ => None,
        };
        self.files.iter().filter_map(damaged).collect()
    }

    /// Paths and reasons of the files that were not read.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter_map(|(path, entry)| match &entry.state {
                FileState::Skipped { reason, .. } => Some((path.as_str(), reason.as_str())),
                FileState::Indexed { .. } => None,
            })
    }
}
