//! The files from which an index was built, so that only changed ones are read again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek};

use quanwen_extract::{OtherFile, Unread, UnreadKind};
use quanwen_messages::Message;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::disk;
use super::generation::Generation;
use crate::api::{IgnoredFiles, Skipped};
use crate::corpus::{Corpus, Corrections, INSIDE};
use crate::error::{Error, Result};

/// Largest manifest that is read, in bytes.
const MAX_MANIFEST: u64 = 1024 * 1024 * 1024;

/// The files of the corpus as they were when the index was built, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// When the walk began, in nanoseconds since 1970: a file with a later modification time may have changed again
    /// without a new time.
    pub walked: u64,
    /// Size limit of files, in bytes: the largest of all updates so far.
    pub limit: u64,
    /// Whether headers, footers, comments and hidden sheets were read too: once they were, updates read them.
    #[serde(default)]
    pub everything: bool,
    /// Files that are not documents by their names.
    #[serde(default)]
    pub ignored: IgnoredFiles,
    pub files: BTreeMap<String, ManifestEntry>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ManifestEntry {
    /// Bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970, negative before.
    pub modified: i64,
    /// Hash of the content (XXH3-64).
    pub hash: u64,
    /// Hash of the rows in `quanwen.csv` for the file and the documents in it; 0 for none.
    pub correction: u64,
    pub state: FileState,
}

/// The outcome of reading a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FileState {
    Indexed {
        /// Sections, the root included.
        sections: u32,
        /// Bytes of text.
        text: u64,
        /// Replacement characters (U+FFFD) for damaged bytes.
        damaged: u32,
        /// Documents with too many of them ([`quanwen_extract::Extracted::is_damaged`]).
        #[serde(default)]
        damaged_documents: u32,
        /// The documents in an archive or a file of records; absent if the file is one document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inside: Option<Inside>,
    },
    /// Its bytes are not those of a document.
    Ignored { kind: OtherFile },
    Skipped {
        /// The kind of reason; empty if an earlier version wrote the manifest.
        #[serde(default)]
        code: UnreadKind,
        #[serde(with = "quanwen_messages::structured")]
        reason: Message,
        /// Whether the cause may disappear without a change of the file's size or time.
        retry: bool,
    },
}

/// The documents in an archive or a file of records, by their names in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Inside {
    /// Indexed documents, ascending.
    pub documents: Vec<String>,
    /// Documents that were not read, with the reason; their paths are names inside the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<UnreadDocument>,
    /// Files inside that are not documents.
    #[serde(default, skip_serializing_if = "IgnoredFiles::is_empty")]
    pub ignored: IgnoredFiles,
}

/// A document in a file that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnreadDocument {
    /// Its name in the file.
    #[serde(rename = "path")]
    pub name: String,
    #[serde(default)]
    code: UnreadKind,
    #[serde(with = "quanwen_messages::structured")]
    reason: Message,
}

impl UnreadDocument {
    pub(crate) fn new(name: String, unread: &Unread) -> Self {
        Self {
            name,
            code: unread.kind(),
            reason: unread.message(),
        }
    }
}

/// What all files of a manifest have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ManifestTotals {
    pub documents: u64,
    /// Roots included.
    pub sections: u64,
    /// Bytes of text.
    pub text: u64,
    pub damaged_documents: u64,
}

impl FileState {
    /// The state of a file that was not read.
    pub(crate) fn unread(unread: &Unread, retry: bool) -> Self {
        if let Unread::NotDocument(kind) = *unread {
            return Self::Ignored { kind };
        }
        Self::Skipped {
            code: unread.kind(),
            reason: unread.message(),
            retry,
        }
    }
}

impl ManifestEntry {
    /// Whether the file has other bytes now, or cannot be read.
    pub(crate) fn has_changed(&self, corpus: &Corpus, file: &str) -> bool {
        let bytes = corpus.read(file, u64::MAX);
        bytes.map_or(true, |bytes| xxh3_64(&bytes) != self.hash)
    }

    /// The entry of a file or folder that the walk could not read.
    pub(crate) fn unreadable(skipped: &Skipped) -> Self {
        Self {
            size: 0,
            modified: 0,
            hash: 0,
            correction: 0,
            state: FileState::Skipped {
                code: skipped.code,
                reason: skipped.reason.clone(),
                retry: true,
            },
        }
    }

    pub(crate) fn is_indexed(&self) -> bool {
        matches!(self.state, FileState::Indexed { .. })
    }

    /// Number of characters that replace damaged bytes, if there are some.
    pub(crate) fn damaged(&self) -> Option<u32> {
        match self.state {
            FileState::Indexed { damaged, .. } if damaged > 0 => Some(damaged),
            _ => None,
        }
    }

    /// Number of indexed documents in the file.
    pub(crate) fn document_count(&self) -> usize {
        match &self.state {
            FileState::Indexed { inside: None, .. } => 1,
            FileState::Indexed {
                inside: Some(inside),
                ..
            } => inside.documents.len(),
            FileState::Skipped { .. } | FileState::Ignored { .. } => 0,
        }
    }

