//! The obvious baseline: tantivy over the words of jieba.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use tantivy::{Index, Searcher, TantivyDocument, Term, doc};

use super::{Answers, Engine, HITS, Reading, THREADS};
use crate::corpus::{Corpus, each_passage};

/// Memory budget of the writer in bytes.
const BUDGET: usize = 256 * 1024 * 1024;

pub struct TantivyJieba;

struct Asked {
    searcher: Searcher,
    body: Field,
    words: TextAnalyzer,
}

fn words() -> TextAnalyzer {
    TextAnalyzer::from(tantivy_jieba::JiebaTokenizer::new())
}

impl Engine for TantivyJieba {
    fn name(&self) -> String {
        let version = tantivy::version().to_string();
        let version = version.split(',').next().unwrap_or_default();
        format!("{} + jieba", version.replace(" v", " "))
    }

    fn index(&self, folder: &Path, at: &Path) -> Result<()> {
        let mut schema = Schema::builder();
        let number = schema.add_u64_field("number", FAST);
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("jieba")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = TextOptions::default().set_indexing_options(indexing) | STORED;
        let body = schema.add_text_field("body", text);
        let index = Index::create_in_dir(at, schema.build())?;
        index.tokenizers().register("jieba", words());
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(THREADS, BUDGET)?;
        each_passage(folder, |passage, text| {
            writer.add_document(doc!(number => u64::from(passage), body => text))?;
            Ok(())
        })?;
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(())
    }

    fn open<'c>(&self, _: &'c Corpus, _: &Path, at: &Path) -> Result<Box<dyn Answers + 'c>> {
        let index = Index::open_in_dir(at)?;
        let body = index.schema().get_field("body")?;
        let searcher = index.reader()?.searcher();
        Ok(Box::new(Asked {
            searcher,
            body,
            words: words(),
        }))
    }
}

impl Asked {
    fn terms(&mut self, text: &str) -> Vec<(usize, Term)> {
        let mut terms = Vec::new();
        let mut stream = self.words.token_stream(text);
        stream.process(&mut |token| {
            terms.push((
                token.position,
                Term::from_field_text(self.body, &token.text),
            ));
        });
        terms
    }

    /// The words of a text as a phrase.
    fn phrase(&mut self, text: &str) -> Box<dyn Query> {
        let mut terms = self.terms(text);
        match terms.len() {
            1 => {
                let (_, term) = terms.remove(0);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            }
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        }
    }

    /// The words of a text, any of which may match.
    fn any_word(&mut self, text: &str) -> Box<dyn Query> {
        let words = self.terms(text).into_iter().map(|(_, term)| {
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(query) as Box<dyn Query>)
        });
        Box::new(BooleanQuery::new(words.collect()))
    }
}

impl Answers for Asked {
    fn count(&mut self, text: &str) -> Result<u64> {
        let query = self.phrase(text);
        Ok(self.searcher.search(&query, &Count)? as u64)
    }

    fn passages(&mut self, text: &str) -> Result<BTreeSet<u32>> {
        let query = self.phrase(text);
        let mut passages = BTreeSet::new();
        for address in self.searcher.search(&query, &DocSetCollector)? {
            let columns = self
                .searcher
                .segment_reader(address.segment_ord)
                .fast_fields();
            let number = columns
                .u64("number")?
                .first(address.doc_id)
                .context("a passage has no number")?;
            passages.insert(u32::try_from(number)?);
        }
        Ok(passages)
    }

    fn best(&mut self, text: &str, reading: Reading) -> Result<Option<usize>> {
        let query = match reading {
            Reading::Words => self.any_word(text),
            Reading::Exact => self.phrase(text),
        };
        let best = self
            .searcher
            .search(&query, &TopDocs::with_limit(HITS).order_by_score())?;
        for (_, address) in &best {
            let _read: TantivyDocument = self.searcher.doc(*address)?;
        }
        Ok(Some(best.len()))
    }
}
