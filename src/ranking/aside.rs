//! Sections that come after others: titles and salutations, contents, glossaries and notes.

use crate::document::Part;
use crate::error::Result;
use crate::index::{SectionAddress, SectionSet, Selection, Snapshot, TextColumn};
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

/// What a query asks for beside its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// What something means: glossaries and notes answer it.
    pub meaning: bool,
    /// The reports that it names, and nothing in them: their titles answer it too.
    pub reports: bool,
}

/// The sections of the parts whose names are accepted.
type WithPart<'w> = dyn Fn(&dyn Fn(&str) -> bool) -> Result<SectionSet> + 'w;

impl Asides {
    pub(crate) fn of(snapshot: &Snapshot) -> Result<Self> {
        let sections = SectionSet::of_selection(snapshot, &Selection::default());
        Self::of_parts(&|takes| SectionSet::with_text(snapshot, TextColumn::Part, &sections, takes))
    }

    /// Given which sections are of the parts that are accepted.
    pub(super) fn of_parts(with_part: &WithPart) -> Result<Self> {
        let of_parts =
            |parts: &[Part]| with_part(&|name: &str| parts.iter().any(|part| part.name() == name));
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

    /// The exponent of [`Ranking::lift`] of a section, given whether it has the query verbatim. Not positive, but for an
    /// explanation that is asked for.
    #[inline]
    pub(super) fn exponent(
        &self,
        section: SectionAddress,
        asked: Asked,
        is_verbatim: bool,
        ranking: &Ranking,
    ) -> f32 {
        if !self.all.contains(section) {
            0.0
        } else if !asked.reports && self.formalities.contains(section) {
            -ranking.formality
        } else if self.explanations.contains(section) {
            match (asked.meaning, is_verbatim) {
                (true, true) => ranking.meaning,
                (true, false) => 0.0,
                (false, _) => -ranking.explanation,
            }
        } else {
            0.0
        }
    }

    /// Whether no section comes after others.
    pub(super) fn are_none(&self) -> bool {
        self.all.len() == 0
    }

    /// How many sections of glossaries have the query verbatim (`verbatim`, if that can be told) and match the constraint
    /// (`matching`, if there is one).
    pub(super) fn definitions(
        &self,
        verbatim: Option<&SectionSet>,
        matching: Option<&SectionSet>,
    ) -> u64 {
        let Some(verbatim) = verbatim else {
            return 0;
        };
        let mut definitions = self.glossaries.clone();
        definitions.intersect_with(verbatim);
        if let Some(matching) = matching {
            definitions.intersect_with(matching);
        }
        definitions.len()
    }
}
