//! What changed in a corpus since its index was made.

use std::collections::BTreeMap;

use crate::api::Skipped;
use crate::corpus::{Corrections, FileEntry, Walk};
use crate::index::{FileState, Manifest, ManifestEntry};

/// Nanoseconds within which two changes of a file can have the same time.
const TIME_GRAIN: i128 = 2_000_000_000;

/// The difference between a walk and a manifest.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Files to read, with what the manifest says of them.
    pub to_read: Vec<(FileEntry, Option<ManifestEntry>)>,
    /// Files that are as they were.
    pub unchanged: BTreeMap<String, ManifestEntry>,
    /// Indexed paths that the walk did not find.
    pub removed: Vec<String>,
    /// What the walk itself could not read.
    pub unwalked: Vec<Skipped>,
}

/// Compares a walk with a manifest. With `rehash` every file is read, whatever its size and time.
pub(super) fn find(
    walk: &Walk,
    manifest: &Manifest,
    corrections: &Corrections,
    rehash: bool,
) -> Changes {
    let mut changes = Changes {
        unwalked: walk.skipped.clone(),
        ..Changes::default()
    };
    for file in &walk.files {
        let known = manifest.files.get(&file.path);
        let correction = corrections.stamp_of(&file.path);
        match known.filter(|entry| !rehash && is_same(file, entry, correction, manifest.walked)) {
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
        .filter(|(_, entry)| matches!(entry.state, FileState::Indexed { .. }));
    // What lies in a folder that cannot be read now is not gone.
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

/// Whether size and time say that a file is as it was. One that was skipped for a reason that can go without a
/// trace is tried again.
fn is_same(file: &FileEntry, entry: &ManifestEntry, correction: u64, walked: u64) -> bool {
    let settled = i128::from(file.modified) + TIME_GRAIN < i128::from(walked);
    let believed = !matches!(entry.state, FileState::Skipped { retry: true, .. });
    believed
        && settled
        && (file.size, file.modified, correction) == (entry.size, entry.modified, entry.correction)
}
