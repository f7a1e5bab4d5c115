//! Pages of a ranking: sections of one place and year with the same best passage form one group, and a page has few sections of
//! one report.
//!
//! Sections are read in batches, in each batch report by report, so that a page loads each report only a few times however
//! many of its sections are ranked high.

use std::collections::HashSet;
use std::iter::Peekable;

use super::cursor::Cursor;
use super::excerpt::{Excerpt, Excerpts, Likeness};
use super::ranked::Ranked;
use super::ration::Ration;
use super::sections::{Reports, Sections};
use crate::api::SearchRequest;
use crate::error::Result;
use crate::index::{DocumentAddress, SectionAddress};
use crate::passage::Highlighter;

/// Maximum number of sections read in one batch.
const MAX_BATCH: usize = 16 * 1024;
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

/// A section that was reached in a ranking, with what it has in common with others if that has been read.
struct Waiting {
    ranked: Ranked,
    likeness: Option<Likeness>,
    is_read: bool,
}

/// A walk through a ranking up to the end of a page.
struct Walk<'w, I: Iterator> {
    request: &'w SearchRequest,
    sections: &'w dyn Sections,
    order: Peekable<I>,
    /// The tier that is read.
    tier: usize,
    excerpts: Excerpts<'w>,
    /// The first section of each group on the page.
    on_page: Vec<Waiting>,
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
    /// Reports so far.
    documents: HashSet<DocumentAddress>,
    /// Sections that were reached but not yet taken.
    ration: Ration<DocumentAddress, Waiting>,
    /// Minimum size of the next batch.
    batch: usize,
    /// How many more sections may be compared.
    to_compare: usize,
}

/// The cursor at the beginning of the answer to a request.
fn beginning(reports: &dyn Reports, request: &SearchRequest) -> Cursor {
    let question = SearchRequest {
        limit: 0,
        after: None,
        passages: 0,
        facets: Vec::new(),
        ..request.clone()
    };
    Cursor::new(&reports.identity(), &format!("{question:?}"))
}

impl<'w, I: Iterator<Item = Result<Ranked>>> Walk<'w, I> {
    /// A walk to the page after those of a cursor.
    fn new(
        request: &'w SearchRequest,
        sections: &'w dyn Sections,
        order: I,
        excerpts: Excerpts<'w>,
        before: &Cursor,
    ) -> Self {
        let mut sizes = before.sizes().chain([request.limit]);
        let end = sizes.next().unwrap_or_default();
        let most_of_report = if request.collapse && !request.one_per_document {
            MAX_OF_REPORT
        } else {
            usize::MAX
        };
        Self {
            request,
            sections,
            order: order.peekable(),
            tier: 0,
            excerpts,
            on_page: Vec::new(),
            end,
            sizes: Box::new(sizes),
            first: before.groups(),
            groups: 0,
            known: HashSet::new(),
            documents: HashSet::new(),
            ration: Ration::new(most_of_report),
            batch: 1,
            to_compare: if request.collapse { MAX_COMPARED } else { 0 },
        }
    }

