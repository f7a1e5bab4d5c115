//! Pages of a ranking: sections of one place and year with the same best passage form one group, and a page has few sections of
//! one report.
//!
//! Sections are read in batches, in each batch report by report, so that a page loads each report only a few times however
//! many of its sections are ranked high.

use std::collections::{HashMap, HashSet, VecDeque};

use super::cursor::Cursor;
use super::excerpt::{Excerpt, Excerpts, Likeness};
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
/// Maximum number of groups of one report on a page, while other reports are left.
const MAX_OF_REPORT: usize = 2;

/// The groups of one page.
pub(super) struct Page<'s> {
    pub groups: Vec<Group>,
    /// Groups on the previous pages.
    pub first: usize,
    /// Where the next page begins; `None` after the last.
    pub next: Option<Cursor>,
    excerpts: Excerpts<'s>,
}

/// Sections that form one hit.
pub(super) struct Group {
    /// The highest-ranked section of the group.
    pub ranked: Ranked,
    /// The excerpt of that section.
    pub excerpt: Excerpt,
    /// What its sections have in common, if passages are compared.
    likeness: Option<Likeness>,
    /// Sections of the answer that are taken together, this one included.
    pub count: u64,
}

/// A section of a ranking, with what it has in common with others if that has been read.
struct Candidate {
    ranked: Ranked,
    likeness: Option<Likeness>,
    is_read: bool,
}

/// A walk through a ranking up to the end of a page.
struct Walk<'w, I> {
    request: &'w SearchRequest,
    order: I,
    excerpts: Excerpts<'w>,
    /// The first section of each group on the page.
    on_page: Vec<Candidate>,
    /// Where the page that is walked ends, in groups.
    end: usize,
    /// The sizes of the pages after it, up to the requested one. Counted, not listed: a cursor may say any number.
    sizes: Box<dyn Iterator<Item = usize> + 'w>,
    /// Number of groups before the page.
    first: usize,
    /// Number of groups so far, those before the page included.
    groups: usize,
    /// What the groups so far have in common.
    known: HashSet<Likeness>,
    /// Number of groups of each report since the last page.
    of_report: HashMap<DocumentAddress, usize>,
    /// Reports so far.
    documents: HashSet<DocumentAddress>,
    /// Sections read but not yet taken.
    ahead: VecDeque<Candidate>,
    /// Sections left to the next page, since their report has enough on this one.
    deferred: VecDeque<Candidate>,
    /// Minimum size of the next batch.
    together: usize,
    /// How many more sections may be compared.
    to_compare: usize,
}

/// The cursor at the beginning of the answer to a request.
fn beginning(snapshot: &Snapshot, request: &SearchRequest) -> Cursor {
    let question = SearchRequest {
        limit: 0,
        after: None,
        passages: 0,
        facets: Vec::new(),
        ..request.clone()
    };
    Cursor::new(&snapshot.identity(), &format!("{question:?}"))
}

impl<'w, I: Iterator<Item = Result<Ranked>>> Walk<'w, I> {
    /// A walk to the page after those of a cursor.
    fn new(request: &'w SearchRequest, order: I, excerpts: Excerpts<'w>, before: &Cursor) -> Self {
        let mut sizes = before.sizes().chain([request.limit]);
        let end = sizes.next().unwrap_or_default();
        Self {
            request,
            order,
            excerpts,
            on_page: Vec::new(),
            end,
            sizes: Box::new(sizes),
            first: before.groups(),
            groups: 0,
            known: HashSet::new(),
            of_report: HashMap::new(),
            documents: HashSet::new(),
            ahead: VecDeque::new(),
            deferred: VecDeque::new(),
            together: 1,
            to_compare: if request.collapse { MAX_COMPARED } else { 0 },
        }
    }

    /// Walks to the end of the page. Returns whether anything is left after it.
    fn walk(&mut self) -> Result<bool> {
        loop {
            if self.groups < self.end {
                match self.next()? {
                    Some(candidate) => self.take(candidate)?,
                    None => return Ok(false),
                }
                continue;
            }
            let Some(size) = self.sizes.next() else {
                break;
            };
            self.end = self.end.saturating_add(size);
            self.turn_page();
        }
        // What is left may belong to groups of the page.
        loop {
            let next = match self.deferred.pop_front() {
                Some(candidate) => Some(candidate),
                None => self.next()?,
            };
            let Some(mut candidate) = next else {
                return Ok(false);
            };
            self.read(&mut candidate)?;
            let likeness = candidate.likeness.as_ref();
            if !likeness.is_some_and(|likeness| self.known.contains(likeness)) {
                return Ok(true);
            }
        }
    }

    /// Begins the next page with the sections that were left to it.
    fn turn_page(&mut self) {
        self.of_report.clear();
        let deferred = std::mem::take(&mut self.deferred);
        for candidate in deferred.into_iter().rev() {
            self.ahead.push_front(candidate);
        }
    }

    /// Whether a page is full of a report.
    fn has_enough(&self, document: DocumentAddress) -> bool {
        let is_limited = self.request.collapse && !self.request.one_per_document;
        is_limited && self.of_report.get(&document).copied().unwrap_or(0) >= MAX_OF_REPORT
    }

