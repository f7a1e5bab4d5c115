//! Runs one ranked search.
//!
//! plan → matching sections (`matching`) → scores (`score`, `rerank`) → groups (`page`) → hits.

use std::collections::HashSet;

use super::excerpt::Excerpt;
use super::indexed::IndexedSections;
use super::mark::highlighter;
use super::missing::missing;
use super::page::Page;
use super::question::Question;
use super::ranked::{Ranked, RankedSections};
use super::ranker::Ranker;
use super::score::rank;
use super::sections::{Reports, Sections};
use super::understood::understood;
use super::zero_hits::zero_hits;
use crate::api::{
    Coverage, Facet, Hit, RankedDocument, SearchAnswer, SearchRequest, SearchSummary,
};
use crate::error::Result;
use crate::index::{DocumentAddress, Selection, TextColumn};
use crate::matching::facets;
use crate::query::{FieldValue, Plan, Run};

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
        let mut sections = IndexedSections::new(self, &selection, scope, plan)?;
        let ranked = self.rank(plan, &mut sections)?;
        let coverage = self.coverage(plan, &selection)?;
        let facets = facets(matcher, &request.facets, ranked.typed_sections())?;
        let totals = Totals {
            sections: ranked.len() as u64,
            by_synonyms: ranked.by_synonyms.len() as u64,
            named_reports: ranked.named_reports,
            definitions: self.definitions(request, &ranked, &sections),
            facets,
            are_exact: true,
        };
        answer(
            request,
            plan,
            &mut sections,
            &matcher,
            ranked,
            totals,
            coverage,
        )
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
        let mut sections = IndexedSections::new(self, &selection, scope, plan)?;
        let ranked = self.rank(plan, &mut sections)?;
        let mut seen = HashSet::new();
        let mut best = Vec::new();
        for ranked in ranked.in_order(&sections) {
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

    fn rank(self, plan: &Plan, sections: &mut dyn Sections) -> Result<RankedSections> {
        let question = Question::new(plan, self.ranking, self.rules, sections)?;
        rank(sections, &question, self.ranking, self.asides)
    }

    /// Number of sections of glossaries that have the query verbatim.
    fn definitions(
        self,
        request: &SearchRequest,
        ranked: &RankedSections,
        sections: &dyn Sections,
    ) -> u64 {
        let verbatim = ranked.verbatim.as_ref();
        let verbatim = verbatim.filter(|_| request.filter.parts.is_empty());
        self.asides.definitions(verbatim, sections.matching())
    }

    /// What an answer covers. Fields of the query exclude reports that lack them, as filters do.
    fn coverage(self, plan: &Plan, selection: &Selection) -> Result<Coverage> {
        let mut coverage = self.matcher.coverage(selection);
        let fields = plan.required_fields();
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

/// How much an answer has.
pub(super) struct Totals {
    /// Sections, those that have only a synonym of what was typed among them.
    pub sections: u64,
    pub by_synonyms: u64,
    /// Reports that have everything that the query names.
    pub named_reports: u64,
    pub definitions: u64,
    pub facets: Vec<Facet>,
    /// Whether the number of sections is.
    pub are_exact: bool,
}

/// The answer to a request, given the ranking.
pub(super) fn answer(
    request: &SearchRequest,
    plan: &Plan,
    sections: &mut dyn Sections,
    reports: &dyn Reports,
    ranked: RankedSections,
    totals: Totals,
    coverage: Coverage,
) -> Result<SearchAnswer> {
    let zero_hits = match totals.sections {
        0 => Some(zero_hits(request, plan, sections, &coverage)?),
        _ => None,
    };
    let missing = missing(plan, sections)?;
    let highlighter = highlighter(plan, sections)?;
    let order = ranked.in_order(&*sections);
    let mut page = Page::read(reports, &*sections, request, order, &highlighter)?;
    if request.collapse {
        page.count_members(&*sections)?;
    }
    let cursor = page.next.take().map(|cursor| cursor.to_string());
    let hits = hits(page);
    let summary = SearchSummary {
        query: request.query.clone(),
        words: scored_by(plan),
        understood: understood(plan, totals.named_reports, &*sections)?,
        total: totals.sections - totals.by_synonyms,
        by_synonyms: totals.by_synonyms,
        synonyms: plan
            .expansions
            .iter()
            .map(|expansion| expansion.text.clone())
            .collect(),
        missing,
        definitions: totals.definitions,
        total_is_exact: totals.are_exact,
        shown: hits.len() as u64,
        cursor,
        facets: totals.facets,
        coverage,
    };
    Ok(SearchAnswer {
        hits,
        summary,
        zero_hits,
    })
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
