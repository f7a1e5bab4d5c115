//! What an index holds, as it says of itself.

use quanwen::backend::{CorpusCounts, CorpusWalk, IndexedFiles, Rules};
use quanwen::{Corpus, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::asking::Asking;
use crate::client::{Client, take};
use crate::mapping::CORPUS;

/// The version of what is stored: another one is read by another version of the program.
pub(crate) const FORMAT: u32 = 7;

/// What the document of the kind `corpus` says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct StoredContents {
    #[serde(default)]
    pub format: u32,
    /// The folder of the corpus when it was indexed.
    pub corpus: String,
    /// The parts of that folder; none for all of it.
    #[serde(default)]
    pub within: Vec<String>,
    pub exact_stamp: String,
    pub word_stamp: String,
    /// Seconds since 1970.
    pub updated: u64,
    /// Words of all texts, of all headings, and of all titles.
    #[serde(default)]
    pub lengths: [u64; 3],
    /// How its files were found and read.
    #[serde(default)]
    pub walk: CorpusWalk,
    #[serde(flatten)]
    pub counts: CorpusCounts,
}

impl StoredContents {
    pub(crate) fn new(
        corpus: &Corpus,
        files: &IndexedFiles,
        rules: &Rules,
        updated: u64,
    ) -> Result<Self> {
        Ok(Self {
            format: FORMAT,
            corpus: folder(corpus),
            within: parts(corpus),
            exact_stamp: rules.exact_stamp()?,
            word_stamp: rules.word_stamp(),
            updated,
            lengths: files.words(),
            walk: files.walk().clone(),
            counts: files.counts(),
        })
    }

    /// Whether they are of the same parts of the same folder as a corpus.
    pub(crate) fn is_of(&self, corpus: &Corpus) -> bool {
        (&self.corpus, &self.within) == (&folder(corpus), &parts(corpus))
    }
}

/// The folder of a corpus, as it is stored.
fn folder(corpus: &Corpus) -> String {
    corpus.root().display().to_string()
}

/// The parts of its folder that a corpus covers, as they are stored.
fn parts(corpus: &Corpus) -> Vec<String> {
    let parts = corpus.parts();
    parts.map(|part| part.display().to_string()).collect()
}

/// What the index that a client asks says of itself, if it is one of a corpus.
pub(crate) fn stored_contents(client: &Client) -> Result<Option<StoredContents>> {
    let question = json!({ "query": { "ids": { "values": [CORPUS] } } });
    let mut answer = Asking::whole(client, |asking| asking.search("_search", &question))?;
    let stored: Value = take(&mut answer, "/hits/hits/0/_source/contents");
    Ok(serde_json::from_value(stored).ok())
}