    /// Walks to the end of the page. Returns whether anything is left after it.
    fn walk(&mut self) -> Result<bool> {
        loop {
            if self.groups < self.end {
                match self.next()? {
                    Some(waiting) => self.take(waiting)?,
                    None => return Ok(false),
                }
                continue;
            }
            let Some(size) = self.sizes.next() else {
                break;
            };
            self.end = self.end.saturating_add(size);
            self.ration.turn_page();
        }
        // What is left may belong to groups of the page.
        while let Some(mut waiting) = self.next()? {
            self.read(&mut waiting)?;
            let likeness = waiting.likeness.as_ref();
            if !likeness.is_some_and(|likeness| self.known.contains(likeness)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The next section of the tier whose report has not enough groups on the page; if there is none, the first of those left of
    /// the tier. So what a page takes does not depend on how many tiers are at hand.
    fn next(&mut self) -> Result<Option<Waiting>> {
        loop {
            if let Some(waiting) = self.ration.next() {
                return Ok(Some(waiting));
            }
            if self.read_ahead()? || self.ration.lift_limit() {
                continue;
            }
            let Some(Ok(next)) = self.order.peek() else {
                return Ok(None);
            };
            self.tier = self.sections.tier(next.section);
            self.ration.restore_limit();
        }
    }

    /// Adds a section to its group, or begins one.
    fn take(&mut self, mut waiting: Waiting) -> Result<()> {
        self.read(&mut waiting)?;
        if let Some(likeness) = &waiting.likeness
            && !self.known.insert(likeness.clone())
        {
            return Ok(());
        }
        self.ration.count(waiting.ranked.section.document);
        if self.groups >= self.first {
            self.on_page.push(waiting);
        }
        self.groups += 1;
        Ok(())
    }

    /// Reads what a section has in common with others, if sections are compared.
    fn read(&mut self, waiting: &mut Waiting) -> Result<()> {
        if !waiting.is_read && self.to_compare > 0 {
            waiting.likeness = self.excerpts.likeness(waiting.ranked.section)?;
            self.to_compare -= 1;
        }
        waiting.is_read = true;
        Ok(())
    }

    /// Reads the next batch: of reports that the page may still take, at least as many sections as groups are missing, and at
    /// least twice as many as in the previous batch; of these also what they have in common with others. Returns false at the
    /// end of the tier.
    fn read_ahead(&mut self) -> Result<bool> {
        let to_come = self.end.saturating_add(1) - self.groups;
        let batch = to_come.max(self.batch).min(MAX_BATCH);
        let mut read = Vec::new();
        let (mut to_read, mut is_over) = (0, true);
        let (sections, tier) = (self.sections, self.tier);
        let is_of_tier = |next: &Result<Ranked>| match next {
            Ok(ranked) => sections.tier(ranked.section) == tier,
            Err(_) => true,
        };
        while to_read < batch
            && let Some(ranked) = self.order.next_if(is_of_tier).transpose()?
        {
            is_over = false;
            let document = ranked.section.document;
            let is_known = !self.documents.insert(document);
            if self.request.one_per_document && is_known {
                continue;
            }
            to_read += usize::from(!self.ration.has_enough(document));
            read.push(Waiting {
                ranked,
                likeness: None,
                is_read: false,
            });
        }
        let mut by_section: Vec<&mut Waiting> = read.iter_mut().collect();
        by_section.retain(|waiting| !self.ration.has_enough(waiting.ranked.section.document));
        by_section.sort_by_key(|waiting| waiting.ranked.section);
        if self.to_compare > 0 {
            let sections = by_section.iter().map(|waiting| waiting.ranked.section);
            self.excerpts.prepare(sections)?;
        }
        for waiting in by_section {
            self.read(waiting)?;
        }
        self.batch = self.batch.saturating_mul(2);
        for waiting in read {
            self.ration.add(waiting.ranked.section.document, waiting);
        }
        Ok(!is_over)
    }

    /// The groups of the page with their excerpts.
    fn groups(&mut self) -> Result<Vec<Group>> {
        let most = self.request.passages;
        let sections = self.on_page.iter().map(|waiting| waiting.ranked.section);
        self.excerpts.prepare(sections)?;
        let mut groups = Vec::with_capacity(self.on_page.len());
        for Waiting {
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
        reports: &'s dyn Reports,
        sections: &'s dyn Sections,
        request: &'s SearchRequest,
        order: impl Iterator<Item = Result<Ranked>>,
        highlighter: &'s Highlighter,
    ) -> Result<Self> {
        let beginning = beginning(reports, request);
        let before = match &request.after {
            Some(text) => Cursor::read(text, &beginning)?,
            None => beginning,
        };
        let excerpts = Excerpts::new(reports, highlighter);
        let mut walk = Walk::new(request, sections, order, excerpts, &before);
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
    pub(super) fn count_members(&mut self, sections: &dyn Sections) -> Result<()> {
        let alike: Vec<(&Likeness, SectionAddress)> = self
            .groups
            .iter()
            .filter_map(|group| Some((group.likeness.as_ref()?, group.ranked.section)))
            .collect();
        let texts: Vec<(&str, SectionAddress)> = alike
            .iter()
            .map(|(likeness, first)| (likeness.passage.as_str(), *first))
            .collect();
        // A section with the passage contains its words, so without a constraint it is in the answer.
        let mut containing = sections.containing(&texts)?.into_iter();
        for group in &mut self.groups {
            let Some(likeness) = &group.likeness else {
                continue;
            };
            let others = containing.next().unwrap_or_default();
            for of_report in others.chunk_by(|a, b| a.document == b.document) {
                if !self.excerpts.is_of(of_report[0].document, likeness)? {
                    continue;
                }
                let others = of_report.iter().copied();
                let others = others.filter(|other| *other != group.ranked.section);
                self.excerpts.prepare(others.clone())?;
                for other in others {
                    let is_alike = self.excerpts.likeness(other)?.as_ref() == Some(likeness);
                    group.count += u64::from(is_alike);
                }
            }
        }
        Ok(())
    }
}
