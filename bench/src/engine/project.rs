//! quanwen with all features.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use quanwen::api::{Concordance, Engine as _, MentionRequest, SearchRequest};
use quanwen::{IndexFolder, IndexOptions, Searcher};

use super::{Answers, Engine, HITS, Reading};
use crate::corpus::Corpus;

pub struct Quanwen;

struct Asked<'c> {
    searcher: Searcher,
    corpus: &'c Corpus,
}

impl Engine for Quanwen {
    fn name(&self) -> String {
        "quanwen".to_string()
    }

    fn index(&self, folder: &Path, index: &Path) -> Result<()> {
        let corpus = quanwen::Corpus::at(folder)?;
        quanwen::index(
            &corpus,
            &IndexFolder::at(index),
            &IndexOptions::default(),
            &(),
        )?;
        Ok(())
    }

    fn open<'c>(
        &self,
        corpus: &'c Corpus,
        _: &Path,
        index: &Path,
    ) -> Result<Box<dyn Answers + 'c>> {
        let searcher = Searcher::open(&IndexFolder::at(index))?;
        Ok(Box::new(Asked { searcher, corpus }))
    }
}

impl Answers for Asked<'_> {
    fn count(&mut self, text: &str) -> Result<u64> {
        Ok(self
            .searcher
            .count_mentions(&MentionRequest::new(text))?
            .mentions)
    }

    fn passages(&mut self, text: &str) -> Result<BTreeSet<u32>> {
        let mentions = self
            .searcher
            .mentions(&MentionRequest::new(text))?.mentions;
        let passages = mentions
            .iter()
            .filter_map(|mention| self.corpus.passage(&mention.document.path, mention.line));
        Ok(passages.collect())
    }

    fn best(&mut self, text: &str, reading: Reading) -> Result<Option<usize>> {
        let query = match reading {
            Reading::Words => text.to_string(),
            Reading::Exact => format!("\"{text}\""),
        };
        let request = SearchRequest::new(query).limit(HITS);
        Ok(Some(self.searcher.search(&request)?.hits.len()))
    }
}
