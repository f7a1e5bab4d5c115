//! A search over another storage.

use std::cell::RefCell;
use std::collections::HashMap;

use super::documents::{Documents, FetchedReports};
use super::retrieval::Retrieval;
use super::sections::{Fetched, FetchedSections};
use super::store::{
    Asked, FetchedSection, SectionKey, SectionStore, SectionTotals, SharedPassage, WantedReport,
};

use crate::api::{Coverage, Facet, SearchAnswer, SearchRequest};
use crate::document::Document;
use crate::error::Result;
use crate::fold::Fold;
use crate::index::TermSource;
use crate::query::{Constraint, Plan};
use crate::ranking::answer::{Totals, answer};
use crate::ranking::aside::Asides;
use crate::ranking::cursor::parse;
use crate::ranking::mark::highlighter;
use crate::ranking::missing::missing;
use crate::ranking::question::Question;
use crate::ranking::score::rank;
use crate::ranking::sections::Sections;
use crate::schema::{QueryRules, Ranking};

/// A search over another storage: what to fetch, and the ranking of what was fetched.
pub struct FetchedSearch<'r> {
    request: &'r SearchRequest,
    plan: Plan,
    fold: &'r Fold,
    ranking: Ranking,
    rules: &'r QueryRules,
    retrieval: Retrieval,
    asked: Vec<Asked>,
}

/// How many sections are fetched for each group up to the end of the page: several may form one group.
const REACHED: usize = 4;

/// How many sections are fetched for some groups: whole multiples of the candidates.
fn whole_tiers(groups: usize, candidates: usize) -> usize {
    let wanted = groups.saturating_mul(REACHED).max(1);
    wanted
        .checked_next_multiple_of(candidates)
        .unwrap_or(wanted)
}

/// The groups up to the end of the page of a request.
fn reach(request: &SearchRequest) -> usize {
    let cursor = request.after.as_deref().and_then(parse);
    let before = cursor.map_or(0, |cursor| cursor.groups());
    before.saturating_add(request.limit)
}

/// What the storage knows of the whole answer.
#[derive(Debug, Clone, Default)]
pub struct FetchedTotals {
    /// Of all sections of the corpus.
    pub corpus: SectionTotals,
    /// Sections that the filter takes.
    pub scope: u64,
    /// Whether the filter leaves reports or sections out.
    pub is_filtered: bool,
    /// Sections of the answer, those that have only a synonym of what was typed among them.
    pub sections: u64,
    /// Those that have only a synonym.
    pub by_synonyms: u64,
    /// Reports that the query names.
    pub named_reports: u64,
    /// Sections of glossaries that have the query verbatim.
    pub definitions: u64,
    /// The sections of the answer by year and place, as asked for.
    pub facets: Vec<Facet>,
    /// Whether the number of sections is exact.
    pub are_exact: bool,
    /// The answers to [`FetchedSearch::asked`], in its order.
    pub doc_freqs: Vec<u64>,
}

impl<'r> FetchedSearch<'r> {
    pub(crate) fn new(
        request: &'r SearchRequest,
        plan: Plan,
        fold: &'r Fold,
        ranking: Ranking,
        rules: &'r QueryRules,
    ) -> Result<Self> {
        let retrieval = Retrieval {
            sections: whole_tiers(reach(request), ranking.candidates),
            ..Retrieval::of(&plan, &ranking, rules)
        };
        let mut asked = asked(&plan, fold, &ranking, rules)?;
        asked.extend(retrieval.asked());
        asked.sort();
        asked.dedup();
        Ok(Self {
            request,
            plan,
            fold,
            ranking,
            rules,
            retrieval,
            asked,
        })
    }

    /// The plan of the query.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What sections are fetched by.
    pub fn retrieval(&self) -> &Retrieval {
        &self.retrieval
    }

    /// What the ranking will ask for, so that it can be answered at once. It may ask for more.
    pub fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// Whether a section satisfies a constraint of the query.
    pub fn satisfies(&self, section: &FetchedSection, constraint: &Constraint) -> bool {
        section.satisfies(constraint, self.fold)
    }

