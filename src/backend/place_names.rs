//! The full names of the places of a corpus.

use crate::document::Metadata;
use crate::index::Places;

/// The full names of the places of a corpus, and their codes: 松泽县 is 岚江省 › 澄州市 › 松泽县 if one report says so.
#[derive(Debug, Default)]
pub struct PlaceNames {
    places: Places,
}

impl PlaceNames {
    pub(super) fn new(places: Places) -> Self {
        Self { places }
    }

    /// Gives a report the full name of its place, and its code by GB/T 2260.
    pub fn complete(&self, metadata: &mut Metadata) {
        self.places.complete(metadata);
    }

    /// The full name of a place, levels joined by `/`. One that begins with a province has it.
    pub(super) fn full<'n>(&'n self, region: &'n str) -> &'n str {
        let first = region.split('/').next().unwrap_or(region);
        if self.places.is_province(first) {
            return region;
        }
        self.places.full(region)
    }

    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// Whether no report can give a longer name to a place, given its levels: it has none, or begins with a province.
    pub(super) fn is_full(&self, region: &[String]) -> bool {
        region
            .first()
            .is_none_or(|first| self.places.is_province(first))
    }
}
