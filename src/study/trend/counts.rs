//! A trend over another storage, which counts the reports and the mentions.

use super::answer::{TermCounts, answer};
use super::cells::{CountsByGroup, Reports};
use super::coverage::BalancedPlaces;
use super::groups::{GroupBuilder, Groups};
use super::value::{GroupedValues, Naming};
use super::{check_fields, terms};
use crate::api::{Balance, Concept, Coverage, MentionRequest, TrendAnswer, TrendRequest};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{Places, TextSize};
use crate::matching::Texts;

/// Puts what an engine over another storage has counted into the cells of a trend.
///
/// The reports come first, then the mentions of each term, those of one report one after the other.
pub struct TrendCounts<'r> {
    request: &'r TrendRequest,
    fold: &'r Fold,
    groups: GroupBuilder<'r, 'r>,
    /// The reports whose sections are in different groups.
    reports: Reports<u32>,
    terms: Vec<Term>,
    balance: Option<Balance>,
}

/// A term and its mentions so far.
struct Term {
    texts: Texts,
    request: MentionRequest,
    counts: CountsByGroup<u32>,
    /// Its reports, told apart as those of one group.
    reports: Reports<u32>,
    documents_with: u64,
}

impl<'r> TrendCounts<'r> {
    /// Folds the terms of a request.
    ///
    /// # Errors
    /// As [`Study::trend`](crate::api::Study::trend).
    pub(crate) fn new(
        request: &'r TrendRequest,
        fold: &'r Fold,
        places: &'r Places,
    ) -> Result<Self> {
        check_fields(&request.by)?;
        let naming = Naming {
            fold,
            places: Some(places),
        };
        let terms = terms(fold, request)?;
        Ok(Self {
            request,
            fold,
            groups: GroupBuilder::new(request, naming),
            reports: Reports::default(),
            terms: terms
                .into_iter()
                .map(|texts| Term::new(texts, request))
                .collect(),
            balance: None,
        })
    }

    /// What is to be counted: each term as a request for its mentions.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = &MentionRequest> {
        self.terms.iter().map(|term| &term.request)
    }

    /// Leaves out the places that do not have a report of every year, given the place and the year of every report, each once.
    /// Returns which of these are left.
    pub fn balance(&mut self, reports: &[GroupedValues]) -> Vec<bool> {
        let fold = |values: &GroupedValues| self.fold.fold_text(values.region);
        let regions: Vec<String> = reports.iter().map(fold).collect();
        let years = reports.iter().map(|values| values.year);
        let each = || regions.iter().map(String::as_str).zip(years.clone());
        let balanced = BalancedPlaces::of(each(), self.request);
        let taken = each()
            .map(|(region, year)| balanced.takes(region, year))
            .collect();
        self.balance = Some(balanced.balance);
        taken
    }

    /// Adds reports that are grouped by the same values, with the characters and words of their sections.
    pub fn add_reports(
        &mut self,
        values: &GroupedValues,
        reports: u64,
        characters: u64,
        words: u64,
    ) {
        let group = self.groups.group_of(values);
        self.groups
            .add(group, reports, TextSize { characters, words });
    }

    /// Adds some sections of a report, which the engine numbers, to the group of their heading. Those of one report come one after
    /// the other.
    pub fn add_sections(
        &mut self,
        report: u32,
        values: &GroupedValues,
        characters: u64,
        words: u64,
    ) {
        let group = self.groups.group_of(values);
        let is_next = self.reports.is_next(group, report);
        self.groups
            .add(group, u64::from(is_next), TextSize { characters, words });
    }

    /// Adds the mentions of a term, by its place in [`TrendCounts::terms`], in some sections of a report.
    pub fn add_mentions(
        &mut self,
        term: usize,
        report: u32,
        values: &GroupedValues,
        mentions: u64,
        sections: u64,
    ) {
        let group = self.groups.group_of(values);
        let term = &mut self.terms[term];
        term.counts.add(group, report, mentions, sections);
        term.documents_with += u64::from(term.reports.is_next(0, report));
    }

    /// The trend.
    pub fn finish(self, coverage: Coverage) -> CountedTrend<'r> {
        let groups = self.groups.finish();
        let with_reports = groups.len();
        let mut texts = Vec::with_capacity(self.terms.len());
        let mut counts = Vec::with_capacity(self.terms.len());
        for term in self.terms {
            texts.push(term.texts);
            counts.push(TermCounts {
                counts: term.counts.of_groups(with_reports),
                documents_with: term.documents_with,
            });
        }
        let terms = texts.iter().zip(counts);
        CountedTrend {
            answer: answer(self.request, &groups, terms, self.balance, coverage),
            request: self.request,
            places: groups.places(),
            cells_of_a_term: groups.in_order().count(),
            groups,
        }
    }
}

/// A trend, of which the cell of each mention is known.
pub struct CountedTrend<'r> {
    /// The answer.
    pub answer: TrendAnswer,
    request: &'r TrendRequest,
    groups: Groups<'r>,
    /// For each group its place among the cells of a term.
    places: Vec<usize>,
    cells_of_a_term: usize,
}

impl CountedTrend<'_> {
    /// The index in the answer of the cell that has the mentions of a term with some values.
    pub fn cell(&self, term: usize, values: &GroupedValues) -> Option<usize> {
        let group = self.groups.index_of(&self.request.by, values)?;
        Some(term * self.cells_of_a_term + self.places[group])
    }
}

impl Term {
    fn new(texts: Texts, trend: &TrendRequest) -> Self {
        let concepts = trend.concepts.iter();
        let mut concepts = concepts.filter(|concept| Some(&concept.name) == texts.concept.as_ref());
        let request = match concepts.next() {
            Some(concept) => MentionRequest::of_concept(Concept::clone(concept)),
            None => MentionRequest::of_texts(texts.counted()),
        };
        Self {
            request: request.strict(trend.strict).filter(trend.filter.clone()),
            texts,
            counts: CountsByGroup::default(),
            reports: Reports::default(),
            documents_with: 0,
        }
    }
}
