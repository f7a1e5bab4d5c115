//! The hot paths, each run alone a fixed number of times, so that callgrind can count their instructions.

use std::path::Path;

use anyhow::Result;
use clap::ValueEnum;
use quanwen::fold::Fold;
use quanwen::api::{Concordance, Engine, MentionRequest, SearchRequest};
use quanwen::{IndexFolder, Schema, Searcher};

use crate::corpus::Corpus;
use crate::measure;

/// A path that every byte or every query takes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum HotPath {
    /// What every path starts with: reading the corpus and opening the index
    Nothing,
    /// Fold every text
    Fold,
    /// Build the index (one thread)
    Index,
    /// Count every query of the list
    Count,
    /// List the mentions of every query of the list
    List,
    /// Rank for every query of the list
    Search,
}

/// Runs a path once on the corpus or the list.
pub fn run(path: HotPath, folder: &Path, index: &Path) -> Result<()> {
    let corpus = Corpus::read(folder)?;
    let index = IndexFolder::at(index);
    let searcher = match path {
        HotPath::Index => None,
        _ => Some(Searcher::open(&index)?),
    };
    let queries = || measure::queries().map(|query| query.text);
    let mut sum = 0;
    match (path, &searcher) {
        (HotPath::Fold, _) => {
            let fold = Fold::new(&Schema::embedded())?;
            sum += corpus
                .passages()
                .map(|(_, text)| fold.fold_text(text).len() as u64)
                .sum::<u64>();
        }
        (HotPath::Index, _) => {
            let options = quanwen::IndexOptions {
                rebuild: true,
                ..quanwen::IndexOptions::default()
            };
            let report = quanwen::index(&quanwen::Corpus::at(folder)?, &index, &options, &())?;
            sum += report.added.len() as u64;
        }
        (HotPath::Count, Some(searcher)) => {
            for text in queries() {
                sum += searcher
                    .count_mentions(&MentionRequest::new(text))?
                    .mentions;
            }
        }
        (HotPath::List, Some(searcher)) => {
            for text in queries() {
                sum += searcher
                    .mentions(&MentionRequest::new(text))?.mentions
                    .len() as u64;
            }
        }
        (HotPath::Search, Some(searcher)) => {
            for text in queries() {
                sum += searcher.search(&SearchRequest::new(text))?.hits.len() as u64;
            }
        }
        _ => {}
    }
    println!("{sum}");
    Ok(())
}
