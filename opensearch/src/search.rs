//! Ranked search: the server chooses the sections that may be among the best, and counts the others.

use quanwen::api::{Coverage, Facet, SearchAnswer, SearchRequest};
use quanwen::backend::{
    Asked, FetchedSearch, FetchedSection, FetchedTotals, GroupedValues, Retrieval, RetrievedText,
    SectionStore, SectionTotals,
};
use quanwen::query::FieldValue;
use quanwen::{Error, Result};
use quanwen_messages::message;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::asking::{Asking, MAX_HITS};
use crate::buckets::{Grouping, Source, buckets};
use crate::candidates::phrase;
use crate::client::take_array;
use crate::conditions::{Conditions, is_undecided};
use crate::corpus::OpenSearch;
use crate::fetched::section;
use crate::figures::is_longer_figure;
use crate::following::{complete, runs_further};
use crate::mapping::SECTION;
use crate::questions::{
    all_named, best_sections, frequencies_in, is_text, size_of, total, with_typed,
};
use crate::scores::Scores;
use crate::selection::{Selection, any, without};
use crate::tokens::is_longer;

/// Maximum number of sections that are ranked.
pub(crate) const MAX_RANKED: usize = MAX_HITS;
/// Asks for sections with the frequencies of words.
const BEST_SECTIONS: &str = "_search?include_named_queries_score=true";

/// A search that is being answered.
pub(crate) struct Searching<'s> {
    pub engine: &'s OpenSearch,
    pub asking: &'s Asking<'s>,
    request: &'s SearchRequest,
    pub search: FetchedSearch<'s>,
    pub selection: Selection,
    pub conditions: Conditions<'s>,
}

/// How much the server has of what a search asks for.
struct Counts {
    scope: u64,
    /// Sections that have something that was typed.
    typed: u64,
    definitions: u64,
    named_reports: u64,
}

impl<'s> Searching<'s> {
    pub(crate) fn of(
        engine: &'s OpenSearch,
        asking: &'s Asking<'s>,
        request: &'s SearchRequest,
    ) -> Result<Self> {
        let plan = engine.rules.plan(request, || engine.names())?;
        Ok(Self {
            engine,
            asking,
            request,
            search: engine.rules.search(request, plan)?,
            selection: engine.selection(asking, &request.filter)?,
            conditions: Conditions {
                rules: &engine.rules,
                groups: engine.groups()?,
            },
        })
    }

    pub(crate) fn answer(&self) -> Result<SearchAnswer> {
        let retrieval = self.search.retrieval();
        let of_answer = self.of_answer();
        let runs_further = self.runs_further();
        let is_undecided = retrieval.constraint.as_ref().is_some_and(is_undecided);
        let size = if is_undecided {
            MAX_RANKED
        } else {
            retrieval.sections.min(MAX_RANKED)
        };
        let asked = self.search.asked();
        let doc_freqs = self.doc_freqs(asked)?;
        let corpus = self.corpus();
        let words = self.conditions.groups.words();
        let scores = Scores::new(retrieval, corpus, words, asked, &doc_freqs);
        let best = best_sections(retrieval, &scores, &of_answer, size);
        let (mut best, counts) = self.ask(&best, &of_answer)?;
        let sections = total(&best);
        if is_undecided && sections > size as u64 {
            return Err(self.too_many());
        }
        let borrowed = best["aggregations"]["borrowed"]["doc_count"].as_u64();
        let totals = FetchedTotals {
            corpus,
            scope: counts.scope,
            is_filtered: counts.scope < corpus.sections,
            sections,
            by_synonyms: sections.saturating_sub(counts.typed),
            named_reports: counts.named_reports,
            definitions: counts.definitions,
            facets: self.facets(&of_answer)?,
            are_exact: borrowed == Some(0) && !runs_further,
            doc_freqs,
        };
        let coverage = self.coverage()?;
        let words = retrieval.words.len();
        let hits = take_array(&mut best, "/hits/hits");
        let sections = self.fetched(hits, words, runs_further)?;
        self.search.answer(self, sections, totals, coverage)
    }

    fn corpus(&self) -> SectionTotals {
        let contents = &self.engine.contents;
        SectionTotals {
            sections: contents.counts.sections,
            lengths: contents.lengths,
        }
    }

    /// The sections that were found, with the text after them, all of it if something may run so far.
    pub(crate) fn fetched(
        &self,
        hits: Vec<Value>,
        words: usize,
        runs_further: bool,
    ) -> Result<Vec<FetchedSection>> {
        let hits = hits.into_par_iter();
        let sections = hits.map(|hit| section(self.engine, hit, words));
        let mut sections = sections.collect::<Result<Vec<_>>>()?;
        if runs_further {
            complete(self.engine, &mut sections)?;
        }
        Ok(sections)
    }

