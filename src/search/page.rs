//! A page of a ranking: sections with the same best passage are one group.

use std::collections::{HashMap, HashSet};

use super::boolean::Evaluation;
use super::cursor::Cursor;
use super::excerpt::Excerpt;
use super::hit::SearchRequest;
use super::rank::Ranked;
use super::searcher::Searcher;
use crate::error::Result;
use crate::index::{ReportAddress, SectionSet};
use crate::passage::Highlighter;

/// A hit before it is placed.
pub(super) struct Group {
    /// The first section of the group.
    pub ranked: Ranked,
    /// Its passages, where they were read.
    pub excerpt: Option<Excerpt>,
    /// Sections of the answer with the same best passage.
    pub count: u64,
}

/// The groups of one page.
pub(super) struct Page {
    pub groups: Vec<Group>,
    /// Groups on the pages before.
    pub first: usize,
    /// Where the next page begins, where there is one.
    pub next: Option<Cursor>,
}

/// A walk through a ranking up to the end of a page.
struct Walk<'w> {
    searcher: &'w Searcher,
    request: &'w SearchRequest,
    highlighter: &'w Highlighter,
    page: Page,
    /// Groups so far, those of the pages before among them.
    groups: usize,
    /// The group of each best passage, by its fold.
    passages: HashMap<String, usize>,
    /// Reports so far.
    reports: HashSet<ReportAddress>,
}

impl Searcher {
    /// Walks a ranking to the end of the page that is asked for.
    pub(super) fn page(
        &self,
        request: &SearchRequest,
        order: impl Iterator<Item = Result<Ranked>>,
        highlighter: &Highlighter,
    ) -> Result<Page> {
        let first = match &request.after {
            Some(text) => Cursor::read(text, self.cursor(request, 0))?.groups,
            None => 0,
        };
        let mut walk = Walk {
            searcher: self,
            request,
            highlighter,
            page: Page {
                groups: Vec::new(),
                first,
                next: None,
            },
            groups: 0,
            passages: HashMap::new(),
            reports: HashSet::new(),
        };
        for ranked in order {
            if !walk.take(ranked?)? {
                walk.page.next = Some(self.cursor(request, walk.groups));
                break;
            }
        }
        Ok(walk.page)
    }

    /// The end of `groups` groups of the answer to a request.
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
}

impl Walk<'_> {
    /// Takes the next section; not where it begins a group behind the page.
    fn take(&mut self, ranked: Ranked) -> Result<bool> {
        let Page { first, .. } = self.page;
        let is_known = !self.reports.insert(ranked.section.report);
        if self.request.one_per_document && is_known {
            return Ok(true);
        }
        let is_on_page = self.groups >= first;
        let excerpt = self.excerpt(ranked, is_on_page)?;
        let best = excerpt.as_ref().and_then(|excerpt| excerpt.best.clone());
        let best = best.filter(|_| self.request.collapse);
        if let Some(group) = best.as_ref().and_then(|best| self.passages.get(best)) {
            if let Some(group) = group.checked_sub(first) {
                self.page.groups[group].count += 1;
            }
            return Ok(true);
        }
        if self.groups == first.saturating_add(self.request.limit) {
            return Ok(false);
        }
        self.passages.extend(best.map(|best| (best, self.groups)));
        self.groups += 1;
        if is_on_page {
            self.page.groups.push(Group {
                ranked,
                excerpt: excerpt.filter(|_| self.request.passages > 0),
                count: 1,
            });
        }
        Ok(true)
    }

    /// Reads a section where its passages are compared or shown.
    fn excerpt(&self, ranked: Ranked, is_on_page: bool) -> Result<Option<Excerpt>> {
        let SearchRequest {
            collapse, passages, ..
        } = *self.request;
        let is_read = collapse || (is_on_page && passages > 0);
        let read = || {
            let searcher = self.searcher;
            searcher.excerpt(ranked.section, self.highlighter, passages.max(1))
        };
        is_read.then(read).transpose()
    }
}

impl Page {
    /// Counts the sections of the whole answer that have a group's best passage.
    pub(super) fn count_members(
        &mut self,
        evaluation: &Evaluation,
        satisfying: Option<&SectionSet>,
    ) -> Result<()> {
        for group in &mut self.groups {
            let excerpt = group.excerpt.as_ref();
            let Some(best) = excerpt.and_then(|excerpt| excerpt.best.as_ref()) else {
                continue;
            };
            // What has the passage has its words, so without a constraint it is in the answer.
            let known = group.ranked.section.report;
            let members = evaluation.count_having(best, known, satisfying)?;
            group.count = group.count.max(members);
        }
        Ok(())
    }
}
