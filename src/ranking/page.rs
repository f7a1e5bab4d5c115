//! A page of a ranking: sections with the same best passage are one group.
//!
//! Sections are read some at a time and those of one report together, so a report is loaded a few times for a page,
//! however many of its sections lead.

use std::collections::{HashMap, HashSet, VecDeque};

use super::cursor::Cursor;
use super::excerpt::{Excerpt, Excerpts};
use super::ranked::Ranked;
use crate::api::SearchRequest;
use crate::error::Result;
use crate::index::{ReportAddress, SectionSet, Snapshot};
use crate::matching::{ConstraintMatcher, Matcher};
use crate::passage::Highlighter;

/// At most this many sections are read together.
const MAX_TOGETHER: usize = 16 * 1024;
/// Sections whose best passages are compared for a page. Those ranked after them are hits of their own,
/// whether their passages are the same or not.
const MAX_COMPARED: usize = 200_000;

/// The groups of one page.
pub(super) struct Page {
    pub groups: Vec<Group>,
    /// Groups on the pages before.
    pub first: usize,
    /// Where the next page begins, where there is one.
    pub next: Option<Cursor>,
}

/// Sections that are one hit.
pub(super) struct Group {
    /// The first section of the group.
    pub ranked: Ranked,
    /// What is shown of it.
    pub excerpt: Excerpt,
    /// The fold of its best passage, where passages are compared and shown.
    best: Option<String>,
    /// Sections of the answer with the same best passage.
    pub count: u64,
}

/// A section of a ranking with the fold of its best passage, where it has one and passages are compared.
struct Candidate {
    ranked: Ranked,
    best: Option<String>,
}

/// A walk through a ranking up to the end of a page.
struct Walk<'w, I> {
    request: &'w SearchRequest,
    order: I,
    excerpts: Excerpts<'w>,
    /// The first sections of the groups on the page, and how many sections each group has so far.
    on_page: Vec<(Candidate, u64)>,
    /// Groups on the pages before, and those up to the end of the page.
    first: usize,
    end: usize,
    /// Groups so far, those of the pages before among them.
    groups: usize,
    /// The group of each best passage, by its fold.
    passages: HashMap<String, usize>,
    /// Reports so far.
    reports: HashSet<ReportAddress>,
    /// Sections that are read and not yet taken.
    ahead: VecDeque<Candidate>,
    /// How many are read together next at the least.
    together: usize,
    /// Sections whose best passages may still be compared.
    to_compare: usize,
}

/// The end of `groups` groups of the answer to a request.
fn cursor(snapshot: &Snapshot, request: &SearchRequest, groups: usize) -> Cursor {
    let question = SearchRequest {
        limit: 0,
        after: None,
        passages: 0,
        facets: Vec::new(),
        ..request.clone()
    };
    Cursor::new(&snapshot.identity(), &format!("{question:?}"), groups)
}

impl<'w, I: Iterator<Item = Result<Ranked>>> Walk<'w, I> {
    fn new(request: &'w SearchRequest, order: I, excerpts: Excerpts<'w>, first: usize) -> Self {
        let end = first.saturating_add(request.limit);
        Self {
            request,
            order,
            excerpts,
            on_page: Vec::new(),
            first,
            end,
            groups: 0,
            passages: HashMap::new(),
            reports: HashSet::new(),
            ahead: VecDeque::new(),
            together: 1,
            to_compare: if request.collapse { MAX_COMPARED } else { 0 },
        }
    }

    /// The next section of the ranking.
    fn next(&mut self) -> Result<Option<Candidate>> {
        if self.ahead.is_empty() {
            self.read_ahead()?;
        }
        Ok(self.ahead.pop_front())
    }

    /// Takes the next section, unless it begins a group after the page.
    fn take(&mut self, candidate: Candidate) -> bool {
        let best = candidate.best.as_ref();
        if let Some(group) = best.and_then(|best| self.passages.get(best)) {
            if let Some(group) = group.checked_sub(self.first) {
                self.on_page[group].1 += 1;
            }
            return true;
        }
        if self.groups == self.end {
            return false;
        }
        self.passages
            .extend(best.map(|best| (best.clone(), self.groups)));
        if self.groups >= self.first {
            self.on_page.push((candidate, 1));
        }
        self.groups += 1;
        true
    }

    /// Takes the next sections out of the ranking, as many as there are groups to come and each time twice as many as the
    /// time before at the least, and reads those whose passages are compared.
    fn read_ahead(&mut self) -> Result<()> {
        let to_come = self.end.saturating_add(1) - self.groups;
        let together = to_come.max(self.together).min(MAX_TOGETHER);
        let mut candidates = Vec::new();
        while candidates.len() < together
            && let Some(ranked) = self.order.next().transpose()?
        {
            let is_known = !self.reports.insert(ranked.section.report);
            if !(self.request.one_per_document && is_known) {
                candidates.push(Candidate { ranked, best: None });
            }
        }
        let compared = candidates.len().min(self.to_compare);
        let mut by_section: Vec<&mut Candidate> = candidates[..compared].iter_mut().collect();
        by_section.sort_by_key(|candidate| candidate.ranked.section);
        for candidate in by_section {
            candidate.best = self.excerpts.best(candidate.ranked.section)?;
        }
        self.to_compare -= compared;
        self.together = self.together.saturating_mul(2);
        self.ahead.extend(candidates);
        Ok(())
    }

    /// The groups of the page with what is shown of them.
    fn into_groups(mut self) -> Result<Vec<Group>> {
        let most = self.request.passages;
        let groups = self.on_page.into_iter().map(|(candidate, count)| {
            let Candidate { ranked, best } = candidate;
            Ok(Group {
                ranked,
                excerpt: self.excerpts.excerpt(ranked.section, most)?,
                best: best.filter(|_| most > 0),
                count,
            })
        });
        groups.collect()
    }
}

impl Page {
    /// Walks a ranking to the end of the requested page.
    pub(super) fn read(
        matcher: Matcher,
        request: &SearchRequest,
        order: impl Iterator<Item = Result<Ranked>>,
        highlighter: &Highlighter,
    ) -> Result<Self> {
        let first = match &request.after {
            Some(text) => Cursor::read(text, cursor(matcher.snapshot, request, 0))?.groups,
            None => 0,
        };
        let excerpts = Excerpts::new(matcher, highlighter);
        let mut walk = Walk::new(request, order, excerpts, first);
        let mut next = None;
        while let Some(candidate) = walk.next()? {
            if !walk.take(candidate) {
                next = Some(cursor(matcher.snapshot, request, walk.groups));
                break;
            }
        }
        Ok(Self {
            groups: walk.into_groups()?,
            first,
            next,
        })
    }

    /// Counts the sections of the whole answer that have a group's best passage.
    pub(super) fn count_members(
        &mut self,
        constraints: &ConstraintMatcher,
        matching: Option<&SectionSet>,
    ) -> Result<()> {
        for group in &mut self.groups {
            let Some(best) = &group.best else {
                continue;
            };
            // A section with the passage has its words, so without a constraint it is in the answer.
            let known = group.ranked.section.report;
            let members = constraints.doc_freq(best, known, matching)?;
            group.count = group.count.max(members);
        }
        Ok(())
    }
}
