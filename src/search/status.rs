//! What an index holds and whether it is sound.

use serde::Serialize;

use super::searcher::Searcher;
use crate::corpus::Skipped;
use crate::error::Result;

/// What an index holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The folder of the index.
    pub index: String,
    /// The folder of the corpus.
    pub corpus: String,
    /// Reports.
    pub documents: u64,
    /// Sections, without what stands before the first headings.
    pub sections: u64,
    /// Bytes of text.
    pub text_bytes: u64,
    /// Bytes of the index on disk.
    pub index_bytes: u64,
    /// Seconds since 1970 of the last update.
    pub updated: u64,
    /// The stamp of what exactness rests on.
    pub exact_stamp: String,
    /// The stamp of what ranking rests on.
    pub word_stamp: String,
    /// Whether the dictionary is the one that the index was made with.
    pub dictionary_is_current: bool,
    /// The years of the reports, ascending, with their numbers.
    pub years: Vec<(u16, u64)>,
    /// Reports without a year.
    pub undated: u64,
    /// Reports without a place.
    pub unplaced: u64,
    /// Files and documents in them that were not read, and why.
    pub skipped: Vec<Skipped>,
    /// Files with damaged bytes, and how many characters stand for these.
    pub damaged: Vec<(String, u32)>,
}

impl Searcher {
    /// What the index holds.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    pub fn status(&self) -> Result<Status> {
        self.answer(|| {
            let commit = &self.snapshot.commit;
            let mut years = std::collections::BTreeMap::new();
            let (mut undated, mut unplaced) = (0, 0);
            for key in self.snapshot.keys(&self.snapshot.reports())? {
                unplaced += u64::from(key.region.is_empty());
                match key.year {
                    Some(year) => *years.entry(year).or_default() += 1,
                    None => undated += 1,
                }
            }
            let manifest = self.snapshot.manifest()?;
            Ok(Status {
                index: self.snapshot.folder().display().to_string(),
                corpus: self.folder.corpus()?.root().display().to_string(),
                documents: commit.documents,
                sections: commit.sections - commit.documents,
                text_bytes: commit.text,
                index_bytes: self.snapshot.size(),
                updated: commit.committed,
                exact_stamp: commit.exact_stamp.clone(),
                word_stamp: commit.word_stamp.clone(),
                dictionary_is_current: !self.dictionary_differs(),
                years: years.into_iter().collect(),
                undated,
                unplaced,
                skipped: manifest.skipped().collect(),
                damaged: manifest.damaged(),
            })
        })
    }
}
