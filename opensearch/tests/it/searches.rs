//! The same hits, in the same order.

use quanwen::api::{Engine, FacetField, Filter, SearchAnswer, SearchRequest};

use crate::cluster::{Both, sample};
use crate::contract::without_times;

fn answer(engine: &dyn Engine, request: &SearchRequest) -> SearchAnswer {
    let mut answer = engine.search(request).expect("an answer");
    without_times(&mut answer.summary.coverage);
    answer
}

#[test]
fn hits_are_the_same() {
    let Some(Both { local, remote, .. }) = sample() else {
        return;
    };
    for query in [
        "行政复议",
        "行政复议 案件",
        "松泽县2020年行政复议",
        "规范性文件备案审查",
        "\"负责人出庭\"",
        "行政复义",
        "什么是规范性文件",
        "柳渡镇",
        "12件",
        "title:法治 复议",
        "复议 -诉讼",
        "region:松泽 year:2020 执法",
    ] {
        let request = SearchRequest::new(query).facets([FacetField::Year, FacetField::Region]);
        let (local, remote) = (answer(local, &request), answer(remote, &request));
        let ids = |answer: &SearchAnswer| -> Vec<String> {
            answer
                .hits
                .iter()
                .map(|hit| format!("{} {:.2} {}", hit.section.id, hit.score, hit.count))
                .collect()
        };
        eprintln!("{query}\n  {:?}\n  {:?}", ids(&local), ids(&remote));
        eprintln!(
            "  {:?}\n  {:?}",
            local.summary.understood, remote.summary.understood
        );
        eprintln!(
            "  {} {} {} {:?} {:?}\n  {} {} {} {:?} {:?}",
            local.summary.total,
            local.summary.by_synonyms,
            local.summary.definitions,
            local.summary.missing,
            local.summary.cursor,
            remote.summary.total,
            remote.summary.by_synonyms,
            remote.summary.definitions,
            remote.summary.missing,
            remote.summary.cursor
        );
        eprintln!("  facets {}", local.summary.facets == remote.summary.facets);
        eprintln!("  {:?}\n  {:?}", local.zero_hits, remote.zero_hits);
    }
}
