//! `SeekStorm` with its Chinese tokenizer.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use seekstorm::commit::Commit;
use seekstorm::index::{
    AccessType, Close, Clustering, Document, DocumentCompression, FrequentwordType, IndexArc,
    IndexDocuments, IndexMetaObject, LexicalSimilarity, NgramSet, StemmerType, StopwordType,
    TokenizerType, create_index, open_index,
};
use seekstorm::search::{QueryRewriting, QueryType, ResultType, Search, SearchMode};
use seekstorm::vector::Inference;
use serde_json::json;
use tokio::runtime::Runtime;

use super::{Answers, Engine, HITS, Reading, THREADS};
use crate::corpus::{Corpus, each_passage};

/// Documents per batch.
const BATCH: usize = 1000;

pub struct SeekStorm;

struct Asked {
    runtime: Runtime,
    index: IndexArc,
}

fn runtime() -> Result<Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    Ok(builder.worker_threads(THREADS).enable_all().build()?)
}

impl Engine for SeekStorm {
    fn name(&self) -> String {
        "SeekStorm 4.0 (Chinese)".to_string()
    }

    fn index(&self, folder: &Path, at: &Path) -> Result<()> {
        runtime()?.block_on(async {
            let schema = serde_json::from_value(json!([
                {"field": "number", "field_type": "U32", "store": true, "index_lexical": false},
                {"field": "body", "field_type": "Text", "store": true, "index_lexical": true, "longest": true},
            ]))?;
            let meta = IndexMetaObject {
                id: 0,
                name: "passages".into(),
                lexical_similarity: LexicalSimilarity::Bm25f,
                tokenizer: TokenizerType::UnicodeAlphanumericZH,
                stemmer: StemmerType::None,
                stop_words: StopwordType::None,
                frequent_words: FrequentwordType::None,
                ngram_indexing: NgramSet::SingleTerm as u8,
                document_compression: DocumentCompression::Snappy,
                access_type: AccessType::Mmap,
                spelling_correction: None,
                query_completion: None,
                clustering: Clustering::None,
                inference: Inference::None,
                segment_number_bits: 11,
            };
            let index = create_index(at, meta, &schema, &Vec::new(), true, None).await;
            let index = index.map_err(|error| anyhow!(error))?;
            let mut batch: Vec<Document> = Vec::with_capacity(BATCH);
            each_passage(folder, |number, text| {
                batch.push(serde_json::from_value(json!({"number": number, "body": text}))?);
                if batch.len() == BATCH {
                    let full = std::mem::take(&mut batch);
                    tokio::task::block_in_place(|| {
                        tokio::runtime::Handle::current().block_on(index.index_documents(full));
                    });
                }
                Ok(())
            })?;
            index.index_documents(batch).await;
            index.commit().await;
            index.close().await;
            Ok(())
        })
    }

    fn open<'c>(&self, _: &'c Corpus, _: &Path, at: &Path) -> Result<Box<dyn Answers + 'c>> {
        let runtime = runtime()?;
        let index = runtime
            .block_on(open_index(at))
            .map_err(|error| anyhow!(error))?;
        Ok(Box::new(Asked { runtime, index }))
    }
}

impl Asked {
    fn search(
        &self,
        text: &str,
        kind: QueryType,
        length: usize,
        result: ResultType,
    ) -> seekstorm::search::ResultObject {
        self.runtime.block_on(self.index.search(
            text.to_string(),
            None,
            kind,
            SearchMode::Lexical,
            false,
            0,
            length,
            result,
            false,
            Vec::new(),
            Vec::new(),
            Vec::new(),
            Vec::new(),
            QueryRewriting::SearchOnly,
        ))
    }

    fn document(&self, id: usize) -> Result<Document> {
        let read = async {
            let index = self.index.read().await;
            index
                .get_document(id, false, &None, &HashSet::new(), &[])
                .await
        };
        self.runtime.block_on(read).map_err(|error| anyhow!(error))
    }
}

impl Answers for Asked {
    fn count(&mut self, text: &str) -> Result<u64> {
        let found = self.search(text, QueryType::Phrase, 0, ResultType::Count);
        Ok(found.result_count_total as u64)
    }

    fn passages(&mut self, text: &str) -> Result<BTreeSet<u32>> {
        let found = self.search(text, QueryType::Phrase, 1_000_000, ResultType::TopkCount);
        let mut passages = BTreeSet::new();
        for result in &found.results {
            let document = self.document(result.doc_id)?;
            let number = document.get("number").and_then(serde_json::Value::as_u64);
            passages.insert(u32::try_from(number.context("a passage has no number")?)?);
        }
        Ok(passages)
    }

    fn best(&mut self, text: &str, reading: Reading) -> Result<Option<usize>> {
        let kind = match reading {
            Reading::Words => QueryType::Union,
            Reading::Exact => QueryType::Phrase,
        };
        let found = self.search(text, kind, HITS, ResultType::Topk);
        for result in &found.results {
            self.document(result.doc_id)?;
        }
        Ok(Some(found.results.len()))
    }
}
