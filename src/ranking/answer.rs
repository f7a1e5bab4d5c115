//! Runs one ranked search.
//!
//! plan → matching sections (`matching`) → scores (`score`, `rerank`) → groups (`page`) → hits.

use std::collections::HashSet;

use super::excerpt::Excerpt;
use super::mark::highlighter;
use super::missing::missing;
use super::page::Page;
use super::question::Question;
use super::ranked::{Ranked, RankedSections};
use super::ranker::Ranker;
use super::score::rank;
use super::understood::understood;
use super::zero_hits::zero_hits;
use crate::api::{Coverage, Hit, RankedDocument, SearchAnswer, SearchRequest, SearchSummary};
use crate::error::Result;
use crate::index::{DocumentAddress, SectionSet, Selection, TextColumn};
use crate::matching::{ConstraintMatcher, facets};
use crate::query::{Constraint, FieldValue, Leaf, Plan, Run};

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
        let verbatim = ranked
            .verbatim
            .as_ref()
            .filter(|_| request.filter.parts.is_empty());
        let definitions = self.asides.definitions(verbatim, matching.as_ref());
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
        let missing = missing(plan, matcher.snapshot, &mut constraints)?;
        let highlighter = highlighter(matcher, plan, &mut constraints)?;
        let named_reports = ranked.named_reports;
        let order = ranked.in_order(matcher.snapshot);
        let mut page = Page::read(matcher, request, order, &highlighter)?;
        if request.collapse {
            page.count_members(&constraints, matching.as_ref())?;
        }
        let cursor = page.next.take().map(|cursor| cursor.to_string());
        let hits = hits(page);
        let summary = SearchSummary {
            query: request.query.clone(),
            words: scored_by(plan),
            understood: understood(plan, named_reports, &constraints)?,
            total,
            by_synonyms,
            synonyms: plan
                .expansions
                .iter()
                .map(|expansion| expansion.text.clone())
                .collect(),
            missing,
            definitions,
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
        let mut best = Vec::new();
        for ranked in ranked.in_order(matcher.snapshot) {
            if best.len() == request.limit {
                break;
            }
            let Ranked { section, score } = ranked?;
            if seen.insert(section.document) {
                best.push((section.document, score));
            }
        }
        // Keys are read in index order, which is faster than one by one.
        let mut addresses: Vec<DocumentAddress> =
            best.iter().map(|(document, _)| *document).collect();
        addresses.sort_unstable();
        let keys = matcher.columns().keys(&addresses)?;
        let of_rank = |(document, score): (DocumentAddress, f32)| {
            let index = addresses.binary_search(&document).ok()?;
            let document = (&keys[index]).into();
            Some(RankedDocument { document, score })
        };
        Ok(best.into_iter().filter_map(of_rank).collect())
    }

    fn rank(
        self,
        plan: &Plan,
        constraints: &mut ConstraintMatcher,
        matching: Option<&SectionSet>,
    ) -> Result<RankedSections> {
        let question = Question::new(plan, self.ranking, self.rules, constraints)?;
        rank(self, &question, constraints, matching)
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
}

fn hits(page: Page) -> Vec<Hit> {
    let before = page.first;
    let numbered = page.groups.into_iter().enumerate();
    let hits = numbered.map(|(index, group)| {
        let Excerpt {
            document,
            section,
            passages,
        } = group.excerpt;
        Hit {
            rank: before.saturating_add(index + 1),
            score: group.ranked.score,
            document,
            section,
            passages,
            count: group.count,
        }
    });
    hits.collect()
}

/// The names, words and texts that sections are scored by.
fn scored_by(plan: &Plan) -> Vec<String> {
    let of_run = |run: &Run| {
        let names = run.names().map(|name| run.part(&name.characters));
        let words = run.words.iter().filter(|word| !word.is_name);
        let words = words.map(|word| word.text.clone());
        names.chain(words).collect::<Vec<_>>()
    };
    let words = plan.runs.iter().flat_map(of_run);
    let mut all: Vec<String> = words
        .chain(plan.figures())
        .chain(plan.phrases.iter().cloned())
        .collect();
    let mut seen = HashSet::new();
    all.retain(|word| seen.insert(word.clone()));
    all
}
