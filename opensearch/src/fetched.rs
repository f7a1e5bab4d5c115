//! Sections and reports as the server has them.

use quanwen::backend::{FetchedSection, ReportKey, SectionKey};
use quanwen::{Error, Result};
use quanwen_messages::{Argument, text};
use serde_json::Value;

use crate::buckets::rounded;
use crate::client::take;
use crate::corpus::OpenSearch;
use crate::mapping::{COUNTED, WORDS};
use crate::stored::StoredSection;

/// A section as it was fetched.
pub(crate) fn section(engine: &OpenSearch, mut hit: Value, words: usize) -> Result<FetchedSection> {
    let key = report_key(&hit["_source"]);
    let part = hit["_source"]["part"].as_str().map(str::parse);
    let Some(Ok(part)) = part else {
        return Err(damaged(engine, text!("of an unknown part")));
    };
    let stored = stored_section(engine, take(&mut hit, "/_source/section"))?;
    let mut counts = vec![[0; 3]; words];
    for (name, score) in hit["matched_queries"].as_object().into_iter().flatten() {
        let Some((place, field)) = name.split_once(' ') else {
            continue;
        };
        let place = place
            .parse()
            .ok()
            .and_then(|place: usize| counts.get_mut(place));
        let field = WORDS.iter().position(|known| *known == field);
        if let (Some(counts), Some(field)) = (place, field) {
            counts[field] = counted(score);
        }
    }
    Ok(FetchedSection {
        key: SectionKey {
            report: key,
            section: stored.number,
        },
        part,
        text: stored.text(&engine.rules),
        following: stored.following,
        headings: stored.headings,
        lengths: stored.lengths,
        words: counts,
    })
}

/// Which section was found.
pub(crate) fn section_key(engine: &OpenSearch, hit: &Value) -> Result<SectionKey> {
    let source = &hit["_source"];
    let number = source["section"]["number"].as_u64();
    let number = number.and_then(|number| number.try_into().ok());
    Ok(SectionKey {
        report: report_key(source),
        section: number.ok_or_else(|| damaged(engine, text!("without a number")))?,
    })
}

/// What is stored of a section.
pub(crate) fn stored_section(engine: &OpenSearch, stored: Value) -> Result<StoredSection> {
    serde_json::from_value(stored).map_err(|error| damaged(engine, error.to_string()))
}

fn damaged(engine: &OpenSearch, reason: impl Into<Argument>) -> Error {
    engine.client.damaged(text!("section"), reason)
}

/// The frequency of a word that was [counted](COUNTED) instead of scored.
fn counted(score: &Value) -> u32 {
    let frequency = rounded(score.as_f64().unwrap_or(0.0) / f64::from(COUNTED));
    u32::try_from(frequency).unwrap_or(u32::MAX)
}

fn report_key(source: &Value) -> ReportKey {
    let text = |field: &str| source[field].as_str().unwrap_or_default().to_string();
    let year = source["year"].as_u64();
    ReportKey {
        region: text("region"),
        year: year.and_then(|year| year.try_into().ok()),
        path: text("path"),
        id: text("report"),
        title: text("title"),
        issuer: text("issuer"),
        document_number: text("number"),
        code: source["code"].as_str().map(String::from),
    }
}
