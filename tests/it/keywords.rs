//! The words that set two parts of a corpus apart.

use std::collections::BTreeMap;

use proptest::prelude::*;
use quanwen::api::{
    Concordance, Direction, Filter, Keyword, KeywordOrder, KeywordsAnswer, KeywordsRequest,
    MentionRequest, Study,
};
use quanwen::{Part, Searcher};

use crate::support::{TestCorpus, sample_searcher};

fn of_year(year: &str) -> Filter {
    Filter::default().years(year.parse().unwrap())
}

/// Every word that is not a stop word, a number or a single character, from one occurrence on.
fn every_word(study: Filter, reference: Filter) -> KeywordsRequest {
    KeywordsRequest::new(study, reference).min_count(1)
}

fn word<'a>(answer: &'a KeywordsAnswer, text: &str) -> &'a Keyword {
    let mut words = answer.keywords.iter();
    let found = words.find(|word| word.text == text);
    found.unwrap_or_else(|| panic!("no {text} in {answer:?}"))
}

fn a_and_b(answer: &KeywordsAnswer, text: &str) -> (u64, u64) {
    let word = word(answer, text);
    (word.a, word.b)
}

fn message(searcher: &Searcher, request: &KeywordsRequest) -> String {
    searcher.keywords(request).unwrap_err().to_string()
}

#[test]
fn words_inside_longer_ones_count_and_the_corpus_is_that_of_a_plain_cut() {
    let corpus = TestCorpus::of(&[
        (
            "2018.txt",
            "松泽县2018年工作报告\n行政复议，行政复议，复议。\n",
        ),
        ("2022.txt", "松泽县2022年工作报告\n行政复议，污染。\n"),
    ]);
    let request = every_word(of_year("2018"), of_year("2022"));
    let answer = corpus.searcher().keywords(&request).unwrap();
    assert_eq!(a_and_b(&answer, "行政复议"), (2, 1));
    assert_eq!(a_and_b(&answer, "复议"), (3, 1));
    assert_eq!(a_and_b(&answer, "污染"), (0, 1));
    let repeated = word(&answer, "复议");
    assert_eq!((repeated.documents_a, repeated.documents_b), (1, 1));
    // 松泽县 is not in the dictionary: 松, 泽, 县, then 2018, 年, 工作, 报告.
    assert_eq!((repeated.c, repeated.d), (7 + 3, 7 + 2));
    assert_eq!(answer.summary.study.words, 10);
}

#[test]
fn every_word_has_the_direction_of_its_relative_frequency() {
    let searcher = sample_searcher();
    let request = KeywordsRequest::new(of_year("..2019"), of_year("2022.."));
    let answer = searcher.keywords(&request).unwrap();
    let summary = &answer.summary;
    assert_eq!(answer.keywords.len() as u64, summary.over + summary.under);
    assert!(
        summary.over > 20 && summary.under > 20 && summary.words >= summary.over + summary.under
    );
    for word in &answer.keywords {
        let difference = word.per_10k_a - word.per_10k_b;
        assert_eq!(
            difference > 0.0,
            word.direction == Direction::Over,
            "{word:?}"
        );
        assert!(
            word.a + word.b >= 5 && word.text.chars().count() > 1,
            "{word:?}"
        );
    }
    let over = answer
        .keywords
        .iter()
        .take_while(|word| word.direction == Direction::Over);
    assert_eq!(over.count() as u64, summary.over);
}

