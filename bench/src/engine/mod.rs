//! The engines behind one trait.

mod jieba_words;
mod project;
mod ripgrep;
#[cfg(feature = "seekstorm")]
mod seek;
mod trigrams;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, bail};

use crate::corpus::Corpus;

/// Hits of a ranked answer.
pub const HITS: usize = 10;
/// Indexing threads, for engines that can be configured.
pub const THREADS: usize = 2;

/// How the text of a ranked query is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// By its words, any of which may match.
    Words,
    /// As an exact text, which every hit contains.
    Exact,
}

/// An engine that indexes a corpus.
pub trait Engine {
    /// The name with the version.
    fn name(&self) -> String;

    /// Whether it has an index.
    fn has_index(&self) -> bool {
        true
    }

    /// Builds the index.
    fn index(&self, folder: &Path, index: &Path) -> Result<()>;

    /// Opens the index.
    fn open<'c>(
        &self,
        corpus: &'c Corpus,
        folder: &Path,
        index: &Path,
    ) -> Result<Box<dyn Answers + 'c>>;
}

/// An open index.
pub trait Answers {
    /// The number of occurrences or of passages of a text, whichever the engine counts.
    fn count(&mut self, text: &str) -> Result<u64>;

    /// The passages in which the engine finds a text.
    fn passages(&mut self, text: &str) -> Result<BTreeSet<u32>>;

    /// The number of hits among the ten best, read with their texts; absent if the engine does not rank in this way.
    fn best(&mut self, text: &str, reading: Reading) -> Result<Option<usize>>;
}

/// The name of quanwen.
pub const OWN: &str = "quanwen";
/// The names of its peers.
pub const PEERS: [&str; 4] = ["tantivy-jieba", "seekstorm", "sqlite", "ripgrep"];

/// Why an engine is not available; absent if it is.
pub fn missing(name: &str) -> Option<&'static str> {
    match name {
        "ripgrep" if !ripgrep::is_installed() => Some("is not installed"),
        "seekstorm" if cfg!(not(feature = "seekstorm")) => {
            Some("is not built in (feature seekstorm)")
        }
        _ => None,
    }
}

/// The engine with a name.
pub fn named(name: &str) -> Result<Box<dyn Engine>> {
    Ok(match name {
        "quanwen" => Box::new(project::Quanwen),
        "tantivy-jieba" => Box::new(jieba_words::TantivyJieba),
        #[cfg(feature = "seekstorm")]
        "seekstorm" => Box::new(seek::SeekStorm),
        "sqlite" => Box::new(trigrams::SqliteTrigrams),
        "ripgrep" => Box::new(ripgrep::Ripgrep),
        other => bail!("no engine is called {other}"),
    })
}
