//! Which reports have a text, and how often, as the server counts.

use std::collections::HashMap;

use quanwen::Result;
use quanwen::backend::MentionScan;
use serde_json::{Value, json};

use crate::client::{Client, is_partial, take, take_array};
use crate::mapping::REPORT;
use crate::selection::{Group, Groups, Selection, any};
use crate::tokens::{OVERHANG, overlaps_itself, tokens};

/// Reports of a page of an answer.
const PAGE: usize = 10_000;

/// A report that has a text, or may have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub id: String,
    /// Sections with one of the texts.
    pub sections: u64,
    /// How often it has each of them.
    pub of_texts: Vec<u64>,
    /// Whether the server cannot count it: a text stands where one section ends and the next begins.
    pub is_uncounted: bool,
}

/// What the server found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// In the order of answers.
    pub reports: Vec<Candidate>,
    /// Whether a part of the cluster did not answer.
    pub is_partial: bool,
}

/// Whether the server can count the texts of a request: each in one spelling that cannot overlap itself, of which no part is left
/// out.
pub(crate) fn is_countable(scan: &MentionScan) -> bool {
    let phrases = scan.phrases();
    scan.is_plain()
        && phrases.iter().all(|phrase| {
            phrase.readings.len() == 1
                && phrase.strict.is_none()
                && phrase.folded.chars().count() <= OVERHANG + 1
                && !overlaps_itself(&phrase.folded)
        })
}

/// The reports with one of the texts, counted where that is exact.
pub(crate) fn counted(client: &Client, scan: &MentionScan, selection: &Selection) -> Result<Found> {
    let phrases = scan.phrases().iter();
    let texts: Vec<&str> = phrases.map(|phrase| phrase.folded.as_str()).collect();
    let sections = selection.sections();
    let mut of_texts = Vec::with_capacity(texts.len());
    for text in &texts {
        of_texts.push(reports_with(client, &sections, &phrase("chars", text))?);
    }
    let mut found = if let [only] = of_texts.as_slice() {
        only.candidates()
    } else {
        let phrases: Vec<Value> = texts.iter().map(|text| phrase("chars", text)).collect();
        reports(client, &sections, &any(&phrases))?
    };
    let places: HashMap<String, usize> = (0..)
        .zip(&found.reports)
        .map(|(place, report)| (report.id.clone(), place))
        .collect();
    for report in &mut found.reports {
        report.of_texts = vec![0; texts.len()];
    }
    for (number, (text, pages)) in texts.iter().zip(&of_texts).enumerate() {
        found.is_partial |= pages.is_partial;
        let tokens = text.chars().count() as f64;
        for (id, bucket) in pages.by_report() {
            let score = bucket["score"]["value"].as_f64().unwrap_or(0.0);
            if let Some(place) = places.get(id) {
                found.reports[*place].of_texts[number] = rounded(score / tokens);
            }
        }
    }
    let across: Vec<Value> = texts.iter().map(|text| phrase("overhang", text)).collect();
    let across = reports_with(client, &sections, &any(&across))?;
    found.is_partial |= across.is_partial;
    for (id, _) in across.by_report() {
        if let Some(place) = places.get(id) {
            found.reports[*place].is_uncounted = true;
        }
    }
    Ok(found)
}

/// The reports that may have one of the texts, uncounted.
pub(crate) fn uncounted(
    client: &Client,
    scan: &MentionScan,
    selection: &Selection,
) -> Result<Found> {
    let phrases = scan.phrases();
    let is_anywhere = phrases.iter().any(|phrase| phrase.folded.is_empty());
    let is_short = |text: &&String| text.chars().count() <= OVERHANG + 1;
    let readings: Vec<&String> = phrases.iter().flat_map(|phrase| &phrase.readings).collect();
    // A text that is longer than what is repeated of the next section may end there: its beginning is looked for.
    let beginnings = readings.iter().map(|text| {
        let beginning: String = text.chars().take(OVERHANG + 1).collect();
        if is_short(text) {
            (*text).clone()
        } else {
            beginning
        }
    });
    let (clauses, texts) = if is_anywhere {
        (selection.sections(), json!({ "match_all": {} }))
    } else {
        (
            selection.sections(),
            any(&beginnings
                .map(|text| phrase("chars", &text))
                .collect::<Vec<_>>()),
        )
    };
    reports(client, &clauses, &texts)
}

