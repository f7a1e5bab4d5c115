//! What the ranking asks for while it ranks.

use std::ops::ControlFlow;

use quanwen::backend::{Asked, SectionKey, SectionStore, SharedPassage, WantedReport};
use quanwen::query::Constraint;
use quanwen::{Document, Result};
use serde_json::{Value, json};

use crate::buckets::{Grouping, Source, Sum, buckets, scores};
use crate::candidates::{any_phrase, boosted, phrase};
use crate::client::take_array;
use crate::conditions::{is_of_fields, is_undecided, texts};
use crate::fetched::section_key;
use crate::following::runs_further;
use crate::hits::{Wanted, of_each};
use crate::mapping::WORDS;
use crate::questions::{doc_freqs, total};
use crate::search::{MAX_RANKED, Searching};
use crate::selection::without;
use crate::tokens::{beginning, is_longer, overlaps_itself};

/// Number of characters of a passage by which others like it are sought.
const BEGINNING: usize = 48;
/// Maximum number of words like another one.
const MAX_WORDS_LIKE: usize = 64;
/// What an occurrence in a section counts for beside one in what it borrows, of which there are fewer.
const OWN: u16 = 64;

impl SectionStore for Searching<'_> {
    fn doc_freqs(&self, asked: &[Asked]) -> Result<Vec<u64>> {
        let answers = self.asking.each_search(&self.frequencies(asked))?;
        match answers.as_slice() {
            [of_words, of_texts] => Ok(doc_freqs(asked, of_words, of_texts)),
            _ => Err(self.engine.client.partial()),
        }
    }

    fn sections_with(&self, text: &str) -> Result<u64> {
        if is_longer(text) {
            let found = self.frequencies_of(text)?;
            return Ok(found.iter().filter(|frequency| **frequency > 0).count() as u64);
        }
        let tokens = text.chars().count().max(1);
        let both = json!({ "bool": {
            "filter": self.selection.clauses_of_sections(),
            "must": [boosted(phrase("chars", text), "chars", f32::from(OWN))],
            "should": [phrase("overhang", text)],
        } });
        // Those that have it more often than they borrow it.
        let script = json!({
            "source": "long both = Math.round(_score / params.tokens); return both / params.own > both % params.own ? 1 : 0;",
            "params": { "tokens": tokens, "own": OWN },
        });
        let question = json!({
            "size": 0,
            "track_total_hits": true,
            "min_score": 1,
            "query": { "function_score": {
                "query": both,
                "script_score": { "script": script },
                "boost_mode": "replace",
            } },
        });
        Ok(total(&self.asking.search("_search", &question)?))
    }

    fn occurrences(&self, text: &str) -> Result<u64> {
        if overlaps_itself(text) || is_longer(text) {
            return Ok(self.frequencies_of(text)?.iter().sum());
        }
        let tokens = text.chars().count().max(1) as u64;
        let in_field = |field: &str| -> Result<u64> {
            let grouping = Grouping {
                clauses: &self.selection.clauses_of_sections(),
                query: &phrase(field, text),
                sources: &[Source::Region],
                sums: scores(),
            };
            let found = buckets(self.asking, &grouping)?;
            Ok(found
                .iter()
                .map(|bucket| bucket.sum(Sum::Score) / tokens)
                .sum())
        };
        Ok(in_field("chars")?.saturating_sub(in_field("overhang")?))
    }

    fn satisfying(&self, constraints: &[&Constraint]) -> Result<u64> {
        let mut clauses = self.selection.clauses_of_sections();
        let each = constraints.iter();
        clauses.extend(each.map(|constraint| self.conditions.superset(constraint)));
        let borrowed = constraints.iter().flat_map(|constraint| texts(constraint));
        let borrowed: Vec<String> = borrowed.collect();
        let question = json!({
            "size": 0,
            "track_total_hits": true,
            "query": { "bool": { "filter": clauses } },
            "aggs": { "borrowed": { "filter": any_phrase("overhang", &borrowed) } },
        });
        let counted = self.asking.search("_search", &question)?;
        let borrowed = &counted["aggregations"]["borrowed"]["doc_count"];
        if *borrowed == json!(0)
            && !constraints
                .iter()
                .any(|constraint| is_undecided(constraint))
        {
            return Ok(total(&counted));
        }
        if total(&counted) > MAX_RANKED as u64 {
            return Err(self.too_many());
        }
        let question = json!({ "size": MAX_RANKED, "query": { "bool": { "filter": clauses } } });
        let mut answer = self.asking.search("_search", &question)?;
        let runs_further = constraints
            .iter()
            .any(|constraint| runs_further(constraint));
        let hits = take_array(&mut answer, "/hits/hits");
        let mut sections = self.fetched(hits, 0, runs_further)?;
        sections.retain(|section| {
            let mut each = constraints.iter();
            each.all(|constraint| self.search.satisfies(section, constraint))
        });
        Ok(sections.len() as u64)
    }

    fn words_like(&self, text: &str) -> Result<Vec<String>> {
        let term = json!({
            "field": WORDS[0], "size": MAX_WORDS_LIKE, "max_edits": 1, "prefix_length": 0, "min_word_length": 1,
            "suggest_mode": "always", "shard_size": MAX_WORDS_LIKE,
        });
        let body = json!({ "size": 0, "suggest": { "words": { "text": text, "term": term } } });
        let mut answer = self.asking.search("_search", &body)?;
        let options = take_array(&mut answer, "/suggest/words/0/options");
        let words = options.iter().filter_map(|option| option["text"].as_str());
        let mut words: Vec<String> = words
            .filter(|word| word.chars().nth(1).is_some())
            .map(String::from)
            .collect();
        words.sort();
        self.of_sections(words)
    }

    fn citation_share(&self, title: &str) -> Result<f32> {
        Ok(self.engine.citations()?.get(title).copied().unwrap_or(0.0))
    }

    fn containing(&self, texts: &[SharedPassage]) -> Result<Vec<Vec<SectionKey>>> {
        let constraint = self.search.retrieval().constraint.as_ref();
        let undecided = constraint.filter(|constraint| !is_of_fields(constraint));
        let excluded: &[&str] = match undecided {
            Some(_) => &[],
            None => &["section.raw", "section.headings"],
        };
        let wanted: Vec<Wanted> = texts
            .iter()
            .map(|passage| Wanted {
                clauses: self.alike(passage),
                excluded,
            })
            .collect();
        let found = of_each(self.asking, &wanted)?.into_iter();
        let keys = |hits: Vec<Value>| match undecided {
            None => {
                let hits = hits.iter();
                hits.map(|hit| section_key(self.engine, hit)).collect()
            }
            Some(constraint) => {
                let mut sections = self.fetched(hits, 0, runs_further(constraint))?;
                sections.retain(|section| self.search.satisfies(section, constraint));
                Ok(sections.into_iter().map(|section| section.key).collect())
            }
        };
        found.map(keys).collect()
    }

    fn reports(&self, wanted: &[WantedReport]) -> Result<Vec<Document>> {
        let mut reports = Vec::with_capacity(wanted.len());
        self.engine.each_wanted(wanted, &mut |report| {
            reports.push(report);
            ControlFlow::Continue(())
        })?;
        Ok(reports)
    }

    fn identity(&self) -> String {
        let contents = &self.engine.contents;
        format!("{} {}", self.engine.client.address, contents.updated)
    }
}

