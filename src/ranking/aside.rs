//! Sections that come after others: titles and salutations, contents, glossaries and notes.

use crate::document::Part;
use crate::error::Result;
use crate::index::{SectionAddress, SectionSet, Selection, Snapshot, TextColumn};
use crate::query::Plan;
use crate::schema::Ranking;

/// The sections of a snapshot that come after others.
#[derive(Debug)]
pub(crate) struct Asides {
    /// All of them.
    all: SectionSet,
    /// Nothing but a title, a delivery, a salutation; a table of contents.
    formalities: SectionSet,
    glossaries: SectionSet,
    /// Glossaries and notes.
    explanations: SectionSet,
}

impl Asides {
    pub(crate) fn of(snapshot: &Snapshot) -> Result<Self> {
        let sections = SectionSet::of_selection(snapshot, &Selection::default());
        let of_parts = |parts: &[Part]| {
            let takes = |name: &str| parts.iter().any(|part| part.name() == name);
            SectionSet::with_text(snapshot, TextColumn::Part, &sections, takes)
        };
        let formalities = of_parts(&[Part::Front, Part::Contents])?;
        let glossaries = of_parts(&[Part::Glossary])?;
        let mut explanations = of_parts(&[Part::Notes])?;
        explanations.union_with(&glossaries);
        let mut all = explanations.clone();
        all.union_with(&formalities);
        Ok(Self {
            all,
            formalities,
            glossaries,
            explanations,
        })
    }

    /// The exponent of [`Ranking::lift`] of a section: not positive. A query that names reports and nothing else asks for
    /// their titles too, and one that asks for a meaning for glossaries.
    #[inline]
    pub(super) fn exponent(&self, section: SectionAddress, plan: &Plan, ranking: &Ranking) -> f32 {
        if !self.all.contains(section) {
            return 0.0;
        }
        let explains = self.explanations.contains(section);
        let formal = self.formalities.contains(section) && plan.has_topic();
        match (formal, explains && !plan.asks_for_meaning) {
            (true, _) => -ranking.formality,
            (false, true) => -ranking.explanation,
            (false, false) => 0.0,
        }
    }

    /// Whether no section comes after others.
    pub(super) fn are_none(&self) -> bool {
        self.all.len() == 0
    }

    /// How many of some sections are in glossaries.
    pub(super) fn definitions(&self, sections: Option<&SectionSet>) -> u64 {
        let mut definitions = self.glossaries.clone();
        match sections {
            Some(sections) => definitions.intersect_with(sections),
            None => return 0,
        }
        definitions.len()
    }
}