    /// The next section of the ranking whose report has not enough groups on the page; if there is none, the first that was
    /// left to the next page.
    fn next(&mut self) -> Result<Option<Candidate>> {
        loop {
            if self.ahead.is_empty() && !self.read_ahead()? {
                return Ok(self.deferred.pop_front());
            }
            let Some(candidate) = self.ahead.pop_front() else {
                continue;
            };
            if !self.has_enough(candidate.ranked.section.document) {
                return Ok(Some(candidate));
            }
            self.deferred.push_back(candidate);
        }
    }

    /// Adds a section to its group, or begins one.
    fn take(&mut self, mut candidate: Candidate) -> Result<()> {
        self.read(&mut candidate)?;
        if let Some(likeness) = &candidate.likeness
            && !self.known.insert(likeness.clone())
        {
            return Ok(());
        }
        *self
            .of_report
            .entry(candidate.ranked.section.document)
            .or_default() += 1;
        if self.groups >= self.first {
            self.on_page.push(candidate);
        }
        self.groups += 1;
        Ok(())
    }

    /// Reads what a section has in common with others, if sections are compared.
    fn read(&mut self, candidate: &mut Candidate) -> Result<()> {
        if !candidate.is_read && self.to_compare > 0 {
            candidate.likeness = self.excerpts.likeness(candidate.ranked.section)?;
            self.to_compare -= 1;
        }
        candidate.is_read = true;
        Ok(())
    }

    /// Reads the next batch: at least as many sections as groups are missing, and at least twice as many as the previous
    /// batch; of those that the page may still take, what they have in common with others. Returns false at the end of the
    /// ranking.
    fn read_ahead(&mut self) -> Result<bool> {
        let to_come = self.end.saturating_add(1) - self.groups;
        let together = to_come.max(self.together).min(MAX_TOGETHER);
        let mut candidates = Vec::new();
        let mut is_over = true;
        while let Some(ranked) = self.order.next().transpose()? {
            is_over = false;
            let is_known = !self.documents.insert(ranked.section.document);
            if self.request.one_per_document && is_known {
                continue;
            }
            let candidate = Candidate {
                ranked,
                likeness: None,
                is_read: false,
            };
            if self.has_enough(ranked.section.document) {
                self.deferred.push_back(candidate);
                continue;
            }
            candidates.push(candidate);
            if candidates.len() == together {
                break;
            }
        }
        let mut by_section: Vec<&mut Candidate> = candidates.iter_mut().collect();
        by_section.sort_by_key(|candidate| candidate.ranked.section);
        for candidate in by_section {
            self.read(candidate)?;
        }
        self.together = self.together.saturating_mul(2);
        self.ahead.extend(candidates);
        Ok(!is_over)
    }

    /// The groups of the page with their excerpts.
    fn groups(&mut self) -> Result<Vec<Group>> {
        let most = self.request.passages;
        let mut groups = Vec::with_capacity(self.on_page.len());
        for Candidate {
            ranked, likeness, ..
        } in std::mem::take(&mut self.on_page)
        {
            groups.push(Group {
                ranked,
                excerpt: self.excerpts.excerpt(ranked.section, most)?,
                likeness: likeness.filter(|_| most > 0),
                count: 1,
            });
        }
        Ok(groups)
    }
}

impl<'s> Page<'s> {
    /// Walks a ranking to the end of the requested page.
    pub(super) fn read(
        matcher: Matcher<'s>,
        request: &'s SearchRequest,
        order: impl Iterator<Item = Result<Ranked>>,
        highlighter: &'s Highlighter,
    ) -> Result<Self> {
        let beginning = beginning(matcher.snapshot, request);
        let before = match &request.after {
            Some(text) => Cursor::read(text, &beginning)?,
            None => beginning,
        };
        let excerpts = Excerpts::new(matcher, highlighter);
        let mut walk = Walk::new(request, order, excerpts, &before);
        let is_left = walk.walk()?;
        let groups = walk.groups()?;
        Ok(Self {
            first: walk.first,
            next: is_left.then(|| before.after(groups.len())),
            groups,
            excerpts: walk.excerpts,
        })
    }

    /// Counts the sections of the whole answer that are taken together with those of the page: of the same place and year,
    /// with the same best passage.
    pub(super) fn count_members(
        &mut self,
        constraints: &ConstraintMatcher,
        matching: Option<&SectionSet>,
    ) -> Result<()> {
        for group in &mut self.groups {
            let Some(likeness) = &group.likeness else {
                continue;
            };
            // A section with the passage contains its words, so without a constraint it is in the answer.
            let first = group.ranked.section;
            let others = constraints.sections_with(&likeness.passage, first.document, matching)?;
            for other in others.into_iter().filter(|other| *other != first) {
                let is_alike = self.excerpts.is_of(other.document, likeness)?
                    && self.excerpts.likeness(other)?.as_ref() == Some(likeness);
                group.count += u64::from(is_alike);
            }
        }
        Ok(())
    }
}
