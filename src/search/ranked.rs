//! One ranked search from the query to its hits.
//!
//! plan → which sections satisfy it (`boolean`) → what speaks for them (`rank`) → same passages taken once (`page`) →
//! hits.

use std::collections::HashSet;

use super::boolean::Evaluation;
use super::excerpt::Excerpt;
use super::hit::{Hit, RankedDocument, SearchAnswer, SearchRequest, SearchSummary};
use super::page::Page;
use super::rank::Ranked;
use super::reference::Coverage;
use super::searcher::Searcher;
use crate::error::Result;
use crate::index::{Selection, TextColumn};
use crate::passage::Highlighter;
use crate::query::{Constraint, FieldValue, Leaf, Node, Plan, Planner, WordKind, parse};

impl Searcher {
    /// Ranks the sections that satisfy the request's query.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for a query that cannot be asked, with the column; [`crate::Error::Cursor`];
    /// [`crate::Error::Damaged`].
    pub fn search(&self, request: &SearchRequest) -> Result<SearchAnswer> {
        self.answer(|| {
            let plan = self.plan(&request.query, request.plain, request.literal)?;
            let selection = self.snapshot.select(&request.filter, &self.fold)?;
            let mut evaluation = self.evaluation(request, &selection)?;
            let satisfying = evaluation.satisfying_plan(&plan)?;
            let ranked = self.rank(&plan, &mut evaluation, satisfying.as_ref())?;
            let total = ranked.len() as u64;
            let facets = self.facets(&request.facets, ranked.sections())?;
            let absence = match total {
                0 => Some(self.absence(request, &plan, &mut evaluation, &selection)?),
                _ => None,
            };
            let highlighter = self.highlighter(&plan)?;
            let mut page = self.page(request, ranked.in_order(self), &highlighter)?;
            if request.collapse {
                page.count_members(&evaluation, satisfying.as_ref())?;
            }
            let cursor = page.next.map(|cursor| cursor.to_string());
            let hits = hits(page);
            let summary = SearchSummary {
                query: request.query.clone(),
                words: ranked_by(&plan),
                total,
                total_is_exact: true,
                shown: hits.len() as u64,
                cursor,
                facets,
                coverage: self.coverage_of(&plan, &selection)?,
            };
            Ok(SearchAnswer {
                hits,
                summary,
                absence,
            })
        })
    }

    /// Ranks the reports by their best sections, without reading any: as many as the request's limit.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn rank_documents(&self, request: &SearchRequest) -> Result<Vec<RankedDocument>> {
        self.answer(|| {
            let plan = self.plan(&request.query, request.plain, request.literal)?;
            let selection = self.snapshot.select(&request.filter, &self.fold)?;
            let mut evaluation = self.evaluation(request, &selection)?;
            let satisfying = evaluation.satisfying_plan(&plan)?;
            let ranked = self.rank(&plan, &mut evaluation, satisfying.as_ref())?;
            let mut seen = HashSet::new();
            let mut documents = Vec::new();
            for ranked in ranked.in_order(self) {
                let Ranked { section, score } = ranked?;
                if documents.len() == request.limit {
                    break;
                }
                if seen.insert(section.report) {
                    let document = (&self.snapshot.key(section.report)?).into();
                    documents.push(RankedDocument { document, score });
                }
            }
            Ok(documents)
        })
    }

    /// What a query comes to with the rules of this index.
    ///
    /// # Errors
    /// [`crate::Error::Query`].
    pub fn plan(&self, query: &str, plain: bool, literal: bool) -> Result<Plan> {
        let tree = if plain {
            Node::plain(query)
        } else {
            parse(query)?
        };
        let planner = Planner {
            fold: &self.fold,
            lexicon: self.lexicon()?,
            segmenter: &|| self.segmenter(),
            literal,
        };
        planner.plan(query, &tree)
    }

    /// Answers constraints over the sections that the request's filters take.
    fn evaluation<'s>(
        &'s self,
        request: &SearchRequest,
        selection: &'s Selection,
    ) -> Result<Evaluation<'s>> {
        let mut asked = self.snapshot.sections_of(selection);
        if let Some(heading) = &request.filter.heading {
            asked = self.under_heading(&self.fold.fold_text(heading), &asked)?;
        }
        Ok(Evaluation::new(self, selection, asked))
    }

    /// A query's fields leave reports out of which they know nothing, as filters do.
    fn coverage_of(&self, plan: &Plan, selection: &Selection) -> Result<Coverage> {
        let mut coverage = self.coverage(selection);
        let required = plan.constraint.iter();
        let fields: Vec<&FieldValue> = required
            .flat_map(Constraint::required_leaves)
            .filter_map(|leaf| match leaf {
                Leaf::Field(field) => Some(field),
                _ => None,
            })
            .collect();
        let asked = |is: fn(&FieldValue) -> bool| fields.iter().any(|field| is(field));
        let year = asked(|field| matches!(field, FieldValue::Year(_)));
        let region = asked(|field| matches!(field, FieldValue::Region(_)));
        let issuer = asked(|field| matches!(field, FieldValue::Issuer(_)));
        let number = asked(|field| matches!(field, FieldValue::DocumentNumber(_)));
        if !(year || region || issuer || number) {
            return Ok(coverage);
        }
        let snapshot = &self.snapshot;
        for report in snapshot.selected(selection) {
            let lacks = |column| snapshot.lacks(column, report);
            coverage.undated += u64::from(year && snapshot.key(report)?.year.is_none());
            coverage.unplaced += u64::from(region && lacks(TextColumn::Region)?);
            coverage.without_issuer += u64::from(issuer && lacks(TextColumn::Issuer)?);
            coverage.without_document_number +=
                u64::from(number && lacks(TextColumn::DocumentNumber)?);
        }
        Ok(coverage)
    }

    /// Marks what was asked for; stop words only where there is nothing else.
    fn highlighter(&self, plan: &Plan) -> Result<Highlighter> {
        let mut marked: Vec<(String, f32)> = Vec::new();
        let telling = plan.has_content() || !plan.phrases.is_empty();
        for (word, kind) in plan.words() {
            if !telling || kind == WordKind::Content {
                marked.push((word.to_string(), self.snapshot.word_idf(word)?));
            }
        }
        for expansion in &plan.expansions {
            marked.push((
                expansion.text.clone(),
                0.3 * self.snapshot.word_idf(&expansion.text)?,
            ));
        }
        let longest = self.snapshot.idf(1);
        marked.extend(plan.phrases.iter().map(|text| (text.clone(), longest)));
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

/// The words and texts that sections are ranked by.
fn ranked_by(plan: &Plan) -> Vec<String> {
    let words = plan.words().map(|(word, _)| word.to_string());
    let mut all: Vec<String> = words.chain(plan.phrases.iter().cloned()).collect();
    let mut seen = HashSet::new();
    all.retain(|word| seen.insert(word.clone()));
    all
}
