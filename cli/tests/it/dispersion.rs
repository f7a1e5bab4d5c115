//! `dispersion`: its files, and what is said where there is nothing to show.

use crate::support::{TestCorpus, in_english, indexed_sample};

#[test]
fn a_text_without_mentions_has_no_measures() {
    in_english();
    let run = indexed_sample().run(&["dispersion", "没有的词语", "--json"]);
    assert_eq!(run.status(), 1);
    let summary = run.summary();
    assert!(summary["dp"].is_null() && summary["dp_norm"].is_null());
    assert_eq!(summary["parts_with"], 0);
    let run = indexed_sample().run(&["dispersion", "行政复议", "--year", "1999"]);
    assert_eq!(run.status(), 1);
    assert!(
        run.stdout().contains("no report was searched"),
        "{}",
        run.stdout()
    );
}

#[test]
fn bad_input_is_an_error() {
    in_english();
    for (arguments, message) in [
        (
            ["dispersion", "“”", "--json"],
            "matching ignores every character",
        ),
        (
            ["dispersion", "复议", "--by=word"],
            "use report, year or region",
        ),
        (["dispersion", "复议", "-o=a.doc"], ".svg"),
    ] {
        let run = indexed_sample().run(&arguments);
        assert_eq!((run.status(), run.stdout().as_str()), (2, ""));
        assert!(run.stderr().contains(message), "{}", run.stderr());
    }
}

#[test]
fn the_strips_are_a_picture() {
    in_english();
    let corpus = TestCorpus::of(&[("2018.txt", "松泽县2018年工作报告\n污染，治理，污染。\n")]);
    let run = corpus.run(&["dispersion", "污染", ".", "-o", "污染.svg"]);
    assert_eq!(run.status(), 0, "{}", run.stderr());
    let picture = std::fs::read_to_string(corpus.root().join("污染.svg")).unwrap();
    assert!(
        picture.contains("<svg") && picture.contains("松泽县 2018"),
        "{picture}"
    );
    assert!(
        run.stderr().contains("2 mentions in 1 of 1 report"),
        "{}",
        run.stderr()
    );
}

#[test]
fn the_summary_counts_what_a_limit_leaves_out() {
    let run = indexed_sample().run(&["dispersion", "行政复议", "--limit", "2", "--json"]);
    let rows = run.rows();
    assert_eq!(rows.iter().filter(|row| row["type"] == "part").count(), 2);
    let mentions = indexed_sample().run(&["mentions", "行政复议", "--count"]);
    assert_eq!(
        run.summary()["mentions"].to_string(),
        mentions.stdout().trim()
    );
    assert_eq!(run.summary()["truncated"], true);
}

#[test]
fn lines_fit_60_columns() {
    let corpus = indexed_sample();
    let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
    let arguments = ["dispersion", "行政复议", "--by", "region"];
    let run = corpus.outcome(command.args(arguments).env("COLUMNS", "60"));
    for line in run.stdout().lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 60, "{line}");
    }
}