    /// Ranks the sections that were fetched. Their words are those of [`Retrieval::words`], in its order.
    ///
    /// # Errors
    /// Those of the storage; [`crate::Error::Cursor`].
    pub fn answer(
        &self,
        store: &dyn SectionStore,
        sections: Vec<FetchedSection>,
        totals: FetchedTotals,
        coverage: Coverage,
    ) -> Result<SearchAnswer> {
        let documents = Documents::default();
        let at_hand = sections.len() as u64;
        let words = self.retrieval.words.iter().enumerate();
        let known = self
            .asked
            .iter()
            .cloned()
            .zip(totals.doc_freqs.iter().copied());
        let fetched = Fetched {
            totals: totals.corpus,
            scope: totals.scope,
            is_filtered: totals.is_filtered,
            words: words
                .map(|(place, word)| (word.text.clone(), place))
                .collect(),
            known: known.collect(),
            documents: &documents,
        };
        let (fold, ranking) = (self.fold, &self.ranking);
        let mut of_plan = FetchedSections::new(fold, ranking, store, &self.plan, fetched, sections);
        let question = Question::new(&self.plan, ranking, self.rules, &mut of_plan)?;
        let asides =
            Asides::of_parts(&|takes| of_plan.with_text(crate::index::TextColumn::Part, takes))?;
        let ranked = rank(&mut of_plan, &question, ranking, &asides)?;
        // If all are at hand, those that the storage could not decide are decided now.
        let is_whole = at_hand >= totals.sections;
        let totals = Totals {
            sections: if is_whole {
                ranked.len() as u64
            } else {
                totals.sections
            },
            by_synonyms: if is_whole {
                ranked.by_synonyms.len() as u64
            } else {
                totals.by_synonyms
            },
            named_reports: totals.named_reports,
            definitions: totals.definitions,
            facets: if is_whole {
                of_plan.facets(&self.request.facets, ranked.typed_sections())
            } else {
                totals.facets
            },
            are_exact: is_whole || totals.are_exact,
        };
        let reports = FetchedReports::new(&documents, store, fold);
        answer(
            self.request,
            &self.plan,
            &mut of_plan,
            &reports,
            ranked,
            totals,
            coverage,
        )
    }
}

/// What the ranking of a plan asks for where every word and text is somewhere.
fn asked(plan: &Plan, fold: &Fold, ranking: &Ranking, rules: &QueryRules) -> Result<Vec<Asked>> {
    let recorder = Recorder::default();
    let documents = Documents::default();
    let fetched = Fetched {
        totals: SectionTotals::default(),
        scope: 1,
        is_filtered: false,
        words: HashMap::new(),
        known: HashMap::new(),
        documents: &documents,
    };
    let mut sections = FetchedSections::new(fold, ranking, &recorder, plan, fetched, Vec::new());
    let question = Question::new(plan, ranking, rules, &mut sections)?;
    let words = question.terms.iter().filter_map(|term| match &term.source {
        TermSource::Word(word) => Some(Asked::Word(word.clone())),
        TermSource::Text(_) => None,
    });
    recorder.asked.borrow_mut().extend(words);
    highlighter(plan, &mut sections)?;
    missing(plan, &mut sections)?;
    let characters = plan.runs.iter().flat_map(|run| run.text.chars());
    let characters = characters
        .filter(|c| c.is_alphanumeric())
        .map(Asked::Character);
    let mut asked = recorder.asked.take();
    asked.extend(characters);
    Ok(asked)
}

/// Notes what is asked for, and says that every word and text is somewhere.
#[derive(Default)]
struct Recorder {
    asked: RefCell<Vec<Asked>>,
}

impl SectionStore for Recorder {
    fn doc_freqs(&self, asked: &[Asked]) -> Result<Vec<u64>> {
        self.asked.borrow_mut().extend_from_slice(asked);
        Ok(vec![1; asked.len()])
    }

    fn sections_with(&self, _: &str) -> Result<u64> {
        Ok(1)
    }

    fn occurrences(&self, _: &str) -> Result<u64> {
        Ok(1)
    }

    fn satisfying(&self, _: &[&Constraint]) -> Result<u64> {
        Ok(1)
    }

    fn words_like(&self, _: &str) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    fn citation_share(&self, _: &str) -> Result<f32> {
        Ok(0.0)
    }

    fn containing(&self, texts: &[SharedPassage]) -> Result<Vec<Vec<SectionKey>>> {
        Ok(vec![Vec::new(); texts.len()])
    }

    fn reports(&self, _: &[WantedReport]) -> Result<Vec<Document>> {
        Ok(Vec::new())
    }

    fn identity(&self) -> String {
        String::new()
    }
}