/// The reports whose sections satisfy some clauses and a query.
pub(crate) fn reports(client: &Client, sections: &[Value], query: &Value) -> Result<Found> {
    Ok(reports_with(client, sections, query)?.candidates())
}

/// The places and years of all reports.
pub(crate) fn groups(client: &Client) -> Result<Groups> {
    let kind = json!({ "term": { "kind": REPORT } });
    let sources = [of_region(), of_year()];
    let pages = pages(client, &[kind], &json!({ "match_all": {} }), &sources)?;
    if pages.is_partial {
        return Err(client.partial());
    }
    let groups = pages.buckets.iter().map(|bucket| Group {
        region: bucket["key"]["region"]
            .as_str()
            .unwrap_or_default()
            .to_string(),
        year: bucket["key"]["year"]
            .as_u64()
            .and_then(|year| year.try_into().ok()),
        reports: bucket["doc_count"].as_u64().unwrap_or(0),
    });
    Ok(Groups(groups.collect()))
}

/// Buckets of all pages.
struct Pages {
    buckets: Vec<Value>,
    is_partial: bool,
}

impl Pages {
    /// The buckets of reports, with their ids.
    fn by_report(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.buckets
            .iter()
            .map(move |bucket| (bucket["key"]["report"].as_str().unwrap_or_default(), bucket))
    }

    fn candidates(&self) -> Found {
        let reports = self.by_report().map(|(id, bucket)| Candidate {
            id: id.to_string(),
            sections: bucket["doc_count"].as_u64().unwrap_or(0),
            of_texts: Vec::new(),
            is_uncounted: false,
        });
        Found {
            reports: reports.collect(),
            is_partial: self.is_partial,
        }
    }
}

/// A bucket for each report, in the order of answers.
fn reports_with(client: &Client, sections: &[Value], query: &Value) -> Result<Pages> {
    let by = |field: &str| json!({ field: { "terms": { "field": field } } });
    let sources = [of_region(), of_year(), by("path"), by("report")];
    pages(client, sections, query, &sources)
}

fn of_region() -> Value {
    json!({ "region": { "terms": { "field": "region" } } })
}

/// Reports without a year come first, as in every answer.
fn of_year() -> Value {
    json!({ "year": { "terms": { "field": "year", "missing_bucket": true } } })
}

fn pages(client: &Client, clauses: &[Value], query: &Value, sources: &[Value]) -> Result<Pages> {
    let mut all = Pages {
        buckets: Vec::new(),
        is_partial: false,
    };
    let mut after = Value::Null;
    loop {
        let mut composite = json!({ "size": PAGE, "sources": sources });
        if !after.is_null() {
            composite["after"] = after;
        }
        let body = json!({
            "size": 0,
            "track_total_hits": false,
            "query": { "bool": { "filter": clauses, "must": [query] } },
            "aggs": { "groups": {
                "composite": composite,
                "aggs": { "score": { "sum": { "script": "_score" } } },
            } },
        });
        let mut answer = client.search("_search", &body)?;
        all.is_partial |= is_partial(&answer);
        let buckets = take_array(&mut answer, "/aggregations/groups/buckets");
        after = take(&mut answer, "/aggregations/groups/after_key");
        let is_last = buckets.len() < PAGE || after.is_null();
        all.buckets.extend(buckets);
        if is_last {
            return Ok(all);
        }
    }
}

/// A text in a field of tokens of one character.
fn phrase(field: &str, text: &str) -> Value {
    json!({ "match_phrase": { field: tokens(text) } })
}

/// A count that the server has as a floating-point number, exact up to 16.7 million in a section.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rounded count that is not negative"
)]
fn rounded(count: f64) -> u64 {
    count.round().max(0.0) as u64
}
