//! Which reports a trend covers: those of its filter, or of the places among them that have every year.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Balance, TrendRequest};
use crate::error::Result;
use crate::index::{DocumentAddress, Selection, TextColumn};
use crate::matching::Matcher;

/// The reports that a trend covers.
pub(crate) struct Covered {
    pub selection: Selection,
    /// In index order.
    pub documents: Vec<DocumentAddress>,
    pub balance: Option<Balance>,
}

impl Covered {
    pub(crate) fn of(matcher: Matcher, request: &TrendRequest) -> Result<Self> {
        let selection = matcher.select(&request.filter)?;
        let documents = selection.documents(matcher.snapshot);
        let all = Self {
            selection,
            documents,
            balance: None,
        };
        if request.balanced {
            return all.balanced(matcher, request);
        }
        Ok(all)
    }

    /// Only the dated reports of places that have one of every year.
    fn balanced(self, matcher: Matcher, request: &TrendRequest) -> Result<Self> {
        let columns = matcher.columns();
        let regions = columns.texts_of(TextColumn::Region, &self.documents)?;
        let years: Vec<Option<u16>> = self
            .documents
            .iter()
            .map(|document| columns.year(*document))
            .collect::<Result<_>>()?;
        let folded: Vec<String> = regions
            .iter()
            .map(|region| matcher.fold.fold_text(region))
            .collect();
        let reports = || folded.iter().map(String::as_str).zip(years.iter().copied());
        let balanced = BalancedPlaces::of(reports(), request);
        let kept = self.documents.iter().zip(reports());
        let documents: Vec<DocumentAddress> = kept
            .filter(|(_, (region, year))| balanced.takes(region, *year))
            .map(|(document, _)| *document)
            .collect();
        Ok(Self {
            selection: self.selection.restricted_to(&documents, matcher.snapshot),
            documents,
            balance: Some(balanced.balance),
        })
    }
}

/// The places that have a report of every year.
pub(super) struct BalancedPlaces {
    /// Folded.
    places: BTreeSet<String>,
    pub balance: Balance,
}

impl BalancedPlaces {
    /// Those among the places of some reports, folded, with their years: of the filter's years if they have a first and a last,
    /// otherwise of all years of the reports.
    pub(super) fn of<'f>(
        reports: impl Iterator<Item = (&'f str, Option<u16>)>,
        request: &TrendRequest,
    ) -> Self {
        let mut years: BTreeMap<&str, BTreeSet<u16>> = BTreeMap::new();
        for (region, year) in reports {
            years.entry(region).or_default().extend(year);
        }
        let filter = request.filter.years.as_ref();
        let bounds = filter.and_then(|years| Some((years, years.bounds()?)));
        let wanted: BTreeSet<u16> = match bounds {
            Some((years, bounds)) => bounds.filter(|year| years.contains(*year)).collect(),
            None => years.values().flatten().copied().collect(),
        };
        years.remove("");
        let places = years.len() as u64;
        years.retain(|_, of_region| of_region.is_superset(&wanted));
        Self {
            balance: Balance {
                regions: years.len() as u64,
                left_out: places - years.len() as u64,
                years: wanted.into_iter().collect(),
            },
            places: years.into_keys().map(String::from).collect(),
        }
    }

    /// Whether a report of a place, folded, and a year is covered.
    pub(super) fn takes(&self, region: &str, year: Option<u16>) -> bool {
        year.is_some() && self.places.contains(region)
    }
}