#[test]
fn a_word_is_at_most_as_often_as_its_text_under_the_same_filter() {
    let searcher = sample_searcher();
    let sides = [
        [of_year("2019"), of_year("2022..2023")],
        [
            Filter::default().region("松泽县"),
            Filter::default().region("望汀区"),
        ],
        [
            Filter::default().heading("复议"),
            Filter::default().heading("公开"),
        ],
        [
            Filter::default().part(Part::Front),
            Filter::default().part(Part::Body),
        ],
        [
            Filter::default().path("柳渡镇"),
            Filter::default().path("雁石桥镇").path("松泽县/2018.txt"),
        ],
    ];
    for [study, reference] in sides {
        let request = every_word(study.clone(), reference.clone()).limit(40);
        let answer = searcher.keywords(&request).unwrap();
        assert!(answer.keywords.len() > 10, "{study}");
        for word in &answer.keywords {
            for (filter, occurrences) in [(&study, word.a), (&reference, word.b)] {
                let mentions = MentionRequest::new(&word.text).filter(filter.clone());
                let counted = searcher.count_mentions(&mentions).unwrap();
                assert!(occurrences <= counted.mentions, "{filter}: {word:?}");
            }
        }
    }
}

#[test]
fn the_limit_is_of_each_direction_and_counts_are_of_all_words() {
    let searcher = sample_searcher();
    let request = KeywordsRequest::new(of_year("..2019"), of_year("2022.."));
    let all = searcher.keywords(&request).unwrap();
    let cut = searcher.keywords(&request.clone().limit(3)).unwrap();
    assert_eq!(cut.keywords.len(), 6);
    assert!(cut.summary.truncated && !all.summary.truncated);
    assert_eq!(
        (cut.summary.over, cut.summary.under, cut.summary.words),
        (all.summary.over, all.summary.under, all.summary.words)
    );
    let by_ratio = request.sort(KeywordOrder::LogRatio).limit(3);
    let by_ratio = searcher.keywords(&by_ratio).unwrap();
    assert!(by_ratio.keywords[0].log_ratio >= cut.keywords[0].log_ratio);
    let ratios: Vec<f64> = by_ratio
        .keywords
        .iter()
        .map(|word| word.log_ratio.abs())
        .collect();
    assert!(ratios[..3].is_sorted_by(|a, b| a >= b) && ratios[3..].is_sorted_by(|a, b| a >= b));
}

#[test]
fn stop_words_single_characters_and_numbers_are_compared_on_request() {
    let corpus = TestCorpus::of(&[
        ("2018.txt", "松泽县2018年工作报告\n对于污染，一百二十起。\n"),
        ("2022.txt", "松泽县2022年工作报告\n污染。\n"),
    ]);
    let searcher = corpus.searcher();
    let request = every_word(of_year("2018"), of_year("2022"));
    let texts = |request: &KeywordsRequest| {
        let answer = searcher.keywords(request).unwrap();
        let words = answer.keywords.into_iter().map(|word| word.text);
        words.collect::<Vec<_>>()
    };
    let few = texts(&request);
    let all = texts(&request.all(true));
    for word in ["对于", "起", "2018"] {
        assert!(!few.contains(&word.to_string()), "{few:?}");
        assert!(all.contains(&word.to_string()), "{all:?}");
    }
}

#[test]
fn removed_and_changed_reports_do_not_count() {
    let corpus = TestCorpus::of(&[
        ("2018.txt", "松泽县2018年工作报告\n污染。\n"),
        ("a.txt", "望汀区2018年工作报告\n污染，污染。\n"),
        ("b.txt", "望汀区2018年工作报告\n污染，污染，污染。\n"),
        ("2022.txt", "松泽县2022年工作报告\n治理。\n"),
    ]);
    let count = || {
        let request = every_word(of_year("2018"), of_year("2022"));
        a_and_b(&corpus.searcher().keywords(&request).unwrap(), "污染")
    };
    assert_eq!(count(), (6, 0));
    std::fs::remove_file(corpus.root().join("b.txt")).unwrap();
    assert_eq!(count(), (3, 0));
    corpus.write("a.txt", "望汀区2022年工作报告\n污染，污染，治理。\n");
    assert_eq!(count(), (1, 2));
}

#[test]
fn what_both_sides_have_counts_on_both_and_is_told() {
    let searcher = sample_searcher();
    let request = every_word(of_year("2019..2020"), of_year("2020..2021"));
    let answer = searcher.keywords(&request).unwrap();
    let alone = searcher
        .keywords(&every_word(of_year("2020"), of_year("2019")))
        .unwrap();
    assert!(answer.summary.shared_sections > 0);
    assert_eq!(answer.summary.shared_sections, alone.summary.study.sections);
    assert_eq!(alone.summary.shared_sections, 0);
}