    /// Paths of the indexed documents in the file.
    pub(crate) fn documents(&self, file: &str) -> Vec<String> {
        match &self.state {
            FileState::Indexed { inside: None, .. } => vec![file.to_string()],
            FileState::Indexed {
                inside: Some(inside),
                ..
            } => inside
                .documents
                .iter()
                .map(|name| format!("{file}{INSIDE}{name}"))
                .collect(),
            FileState::Skipped { .. } | FileState::Ignored { .. } => Vec::new(),
        }
    }

    /// Whether `path` is an indexed document in the file.
    pub(crate) fn holds(&self, file: &str, path: &str) -> bool {
        let FileState::Indexed { inside, .. } = &self.state else {
            return false;
        };
        let name = path
            .strip_prefix(file)
            .map(|rest| rest.strip_prefix(INSIDE));
        match (inside, name) {
            (Some(inside), Some(Some(name))) => inside
                .documents
                .binary_search_by(|known| known.as_str().cmp(name))
                .is_ok(),
            (None, Some(_)) => path == file,
            _ => false,
        }
    }

    /// The file, or the documents in it, that were not read, with the reason.
    pub(crate) fn skipped(&self, file: &str) -> Vec<Skipped> {
        match &self.state {
            FileState::Skipped { code, reason, .. } => vec![Skipped {
                path: file.to_string(),
                code: *code,
                reason: reason.clone(),
            }],
            FileState::Indexed {
                inside: Some(inside),
                ..
            } => inside
                .skipped
                .iter()
                .map(|skipped| Skipped {
                    path: format!("{file}{INSIDE}{}", skipped.name),
                    code: skipped.code,
                    reason: skipped.reason.clone(),
                })
                .collect(),
            FileState::Indexed { .. } | FileState::Ignored { .. } => Vec::new(),
        }
    }

    /// Adds the file, or the files in it, that are not documents.
    fn add_ignored(&self, ignored: &mut IgnoredFiles) {
        match &self.state {
            FileState::Ignored { kind } => ignored.add(*kind),
            FileState::Indexed {
                inside: Some(inside),
                ..
            } => ignored.extend(&inside.ignored),
            _ => {}
        }
    }
}

impl Manifest {
    /// Reads the manifest from an open file called `name`.
    pub(super) fn read(generation: &Generation, name: &str, mut file: &File) -> Result<Self> {
        let mut bytes = Vec::new();
        file.rewind()
            .and_then(|()| file.take(MAX_MANIFEST).read_to_end(&mut bytes))
            .map_err(Error::read(generation.folder().path().join(name)))?;
        disk::unseal(name, &bytes)
            .and_then(|content| serde_json::from_slice(content).ok())
            .ok_or_else(|| Error::damaged(generation.index(), disk::altered(name)))
    }

    pub(crate) fn write(&self, generation: &Generation, name: &str) -> Result<()> {
        let json = serde_json::to_vec(self).expect("strings and numbers are JSON");
        generation.replace(name, &json)
    }

    /// Number of indexed documents.
    pub(crate) fn indexed(&self) -> usize {
        self.files.values().map(ManifestEntry::document_count).sum()
    }

    /// What all files have.
    pub(crate) fn totals(&self) -> ManifestTotals {
        let mut totals = ManifestTotals::default();
        for entry in self.files.values() {
            if let FileState::Indexed {
                sections,
                text,
                damaged_documents,
                ..
            } = entry.state
            {
                totals.damaged_documents += u64::from(damaged_documents);
                totals.documents += entry.document_count() as u64;
                totals.sections += u64::from(sections);
                totals.text += text;
            }
        }
        totals
    }

    /// The paths of corrections that the corpus does not have.
    pub(crate) fn unknown(&self, corrections: &Corrections, corpus: &Corpus) -> Vec<String> {
        let is_known = |path: &&str| {
            let file = corpus.file_of(path);
            match self.files.get(file).filter(|entry| entry.is_indexed()) {
                Some(entry) => entry.holds(file, path),
                None => file == *path && corpus.has_file(file),
            }
        };
        let unknown = corrections.paths().filter(|path| !is_known(path));
        unknown.map(String::from).collect()
    }

    /// Files with damaged bytes, with the number of replacement characters.
    pub(crate) fn damaged(&self) -> Vec<(String, u32)> {
        let files = self.files.iter();
        let damaged = files.filter_map(|(path, entry)| Some((path.clone(), entry.damaged()?)));
        damaged.collect()
    }

    /// Files that are not documents, by their names or their bytes, and those in archives.
    pub(crate) fn ignored(&self) -> IgnoredFiles {
        let mut ignored = self.ignored.clone();
        for entry in self.files.values() {
            entry.add_ignored(&mut ignored);
        }
        ignored
    }

    /// The files and the documents in them that were not read, with the reason.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = Skipped> {
        self.files
            .iter()
            .flat_map(|(path, entry)| entry.skipped(path))
    }
}
