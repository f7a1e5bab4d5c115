//! Which section comes next on a page that takes few sections of one report.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::hash::Hash;

/// The sections that wait for their place, report by report, in the order of the ranking.
///
/// A page takes at most a certain number of each report, while other reports are left; the others wait for the next page. Each
/// step takes logarithmic time, however many sections wait.
pub(super) struct Ration<R, S> {
    /// Maximum number of groups of one report on a page.
    most: usize,
    /// Number of groups of each report on the page.
    on_page: HashMap<R, usize>,
    /// Sections with their places in the ranking; no queue is empty.
    waiting: HashMap<R, VecDeque<(usize, S)>>,
    /// The first place of each report that waits, unless it is in `full`.
    first: BinaryHeap<Reverse<(usize, R)>>,
    /// Reports that wait for the next page.
    full: Vec<Reverse<(usize, R)>>,
    /// Whether the page takes any number of each report, since no other is left.
    is_lifted: bool,
    /// Number of sections added so far.
    places: usize,
}

impl<R: Copy + Ord + Hash, S> Ration<R, S> {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            on_page: HashMap::new(),
            waiting: HashMap::new(),
            first: BinaryHeap::new(),
            full: Vec::new(),
            is_lifted: false,
            places: 0,
        }
    }

    /// Adds the next section of the ranking.
    pub(super) fn add(&mut self, report: R, section: S) {
        let place = self.places;
        self.places += 1;
        let queue = self.waiting.entry(report).or_default();
        if queue.is_empty() {
            self.first.push(Reverse((place, report)));
        }
        queue.push_back((place, section));
    }

    /// The best section of a report that the page may take.
    pub(super) fn next(&mut self) -> Option<S> {
        loop {
            let first = self.first.pop()?;
            let Reverse((_, report)) = first;
            if self.has_enough(report) {
                self.full.push(first);
                continue;
            }
            let queue = self.waiting.get_mut(&report)?;
            let (_, section) = queue.pop_front()?;
            match queue.front() {
                Some((place, _)) => self.first.push(Reverse((*place, report))),
                None => _ = self.waiting.remove(&report),
            }
            return Some(section);
        }
    }

    /// Counts a group of a report on the page.
    pub(super) fn count(&mut self, report: R) {
        *self.on_page.entry(report).or_default() += 1;
    }

    /// Whether the page has as many groups of a report as it takes.
    pub(super) fn has_enough(&self, report: R) -> bool {
        let on_page = || self.on_page.get(&report).copied().unwrap_or(0);
        !self.is_lifted && on_page() >= self.most
    }

    /// Lets the page take what waits for the next one. Returns false if nothing does.
    pub(super) fn lift_limit(&mut self) -> bool {
        self.is_lifted = true;
        self.first.extend(self.full.drain(..));
        !self.first.is_empty()
    }

    /// Lets the page take few of each report again.
    pub(super) fn restore_limit(&mut self) {
        self.is_lifted = false;
    }

    /// Begins the next page.
    pub(super) fn turn_page(&mut self) {
        self.is_lifted = false;
        self.on_page.clear();
        self.first.extend(self.full.drain(..));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sections of a ranking, by report and number, as pages of `size` list them.
    fn pages(ranking: &[(u32, u32)], size: usize, most: usize) -> Vec<Vec<(u32, u32)>> {
        let mut ration = Ration::new(most);
        for section in ranking {
            ration.add(section.0, *section);
        }
        let mut pages = vec![Vec::new()];
        loop {
            let Some(section) = ration.next() else {
                if ration.lift_limit() {
                    continue;
                }
                return pages;
            };
            ration.count(section.0);
            let page = pages.last_mut().unwrap();
            page.push(section);
            if page.len() == size {
                pages.push(Vec::new());
                ration.turn_page();
            }
        }
    }

    #[test]
    fn a_page_takes_two_of_a_report_while_others_are_left() {
        let ranking = [(1, 1), (1, 2), (1, 3), (2, 1), (1, 4), (3, 1), (2, 2)];
        assert_eq!(
            pages(&ranking, 4, 2),
            [
                vec![(1, 1), (1, 2), (2, 1), (3, 1)],
                vec![(1, 3), (1, 4), (2, 2)]
            ]
        );
        assert_eq!(pages(&ranking, 10, usize::MAX), [ranking.to_vec()]);
    }

    #[test]
    fn the_last_report_fills_pages() {
        let ranking: Vec<(u32, u32)> = (0..100_000).map(|section| (1, section)).collect();
        let pages = pages(&ranking, 3, 2);
        assert_eq!(pages.len(), 33_334);
        assert_eq!(pages.concat(), ranking);
    }
}
