//! Ranked search: the server chooses the sections that may be among the best, and counts the others.

use quanwen::api::{SearchAnswer, SearchRequest};
use quanwen::backend::{
    Asked, FetchedSearch, FetchedSection, FetchedTotals, GroupedValues, ReportKey, Retrieval,
    SectionKey, SectionStore, SectionTotals, SharedPassage,
};
use quanwen::query::Constraint;
use quanwen::{Document, Error, Result};
use serde_json::{Value, json};

use crate::buckets::{Buckets, Grouping, Source, buckets, scores};
use crate::candidates::phrase;
use crate::client::{is_partial, take, take_array};
use crate::conditions::Conditions;
use crate::contents::StoredSection;
use crate::corpus::OpenSearch;
use crate::mapping::{COUNTED, SECTION, WORDS};
use crate::questions::{
    all_named, candidates, doc_freqs, frequencies_in, is_text, size_of, with_any,
};
use crate::selection::{Selection, any};

/// Asks for sections whose words are as rare as they are on all shards together, with the frequencies of words.
const CANDIDATES: &str =
    "_search?search_type=dfs_query_then_fetch&include_named_queries_score=true";
/// Number of characters of a passage by which others like it are sought.
const BEGINNING: usize = 48;
/// Maximum number of sections with the same passage that are looked at.
const MAX_ALIKE: usize = 1000;
/// Maximum number of words like another one.
const MAX_WORDS_LIKE: usize = 64;

/// A search that is being answered.
struct Searching<'s> {
    engine: &'s OpenSearch,
    request: &'s SearchRequest,
    selection: Selection,
    conditions: Conditions<'s>,
}

impl OpenSearch {
    /// Ranks the sections that satisfy a query.
    pub(crate) fn ranked(&self, request: &SearchRequest) -> Result<SearchAnswer> {
        let plan = self.rules.plan(request, || self.names())?;
        let search = self.rules.search(request, plan)?;
        let searching = Searching {
            engine: self,
            request,
            selection: self.selection(&request.filter)?,
            conditions: Conditions {
                rules: &self.rules,
                groups: self.groups()?,
            },
        };
        searching.answer(&search).map_err(|error| match error {
            Error::Query {
                query,
                column,
                message,
            } if query.is_empty() => Error::Query {
                query: request.query.clone(),
                column,
                message,
            },
            other => other,
        })
    }
}

