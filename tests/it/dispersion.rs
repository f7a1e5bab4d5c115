//! How evenly a text is distributed over a corpus.

use proptest::prelude::*;
use quanwen::api::{
    Concordance, DispersionAnswer, DispersionRequest, Filter, MentionRequest, PartBy, Study,
};
use quanwen::{Error, Part};

use crate::support::{TestCorpus, sample_searcher};

fn near(value: Option<f64>, expected: f64) -> bool {
    value.is_some_and(|value| (value - expected).abs() < 1e-6)
}

/// Reports of 1 to 5 thousand characters, as the example of the formula has it, and the numbers of mentions.
fn of_five_parts() -> TestCorpus {
    let corpus = TestCorpus::empty();
    for (number, mentions) in (1..).zip([1, 4, 0, 10, 5]) {
        let rest = "。".repeat(1000 * number - 2 * mentions);
        let path = format!("{number}.txt");
        corpus.write(&path, format!("{}{rest}\n", "污染".repeat(mentions)));
    }
    corpus
}

#[test]
fn parts_have_their_true_sizes() {
    let searcher = of_five_parts().searcher();
    let answer = searcher
        .dispersion(&DispersionRequest::new("污染"))
        .unwrap();
    let counts: Vec<(u64, u64)> = answer
        .parts
        .iter()
        .map(|part| (part.characters, part.mentions))
        .collect();
    assert_eq!(
        counts,
        [(1000, 1), (2000, 4), (3000, 0), (4000, 10), (5000, 5)]
    );
    let summary = answer.summary;
    assert!(
        near(summary.dp, 0.300_000) && near(summary.dp_norm, 0.321_429),
        "{summary:?}"
    );
    assert!(near(summary.range, 0.8));
    assert_eq!(
        (summary.mentions, summary.parts, summary.parts_with),
        (20, 5, 4)
    );
}

#[test]
fn positions_are_shares_of_the_report() {
    let corpus = TestCorpus::of(&[(
        "a.txt",
        &format!("污染{}污染{}\n", "。".repeat(48), "。".repeat(48)),
    )]);
    let answer = corpus
        .searcher()
        .dispersion(&DispersionRequest::new("污染"))
        .unwrap();
    assert_eq!(answer.parts[0].positions, [0.0, 0.5]);
}

/// Each part has as many positions as mentions, in order, and the parts sum to the mentions under the same filter.
fn assert_complete(answer: &DispersionAnswer, mentions: u64, documents_with: u64) {
    assert_eq!(answer.summary.mentions, mentions);
    let of_parts: u64 = answer.parts.iter().map(|part| part.mentions).sum();
    assert_eq!(of_parts, mentions);
    if answer.summary.by == PartBy::Document {
        assert_eq!(answer.summary.parts_with, documents_with);
    }
    for part in &answer.parts {
        assert_eq!(part.positions.len() as u64, part.mentions);
        assert!(
            part.positions.is_sorted() && part.characters > 0,
            "{part:?}"
        );
        assert!(
            part.positions
                .iter()
                .all(|position| (0.0..=1.0).contains(position))
        );
        assert_eq!(
            part.document.is_some(),
            answer.summary.by == PartBy::Document
        );
    }
}

#[test]
fn parts_sum_to_the_mentions_under_every_filter() {
    let searcher = sample_searcher();
    let filters = [
        Filter::default(),
        Filter::default().years("2019..2021".parse().unwrap()),
        Filter::default().region("松泽县"),
        Filter::default().heading("复议"),
        Filter::default().part(Part::Body).part(Part::Annex),
        Filter::default().path("望汀区").heading("公开"),
    ];
    for filter in filters {
        for text in ["行政复议", "政府", "的", "没有这样的话"] {
            let mentions = MentionRequest::new(text).filter(filter.clone());
            let mentions = searcher.count_mentions(&mentions).unwrap();
            for by in [PartBy::Document, PartBy::Year, PartBy::Region] {
                let request = DispersionRequest::new(text).filter(filter.clone()).by(by);
                let answer = searcher.dispersion(&request).unwrap();
                assert_complete(&answer, mentions.mentions, mentions.documents_with);
            }
        }
    }
}