    /// Whether something that is looked for may end after what a section borrows of the next one.
    pub(crate) fn runs_further(&self) -> bool {
        let retrieval = self.search.retrieval();
        let is_longer = |text: &RetrievedText| {
            if text.is_figure {
                is_longer_figure(&text.spellings)
            } else {
                text.spellings.iter().any(|text| is_longer(text))
            }
        };
        retrieval.texts.iter().any(is_longer)
            || retrieval.constraint.as_ref().is_some_and(runs_further)
    }

    /// Asks for the sections that may be among the best, and at the same time for counts.
    fn ask(&self, best: &Value, of_answer: &[Value]) -> Result<(Value, Counts)> {
        let retrieval = self.search.retrieval();
        let typed = if retrieval.needs_word {
            size_of(&[of_answer, &[with_typed(retrieval)]].concat())
        } else {
            size_of(of_answer)
        };
        let questions = [
            size_of(&self.selection.clauses_of_sections()),
            typed,
            self.defining(retrieval, of_answer),
            self.named(retrieval),
        ];
        let asking = self.asking;
        let partial = || self.engine.client.partial();
        let (best, answers) = std::thread::scope(|scope| {
            let answers = scope.spawn(|| asking.each_search(&questions));
            let best = asking.search(BEST_SECTIONS, best);
            let answers = answers.join().unwrap_or_else(|_| Err(partial()));
            (best, answers)
        });
        let answers = answers?;
        let [scope, typed, definitions, named] = answers.as_slice() else {
            return Err(partial());
        };
        let counts = Counts {
            scope: total(scope),
            typed: total(typed),
            definitions: total(definitions),
            named_reports: total(named),
        };
        Ok((best?, counts))
    }

    /// What was searched. Fields of the query exclude reports that lack them, as filters do.
    fn coverage(&self) -> Result<Coverage> {
        let mut coverage = self.engine.coverage(&self.selection);
        for field in self.search.plan().required_fields() {
            let (lacking, counted) = match field {
                FieldValue::Year(_) => (without("year"), &mut coverage.undated),
                FieldValue::Region(_) => {
                    let none = json!({ "term": { "region": "" } });
                    (none, &mut coverage.unplaced)
                }
                FieldValue::Issuer(_) => (without("issuer"), &mut coverage.without_issuer),
                FieldValue::DocumentNumber(_) => {
                    (without("number"), &mut coverage.without_document_number)
                }
                FieldValue::Title(_) | FieldValue::Heading(_) => continue,
            };
            let mut clauses = self.selection.clauses_of_reports();
            clauses.push(lacking);
            let answer = self.asking.search("_search", &size_of(&clauses))?;
            *counted += total(&answer);
        }
        Ok(coverage)
    }

    /// The clauses of the sections that may satisfy the filter and the query.
    pub(crate) fn of_answer(&self) -> Vec<Value> {
        let mut clauses = self.selection.clauses_of_sections();
        let constraint = self.search.retrieval().constraint.iter();
        clauses.extend(constraint.map(|constraint| self.conditions.superset(constraint)));
        clauses
    }

    /// More sections would have to be looked at than can be.
    pub(crate) fn too_many(&self) -> Error {
        Error::Query {
            query: self.request.query.clone(),
            column: 1,
            message: message!(
                "more than {most} sections have these texts, and distances, sentences, expressions and long texts are looked for in each: search fewer reports with `Filter::years`, `Filter::region` or `Filter::paths`",
                most = MAX_RANKED
            ),
        }
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
        let mut clauses = self.selection.clauses_of_reports();
        clauses.push(if retrieval.names.is_empty() {
            any(&[])
        } else {
            all_named(retrieval, true)
        });
        size_of(&clauses)
    }

    /// Asks how many sections have words and characters, and in the scope texts.
    pub(crate) fn frequencies(&self, asked: &[Asked]) -> [Value; 2] {
        let everywhere = [json!({ "term": { "kind": SECTION } })];
        let scope = self.selection.clauses_of_sections();
        [
            frequencies_in(&everywhere, asked.iter().filter(|asked| !is_text(asked))),
            frequencies_in(&scope, asked.iter().filter(|asked| is_text(asked))),
        ]
    }

    /// Counts the sections of the answer by year and place.
    fn facets(&self, of_answer: &[Value]) -> Result<Vec<Facet>> {
        let retrieval = self.search.retrieval();
        let fields = &self.request.facets;
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let query = if retrieval.needs_word {
            with_typed(retrieval)
        } else {
            json!({ "match_all": {} })
        };
        let grouping = Grouping {
            clauses: of_answer,
            query: &query,
            sources: &[Source::Region, Source::Year, Source::Report],
            sums: Vec::new(),
        };
        let found = buckets(self.asking, &grouping)?;
        let reports = found.iter().map(|bucket| {
            let values = GroupedValues {
                year: bucket.year,
                region: bucket.text(Source::Region),
                ..GroupedValues::default()
            };
            (values, bucket.size)
        });
        Ok(self.engine.rules.facets(fields, reports))
    }
}