impl Searching<'_> {
    fn answer(&self, search: &FetchedSearch) -> Result<SearchAnswer> {
        let retrieval = search.retrieval();
        let of_answer = self.of_answer(retrieval)?;
        let asked = search.asked();
        let mut questions = vec![size_of(&self.selection.sections())];
        questions.extend(self.frequencies(asked));
        let typed = retrieval.texts.iter().filter(|text| !text.is_synonym);
        questions.push(if retrieval.needs_word {
            size_of(&[&of_answer[..], &[with_any(retrieval, typed)]].concat())
        } else {
            size_of(&of_answer)
        });
        questions.push(self.defining(retrieval, &of_answer));
        questions.push(self.named(retrieval));
        let client = &self.engine.client;
        let best = candidates(retrieval, &of_answer);
        let (found, answers) = std::thread::scope(|scope| {
            let answers = scope.spawn(|| client.each_search(&questions));
            let found = client.search(CANDIDATES, &best);
            (
                found,
                answers.join().unwrap_or_else(|_| Err(client.partial())),
            )
        });
        let (mut found, mut answers) = (found?, answers?.into_iter());
        let mut next = || answers.next().unwrap_or_default();
        let scope = total(&next());
        let doc_freqs = doc_freqs(asked, &next(), &next());
        let (typed, definitions, named_reports) = (total(&next()), total(&next()), total(&next()));
        let sections = total(&found);
        let borrowed = found["aggregations"]["borrowed"]["doc_count"]
            .as_u64()
            .unwrap_or(0);
        let contents = &self.engine.contents;
        let totals = FetchedTotals {
            corpus: SectionTotals {
                sections: contents.counts.sections,
                lengths: contents.lengths,
            },
            scope,
            is_filtered: scope < contents.counts.sections,
            sections,
            by_synonyms: sections.saturating_sub(typed),
            named_reports,
            definitions,
            facets: self.facets(retrieval, &of_answer)?,
            are_exact: borrowed == 0 && !has_figure(retrieval),
            doc_freqs,
        };
        let coverage = self.engine.coverage(&self.selection, is_partial(&found));
        let words = retrieval.words.len();
        let hits = take_array(&mut found, "/hits/hits").into_iter();
        let sections = hits
            .map(|hit| self.section(hit, words))
            .collect::<Result<_>>()?;
        search.answer(self, sections, totals, coverage)
    }

    /// The clauses of the sections that satisfy the filter and the query.
    fn of_answer(&self, retrieval: &Retrieval) -> Result<Vec<Value>> {
        let mut clauses = self.selection.sections();
        if let Some(constraint) = &retrieval.constraint {
            clauses.push(self.conditions.constraint(constraint)?);
        }
        Ok(clauses)
    }

    /// Asks how many glossaries define what is looked for.
    fn defining(&self, retrieval: &Retrieval, of_answer: &[Value]) -> Value {
        let mut clauses = of_answer.to_vec();
        if retrieval.definition.is_empty() || !self.request.filter.parts.is_empty() {
            clauses.push(any(&[]));
        }
        clauses.push(json!({ "term": { "part": "glossary" } }));
        clauses.extend(
            retrieval
                .definition
                .iter()
                .map(|text| phrase("chars", text)),
        );
        size_of(&clauses)
    }

    /// Asks how many reports the query names.
    fn named(&self, retrieval: &Retrieval) -> Value {
        let mut clauses = self.selection.reports();
        clauses.push(if retrieval.names.is_empty() {
            any(&[])
        } else {
            all_named(retrieval)
        });
        size_of(&clauses)
    }

    /// Asks how many sections have words and characters, and in the scope texts.
    fn frequencies(&self, asked: &[Asked]) -> [Value; 2] {
        let everywhere = [json!({ "term": { "kind": SECTION } })];
        let scope = self.selection.sections();
        [
            frequencies_in(&everywhere, asked.iter().filter(|asked| !is_text(asked))),
            frequencies_in(&scope, asked.iter().filter(|asked| is_text(asked))),
        ]
    }

    fn facets(
        &self,
        retrieval: &Retrieval,
        of_answer: &[Value],
    ) -> Result<Vec<quanwen::api::Facet>> {
        let fields = &self.request.facets;
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let typed = retrieval.texts.iter().filter(|text| !text.is_synonym);
        let query = if retrieval.needs_word {
            with_any(retrieval, typed)
        } else {
            json!({ "match_all": {} })
        };
        let grouping = Grouping {
            clauses: of_answer,
            query: &query,
            sources: &[Source::Region, Source::Year, Source::Report],
            sums: Value::Null,
        };
        let Buckets { all, is_partial } = buckets(&self.engine.client, &grouping)?;
        if is_partial {
            return Err(self.engine.client.partial());
        }
        let reports = all.iter().map(|bucket| {
            let values = GroupedValues {
                year: bucket.year(),
                region: bucket.text(Source::Region),
                ..GroupedValues::default()
            };
            (values, bucket.documents())
        });
        Ok(self.engine.rules.facets(fields, reports))
    }

    /// A section as it was fetched.
    fn section(&self, mut hit: Value, words: usize) -> Result<FetchedSection> {
        let key = report_key(&hit["_source"]);
        let part = hit["_source"]["part"].as_str().unwrap_or_default().parse();
        let stored = take(&mut hit, "/_source/section");
        let damaged = |error| {
            self.engine
                .client
                .error(format!("has a damaged section ({error})"))
        };
        let stored: StoredSection = serde_json::from_value(stored).map_err(damaged)?;
        let mut counts = vec![[0; 3]; words];
        for (name, score) in hit["matched_queries"].as_object().into_iter().flatten() {
            let Some((place, field)) = name.split_once(' ') else {
                continue;
            };
            let place = place
                .parse()
                .ok()
                .and_then(|place: usize| counts.get_mut(place));
            let field = WORDS.iter().position(|known| *known == field);
            if let (Some(counts), Some(field)) = (place, field) {
                counts[field] = counted(score);
            }
        }
        Ok(FetchedSection {
            key: SectionKey {
                report: key,
                section: stored.number,
            },
            part: part.unwrap_or_default(),
            text: stored.text,
            following: stored.following,
            headings: stored.headings,
            lengths: stored.lengths,
            words: counts,
        })
    }
}

/// The frequency of a word that was [counted](COUNTED) instead of scored.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rounded count that is not negative"
)]
fn counted(score: &Value) -> u32 {
    let frequency = score.as_f64().unwrap_or(0.0) / f64::from(COUNTED);
    frequency.round().max(0.0) as u32
}

