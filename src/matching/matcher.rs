//! An open index as used for matching.

use crate::api::{Coverage, Filter, Freshness, Timestamp};
use crate::document::Document;
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{
    DocumentColumns, ExactLayer, SectionSet, Selection, Snapshot, TextColumn, Vocabulary,
};

/// A snapshot with the fold of its texts.
#[derive(Clone, Copy)]
pub(crate) struct Matcher<'s> {
    pub snapshot: &'s Snapshot,
    pub fold: &'s Fold,
    /// Whether the snapshot is known to match the files.
    pub freshness: Freshness,
}

impl<'s> Matcher<'s> {
    /// The exact layer: occurrences of texts, character by character.
    pub(crate) fn exact(self) -> ExactLayer<'s> {
        ExactLayer::of(self.snapshot)
    }

    /// The columns that name, order and locate reports.
    pub(crate) fn columns(self) -> DocumentColumns<'s> {
        DocumentColumns::of(self.snapshot)
    }

    /// The words of the index: their rarity, and similar ones.
    pub(crate) fn vocabulary(self) -> Vocabulary<'s> {
        Vocabulary::of(self.snapshot)
    }

    /// The reports that match a filter.
    pub(crate) fn select(self, filter: &Filter) -> Result<Selection> {
        Selection::of(self.snapshot, filter, self.fold)
    }

    /// The sections that match a filter, given its reports.
    pub(crate) fn scope(self, filter: &Filter, selection: &Selection) -> Result<SectionSet> {
        let mut scope = SectionSet::of_selection(self.snapshot, selection);
        if !filter.parts.is_empty() {
            let takes = |name: &str| filter.parts.iter().any(|part| part.name() == name);
            scope = SectionSet::with_text(self.snapshot, TextColumn::Part, &scope, takes)?;
        }
        match &filter.heading {
            Some(heading) => self.under_heading(&self.fold.fold_text(heading), &scope),
            None => Ok(scope),
        }
    }

    /// The sections of `scope` under a heading that contains a folded text.
    pub(crate) fn under_heading(self, folded: &str, scope: &SectionSet) -> Result<SectionSet> {
        SectionSet::with_text(self.snapshot, TextColumn::Heading, scope, |heading| {
            heading.contains(folded)
        })
    }

    /// What a selection covers. An answer is complete where no file was skipped, no report is
    /// damaged, and no file is known to have changed.
    pub(crate) fn coverage(self, selection: &Selection) -> Coverage {
        let commit = &self.snapshot.commit;
        Coverage {
            documents: selection.documents,
            undated: selection.undated,
            unplaced: selection.unplaced,
            without_issuer: 0,
            without_document_number: 0,
            complete: commit.skipped == 0
                && commit.damaged == 0
                && self.freshness != Freshness::Stale,
            stale: match self.freshness {
                Freshness::Current => Some(false),
                Freshness::Stale => Some(true),
                Freshness::Unknown => None,
            },
            skipped_files: commit.skipped,
            damaged_reports: commit.damaged,
            ignored_files: commit.ignored.clone(),
            updated: Timestamp::of_seconds(commit.committed),
            index_owner: self.snapshot.owner.clone(),
        }
    }
}

/// For each section of a document, whether it is of the filter's parts and a heading above it contains the filter's
/// heading.
pub(crate) fn sections_taken(document: &Document, filter: &Filter, fold: &Fold) -> Vec<bool> {
    let wanted = filter
        .heading
        .as_ref()
        .map(|heading| fold.fold_text(heading))
        .unwrap_or_default();
    let mut taken: Vec<bool> = Vec::with_capacity(document.sections.len());
    for (index, section) in document.sections.iter().enumerate() {
        let inherited = index > 0 && section.level > 0 && taken[section.parent as usize];
        taken.push(
            wanted.is_empty()
                || inherited
                || (section.level > 0 && fold.fold_text(&section.label()).contains(&wanted)),
        );
    }
    for (taken, section) in taken.iter_mut().zip(&document.sections) {
        *taken &= filter.takes_part(section.part);
    }
    taken
}
