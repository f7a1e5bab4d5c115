//! The rules by which reports are read and requests are matched.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::place_names::PlaceNames;
use crate::api::{Filter, MentionRequest, TrendRequest};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{MetadataFilter, Places};
use crate::mentions::MentionScan;
use crate::schema::Schema;
use crate::segmenter::Segmenter;
use crate::study::TrendCounts;

/// The rules by which reports are read and requests are matched, ready for use.
pub struct Rules {
    pub(super) schema: Schema,
    fold: Fold,
    /// Loads the dictionary when it is first needed.
    segmenter: OnceLock<Segmenter>,
}

impl Rules {
    /// The rules of a schema.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in its files.
    pub fn new(schema: Schema) -> Result<Self> {
        Ok(Self {
            fold: Fold::new(&schema)?,
            schema,
            segmenter: OnceLock::new(),
        })
    }

    /// The stamp of the rules that exactness depends on. Reports that were indexed with another one must be indexed again.
    ///
    /// # Errors
    /// As [`Schema::exact_stamp`].
    pub fn exact_stamp(&self) -> Result<String> {
        self.schema.exact_stamp()
    }

    /// The stamp of the dictionary.
    pub fn word_stamp(&self) -> String {
        self.schema.word_stamp()
    }

    /// Folds the texts of a request, to find them in reports.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for a text that folds to nothing.
    pub fn scan<'r>(&'r self, request: &'r MentionRequest) -> Result<MentionScan<'r>> {
        let segmenter = request.whole_word.then(|| self.segmenter()).transpose()?;
        MentionScan::new(request, &self.fold, segmenter)
    }

    /// The full names of the places of a corpus, each given with its levels joined by `/`.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in the table of divisions.
    pub fn place_names(&self, regions: &BTreeSet<String>) -> Result<PlaceNames> {
        let places = Places::of(regions, &self.fold, &self.schema)?;
        Ok(PlaceNames::new(places))
    }

    /// Folds the terms of a trend over a corpus with some places.
    ///
    /// # Errors
    /// As [`Study::trend`](crate::api::Study::trend).
    pub fn trend<'r>(
        &'r self,
        request: &'r TrendRequest,
        places: &'r PlaceNames,
    ) -> Result<TrendCounts<'r>> {
        TrendCounts::new(request, &self.fold, places.places())
    }

    /// A folded text, as headings and places are compared.
    pub fn fold_text(&self, text: &str) -> String {
        self.fold.fold_text(text)
    }

    /// Whether a filter takes reports of a place, given its levels joined by `/`, whatever their years.
    pub fn takes_region(&self, filter: &Filter, region: &str) -> bool {
        MetadataFilter::new(filter, &self.fold).takes_region(region)
    }

    pub(super) fn fold(&self) -> &Fold {
        &self.fold
    }

    pub(super) fn segmenter(&self) -> Result<&Segmenter> {
        if let Some(segmenter) = self.segmenter.get() {
            return Ok(segmenter);
        }
        let segmenter = Segmenter::for_reports(&self.schema)?;
        Ok(self.segmenter.get_or_init(|| segmenter))
    }
}
