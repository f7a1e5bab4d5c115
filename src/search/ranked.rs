//! One ranked search from the query to its hits.
//!
//! plan → which sections satisfy it → what speaks for them (`rank`) → same passages taken once → a page of hits.

use std::collections::{HashMap, HashSet};

use super::boolean::Evaluation;
use super::cursor::Cursor;
use super::excerpt::Excerpt;
use super::hit::{Hit, RankedDocument, SearchAnswer, SearchRequest, SearchSummary};
use super::rank::Ranked;
use super::reference::{Coverage, Sections};
use super::searcher::Searcher;
use crate::error::Result;
use crate::index::{SectionSet, Selection};
use crate::passage::Highlighter;
use crate::query::{Constraint, FieldValue, Leaf, Node, Plan, Planner, WordKind, parse};

/// A hit before it is placed: its section, and those that have the same best passage.
struct Group {
    ranked: Ranked,
    excerpt: Option<Excerpt>,
    count: u64,
}

/// A page of groups, and whether others follow.
struct Page {
    groups: Vec<Group>,
    first: usize,
    more: bool,
}

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
            let asked = self.asked(&selection, request.filter.heading.as_deref())?;
            let mut evaluation = Evaluation::new(self, &selection, asked);
            let satisfying = evaluation.satisfying_plan(&plan)?;
            let ranked = self.rank(&plan, &mut evaluation, satisfying.as_ref())?;
            let total = ranked.len() as u64;
            let facets = self.facets(&request.facets, ranked.sections())?;
            let absence = match total {
                0 => Some(self.absence(&plan, &mut evaluation, &selection)?),
                _ => None,
            };
            let highlighter = self.highlighter(&plan)?;
            let page = self.page(
                request,
                ranked.in_order(self),
                satisfying.as_ref(),
                &highlighter,
                &mut evaluation,
            )?;
            let cursor = page.more.then(|| {
                let end = page.first + page.groups.len();
                self.cursor(request, end).to_string()
            });
            let hits = self.hits(page)?;
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
            let asked = self.asked(&selection, request.filter.heading.as_deref())?;
            let mut evaluation = Evaluation::new(self, &selection, asked);
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

    /// The sections that the filters take.
    fn asked(&self, selection: &Selection, heading: Option<&str>) -> Result<SectionSet> {
        let all = self.snapshot.sections_of(selection)?;
        match heading {
            Some(heading) => self.under_heading(&self.fold.fold_text(heading), &all),
            None => Ok(all),
        }
    }

    /// A query's fields leave reports out that have no year or no place, as filters do.
    fn coverage_of(&self, plan: &Plan, selection: &Selection) -> Result<Coverage> {
        let mut coverage = self.coverage(selection);
        let leaves = plan.constraint.iter().flat_map(Constraint::leaves);
        let fields: Vec<&FieldValue> = leaves
            .filter_map(|leaf| match leaf {
                Leaf::Field(field) => Some(field),
                _ => None,
            })
            .collect();
        let asks_year = fields
            .iter()
            .any(|field| matches!(field, FieldValue::Year(_)));
        let asks_region = fields
            .iter()
            .any(|field| matches!(field, FieldValue::Region(_)));
        if !asks_year && !asks_region {
            return Ok(coverage);
        }
        for report in self.snapshot.selected(selection)? {
            let key = self.snapshot.key(report)?;
            coverage.undated += u64::from(asks_year && key.year.is_none());
            coverage.unplaced += u64::from(asks_region && key.region.is_empty());
        }
        Ok(coverage)
    }

    fn cursor(&self, request: &SearchRequest, groups: usize) -> Cursor {
        let question = SearchRequest {
            limit: 0,
            after: None,
            passages: 0,
            facets: Vec::new(),
            ..request.clone()
        };
        Cursor::new(&self.snapshot.identity(), &format!("{question:?}"), groups)
    }

    /// Walks the ranking to the end of the page that is asked for.
    fn page(
        &self,
        request: &SearchRequest,
        order: impl Iterator<Item = Result<Ranked>>,
        satisfying: Option<&SectionSet>,
        highlighter: &Highlighter,
        evaluation: &mut Evaluation,
    ) -> Result<Page> {
        let here = self.cursor(request, 0);
        let after = request.after.as_deref();
        let first = match after {
            Some(text) => Cursor::read(text, here)?.groups,
            None => 0,
        };
        let end = first.saturating_add(request.limit);
        let mut page = Page {
            groups: Vec::new(),
            first,
            more: false,
        };
        let mut passages: HashMap<String, usize> = HashMap::new();
        let mut reports = HashSet::new();
        let mut number = 0;
        for ranked in order {
            let ranked = ranked?;
            if request.one_per_document && !reports.insert(ranked.section.report) {
                continue;
            }
            let excerpt = (request.collapse || (number >= first && request.passages > 0))
                .then(|| self.excerpt(ranked.section, highlighter, request.passages.max(1)))
                .transpose()?;
            let best = excerpt
                .as_ref()
                .and_then(|excerpt| excerpt.best.clone())
                .filter(|_| request.collapse);
            if let Some(best) = &best
                && let Some(group) = passages.get(best)
            {
                if let Some(group) = group.checked_sub(first) {
                    page.groups[group].count += 1;
                }
                continue;
            }
            if number == end {
                page.more = true;
                break;
            }
            if let Some(best) = best {
                passages.insert(best, number);
            }
            if number >= first {
                page.groups.push(Group {
                    ranked,
                    excerpt,
                    count: 1,
                });
            }
            number += 1;
        }
        if request.collapse {
            for group in &mut page.groups {
                let best = group
                    .excerpt
                    .as_ref()
                    .and_then(|excerpt| excerpt.best.as_ref());
                if let Some(best) = best {
                    let having = evaluation.frequencies(best)?;
                    // What has the passage has its words, so without a constraint it is in the answer.
                    let members = having
                        .iter()
                        .filter(|(section, _)| satisfying.is_none_or(|set| set.contains(*section)));
                    group.count = group.count.max(members.count() as u64);
                }
            }
        }
        if request.passages == 0 {
            page.groups
                .iter_mut()
                .for_each(|group| group.excerpt = None);
        }
        Ok(page)
    }

    fn hits(&self, page: Page) -> Result<Vec<Hit>> {
        let first = page.first + 1;
        let numbered = (first..).zip(page.groups);
        numbered
            .map(|(rank, group)| {
                let Ranked { section, score } = group.ranked;
                let (report, start, passages) = if let Some(excerpt) = group.excerpt {
                    let (start, placed) = (excerpt.start(), excerpt.placed());
                    (excerpt.report, start, placed)
                } else {
                    let report = self.snapshot.report(section.report)?;
                    let marker = report.document.sections[section.section as usize].marker;
                    (report, marker as usize, Vec::new())
                };
                let document = &report.document;
                Ok(Hit {
                    rank,
                    score,
                    document: document.into(),
                    section: Sections::of(document).reference(section.section as usize, start),
                    passages,
                    count: group.count,
                })
            })
            .collect()
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

/// The words and texts that sections are ranked by.
fn ranked_by(plan: &Plan) -> Vec<String> {
    let words = plan.words().map(|(word, _)| word.to_string());
    let mut all: Vec<String> = words.chain(plan.phrases.iter().cloned()).collect();
    let mut seen = HashSet::new();
    all.retain(|word| seen.insert(word.clone()));
    all
}
