//! The changes in a corpus since its index was built.

use std::collections::BTreeMap;

use crate::api::{IgnoredFiles, Skipped};
use crate::corpus::{Corrections, FileEntry, Walk};
use crate::index::{FileState, Manifest, ManifestEntry};

/// Coarsest resolution of modification times, in nanoseconds (FAT).
const TIME_RESOLUTION: i128 = 2_000_000_000;

/// A file to read, with its entry in the manifest.
pub(crate) type ToRead = (FileEntry, Option<ManifestEntry>);

/// The difference between a walk and a manifest.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Files to read, with their entries in the manifest.
    pub to_read: Vec<ToRead>,
    /// Files with the size and time of before.
    pub unchanged: BTreeMap<String, ManifestEntry>,
    /// Indexed paths that the walk did not find.
    pub removed: Vec<String>,
    /// Files and folders that the walk could not read.
    pub unwalked: Vec<Skipped>,
    /// Files that are not documents by their names.
    pub ignored: IgnoredFiles,
}

impl Changes {
    /// Compares a walk with a manifest. With `rehash`, every file is to be read, whatever its size and time.
    pub(crate) fn find(
        walk: &Walk,
        manifest: &Manifest,
        corrections: &Corrections,
        rehash: bool,
    ) -> Self {
        let mut changes = Self {
            unwalked: walk.skipped.clone(),
            ignored: walk.ignored.clone(),
            ..Self::default()
        };
        for file in &walk.files {
            let known = manifest.files.get(&file.path);
            let correction = corrections.stamp_of(&file.path);
            match known.filter(|entry| !rehash && is_same(file, entry, correction, manifest.walked))
            {
                Some(entry) => {
                    changes.unchanged.insert(file.path.clone(), entry.clone());
                }
                None => changes.to_read.push((file.clone(), known.cloned())),
            }
        }
        let found = |path: &String| {
            walk.files
                .binary_search_by(|file| file.path.cmp(path))
                .is_ok()
        };
        let indexed = manifest
            .files
            .iter()
            .filter(|(_, entry)| entry.is_indexed());
        // A file in a folder that cannot be read now is not removed.
        let unreadable = |path: &String| {
            walk.skipped.iter().any(|skipped| {
                skipped.path.is_empty()
                    || path
                        .strip_prefix(skipped.path.as_str())
                        .is_some_and(|rest| rest.starts_with('/'))
            })
        };
        for (path, entry) in indexed.filter(|(path, _)| !found(path)) {
            if unreadable(path) {
                changes.unchanged.insert(path.clone(), entry.clone());
            } else {
                changes.removed.push(path.clone());
            }
        }
        changes
    }
}

/// Whether a file is unchanged by its size and time. A file that was skipped for a reason that may disappear without a change
/// is read again.
fn is_same(file: &FileEntry, entry: &ManifestEntry, correction: u64, walked: u64) -> bool {
    let is_settled = i128::from(file.modified) + TIME_RESOLUTION < i128::from(walked);
    let is_final = !matches!(entry.state, FileState::Skipped { retry: true, .. });
    is_final
        && is_settled
        && (file.size, file.modified, correction) == (entry.size, entry.modified, entry.correction)
}
