//! How often the titles of a corpus are cited: counted once, when all reports are there.

use std::collections::BTreeMap;

use quanwen::Result;
use quanwen::backend::{Bearers, CitedTitles, IndexedReport, Rules};
use quanwen_messages::message;
use serde_json::json;

use crate::asking::Asking;
use crate::buckets::{Bucket, Source, Sum, all_reports, values_of};
use crate::client::{Client, Method, take};
use crate::mapping::CITATIONS;

/// The titles that a report cites, each followed by how often.
pub(crate) fn cited_titles(report: &IndexedReport) -> Vec<String> {
    let mut citations: BTreeMap<&str, u64> = BTreeMap::new();
    for title in &report.cites {
        *citations.entry(title).or_default() += 1;
    }
    let citations = citations.into_iter();
    citations
        .map(|(title, times)| format!("{title} {times}"))
        .collect()
}

/// Counts what the reports of an index cite, and stores the shares of their titles.
pub(crate) fn count(client: &Client, rules: &Rules) -> Result<()> {
    let mut cited = CitedTitles::default();
    let of_reports =
        |source, sums| Asking::whole(client, |asking| all_reports(asking, source, sums));
    for bucket in of_reports(Source::Cites, Vec::new())? {
        let citing = bucket.text(Source::Cites).rsplit_once(' ');
        let citing = citing.and_then(|(title, times)| Some((title, times.parse::<u64>().ok()?)));
        if let Some((title, times)) = citing {
            cited.add_citations(title, times * bucket.size);
        }
    }
    if !cited.is_empty() {
        let sizes = values_of(&[Sum::Characters, Sum::Sections]);
        for bucket in of_reports(Source::Title, sizes)? {
            let title = rules.fold_text(bucket.text(Source::Title));
            cited.add_bearers(&title, bearers(&bucket));
        }
    }
    let body = json!({ "kind": CITATIONS, "citations": rules.citation_shares(&cited)? });
    let path = format!("/{}/_doc/{CITATIONS}", client.index);
    client.call(Method::Put, &path, Some(&body))?;
    Ok(())
}

/// The shares of titles that an index has stored.
pub(crate) fn shares(client: &Client) -> Result<BTreeMap<String, f32>> {
    let path = format!("/{}/_doc/{CITATIONS}", client.index);
    let mut answer = client.call(Method::Get, &path, None)?;
    let damaged = |error: serde_json::Error| {
        client.error(message!(
            "has damaged citations ({error})",
            error = error.to_string()
        ))
    };
    serde_json::from_value(take(&mut answer, "/_source/citations")).map_err(damaged)
}

/// The reports of a group that bear its title: copies of one have the same size.
fn bearers(bucket: &Bucket) -> Bearers {
    match (bucket.only(Sum::Characters), bucket.only(Sum::Sections)) {
        (Some(characters), Some(sections)) => Bearers::One {
            characters,
            sections,
        },
        _ => Bearers::Several,
    }
}
