//! Pages of a ranking: sections with the same best passage form one group.
//!
//! Sections are read in batches, in each batch report by report, so that a page loads each report only a few times however
//! many of its sections are ranked high.

use std::collections::{HashMap, HashSet, VecDeque};

use super::cursor::Cursor;
use super::excerpt::{Excerpt, Excerpts};
use super::ranked::Ranked;
use crate::api::SearchRequest;
use crate::error::Result;
use crate::index::{DocumentAddress, SectionSet, Snapshot};
use crate::matching::{ConstraintMatcher, Matcher};
use crate::passage::Highlighter;

/// Maximum number of sections read in one batch.
const MAX_TOGETHER: usize = 16 * 1024;
/// Number of sections whose best passages are compared for a page. Sections ranked below are hits of their own even if
/// their passages are the same.
const MAX_COMPARED: usize = 200_000;

/// The groups of one page.
pub(super) struct Page {
    pub groups: Vec<Group>,
    /// Groups on the previous pages.
    pub first: usize,
    /// Where the next page begins; `None` after the last.
    pub next: Option<Cursor>,
}

/// Sections that form one hit.
pub(super) struct Group {
    /// The highest-ranked section of the group.
    pub ranked: Ranked,
    /// The excerpt of that section.
    pub excerpt: Excerpt,
    /// The fold of its best passage, if passages are compared and shown.
    best: Option<String>,
    /// Sections of the answer with the same best passage.
    pub count: u64,
}

/// A section of a ranking with the fold of its best passage, if it has one and passages are compared.
struct Candidate {
    ranked: Ranked,
    best: Option<String>,
}

/// A walk through a ranking up to the end of a page.
struct Walk<'w, I> {
    request: &'w SearchRequest,
    order: I,
    excerpts: Excerpts<'w>,
    /// The first section of each group on the page, and the number of sections in the group so far.
    on_page: Vec<(Candidate, u64)>,
    /// Number of groups before the page, and up to its end.
    first: usize,
    end: usize,
    /// Number of groups so far, those before the page included.
    groups: usize,
    /// The group of each best passage, by its fold.
    passages: HashMap<String, usize>,
    /// Reports so far.
    documents: HashSet<DocumentAddress>,
    /// Sections read but not yet taken.
    ahead: VecDeque<Candidate>,
    /// Minimum size of the next batch.
    together: usize,
    /// How many more sections may be compared.
    to_compare: usize,
}

/// The cursor after `groups` groups of the answer to a request.
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
            documents: HashSet::new(),
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

    /// Adds a section to its group. Returns false if it would begin a group after the page.
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

    /// Reads the next batch: at least as many sections as groups are missing, and at least twice as many as the previous
    /// batch. Finds the best passages of those that are compared.
    fn read_ahead(&mut self) -> Result<()> {
        let to_come = self.end.saturating_add(1) - self.groups;
        let together = to_come.max(self.together).min(MAX_TOGETHER);
        let mut candidates = Vec::new();
        while candidates.len() < together
            && let Some(ranked) = self.order.next().transpose()?
        {
            let is_known = !self.documents.insert(ranked.section.document);
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

    /// The groups of the page with their excerpts.
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

    /// Counts the sections of the whole answer that contain a group's best passage.
    pub(super) fn count_members(
        &mut self,
        constraints: &ConstraintMatcher,
        matching: Option<&SectionSet>,
    ) -> Result<()> {
        for group in &mut self.groups {
            let Some(best) = &group.best else {
                continue;
            };
            // A section with the passage contains its words, so without a constraint it is in the answer.
            let known = group.ranked.section.document;
            let members = constraints.doc_freq(best, known, matching)?;
            group.count = group.count.max(members);
        }
        Ok(())
    }
}
