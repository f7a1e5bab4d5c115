//! What an index holds.

use std::collections::BTreeMap;

use crate::api::{Status, Timestamp};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::index::{DocumentColumns, Snapshot};

/// The status of an index. `dictionary_is_current`: the library's dictionary is the index's.
///
/// # Errors
/// [`crate::Error::Damaged`].
pub(crate) fn status(
    snapshot: &Snapshot,
    corpus: &Corpus,
    dictionary_is_current: bool,
) -> Result<Status> {
    let commit = &snapshot.commit;
    let mut years = BTreeMap::new();
    let (mut undated, mut unplaced) = (0, 0);
    for key in DocumentColumns::of(snapshot).keys(&snapshot.documents())? {
        unplaced += u64::from(key.region.is_empty());
        match key.year {
            Some(year) => *years.entry(year).or_default() += 1,
            None => undated += 1,
        }
    }
    let manifest = snapshot.manifest()?;
    Ok(Status {
        index: snapshot.folder().display().to_string(),
        corpus: corpus.name().to_string(),
        documents: commit.documents,
        sections: commit.sections - commit.documents,
        text_bytes: commit.text,
        index_bytes: snapshot.size(),
        updated: Timestamp::of_seconds(commit.committed),
        exact_stamp: commit.exact_stamp.clone(),
        word_stamp: commit.word_stamp.clone(),
        dictionary_is_current,
        years: years.into_iter().collect(),
        undated,
        unplaced,
        skipped: manifest.skipped().collect(),
        damaged: manifest.damaged(),
        damaged_reports: commit.damaged,
        ignored_files: commit.ignored.clone(),
        cluster: None,
    })
}
