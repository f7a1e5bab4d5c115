//! What the reports of a corpus say of themselves.

use std::collections::BTreeMap;

use quanwen::Result;
use quanwen::backend::Labels;
use serde_json::json;

use crate::asking::Asking;
use crate::client::take_array;
use crate::contents::StoredContents;
use crate::mapping::REPORT;
use crate::selection::Groups;

/// Maximum number of issuers and of titles, the most frequent first.
const MAX_NAMES: usize = 10_000;

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
    let terms = |field: &str| json!({ "terms": { "field": field, "size": MAX_NAMES } });
    let question = json!({
        "size": 0,
        "query": { "term": { "kind": REPORT } },
        "aggs": { "issuer": terms("issuer"), "title": terms("title") },
    });
    let mut answer = asking.search("_search", &question)?;
    let mut named = |field: &str| {
        let buckets = take_array(&mut answer, &format!("/aggregations/{field}/buckets"));
        let named = buckets.iter().map(|bucket| {
            let name = bucket["key"].as_str().unwrap_or_default().to_string();
            (name, bucket["doc_count"].as_u64().unwrap_or(0))
        });
        named.collect()
    };
    let regions = regions.into_iter();
    Ok(Labels {
        documents: contents.counts.documents,
        issuers: named("issuer"),
        titles: named("title"),
        regions: regions
            .map(|(region, reports)| (region.to_string(), reports))
            .collect(),
        years: years.into_iter().collect(),
    })
}
