//! The same hits, found by the same rules.

use std::collections::{BTreeSet, HashMap};

use quanwen::api::{Engine, FacetField, SearchAnswer, SearchRequest};

use crate::cluster::{Engines, sample};
use crate::contract::without_times;

/// Queries of every kind: words, names of reports, figures, exact texts, fields, operators, distances, expressions, mistakes.
const QUERIES: [&str; 31] = [
    "行政复议",
    "行政复议 案件",
    "松泽县2020年行政复议",
    "规范性文件备案审查",
    "什么是规范性文件",
    "柳渡镇",
    "2020年 执法",
    "12件",
    "\"负责人出庭\"",
    "\"行政复议\" OR \"行政诉讼\"",
    "复议 -诉讼",
    "复议 NOT 12",
    "title:法治 复议",
    "region:松泽 year:2020 执法",
    "heading:复议 案件",
    "issuer:司法局 案件",
    "document_number:松府 执法",
    "document_number:3号",
    "执法 -title:法治",
    "复议 -\"行政复议\" -12",
    "\"均由县司法局和法律顾问审核，及时纠正个别村组封路断路、挖断公路等过头做法。二是从严执法。查处哄抬口罩价格、销售不合格消毒用品案件\"",
    "\"做法。二是从严执法\"",
    "\"年年\"",
    "近(行政, 复议, 3)",
    "NEAR/5(复议 案件)",
    "同句(复议, 案件)",
    "/第[一二三]季度/",
    "行政*复议",
    "行政复义",
    "没有这样的话",
    "\"没有这样的话\" 复议",
];

/// An answer without what is an engine's own.
pub fn answer(engine: &dyn Engine, request: &SearchRequest) -> quanwen::Result<SearchAnswer> {
    let mut answer = engine.search(request)?;
    without_times(&mut answer.summary.coverage);
    Ok(answer)
}

/// The sections and passages of the hits, in any order: scores of an index have lengths in one byte. So any of those that are counted
/// together may stand for them.
fn hits(answer: &SearchAnswer) -> Vec<String> {
    let hits = answer.hits.iter();
    let texts = hits.map(|hit| {
        let passages: Vec<&str> = hit
            .passages
            .iter()
            .map(|passage| passage.text.as_str())
            .collect();
        let id = if hit.count > 1 { "" } else { &hit.section.id };
        format!("{id} {} {passages:?}", hit.count)
    });
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    texts
}

/// Asserts that index and cluster find and count the same sections, or fail alike. Returns how many hits they have.
pub fn same_sections(engines: &Engines, query: &str) -> usize {
    let Engines { local, remote, .. } = engines;
    let fields = [FacetField::Year, FacetField::Region];
    let request = SearchRequest::new(query).limit(1000).facets(fields);
    let (local, mut remote) = match (answer(local, &request), answer(remote, &request)) {
        (Ok(local), Ok(remote)) => (local, remote),
        (Err(local), Err(remote)) => {
            assert_eq!(remote.to_string(), local.to_string());
            return 0;
        }
        (local, remote) => panic!("{query}: local {local:?}, remote {remote:?}"),
    };
    assert_eq!(hits(&remote), hits(&local), "{query}");
    // A cursor belongs to its engine.
    remote.summary.cursor.clone_from(&local.summary.cursor);
    assert_eq!(remote.summary, local.summary, "{query}");
    assert_eq!(remote.zero_hits, local.zero_hits, "{query}");
    remote.hits.len()
}

#[test]
fn the_same_sections_are_found_and_counted() {
    let Some(engines) = sample() else { return };
    for query in QUERIES {
        same_sections(engines, query);
    }
}

#[test]
fn the_best_hits_come_first() {
    let Some(Engines { local, remote, .. }) = sample() else {
        return;
    };
    for query in QUERIES {
        let request = SearchRequest::new(query).limit(1000);
        let (local, remote) = match (answer(local, &request), answer(remote, &request)) {
            (Ok(local), Ok(remote)) => (local, remote),
            (Err(_), Err(_)) => continue,
            (local, remote) => panic!("{query}: local {local:?}, remote {remote:?}"),
        };
        let scores: Vec<f32> = local.hits.iter().map(|hit| hit.score).collect();
        let of_local: HashMap<&str, f32> = local
            .hits
            .iter()
            .map(|hit| (hit.section.id.as_str(), hit.score))
            .collect();
        for (hit, least) in remote.hits.iter().zip(scores).take(10) {
            let score = of_local[hit.section.id.as_str()];
            let id = &hit.section.id;
            assert!(
                score >= 0.9 * least,
                "{query}: {id} has {score}, not {least}"
            );
        }
    }
}

#[test]
fn pages_follow_one_another() {
    let Some(Engines { remote, .. }) = sample() else {
        return;
    };
    let mut request = SearchRequest::new("行政复议 案件").limit(7);
    let mut found = Vec::new();
    loop {
        let answer = remote.search(&request).expect("an answer");
        found.extend(
            answer
                .hits
                .into_iter()
                .map(|hit| (hit.rank, hit.section.id)),
        );
        match answer.summary.cursor {
            Some(cursor) => request = request.after(cursor),
            None => break,
        }
    }
    let ranks: Vec<usize> = found.iter().map(|(rank, _)| *rank).collect();
    assert_eq!(ranks, (1..=found.len()).collect::<Vec<_>>());
    let whole = SearchRequest::new("行政复议 案件").limit(1000);
    let all = remote.search(&whole).expect("an answer").hits;
    let all: BTreeSet<String> = all.into_iter().map(|hit| hit.section.id).collect();
    let paged: BTreeSet<String> = found.into_iter().map(|(_, id)| id).collect();
    assert_eq!(paged, all);
    let of_another = SearchRequest::new("复议").after(request.after.unwrap_or_default());
    assert!(remote.search(&of_another).is_err());
}