fn report_key(source: &Value) -> ReportKey {
    let text = |field: &str| source[field].as_str().unwrap_or_default().to_string();
    let year = source["year"].as_u64();
    ReportKey {
        region: text("region"),
        year: year.and_then(|year| year.try_into().ok()),
        path: text("path"),
        id: text("report"),
        title: text("title"),
        issuer: text("issuer"),
        document_number: text("number"),
        code: source["code"].as_str().map(String::from),
    }
}

fn has_figure(retrieval: &Retrieval) -> bool {
    retrieval.texts.iter().any(|text| text.spellings.len() > 1)
}

fn total(answer: &Value) -> u64 {
    answer["hits"]["total"]["value"].as_u64().unwrap_or(0)
}

impl SectionStore for Searching<'_> {
    fn doc_freqs(&self, asked: &[Asked]) -> Result<Vec<u64>> {
        let answers = self.engine.client.each_search(&self.frequencies(asked))?;
        match answers.as_slice() {
            [of_words, of_texts] => Ok(doc_freqs(asked, of_words, of_texts)),
            _ => Err(self.engine.client.partial()),
        }
    }

    fn occurrences(&self, text: &str) -> Result<u64> {
        let grouping = Grouping {
            clauses: &self.selection.sections(),
            query: &phrase("chars", text),
            sources: &[Source::Region],
            sums: scores(),
        };
        let found = buckets(&self.engine.client, &grouping)?;
        let tokens = text.chars().count().max(1) as u64;
        Ok(found
            .all
            .iter()
            .map(|bucket| bucket.sum("score") / tokens)
            .sum())
    }

    fn satisfying(&self, constraints: &[&Constraint]) -> Result<u64> {
        let mut clauses = self.selection.sections();
        for constraint in constraints {
            clauses.push(self.conditions.constraint(constraint)?);
        }
        let answer = self.engine.client.search("_search", &size_of(&clauses))?;
        Ok(total(&answer))
    }

    fn words_like(&self, text: &str) -> Result<Vec<String>> {
        let term = json!({
            "field": WORDS[0], "size": MAX_WORDS_LIKE, "max_edits": 1, "prefix_length": 0, "min_word_length": 1,
            "suggest_mode": "always", "shard_size": MAX_WORDS_LIKE,
        });
        let body = json!({ "size": 0, "suggest": { "words": { "text": text, "term": term } } });
        let mut answer = self.engine.client.search("_search", &body)?;
        let options = take_array(&mut answer, "/suggest/words/0/options");
        let words = options.iter().filter_map(|option| option["text"].as_str());
        let mut words: Vec<String> = words
            .filter(|word| word.chars().nth(1).is_some())
            .map(String::from)
            .collect();
        words.sort();
        Ok(words)
    }

    fn containing(&self, texts: &[SharedPassage]) -> Result<Vec<Vec<SectionKey>>> {
        let question = |passage: &SharedPassage| {
            let beginning: String = passage.text.chars().take(BEGINNING).collect();
            let mut clauses = self.selection.sections();
            clauses.push(phrase("chars", &beginning));
            clauses.push(json!({ "term": { "region": passage.region } }));
            clauses.push(match passage.year {
                Some(year) => json!({ "term": { "year": year } }),
                None => json!({ "bool": { "must_not": [{ "exists": { "field": "year" } }] } }),
            });
            json!({
                "size": MAX_ALIKE,
                "_source": { "excludes": ["section.text", "section.headings"] },
                "query": { "bool": { "filter": clauses } },
            })
        };
        let questions: Vec<Value> = texts.iter().map(question).collect();
        let answers = self.engine.client.each_search(&questions)?.into_iter();
        let keys = |mut answer: Value| {
            let hits = take_array(&mut answer, "/hits/hits").into_iter();
            let key = |hit: Value| SectionKey {
                report: report_key(&hit["_source"]),
                section: hit["_source"]["section"]["number"]
                    .as_u64()
                    .and_then(|number| number.try_into().ok())
                    .unwrap_or_default(),
            };
            hits.map(key).collect()
        };
        Ok(answers.map(keys).collect())
    }

    fn reports(&self, ids: &[&str]) -> Result<Vec<Document>> {
        let mut reports = Vec::with_capacity(ids.len());
        self.engine.each_report(ids, &mut |report| {
            reports.push(report);
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(reports)
    }

    fn identity(&self) -> String {
        let contents = &self.engine.contents;
        format!("{} {}", self.engine.client.address, contents.updated)
    }
}