#[test]
fn only_the_sections_that_the_filter_takes_are_a_part() {
    let corpus = TestCorpus::of(&[
        (
            "a.txt",
            "一、行政复议\n污染。\n二、信息公开\n污染，污染。\n",
        ),
        ("b.txt", "一、信息公开\n污染。\n"),
    ]);
    let searcher = corpus.searcher();
    let all = searcher
        .dispersion(&DispersionRequest::new("污染"))
        .unwrap();
    let filter = Filter::default().heading("复议");
    let of_heading = DispersionRequest::new("污染").filter(filter);
    let of_heading = searcher.dispersion(&of_heading).unwrap();
    assert_eq!((all.summary.parts, all.summary.mentions), (2, 4));
    assert_eq!(
        (of_heading.summary.parts, of_heading.summary.mentions),
        (1, 1)
    );
    // 一、行政复议 and 污染。
    assert_eq!(of_heading.parts[0].characters, 6 + 3);
    assert_eq!(
        (of_heading.summary.dp, of_heading.summary.dp_norm),
        (Some(0.0), None)
    );
}

#[test]
fn reports_without_a_year_are_a_part_of_their_own() {
    let corpus = TestCorpus::of(&[
        ("2018.txt", "松泽县2018年工作报告\n污染。\n"),
        ("2019.txt", "松泽县2019年工作报告\n治理。\n"),
        ("undated.txt", "污染，污染。\n"),
    ]);
    let request = DispersionRequest::new("污染").by(PartBy::Year);
    let parts = corpus.searcher().dispersion(&request).unwrap().parts;
    let counts: Vec<(Option<&str>, u64)> = parts
        .iter()
        .map(|part| (part.group.as_deref(), part.mentions))
        .collect();
    assert_eq!(counts, [(Some("2018"), 1), (Some("2019"), 0), (None, 2)]);
}

#[test]
fn removed_and_changed_reports_do_not_count() {
    let corpus = of_five_parts();
    corpus.index();
    std::fs::remove_file(corpus.root().join("4.txt")).unwrap();
    corpus.write("3.txt", "污染。\n");
    let request = DispersionRequest::new("污染");
    let summary = corpus.searcher().dispersion(&request).unwrap().summary;
    assert_eq!(
        (summary.mentions, summary.parts, summary.characters),
        (11, 4, 8003)
    );
}

#[test]
fn a_text_without_mentions_has_no_dispersion() {
    let searcher = sample_searcher();
    let request = DispersionRequest::new("没有这样的话").limit(2);
    let answer = searcher.dispersion(&request).unwrap();
    assert_eq!((answer.summary.dp, answer.summary.dp_norm), (None, None));
    assert!(near(answer.summary.range, 0.0) && answer.summary.truncated);
    assert_eq!(answer.parts.len(), 2);
    let nothing = searcher.dispersion(&DispersionRequest::new("“”"));
    assert!(matches!(nothing, Err(Error::Query { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn measures_are_those_of_a_naive_count(reports in prop::collection::vec("[污染治，。]{1,60}", 1..8)) {
        let corpus = TestCorpus::empty();
        for (number, text) in reports.iter().enumerate() {
            corpus.write(&format!("{number}.txt"), format!("{text}\n"));
        }
        let searcher = corpus.searcher();
        let summary = searcher.dispersion(&DispersionRequest::new("污染")).unwrap().summary;
        let counts: Vec<(f64, f64)> = reports
            .iter()
            .map(|text| (text.chars().count() as f64, text.matches("污染").count() as f64))
            .collect();
        let size: f64 = counts.iter().map(|(size, _)| size).sum();
        let mentions: f64 = counts.iter().map(|(_, mentions)| mentions).sum();
        prop_assert!((summary.characters as f64 - size).abs() < 0.5);
        prop_assert!((summary.mentions as f64 - mentions).abs() < 0.5);
        let shares = counts.iter().map(|(of_size, of_mentions)| (of_mentions / mentions - of_size / size).abs());
        let expected = shares.sum::<f64>() / 2.0;
        let is_right = if mentions > 0.0 { near(summary.dp, expected) } else { summary.dp.is_none() };
        prop_assert!(is_right, "{:?}, not {}", summary.dp, expected);
    }
}
