//! Mentions one at a time, and their numbers by year and place, are those of the whole answer.

use quanwen::api::{
    Concordance, FacetField, Mention, MentionRequest, SortKey, Study, TrendField, TrendRequest,
};
use quanwen::{mention_facets, mentions_of};

use crate::support::{TestCorpus, sample_searcher};

fn one_by_one(source: &dyn Concordance, request: &MentionRequest) -> Vec<Mention> {
    let mentions = mentions_of(source, request).unwrap();
    mentions.map(|mention| mention.unwrap()).collect()
}

#[test]
fn mentions_one_at_a_time_are_those_of_the_answer() {
    let searcher = sample_searcher();
    let all = MentionRequest::new("行政复议");
    let requests = [
        all.clone(),
        all.clone().limit(7),
        all.clone().limit(0),
        all.clone().sort([SortKey::Right(1)]).limit(9),
        MentionRequest::of_texts(["复议", "不在任何地方"]),
        MentionRequest::new("不在任何地方"),
    ];
    for request in requests {
        let answer = searcher.mentions(&request).unwrap();
        assert_eq!(one_by_one(&searcher, &request), answer.mentions);
        let summary = mentions_of(&searcher, &request).unwrap().summary().clone();
        assert_eq!(summary.mentions, answer.summary.mentions);
    }
}

#[test]
fn a_record_below_another_has_its_mentions_once() {
    let record = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"办理行政复议案件\"}}\n");
    let records = [record("7"), record("7/8")].concat();
    let searcher = TestCorpus::of(&[("a.jsonl", &records)]).searcher();
    let found = one_by_one(&searcher, &MentionRequest::new("行政复议"));
    let paths: Vec<&str> = found
        .iter()
        .map(|mention| mention.document.path.as_str())
        .collect();
    assert_eq!(paths, ["a.jsonl!/7", "a.jsonl!/7/8"]);
}

#[test]
fn facets_are_the_counts_of_a_trend() {
    let searcher = sample_searcher();
    let request = MentionRequest::new("行政复议");
    let fields = [FacetField::Year, FacetField::Region];
    let facets = mention_facets(&searcher, &request, &fields).unwrap();
    let all = searcher.count_mentions(&request).unwrap();
    for facet in &facets {
        let mentions: u64 = facet.values.iter().map(|value| value.mentions).sum();
        let documents: u64 = facet.values.iter().map(|value| value.documents).sum();
        assert_eq!((mentions, documents), (all.mentions, all.documents_with));
    }
    let trend = TrendRequest::new(["行政复议"]).by([TrendField::Year]);
    let trend = searcher.trend(&trend).unwrap();
    for value in facets[0]
        .values
        .iter()
        .filter(|value| value.value.is_some())
    {
        let year: u16 = value.value.as_deref().unwrap().parse().unwrap();
        let cell = trend
            .cells
            .iter()
            .find(|cell| cell.group.year.value() == Some(&year));
        assert_eq!(
            cell.and_then(|cell| cell.mentions),
            Some(value.mentions),
            "{year}"
        );
    }
    let places: Vec<u64> = facets[1]
        .values
        .iter()
        .map(|value| value.mentions)
        .collect();
    assert!(places.is_sorted_by(|a, b| a >= b), "{places:?}");
}
