//! What the options of `mentions` count, and what `--verify` reports.

use crate::support::{TestCorpus, in_english, indexed_sample};

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
    in_english();
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
    let undated_of =
        |region: &str| summary(&["--year", "2020", "--region", region])["undated"].clone();
    assert_eq!(
        (undated_of("松泽县"), undated_of("望汀区")),
        (1.into(), 0.into())
    );
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

#[test]
fn whole_words_count_and_the_others_are_told() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "弘扬法治。\n"), ("b.txt", "推进依法治县。\n")]);
    let run = |options: &[&str]| corpus.run(&[&["mentions", "法治", "."], options].concat());
    let left_out = "not whole words: 1 mention left out";
    let counted = run(&["--whole-word", "--count"]);
    assert_eq!(counted.stdout(), "1\n");
    assert!(counted.stderr().contains(left_out), "{}", counted.stderr());
    let documents = run(&["--whole-word", "-l"]).stdout();
    assert!(
        documents.contains("a.txt") && !documents.contains("b.txt"),
        "{documents}"
    );
    assert!(documents.contains(left_out), "{documents}");
    let csv = run(&["--whole-word", "--csv"]);
    assert_eq!(csv.stdout().lines().count(), 2);
    assert!(csv.stderr().contains(left_out), "{}", csv.stderr());
    let summary = run(&["--whole-word", "--json"]).summary();
    assert_eq!(
        (&summary["mentions"], &summary["inside_words"]),
        (&1.into(), &1.into())
    );
    let verified = run(&["--whole-word", "--verify"]);
    assert_eq!(verified.status(), 0);
    assert!(
        verified
            .stdout()
            .contains("verified: equal · 1 by the index")
    );
    assert_eq!(
        run(&["--count", "--json"]).summary()["inside_words"],
        serde_json::Value::Null
    );
    let none = corpus.run(&["mentions", "治县", "a.txt", "--whole-word"]);
    assert_eq!(none.status(), 1);
}

#[test]
fn a_sample_is_told_and_leaves_the_counts_complete() {
    in_english();
    let corpus = indexed_sample();
    let run = |options: &[&str]| corpus.run(&[&["mentions", "行政复议"], options].concat());
    let sampled = ["--sample", "3", "--sort", "right1"];
    let rows = run(&[&sampled[..], &["--json"]].concat()).rows();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[3]["sample"], serde_json::json!({"size": 3, "seed": 0}));
    assert_eq!(
        (&rows[3]["mentions"], &rows[3]["truncated"]),
        (&225.into(), &false.into())
    );
    let csv = run(&[&sampled[..], &["--csv"]].concat());
    assert_eq!(csv.stdout().lines().count(), 4);
    let told = "random sample: 3 of 225 mentions, seed 0";
    assert!(csv.stderr().contains(told), "{}", csv.stderr());
    assert!(run(&sampled).stdout().contains(told));
    let cut = run(&[&sampled[..], &["--limit", "2", "--json"]].concat()).summary();
    assert_eq!(cut["truncated"], true);
    let counted = run(&[&sampled[..], &["--count"]].concat());
    assert_eq!(
        (counted.stdout().as_str(), counted.stderr().as_str()),
        ("225\n", "")
    );
    assert_eq!(
        run(&[&sampled[..], &["-l", "--csv"]].concat()).bytes(),
        run(&["-l", "--csv"]).bytes()
    );
}
