//! The index that an update starts from.

use super::options::IndexOptions;
use crate::error::{Error, Result};
use crate::index::{Commit, Generation, IndexFolder, IndexLock, Manifest, ReportWriter, Snapshot};

/// The index that an update starts from.
pub(super) struct ServingIndex {
    /// The generation that is written to.
    pub generation: Generation,
    /// Whether it serves already.
    pub serves: bool,
    pub manifest: Manifest,
    pub commit: Option<Commit>,
    pub rebuilt: Option<String>,
}

impl ServingIndex {
    /// The generation that serves; a new one where there is none or it was made by other rules.
    pub(super) fn find(
        folder: &IndexFolder,
        lock: &IndexLock,
        options: &IndexOptions,
    ) -> Result<Self> {
        let rebuilt = match Snapshot::open(folder, &options.schema) {
            _ if options.rebuild => folder
                .exists()
                .then(|| "a rebuild was requested".to_string()),
            Ok(snapshot) if snapshot.commit.word_stamp == options.schema.word_stamp() => {
                let manifest = snapshot.manifest()?;
                let generation = lock.generation(snapshot.generation())?;
                // What an update that did not end left there has the names of files that this one may write.
                let _ = generation.remove_all_but(&snapshot.files_in_use()?);
                return Ok(Self {
                    generation,
                    serves: true,
                    manifest,
                    commit: Some(snapshot.commit),
                    rebuilt: None,
                });
            }
            Ok(_) => Some("it was made with another dictionary".to_string()),
            Err(Error::NoIndex { .. }) => None,
            Err(Error::Outdated { reason, .. }) => Some(format!("it {reason}")),
            Err(error) => return Err(error),
        };
        let generation = lock.new_generation()?;
        ReportWriter::create(&generation, &options.schema)?;
        Ok(Self {
            generation,
            serves: false,
            manifest: Manifest::default(),
            commit: None,
            rebuilt,
        })
    }
}
