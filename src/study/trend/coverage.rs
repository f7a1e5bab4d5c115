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
        let all = years.len() as u64;
        let wanted: Vec<u16> = wanted.into_iter().collect();
        let is_whole = |of_place: &BTreeSet<u16>| wanted.iter().all(|year| of_place.contains(year));
        let whole = years.iter().filter(|(_, of_place)| is_whole(of_place));
        let places: BTreeSet<String> = whole.map(|(place, _)| (*place).to_string()).collect();
        let (longest, longest_regions) = if places.is_empty() {
            longest_run(&wanted, years.values())
        } else {
            Default::default()
        };
        Self {
            balance: Balance {
                regions: places.len() as u64,
                left_out: all - places.len() as u64,
                years: wanted,
                longest,
                longest_regions,
            },
            places,
        }
    }

    /// Whether a report of a place, folded, and a year is covered.
    pub(super) fn takes(&self, region: &str, year: Option<u16>) -> bool {
        year.is_some() && self.places.contains(region)
    }
}

/// The most of some years, one after the other, that a place has a report of each, and the places that have; of several such runs the
/// one that most places have, and the last of these.
fn longest_run<'y>(
    wanted: &[u16],
    places: impl Iterator<Item = &'y BTreeSet<u16>>,
) -> (Vec<u16>, u64) {
    // By their lengths and where they begin; a run of a place has all shorter ones in it.
    let mut runs: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for of_place in places {
        let mut start = 0;
        for run in wanted.chunk_by(|a, b| of_place.contains(a) == of_place.contains(b)) {
            if of_place.contains(&run[0]) {
                *runs.entry((run.len(), start)).or_default() += 1;
            }
            start += run.len();
        }
    }
    let Some((&(longest, _), _)) = runs.last_key_value() else {
        return Default::default();
    };
    let of_longest = runs.range((longest, 0)..);
    let most = of_longest.max_by_key(|(_, places)| **places);
    most.map_or_else(Default::default, |(&(length, start), &places)| {
        (wanted[start..start + length].to_vec(), places)
    })
}
