//! What the reports of a corpus say of themselves.

use std::collections::BTreeMap;

use quanwen::Result;
use quanwen::backend::Labels;

use crate::asking::Asking;
use crate::buckets::{Source, all_reports};
use crate::contents::StoredContents;
use crate::selection::Groups;

/// The places, years, issuers and titles of all reports, with the number of reports of each.
pub(crate) fn labels(
    asking: &Asking,
    groups: &Groups,
    contents: &StoredContents,
) -> Result<Labels> {
    let mut regions: BTreeMap<&str, u64> = BTreeMap::new();
    let mut years: BTreeMap<u16, u64> = BTreeMap::new();
    for group in &groups.0 {
        *regions.entry(&group.region).or_default() += group.reports;
        if let Some(year) = group.year {
            *years.entry(year).or_default() += group.reports;
        }
    }
    let regions = regions.into_iter();
    Ok(Labels {
        documents: contents.counts.documents,
        issuers: named(asking, Source::Issuer)?,
        titles: named(asking, Source::Title)?,
        regions: regions
            .map(|(region, reports)| (region.to_string(), reports))
            .collect(),
        years: years.into_iter().collect(),
    })
}

/// The values that reports have, with the number of reports of each.
fn named(asking: &Asking, source: Source) -> Result<Vec<(String, u64)>> {
    let found = all_reports(asking, source, Vec::new())?;
    let named = found
        .iter()
        .map(|bucket| (bucket.text(source).to_string(), bucket.size));
    Ok(named.filter(|(name, _)| !name.is_empty()).collect())
}