impl Searching<'_> {
    /// The clauses of the sections of the answer that may have a passage, in reports of its place and year.
    fn alike(&self, passage: &SharedPassage) -> Vec<Value> {
        let beginning: String = passage.text.chars().take(BEGINNING).collect();
        let mut clauses = self.of_answer();
        clauses.push(phrase("chars", &beginning));
        clauses.push(json!({ "term": { "region": passage.region } }));
        clauses.push(match passage.year {
            Some(year) => json!({ "term": { "year": year } }),
            None => without("year"),
        });
        clauses
    }

    /// How often a text that the server cannot count begins in each of the sections of the scope that may have it.
    fn frequencies_of(&self, text: &str) -> Result<Vec<u64>> {
        let mut clauses = self.selection.clauses_of_sections();
        clauses.push(phrase("chars", &beginning(text)));
        let wanted = Wanted {
            clauses,
            excluded: &["section.headings"],
        };
        let mut frequencies = Vec::new();
        wanted.each(self.asking, &mut |hits| {
            let sections = self.fetched(hits, 0, is_longer(text))?;
            let of_each = sections
                .iter()
                .map(|section| u64::from(section.frequency(text)));
            frequencies.extend(of_each);
            Ok(())
        })?;
        Ok(frequencies)
    }

    /// Those of some words that a section has. The server still knows those of sections that were removed.
    fn of_sections(&self, mut words: Vec<String>) -> Result<Vec<String>> {
        if words.is_empty() {
            return Ok(words);
        }
        let filters: Vec<Value> = words
            .iter()
            .map(|word| json!({ "term": { WORDS[0]: word } }))
            .collect();
        let question = json!({
            "size": 0,
            "track_total_hits": false,
            "aggs": { "words": { "filters": { "filters": filters } } },
        });
        let mut answer = self.asking.search("_search", &question)?;
        let counted = take_array(&mut answer, "/aggregations/words/buckets");
        let mut counted = counted.iter();
        let has_one = |bucket: &Value| bucket["doc_count"].as_u64() > Some(0);
        words.retain(|_| counted.next().is_some_and(has_one));
        Ok(words)
    }
}
