//! `keywords`: how the two sides are given, and what is said where there is nothing to compare.

use serde_json::Value;

use crate::support::{TestCorpus, in_english, indexed_sample};

/// The filters of both sides in the summary.
fn filters(corpus: &TestCorpus, arguments: &[&str]) -> [Value; 2] {
    let run = corpus.run(&[&["keywords", "--json"], arguments].concat());
    let summary = run.summary();
    ["study", "reference"].map(|side| summary[side]["filter"].clone())
}

fn error(arguments: &[&str]) -> String {
    let run = indexed_sample().run_in("en", &[&["keywords"], arguments].concat());
    assert_eq!(
        (run.status(), run.stdout().as_str()),
        (2, ""),
        "{}",
        run.stderr()
    );
    run.stderr()
}

#[test]
fn what_is_not_given_for_the_reference_is_as_for_the_study_side() {
    let arguments = ["--year", "2019", "--part", "body", "--against-year", "2022"];
    let [study, reference] = filters(indexed_sample(), &arguments);
    assert_eq!(
        (&study["years"], &reference["years"]),
        (&"2019".into(), &"2022".into())
    );
    assert_eq!(study["parts"], reference["parts"]);
    let arguments = [
        "松泽县",
        "望汀区",
        "--year",
        "2019",
        "--against-year",
        "2022",
        "--no-update",
    ];
    let [study, reference] = filters(indexed_sample(), &arguments);
    assert_eq!(study["paths"], reference["paths"]);
    assert_eq!(reference["paths"], serde_json::json!(["松泽县", "望汀区"]));
}

#[test]
fn two_paths_are_the_two_sides() {
    let alone = filters(indexed_sample(), &["松泽县", "望汀区", "--no-update"]);
    let named = ["松泽县", "--against-path", "望汀区", "--no-update"];
    assert_eq!(alone, filters(indexed_sample(), &named));
    assert_eq!(alone[0]["paths"], serde_json::json!(["松泽县"]));
    assert_eq!(alone[1]["paths"], serde_json::json!(["望汀区"]));
    let [whole, part] = filters(indexed_sample(), &[".", "望汀区", "--no-update"]);
    assert_eq!(whole["paths"], serde_json::json!([]));
    assert_eq!(part["paths"], serde_json::json!(["望汀区"]));
}

#[test]
fn an_index_is_made_for_one_path() {
    let corpus = TestCorpus::of(&[
        ("2018.txt", "松泽县2018年工作报告\n污染污染污染污染污染。\n"),
        ("2022.txt", "松泽县2022年工作报告\n治理治理治理治理治理。\n"),
    ]);
    let run = corpus.run(&["keywords", ".", "--year", "2018", "--against-year", "2022"]);
    assert_eq!(run.status(), 0, "{}", run.stderr());
    let evidence = "quanwen mentions 污染 . --year 2018\n";
    assert!(run.stdout().contains(evidence), "{}", run.stdout());
}

#[test]
fn sides_that_cannot_be_compared_are_errors() {
    assert!(error(&["--year", "2019"]).contains("--against-year"));
    let said = error(&["--year", "1999", "--against-year", "2020"]);
    assert!(
        said.contains("the study side has no report (years 1999)"),
        "{said}"
    );
    assert!(said.contains("2016..2024"), "{said}");
    let said = error(&["--year", "2020", "--against-year", "2031.."]);
    assert!(
        said.contains("the reference has no report (years 2031..)"),
        "{said}"
    );
    assert!(
        error(&["--year", "2020", "--against-year", "2020"]).contains("both sides are the same")
    );
    assert!(error(&["--against-path", "望汀区"]).contains("PATH"));
    assert!(
        error(&["--year", "1", "--against-year", "2", "--sort", "p"])
            .contains("ll, log-ratio or diff")
    );
}

#[test]
fn nothing_common_enough_is_nothing_found() {
    in_english();
    let arguments = ["keywords", "--year", "2019", "--against-year", "2020"];
    let run = indexed_sample().run(&[&arguments[..], &["--min-count", "1000000"]].concat());
    assert_eq!(run.status(), 1);
    assert!(
        run.stdout().contains("0 words compared"),
        "{}",
        run.stdout()
    );
    let run = indexed_sample().run(&[&arguments[..], &["--limit", "0"]].concat());
    assert_eq!(run.status(), 0);
}

#[test]
fn lines_fit_60_columns() {
    in_english();
    let corpus = indexed_sample();
    let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
    let arguments = [
        "keywords",
        "--region",
        "松泽县",
        "--against-region",
        "望汀区",
    ];
    let run = corpus.outcome(command.args(arguments).env("COLUMNS", "60"));
    let text = run.stdout();
    for line in text
        .lines()
        .filter(|line| !line.contains("quanwen mentions"))
    {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 60, "{line}");
    }
    assert!(text.contains("no room for in a, in b"), "{text}");
}
