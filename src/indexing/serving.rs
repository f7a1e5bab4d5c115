//! The index from which an update starts.

use quanwen_messages::{Message, Text, message, text};

use super::options::IndexOptions;
use crate::error::{Error, Result};
use crate::index::{
    Commit, DocumentWriter, Generation, IndexFolder, IndexLock, Manifest, Snapshot,
};

/// The index from which an update starts.
pub(super) struct ServingIndex {
    /// The generation to write to.
    pub generation: Generation,
    /// Whether it is the serving generation already, not a new one.
    pub serves: bool,
    pub manifest: Manifest,
    pub commit: Option<Commit>,
    /// Why the index is rebuilt, if it is.
    pub rebuilt: Option<Message>,
}

impl ServingIndex {
    /// The serving generation; a new one if there is none, if it was built with other rules or read less, or if a rebuild is
    /// requested.
    pub(super) fn find(
        folder: &IndexFolder,
        lock: &IndexLock,
        options: &IndexOptions,
    ) -> Result<Self> {
        let mut everything = options.everything;
        let rebuilt = match Snapshot::open(folder, &options.schema) {
            _ if options.rebuild => folder
                .exists()
                .then(|| text!("a rebuild was requested").into()),
            Ok(snapshot) => {
                let manifest = snapshot.manifest()?;
                everything |= manifest.everything;
                let word_stamp = &snapshot.commit.word_stamp;
                match outgrown(word_stamp, manifest.everything, options) {
                    None => return Self::continued(snapshot, manifest, lock),
                    Some(reason) => Some(reason.into()),
                }
            }
            Err(Error::NoIndex { .. }) => None,
            Err(Error::Outdated { reason, .. }) => Some(message!("it {reason}", reason = reason)),
            Err(error) => return Err(error),
        };
        let generation = lock.new_generation()?;
        DocumentWriter::create(&generation, &options.schema)?;
        Ok(Self {
            generation,
            serves: false,
            manifest: Manifest {
                everything,
                ..Manifest::default()
            },
            commit: None,
            rebuilt,
        })
    }

    /// The serving generation, to be written further.
    fn continued(snapshot: Snapshot, manifest: Manifest, lock: &IndexLock) -> Result<Self> {
        let generation = lock.generation(snapshot.generation())?;
        // Leftovers of an unfinished update could have the names of files that this one writes.
        let _ = generation.remove_all_but(&snapshot.files_in_use()?);
        Ok(Self {
            generation,
            serves: true,
            manifest,
            commit: Some(snapshot.commit),
            rebuilt: None,
        })
    }
}

/// Why an index has to be rebuilt though it can be read, if it has: given the stamp of its dictionary, and whether everything was
/// read.
pub(crate) fn outgrown(word_stamp: &str, everything: bool, options: &IndexOptions) -> Option<Text> {
    if word_stamp != options.schema.word_stamp() {
        return Some(text!("it was made with another dictionary"));
    }
    let lacks_something = options.everything && !everything;
    lacks_something.then_some(text!(
        "it was made without headers, footers, comments and hidden sheets"
    ))
}
