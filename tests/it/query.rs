//! The query language on the sample reports: constraints hold, and quoted texts match what `mentions` counts.

use quanwen::api::{Concordance, Engine, MentionRequest, SearchAnswer, SearchRequest};
use std::collections::BTreeSet;

use quanwen::Error;

use crate::support::sample_searcher;

/// Every hit of a query, one by one.
fn all(query: &str) -> SearchAnswer {
    let request = SearchRequest::new(query)
        .limit(10_000)
        .passages(0)
        .collapse(false);
    sample_searcher().search(&request).unwrap()
}

fn sections(query: &str) -> BTreeSet<String> {
    let answer = all(query);
    assert_eq!(answer.summary.total, answer.hits.len() as u64, "{query}");
    answer.hits.into_iter().map(|hit| hit.section.id).collect()
}

fn sections_mentioning(text: &str) -> BTreeSet<String> {
    let searcher = sample_searcher();
    searcher
        .mentions(&MentionRequest::new(text))
        .unwrap()
        .mentions
        .into_iter()
        .map(|mention| mention.section.id)
        .collect()
}

#[test]
fn quoted_texts_match_the_sections_of_their_mentions() {
    for text in [
        "规范性文件",
        "复",
        "政复",
        "年",
        "〔2019〕12号",
        "公里",
        "App",
        "不存在的话",
    ] {
        assert_eq!(
            sections(&format!("\"{text}\"")),
            sections_mentioning(text),
            "{text}"
        );
    }
}

#[test]
fn signs_and_operators_are_set_operations() {
    let (review, suit) = (sections_mentioning("复议"), sections_mentioning("诉讼"));
    let both: BTreeSet<String> = review.intersection(&suit).cloned().collect();
    let one: BTreeSet<String> = review.union(&suit).cloned().collect();
    let without: BTreeSet<String> = review.difference(&suit).cloned().collect();
    assert!(!both.is_empty() && !without.is_empty());
    for query in [
        "+复议 +诉讼",
        "复议 AND 诉讼",
        "\"复议\" \"诉讼\"",
        "（＋复议　＋诉讼）",
        "同节(复议 诉讼)",
    ] {
        assert_eq!(sections(query), both, "{query}");
    }
    for query in ["复议 OR 诉讼", "\"复议\" OR “诉讼”"] {
        assert_eq!(sections(query), one, "{query}");
    }
    for query in ["+复议 -诉讼", "复议 AND NOT 诉讼", "\"复议\" -(诉讼)"] {
        assert_eq!(sections(query), without, "{query}");
    }
}

#[test]
fn scopes_are_nested() {
    let near = sections("\"行政 诉讼\"~0");
    assert_eq!(near, sections("\"行政诉讼\" OR \"诉讼行政\""));
    let nearer = sections("\"复议 调解\"~6");
    let sentence = sections("同句(复议 调解)");
    let paragraph = sections("同段(复议 调解)");
    assert!(!nearer.is_empty() && nearer.is_subset(&paragraph));
    assert!(sentence.is_subset(&paragraph) && sentence.len() < paragraph.len());
    assert!(paragraph.is_subset(&sections("同节(复议 调解)")));
    assert!(sections("\"复议 调解\"~1000").is_subset(&paragraph));
}

#[test]
fn one_occurrence_is_not_two() {
    // 履行政府职能 has 行政 and 政府 in three characters.
    let overlapping = sections("\"行政府\"");
    let near = sections("\"行政 政府\"~0");
    assert!(!overlapping.is_empty());
    assert_eq!(near, sections("\"行政政府\" OR \"政府行政\""));
    let twice = sections("同句(复议 复议)");
    assert!(!twice.is_empty() && twice.is_subset(&sections_mentioning("复议")));
    assert!(twice.len() < sections_mentioning("复议").len());
    assert!(twice.is_subset(&sections("/复议[^。！？]*复议/")));
}

#[test]
fn fields_and_exclusions_narrow_the_answer() {
    let words = sections("复议");
    let of_2021 = sections("year:2021");
    let narrowed: BTreeSet<String> = words.intersection(&of_2021).cloned().collect();
    assert_eq!(sections("复议 year:2021"), narrowed);
    let without: BTreeSet<String> = words
        .difference(&sections_mentioning("诉讼"))
        .cloned()
        .collect();
    assert_eq!(sections("复议 -诉讼"), without);
    assert!(sections("从来没有的词zzzz year:2021").len() < of_2021.len());
    // With a quoted text, words need not occur.
    assert_eq!(
        sections("复议 \"规范性文件\""),
        sections_mentioning("规范性文件")
    );
}

#[test]
fn wildcards_and_expressions_match_their_alternatives() {
    assert_eq!(sections("\"行政?议\""), sections("/行政.议/"));
    assert_eq!(sections("/复议|诉讼/"), sections("复议 OR 诉讼"));
    assert_eq!(sections("/規範性文件/"), sections_mentioning("规范性文件"));
    assert_eq!(sections("/2021 年/"), sections_mentioning("2021 年"));
    assert!(sections("\"行政*机关\"").is_superset(&sections_mentioning("行政复议机关")));
}

