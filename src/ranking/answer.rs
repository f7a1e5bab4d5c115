//! Runs one ranked search.
//!
//! plan → matching sections (`matching`) → scores (`score`, `rerank`) → groups (`page`) → hits.

use std::collections::HashSet;

use super::excerpt::Excerpt;
use super::page::Page;
use super::question::Question;
use super::ranked::{Ranked, RankedSections};
use super::score::rank;
use super::understood::understood;
use super::zero_hits::zero_hits;
use crate::api::{
    Coverage, Hit, RankedDocument, SearchAnswer, SearchRequest, SearchSummary, WordKind,
};
use crate::error::Result;
use crate::fold::Marks;
use crate::index::{Citations, SectionSet, Selection, TextColumn};
use crate::matching::{ConstraintMatcher, Matcher, facets};
use crate::passage::Highlighter;
use crate::query::{Constraint, FieldValue, Leaf, Plan};
use crate::schema::{QueryRules, Ranking};

/// The weight of a highlighted synonym; a word of the query weighs 1.
const SYNONYM_WEIGHT: f32 = 0.3;

/// What ranking needs from an open index.
#[derive(Clone, Copy)]
pub(crate) struct Ranker<'s> {
    pub matcher: Matcher<'s>,
    pub ranking: &'s Ranking,
    pub citations: &'s Citations,
    pub rules: &'s QueryRules,
}

