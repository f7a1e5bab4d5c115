//! Which reports a trend covers: those of its filter, or of the places among them that have every year.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Balance, TrendRequest, YearRange};
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

    /// Only the reports of places that have one of every year: of the filter's years if they have a first and a last, otherwise
    /// of all years of the reports.
    fn balanced(self, matcher: Matcher, request: &TrendRequest) -> Result<Self> {
        let columns = matcher.columns();
        let regions = columns.texts_of(TextColumn::Region, &self.documents)?;
        let regions: Vec<String> = regions
            .iter()
            .map(|region| matcher.fold.fold_text(region))
            .collect();
        let mut years: BTreeMap<&str, BTreeSet<u16>> = BTreeMap::new();
        for (document, region) in self.documents.iter().zip(&regions) {
            let year = columns.year(*document)?;
            let of_region = years.entry(region).or_default();
            of_region.extend(year);
        }
        let wanted: BTreeSet<u16> = match request.filter.years.and_then(YearRange::bounds) {
            Some(bounds) => bounds.collect(),
            None => years.values().flatten().copied().collect(),
        };
        years.remove("");
        let places = years.len() as u64;
        years.retain(|_, of_region| of_region.is_superset(&wanted));
        let balance = Balance {
            regions: years.len() as u64,
            left_out: places - years.len() as u64,
            years: wanted.into_iter().collect(),
        };
        let is_kept = |region: &str| years.contains_key(region);
        let kept = self.documents.iter().zip(&regions);
        let mut documents = Vec::new();
        for (document, _) in kept.filter(|(_, region)| is_kept(region)) {
            if columns.year(*document)?.is_some() {
                documents.push(*document);
            }
        }
        Ok(Self {
            selection: self.selection.restricted_to(&documents, matcher.snapshot),
            documents,
            balance: Some(balance),
        })
    }
}