#[test]
fn fields_filter_by_report_and_heading() {
    let years: BTreeSet<Option<u16>> = all("year:2019..2020")
        .hits
        .iter()
        .map(|hit| hit.document.year)
        .collect();
    assert_eq!(years, BTreeSet::from([Some(2019), Some(2020)]));
    for hit in all("heading:复议 title:柳渡镇").hits {
        assert!(
            hit.section.path.join("").contains("复议"),
            "{:?}",
            hit.section.path
        );
        assert!(hit.document.title.unwrap_or_default().contains("柳渡镇"));
    }
    assert!(all("region:松泽县 year:2019").summary.total > 0);
    assert_eq!(
        sections("region:\"松泽县 › 柳渡镇\""),
        sections("region:\"松泽县/柳渡镇\"")
    );
    assert!(!sections("region:\"松泽县/柳渡镇\"").is_empty());
    assert_eq!(all("NOT year:2019").summary.coverage.undated, 0);
    assert!(all("issuer:人民政府").summary.total > all("issuer:柳渡镇人民政府").summary.total);
    let undated = all("year:2019").summary.coverage.undated;
    assert_eq!(undated, all("复议 year:2019").summary.coverage.undated);
}

#[test]
fn facets_and_totals_count_before_grouping() {
    let request = SearchRequest::new("\"复议\"")
        .facets(vec!["year".parse().unwrap(), "region".parse().unwrap()])
        .limit(3);
    let summary = sample_searcher().search(&request).unwrap().summary;
    assert_eq!(summary.total, sections_mentioning("复议").len() as u64);
    for facet in summary.facets {
        let counted: u64 = facet.values.iter().map(|value| value.sections).sum();
        assert_eq!(counted, summary.total, "{:?}", facet.field);
    }
}

#[test]
fn pages_have_no_gap_and_no_overlap() {
    let page = |after: Option<String>, limit| {
        let request = SearchRequest::new("复议案件").limit(limit).after(after);
        sample_searcher().search(&request).unwrap()
    };
    let whole = page(None, 12);
    let mut ids = Vec::new();
    let mut after = None;
    for _ in 0..3 {
        let answer = page(after.take(), 4);
        assert_eq!(answer.hits[0].rank, ids.len() + 1);
        ids.extend(answer.hits.into_iter().map(|hit| hit.section.id));
        after = answer.summary.cursor;
        assert!(after.is_some());
    }
    assert_eq!(
        ids,
        whole
            .hits
            .iter()
            .map(|hit| hit.section.id.clone())
            .collect::<Vec<_>>()
    );
}

#[test]
fn zero_hits_are_explained() {
    let answer = all("+复议 +火箭发射");
    let zero_hits = answer.zero_hits.unwrap();
    assert_eq!(zero_hits.documents, 35);
    let part = |text: &str| {
        zero_hits
            .parts
            .iter()
            .find(|part| part.text.contains(text))
            .unwrap()
    };
    assert!(part("复议").sections > 0 && !part("复议").leaves_nothing);
    assert!(
        zero_hits
            .parts
            .iter()
            .any(|part| part.leaves_nothing && part.sections == 0)
    );
    let near = all("\"行政复仪\"").zero_hits.unwrap().suggestions;
    assert!(
        near.iter()
            .any(|near| near.text == "行政复议" && near.mentions > 100),
        "{near:?}"
    );
}

#[test]
fn invalid_queries_say_where_and_why() {
    for (query, column, fragment) in [
        ("复议 \"诉讼", 4, "\""),
        ("(复议", 1, "("),
        ("titel:年度", 1, "title"),
        ("title:", 6, "nothing follows"),
        ("year:2022..2018", 6, "2018..2022"),
        ("/复议(/", 1, "unclosed group"),
        ("/(a{900}){900}/", 1, "too large"),
        ("/复*/", 1, "empty text"),
        ("！！！", 1, "no word"),
        ("\"“”\"", 1, "ignores"),
    ] {
        let error = sample_searcher()
            .search(&SearchRequest::new(query))
            .unwrap_err();
        let Error::Query {
            column: at,
            message,
            ..
        } = &error
        else {
            panic!("{query}: {error}");
        };
        assert!(message.to_string().contains(fragment), "{query}: {message}");
        assert_eq!(*at, column, "{query}: {message}");
    }
    let long = sample_searcher().search(&SearchRequest::new("复议".repeat(50_000)));
    assert!(long.unwrap_err().to_string().contains("10,000"));
}

#[test]
fn stop_words_alone_are_ranked_by() {
    assert!(all("的 和").summary.total > 0);
}

#[test]
fn plain_words_have_no_operators() {
    let request = SearchRequest::new("“复议”（-案件 title:x").plain(true);
    let answer = sample_searcher().search(&request).unwrap();
    assert!(answer.summary.words.contains(&"案件".to_string()));
}
