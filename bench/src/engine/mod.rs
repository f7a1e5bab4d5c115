//! The engines, each behind the same few calls.

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
/// Threads that an engine may index with, where it can be told.
pub const THREADS: usize = 2;

/// How a text is read that hits are ranked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Its words: any may match.
    Words,
    /// As it stands: hits have it.
    Exact,
}

/// An engine that indexes a corpus.
pub trait Engine {
    /// With its version.
    fn name(&self) -> String;

    /// Whether it makes an index at all.
    fn has_index(&self) -> bool {
        true
    }

    /// Makes the index.
    fn index(&self, folder: &Path, index: &Path) -> Result<()>;

    /// Opens the index to ask it.
    fn open<'c>(
        &self,
        corpus: &'c Corpus,
        folder: &Path,
        index: &Path,
    ) -> Result<Box<dyn Answers + 'c>>;
}

/// An index that answers.
pub trait Answers {
    /// How often a text occurs, in what the engine counts: occurrences or passages.
    fn count(&mut self, text: &str) -> Result<u64>;

    /// The passages that have a text, as far as the engine knows.
    fn passages(&mut self, text: &str) -> Result<BTreeSet<u32>>;

    /// How many of the ten best hits it gives, read with their texts; absent where it does not rank so.
    fn best(&mut self, text: &str, reading: Reading) -> Result<Option<usize>>;
}

/// What the others are measured beside.
pub const OWN: &str = "quanwen";
/// What is measured beside it, by the names that `compare` starts them with.
pub const PEERS: [&str; 4] = ["tantivy-jieba", "seekstorm", "sqlite", "ripgrep"];

/// Why an engine cannot be measured here; absent where it can.
pub fn missing(name: &str) -> Option<&'static str> {
    match name {
        "ripgrep" if !ripgrep::is_installed() => Some("is not installed"),
        "seekstorm" if cfg!(not(feature = "seekstorm")) => {
            Some("is not built in (feature seekstorm)")
        }
        _ => None,
    }
}

/// The engine of a name.
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
