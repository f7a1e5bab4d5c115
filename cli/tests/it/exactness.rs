//! What the options of `mentions` count, and what `--verify` reports.

use crate::support::{TestCorpus, indexed_sample};

#[test]
fn a_strict_match_ends_with_its_paragraph_where_a_line_of_marks_follows() {
    let corpus = TestCorpus::of(&[("a.txt", "年度总结\n甲乙丙。\n“\n另一段。\n")]);
    let strict = |text: &str| {
        let run = corpus.run(&["mentions", text, ".", "--strict", "--count"]);
        run.stdout().lines().next().map(String::from)
    };
    assert_eq!(strict("。“").as_deref(), Some("0"));
    assert_eq!(strict("“").as_deref(), Some("1"));
}

#[test]
fn verify_reports_a_file_that_changed_since_the_update() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n"), ("b.txt", "行政复议。\n")]);
    corpus.index();
    corpus.write("b.txt", "行政复议行政复议。\n");
    let run = corpus.run(&["mentions", "行政复议", "--verify"]);
    assert_eq!(run.status(), 2);
    assert!(
        run.stdout()
            .contains("differs  b.txt: the file has changed"),
        "{}",
        run.stdout()
    );
    let run = corpus.run(&["mentions", "行政复议", ".", "--verify"]);
    assert_eq!(run.status(), 0);
    assert!(
        run.stdout()
            .contains("verified: equal · 3 by the index, 3 by a scan of 2 whole documents"),
        "{}",
        run.stdout()
    );
}

#[test]
fn filters_narrow_the_count_and_count_what_they_could_not_judge() {
    let corpus = indexed_sample();
    let summary = |arguments: &[&str]| {
        corpus
            .run(&[&["mentions", "行政复议", "--count", "--json"], arguments].concat())
            .summary()
    };
    assert_eq!(summary(&["--year", "2020"])["documents"], 4);
    assert_eq!(summary(&["--year", "2020"])["undated"], 1);
    let county = summary(&["松泽县", "--no-update"]);
    assert_eq!(
        (county["mentions"].as_u64(), county["documents"].as_u64()),
        (Some(72), Some(13))
    );
    let under = summary(&["--heading", "复议"]);
    assert!(
        under["mentions"].as_u64() < Some(225) && under["mentions"].as_u64() > Some(60),
        "{under}"
    );
    assert_eq!(summary(&["--region", "没有的县"])["documents"], 0);
}