impl Ranker<'_> {
    /// Ranks the sections that match a plan.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for an expression that reads too much; [`crate::Error::Cursor`];
    /// [`crate::Error::Damaged`].
    pub(crate) fn search(self, request: &SearchRequest, plan: &Plan) -> Result<SearchAnswer> {
        let matcher = self.matcher;
        let selection = matcher.select(&request.filter)?;
        let scope = matcher.scope(&request.filter, &selection)?;
        let mut constraints = ConstraintMatcher::new(matcher, &selection, scope);
        let matching = constraints.matching_plan(plan)?;
        let ranked = self.rank(plan, &mut constraints, matching.as_ref())?;
        let all = ranked.len() as u64;
        let by_synonyms = ranked.by_synonyms.len() as u64;
        let total = all - by_synonyms;
        let facets = facets(matcher, &request.facets, ranked.typed_sections())?;
        let zero_hits = match all {
            0 => Some(zero_hits(
                matcher.snapshot,
                request,
                plan,
                &mut constraints,
                &selection,
            )?),
            _ => None,
        };
        let highlighter = self.highlighter(plan)?;
        let order = ranked.in_order(matcher.snapshot);
        let mut page = Page::read(matcher, request, order, &highlighter)?;
        if request.collapse {
            page.count_members(&constraints, matching.as_ref())?;
        }
        let cursor = page.next.map(|cursor| cursor.to_string());
        let hits = hits(page);
        let summary = SearchSummary {
            query: request.query.clone(),
            words: scored_by(plan),
            understood: understood(plan, &constraints)?,
            total,
            by_synonyms,
            synonyms: plan
                .expansions
                .iter()
                .map(|expansion| expansion.text.clone())
                .collect(),
            missing: Vec::new(),
            definitions: 0,
            total_is_exact: true,
            shown: hits.len() as u64,
            cursor,
            facets,
            coverage: self.coverage(plan, &selection)?,
        };
        Ok(SearchAnswer {
            hits,
            summary,
            zero_hits,
        })
    }

    /// Ranks reports by their best sections, without reading any text: as many as the request's limit.
    ///
    /// # Errors
    /// As [`Ranker::search`].
    pub(crate) fn rank_documents(
        self,
        request: &SearchRequest,
        plan: &Plan,
    ) -> Result<Vec<RankedDocument>> {
        let matcher = self.matcher;
        let selection = matcher.select(&request.filter)?;
        let scope = matcher.scope(&request.filter, &selection)?;
        let mut constraints = ConstraintMatcher::new(matcher, &selection, scope);
        let matching = constraints.matching_plan(plan)?;
        let ranked = self.rank(plan, &mut constraints, matching.as_ref())?;
        let mut seen = HashSet::new();
        let mut documents = Vec::new();
        for ranked in ranked.in_order(matcher.snapshot) {
            let Ranked { section, score } = ranked?;
            if documents.len() == request.limit {
                break;
            }
            if seen.insert(section.document) {
                let key = matcher.columns().key(section.document)?;
                let document = (&key).into();
                documents.push(RankedDocument { document, score });
            }
        }
        Ok(documents)
    }

    fn rank(
        self,
        plan: &Plan,
        constraints: &mut ConstraintMatcher,
        matching: Option<&SectionSet>,
    ) -> Result<RankedSections> {
        let question = Question::new(plan, self.ranking, self.rules, constraints)?;
        rank(
            self.matcher,
            self.ranking,
            self.citations,
            &question,
            constraints,
            matching,
        )
    }

    /// What an answer covers. Fields of the query exclude reports that lack them, as filters do.
    fn coverage(self, plan: &Plan, selection: &Selection) -> Result<Coverage> {
        let mut coverage = self.matcher.coverage(selection);
        let fields: Vec<&FieldValue> = plan
            .constraint
            .iter()
            .flat_map(Constraint::required_leaves)
            .filter_map(|leaf| match leaf {
                Leaf::Field(field) => Some(field),
                _ => None,
            })
            .collect();
        let requires = |is: fn(&FieldValue) -> bool| fields.iter().any(|field| is(field));
        let year = requires(|field| matches!(field, FieldValue::Year(_)));
        let region = requires(|field| matches!(field, FieldValue::Region(_)));
        let issuer = requires(|field| matches!(field, FieldValue::Issuer(_)));
        let number = requires(|field| matches!(field, FieldValue::DocumentNumber(_)));
        if !(year || region || issuer || number) {
            return Ok(coverage);
        }
        let columns = self.matcher.columns();
        for document in selection.documents(self.matcher.snapshot) {
            let lacks = |column| columns.lacks(column, document);
            coverage.undated += u64::from(year && columns.key(document)?.year.is_none());
            coverage.unplaced += u64::from(region && lacks(TextColumn::Region)?);
            coverage.without_issuer += u64::from(issuer && lacks(TextColumn::Issuer)?);
            coverage.without_document_number +=
                u64::from(number && lacks(TextColumn::DocumentNumber)?);
        }
        Ok(coverage)
    }

    /// Highlights the query's words and texts as they may be read; stop words only if there is nothing else.
    fn highlighter(self, plan: &Plan) -> Result<Highlighter> {
        let vocabulary = self.matcher.vocabulary();
        let mut marked: Vec<(String, f32)> = Vec::new();
        let mut mark = |text: &str, weight: f32| {
            let readings = self.matcher.fold.readings(text, Marks::Transparent);
            marked.extend(readings.into_iter().map(|reading| (reading, weight)));
        };
        let has_content = plan.has_content() || !plan.phrases.is_empty();
        for (word, kind) in plan.words() {
            if !has_content || kind == WordKind::Content {
                mark(word, vocabulary.word_idf(word)?);
            }
        }
        for expansion in &plan.expansions {
            let weight = SYNONYM_WEIGHT * vocabulary.word_idf(&expansion.text)?;
            mark(&expansion.text, weight);
        }
        let rarest = vocabulary.idf(1);
        for text in &plan.phrases {
            mark(text, rarest);
        }
        Ok(Highlighter::new(&marked, plan.expressions()))
    }
}

fn hits(page: Page) -> Vec<Hit> {
    let numbered = (page.first + 1..).zip(page.groups);
    let hits = numbered.map(|(rank, group)| {
        let Excerpt {
            document,
            section,
            passages,
        } = group.excerpt;
        Hit {
            rank,
            score: group.ranked.score,
            document,
            section,
            passages,
            count: group.count,
        }
    });
    hits.collect()
}

/// The words and texts that sections are scored by.
fn scored_by(plan: &Plan) -> Vec<String> {
    let words = plan.words().map(|(word, _)| word.to_string());
    let mut all: Vec<String> = words
        .chain(plan.figures())
        .chain(plan.phrases.iter().cloned())
        .collect();
    let mut seen = HashSet::new();
    all.retain(|word| seen.insert(word.clone()));
    all
}
