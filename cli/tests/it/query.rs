//! Queries: options, cursors, signs.

use crate::support::{TestCorpus, in_english, indexed_sample};

#[test]
fn a_cursor_from_before_an_update_is_refused() {
    in_english();
    let corpus = TestCorpus::sample();
    corpus.index();
    let first = corpus.run(&["search", "复议", "--limit", "2", "--json", "."]);
    let summary = first.stdout();
    let cursor = summary
        .split("\"cursor\":\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let next = corpus.run(&[
        "search",
        "复议",
        "--limit",
        "2",
        "--after",
        cursor,
        "--no-update",
        ".",
    ]);
    assert!(next.stdout().contains("3. "), "{}", next.stdout());
    corpus.write(
        "新报告.txt",
        "松泽县2025年法治政府建设年度报告\n一、行政复议\n全年办理复议案件3件。\n",
    );
    let refused = corpus.run(&["search", "复议", "--limit", "2", "--after", cursor, "."]);
    assert_eq!(refused.status(), 2);
    assert!(
        refused.stderr().contains("updated since"),
        "{}",
        refused.stderr()
    );
}

#[test]
fn the_same_sentence_in_reports_of_one_place_and_year_is_one_hit_with_a_count() {
    in_english();
    let text = |place: &str| {
        format!(
            "{place}2021年法治政府建设年度报告\n一、行政复议\n坚持复议为民，认真办理每一起复议案件。\n"
        )
    };
    let corpus = TestCorpus::of(&[
        ("a.txt", &text("松泽县")),
        ("b.txt", &text("松泽县")),
        ("c.txt", &text("松泽县")),
        ("d.txt", &text("望汀区")),
        (
            "e.txt",
            "雁石桥镇2021年法治政府建设年度报告\n一、行政复议\n全年没有复议案件。\n",
        ),
    ]);
    corpus.index();
    let shown = corpus.run(&["search", "复议为民", "."]).stdout();
    assert_eq!(shown.matches("坚持复议为民").count(), 2, "{shown}");
    assert!(shown.contains("the same in 2 other sections"), "{shown}");
    let each = corpus
        .run(&["search", "复议为民", "--no-collapse", "."])
        .stdout();
    assert_eq!(each.matches("坚持复议为民").count(), 4, "{each}");
}

#[test]
fn what_has_only_a_synonym_is_counted_apart() {
    let of = |arguments: &[&str]| indexed_sample().run(arguments).summary();
    let wide = of(&["search", "民告官", "--json", "--facet", "year"]);
    let literal = of(&["search", "民告官", "--literal", "--json", "--facet", "year"]);
    assert_eq!(wide["total"], literal["total"]);
    assert_eq!(wide["facets"], literal["facets"]);
    assert!(wide["by_synonyms"].as_u64().unwrap() > 0, "{wide}");
    assert_eq!(literal["by_synonyms"], 0);
}

#[test]
fn a_query_may_begin_with_a_sign() {
    in_english();
    let shown = indexed_sample().run(&["search", "-发展", "--limit", "1"]);
    assert_eq!(shown.status(), 0, "{}", shown.stderr());
    assert!(shown.stdout().contains("1 hit of"));
    assert_eq!(
        indexed_sample().run(&["search", "--jsno", "发展"]).status(),
        2
    );
}
