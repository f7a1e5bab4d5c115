//! Documents in memory, in place of files.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use quanwen_extract::{INSIDE, Unread};
use quanwen_messages::{message, text};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Documents by their paths. What is stored of them is only that they were in memory: read again, there are none.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(from = "bool", into = "bool")]
pub(super) struct Documents(Arc<BTreeMap<String, Vec<u8>>>);

impl Documents {
    /// # Errors
    /// [`Error::Corpus`] for a path that is not relative with `/` between its parts, and for one that there is twice.
    pub(super) fn new<P: Into<String>, B: Into<Vec<u8>>>(
        documents: impl IntoIterator<Item = (P, B)>,
    ) -> Result<Self> {
        let mut by_path = BTreeMap::new();
        for (path, bytes) in documents {
            let path = path.into();
            if !is_plain(&path) {
                let message = message!(
                    "`{path}` is not a path of a document: write names with / between them, such as 松泽县/2021.txt",
                    path = path
                );
                return Err(Error::Corpus { message });
            }
            if by_path.contains_key(&path) {
                let message = message!("there are two documents {path}", path = path);
                return Err(Error::Corpus { message });
            }
            by_path.insert(path, bytes.into());
        }
        Ok(Self(Arc::new(by_path)))
    }

    /// The paths and the bytes of the documents, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.0.iter()
    }

    /// The bytes of a document.
    pub(super) fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// The bytes of a document of at most `limit` bytes.
    ///
    /// # Errors
    /// The reason why it is not read.
    pub(super) fn read(&self, path: &str, limit: u64) -> std::result::Result<Vec<u8>, Unread> {
        let Some(bytes) = self.get(path) else {
            let gone = text!("it was in memory when it was indexed");
            return Err(Unread::NotReadable(gone.into()));
        };
        let size = bytes.len() as u64;
        if size > limit {
            return Err(Unread::TooLarge { size, limit });
        }
        Ok(bytes.to_vec())
    }

    /// The document that contains another: `a.zip` for `a.zip!/b.docx`.
    pub(super) fn holder<'p>(&self, path: &'p str) -> &'p str {
        let mut ends = path.match_indices(INSIDE).map(|(end, _)| &path[..end]);
        ends.find(|file| self.0.contains_key(*file)).unwrap_or(path)
    }
}

/// Whether a path names a document below a folder.
fn is_plain(path: &str) -> bool {
    let is_name = |part: &str| !matches!(part, "" | "." | "..");
    path.split('/').all(is_name) && !path.contains(['\\', '\0'])
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} documents", self.0.len())
    }
}

/// An index of documents in memory is one of any: an update takes those that there are now.
impl PartialEq for Documents {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Documents {}

impl From<bool> for Documents {
    fn from(_: bool) -> Self {
        Self::default()
    }
}

impl From<Documents> for bool {
    fn from(_: Documents) -> Self {
        true
    }
}