#[test]
fn a_side_without_text_is_an_error_that_names_the_years() {
    let searcher = sample_searcher();
    let missing = every_word(of_year("2018"), of_year("1999"));
    assert_eq!(
        message(&searcher, &missing),
        "the reference has no report (years 1999): the corpus has reports of 2016..2024"
    );
    let missing = every_word(Filter::default().region("无此县"), of_year("2018"));
    let said = message(&searcher, &missing);
    assert!(
        said.starts_with("the study side has no report (place 无此县)"),
        "{said}"
    );
    let missing = every_word(of_year("2018").heading("没有这样的标题"), of_year("2019"));
    let said = message(&searcher, &missing);
    assert!(
        said.contains("has no section (years 2018, heading 没有这样的标题)"),
        "{said}"
    );
    let empty = TestCorpus::empty().searcher();
    let said = message(&empty, &KeywordsRequest::default());
    assert!(said.contains("the corpus has none"), "{said}");
}

#[test]
fn sides_that_are_the_same_are_an_error_however_they_are_given() {
    let searcher = sample_searcher();
    let same = every_word(of_year("2019"), of_year("2019"));
    assert!(message(&searcher, &same).starts_with("both sides are the same (years 2019)"));
    let same = every_word(Filter::default(), Filter::default().path(""));
    assert!(message(&searcher, &same).starts_with("both sides are the same (everything)"));
}

/// Words that are no part of one another, so that a text of them is cut between them.
const WORDS: [&str; 6] = ["污染", "治理", "法治", "教育", "医疗", "交通"];

fn report() -> impl Strategy<Value = (bool, Vec<usize>)> {
    (any::<bool>(), prop::collection::vec(0..WORDS.len(), 0..40))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_those_of_the_texts(reports in prop::collection::vec(report(), 1..9)) {
        let corpus = TestCorpus::of(&[
            ("study.txt", "松泽县2018年工作报告\n开始。\n"),
            ("reference.txt", "松泽县2022年工作报告\n开始。\n"),
        ]);
        let mut expected: BTreeMap<&str, [[u64; 2]; 2]> = BTreeMap::new();
        let mut words = [0u64; 2];
        for (number, (is_study, indices)) in reports.iter().enumerate() {
            let (side, year) = if *is_study { (0, 2018) } else { (1, 2022) };
            let body: Vec<&str> = indices.iter().map(|index| WORDS[*index]).collect();
            let text = format!("松泽县{year}年工作报告\n一、{}。\n", body.join("，"));
            corpus.write(&format!("{number}.txt"), text);
            words[side] += body.len() as u64;
            for word in WORDS {
                let occurrences = body.iter().filter(|of_body| **of_body == word).count() as u64;
                let [of_words, of_documents] = expected.entry(word).or_default();
                of_words[side] += occurrences;
                of_documents[side] += u64::from(occurrences > 0);
            }
        }
        let request = every_word(of_year("2018"), of_year("2022"));
        let answer = corpus.searcher().keywords(&request).unwrap();
        for word in answer.keywords.iter().filter(|word| WORDS.contains(&word.text.as_str())) {
            let counted = [[word.a, word.b], [word.documents_a, word.documents_b]];
            prop_assert_eq!(counted, expected[word.text.as_str()], "{}", word.text);
        }
        // A word that both sides use alike is in neither list.
        let [c, d] = [answer.summary.study.words, answer.summary.reference.words];
        let differing = expected.values().filter(|[[a, b], _]| a * d != b * c).count();
        let listed = answer.keywords.iter().filter(|word| WORDS.contains(&word.text.as_str()));
        prop_assert_eq!(listed.count(), differing);
        prop_assert!(c >= words[0] && d >= words[1]);
    }
}
