//! The sections of an index.

use super::ranker::Ranker;
use super::sections::{Characters, LoadedReport, Reports, Sections};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{
    DocumentAddress, DocumentKey, Frequencies, ScoredTerm, SectionAddress, SectionSet,
    SectionTexts, Selection, TextColumn, WordLayer, WordScores,
};
use crate::matching::{ConstraintMatcher, Matcher};
use crate::query::{Constraint, Plan};

/// The sections of an index that a filter takes.
pub(super) struct IndexedSections<'s> {
    ranker: Ranker<'s>,
    constraints: ConstraintMatcher<'s>,
    matching: Option<SectionSet>,
}

impl<'s> IndexedSections<'s> {
    /// Those of a filter's reports and sections, matched with a plan.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for an expression that reads too much; [`crate::Error::Damaged`].
    pub(super) fn new(
        ranker: Ranker<'s>,
        selection: &'s Selection,
        scope: SectionSet,
        plan: &Plan,
    ) -> Result<Self> {
        let mut constraints = ConstraintMatcher::new(ranker.matcher, selection, scope);
        Ok(Self {
            matching: constraints.matching_plan(plan)?,
            ranker,
            constraints,
        })
    }

    fn layer(&self) -> Result<WordLayer<'s>> {
        let Ranker {
            matcher,
            citations,
            ranking,
            ..
        } = self.ranker;
        WordLayer::new(matcher.snapshot, citations, ranking)
    }
}

impl Sections for IndexedSections<'_> {
    fn fold(&self) -> &Fold {
        self.ranker.matcher.fold
    }

    fn idf(&self, doc_freq: u64) -> f32 {
        self.ranker.matcher.vocabulary().idf(doc_freq)
    }

    fn doc_freq_of_word(&mut self, word: &str) -> Result<u64> {
        self.ranker.matcher.vocabulary().doc_freq(word)
    }

    fn doc_freq_of_character(&mut self, c: char) -> Result<u64> {
        Ok(self.ranker.matcher.exact().doc_freq(c))
    }

    fn is_word(&mut self, text: &str) -> Result<bool> {
        self.constraints.is_word(text)
    }

    fn words_like(&self, text: &str) -> Result<Vec<String>> {
        self.ranker.matcher.vocabulary().words_like(text)
    }

    fn is_filtered(&self) -> bool {
        self.constraints.is_filtered()
    }

    fn len(&self) -> u64 {
        self.constraints.scope().len()
    }

    /// Texts are looked up in an index when they are asked for.
    fn prepare(&mut self, _: &[&str]) -> Result<()> {
        Ok(())
    }

    fn frequencies(&mut self, folded: &str) -> Result<Frequencies> {
        self.constraints.frequencies(folded)
    }

    fn sections_with(&mut self, folded: &str) -> Result<u64> {
        Ok(self.constraints.frequencies(folded)?.doc_freq)
    }

    fn occurrences(&mut self, folded: &str) -> Result<u64> {
        let found = self.constraints.frequencies(folded)?;
        let counts = found.sections.iter().map(|(_, count)| u64::from(*count));
        Ok(counts.sum())
    }

    fn frequencies_of_figure(&mut self, spellings: &[String]) -> Result<Frequencies> {
        self.constraints.frequencies_of_figure(spellings)
    }

    fn satisfying(&mut self, constraints: &[&Constraint]) -> Result<u64> {
        let mut left = self.constraints.scope().clone();
        for constraint in constraints {
            left.intersect_with(&self.constraints.matching(constraint)?);
        }
        Ok(left.len())
    }

    fn matching(&self) -> Option<&SectionSet> {
        self.matching.as_ref()
    }

    fn set_of(&self, frequencies: &Frequencies) -> SectionSet {
        self.constraints.set_of(frequencies)
    }

    fn sections_of(&self, set: &SectionSet) -> Result<Vec<SectionAddress>> {
        self.constraints.sections_of(set)
    }

    fn with_text(&self, column: TextColumn, takes: &dyn Fn(&str) -> bool) -> Result<SectionSet> {
        self.constraints.with_text(column, takes)
    }

    fn of_years(&self, takes: &dyn Fn(u16) -> bool) -> Result<SectionSet> {
        self.constraints.of_years(takes)
    }

    fn reports_of(&self, set: &SectionSet) -> Result<u64> {
        Ok(set.documents(self.ranker.matcher.snapshot)?.len() as u64)
    }

    fn tier(&self, _: SectionAddress) -> usize {
        0
    }

    fn score(&self, terms: &[ScoredTerm]) -> Result<WordScores> {
        let scope = self.matching.as_ref().unwrap_or(self.constraints.scope());
        self.layer()?.score_sections(terms, scope)
    }

    fn project(&self, alphabet: &[char], sections: &[SectionAddress]) -> Vec<Characters> {
        self.ranker.matcher.exact().project(alphabet, sections)
    }

    fn texts(&self, sections: &[SectionAddress]) -> Result<Vec<SectionTexts>> {
        self.layer()?.texts(sections)
    }

    fn key(&self, document: DocumentAddress) -> Result<DocumentKey> {
        self.ranker.matcher.columns().key(document)
    }

    fn containing(&self, texts: &[(&str, SectionAddress)]) -> Result<Vec<Vec<SectionAddress>>> {
        let matching = self.matching.as_ref();
        let containing = |(text, known): &(&str, SectionAddress)| {
            self.constraints
                .sections_with(text, known.document, matching)
        };
        texts.iter().map(containing).collect()
    }
}

impl Reports for Matcher<'_> {
    fn fold(&self) -> &Fold {
        self.fold
    }

    fn identity(&self) -> String {
        self.snapshot.identity()
    }

    /// Reports of an index are read when they are asked for.
    fn prepare(&self, _: &[SectionAddress]) -> Result<()> {
        Ok(())
    }

    fn report(&self, section: SectionAddress) -> Result<LoadedReport> {
        Ok(LoadedReport {
            stored: self.snapshot.stored(section.document)?,
            sections: None,
        })
    }

    fn key(&self, document: DocumentAddress) -> Result<DocumentKey> {
        self.columns().key(document)
    }
}
