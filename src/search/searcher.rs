//! An open index.

use std::sync::OnceLock;

use super::reference::Coverage;
use crate::analysis::Segmenter;
use crate::document::Document;
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{Citations, IndexFolder, Selection, Snapshot};
use crate::query::{Filter, Lexicon};
use crate::schema::{Ranking, Schema};

/// Answers questions from one committed state of an index. Opening loads no dictionary; the first ranked
/// search does.
pub struct Searcher {
    pub(super) folder: IndexFolder,
    pub(super) snapshot: Snapshot,
    pub(super) schema: Schema,
    pub(super) fold: Fold,
    pub(super) currency: Currency,
    segmenter: OnceLock<Segmenter>,
    lexicon: OnceLock<Lexicon>,
    citations: OnceLock<Citations>,
    ranking: Ranking,
}

/// Whether an index is known to say what its files say now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Currency {
    /// It was compared with the files just now.
    Current,
    /// Files have changed, or another process is updating it.
    Stale,
    /// Nobody looked.
    #[default]
    Unknown,
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Searcher {
    /// Opens an index with the rules that the library carries.
    ///
    /// # Errors
    /// [`crate::Error::NoIndex`], [`crate::Error::Outdated`], [`crate::Error::Damaged`].
    pub fn open(folder: &IndexFolder) -> Result<Self> {
        Self::open_with(folder, Schema::embedded())
    }

    /// Opens an index with other rules, which must be those that it was made with.
    ///
    /// # Errors
    /// As [`Searcher::open`].
    pub fn open_with(folder: &IndexFolder, schema: Schema) -> Result<Self> {
        Ok(Self {
            snapshot: Snapshot::open(folder, &schema)?,
            fold: Fold::new(&schema)?,
            ranking: schema.field_table()?.ranking,
            folder: folder.clone(),
            schema,
            currency: Currency::Unknown,
            segmenter: OnceLock::new(),
            lexicon: OnceLock::new(),
            citations: OnceLock::new(),
        })
    }

    /// Says what is known of the index's currency, for the answers to pass on.
    #[must_use]
    pub fn with_currency(mut self, currency: Currency) -> Self {
        self.currency = currency;
        self
    }

    /// The user whose index it is, where that is another than who runs the program.
    #[must_use]
    pub fn index_owner(&self) -> Option<&str> {
        self.snapshot.owner.as_deref()
    }

    /// Whether the dictionary is another than the one that the index was made with: the order of hits may be
    /// worse than it could be, mentions are not touched.
    #[must_use]
    pub fn dictionary_differs(&self) -> bool {
        self.snapshot.commit.word_stamp != self.schema.word_stamp()
    }

    /// Whether the segmenter's dictionary has been loaded: the first ranked search does it, nothing else.
    #[must_use]
    pub fn dictionary_is_loaded(&self) -> bool {
        self.segmenter.get().is_some()
    }

    pub(super) fn segmenter(&self) -> Result<&Segmenter> {
        if let Some(segmenter) = self.segmenter.get() {
            return Ok(segmenter);
        }
        let segmenter = Segmenter::for_queries(&self.schema)?;
        Ok(self.segmenter.get_or_init(|| segmenter))
    }

    pub(super) fn ranking(&self) -> &Ranking {
        &self.ranking
    }

    pub(super) fn lexicon(&self) -> Result<&Lexicon> {
        if let Some(lexicon) = self.lexicon.get() {
            return Ok(lexicon);
        }
        let lexicon = Lexicon::new(&self.schema)?;
        Ok(self.lexicon.get_or_init(|| lexicon))
    }

    pub(super) fn citations(&self) -> Result<&Citations> {
        if let Some(citations) = self.citations.get() {
            return Ok(citations);
        }
        let citations = self.snapshot.citations(&self.fold)?;
        Ok(self.citations.get_or_init(|| citations))
    }

    /// Answers, or says that the index is damaged where something was read that is not what was written.
    pub(super) fn answer<T>(&self, answer: impl FnOnce() -> Result<T>) -> Result<T> {
        self.snapshot.sound(answer)
    }

    /// What a selection covers and what is known of its completeness. No file skipped, and none known to have
    /// changed since, makes an answer complete.
    pub(super) fn coverage(&self, selection: &Selection) -> Coverage {
        let skipped_files = self.snapshot.commit.skipped;
        Coverage {
            documents: selection.documents,
            undated: selection.undated,
            unplaced: selection.unplaced,
            without_issuer: 0,
            without_document_number: 0,
            complete: skipped_files == 0 && self.currency != Currency::Stale,
            stale: match self.currency {
                Currency::Current => Some(false),
                Currency::Stale => Some(true),
                Currency::Unknown => None,
            },
            skipped_files,
            updated: self.snapshot.commit.committed,
            index_owner: self.snapshot.owner.clone(),
        }
    }

    /// For each section of a document, whether the filter's part about headings takes it.
    pub(super) fn sections_taken(&self, document: &Document, filter: &Filter) -> Vec<bool> {
        let wanted = filter
            .heading
            .as_ref()
            .map(|heading| self.fold.fold_text(heading))
            .unwrap_or_default();
        let mut taken: Vec<bool> = Vec::with_capacity(document.sections.len());
        for (index, section) in document.sections.iter().enumerate() {
            let inherited = index > 0 && section.level > 0 && taken[section.parent as usize];
            taken.push(
                wanted.is_empty()
                    || inherited
                    || (section.level > 0
                        && self.fold.fold_text(&section.label()).contains(&wanted)),
            );
        }
        taken
    }
}
