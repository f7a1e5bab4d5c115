//! The forms of `mentions`: reports that have a text, and those that have not.

use serde_json::json;

use crate::support::{TestCorpus, in_english, indexed_sample};

/// Three reports: with both texts, with one of them, with none.
fn corpus() -> TestCorpus {
    TestCorpus::of(&[
        (
            "松泽县/2020.txt",
            "松泽县2020年法治政府建设年度报告\n行政复议，行政复议；行政诉讼。\n",
        ),
        (
            "松泽县/2021.txt",
            "松泽县2021年法治政府建设年度报告\n行政复议。\n",
        ),
        (
            "望汀区/2021.txt",
            "望汀区2021年法治政府建设年度报告\n规范性文件。\n",
        ),
    ])
}

#[test]
fn reports_have_a_column_for_each_of_several_texts() {
    in_english();
    let corpus = corpus();
    let run = |options: &[&str]| {
        let texts = ["mentions", "行政复议", ".", "-e", "行政诉讼", "-l"];
        corpus.run(&[&texts[..], options].concat())
    };
    let text = run(&[]).stdout();
    let lines: Vec<&str> = text.lines().take(3).collect();
    assert_eq!(lines[0], "   all  行政复议  行政诉讼");
    assert!(
        lines[1].starts_with("     3         2         1  松泽县/2020.txt  松泽县 · 2020"),
        "{text}"
    );
    assert!(
        lines[2].starts_with("     1         1         0  松泽县/2021.txt"),
        "{text}"
    );
    let csv = run(&["--csv"]).stdout();
    let rows: Vec<&str> = csv.lines().collect();
    assert!(
        rows[0].ends_with(",code,mentions,行政复议,行政诉讼"),
        "{csv}"
    );
    assert!(rows[1].ends_with(",3,2,1"), "{csv}");
    let rows = run(&["--json"]).rows();
    assert_eq!(
        rows[1]["texts"],
        json!([{"text": "行政复议", "mentions": 1}, {"text": "行政诉讼", "mentions": 0}])
    );
}

#[test]
fn a_single_text_has_no_column_of_its_own() {
    let run =
        |options: &[&str]| corpus().run(&[&["mentions", "行政复议", ".", "-l"], options].concat());
    assert!(run(&[]).stdout().starts_with("     2  松泽县/2020.txt  "));
    assert!(run(&["--csv"]).stdout().contains(",code,mentions\n"));
    assert_eq!(run(&["--json"]).rows()[0].get("texts"), None);
}

#[test]
fn a_limit_cuts_the_reports_and_not_their_counts() {
    in_english();
    let corpus = corpus();
    let run = |options: &[&str]| {
        let limited = ["mentions", "行政复议", ".", "-l", "--limit", "1"];
        corpus.run(&[&limited[..], options].concat())
    };
    let text = run(&[]).stdout();
    assert_eq!(text.matches(".txt").count(), 1, "{text}");
    assert!(
        text.contains("3 mentions in 2 sections of 2 of 3 reports") && text.contains("cut by"),
        "{text}"
    );
    let csv = run(&["--csv"]);
    assert_eq!(csv.stdout().lines().count(), 2);
    let told = "not all reports are shown: raise --limit";
    assert!(csv.stderr().contains(told), "{}", csv.stderr());
    let rows = run(&["--json"]).rows();
    assert_eq!((rows.len(), &rows[1]["truncated"]), (2, &json!(true)));
    let all = corpus.run(&["mentions", "行政复议", "-l", "--limit", "2", "--json"]);
    assert_eq!(all.summary()["truncated"], json!(false));
}

#[test]
fn texts_without_room_for_a_column_are_told() {
    in_english();
    let texts = [
        "行政", "复议", "诉讼", "应诉", "法治", "政府", "机关", "文件",
    ];
    let more = texts.iter().flat_map(|text| ["-e", text]);
    let arguments: Vec<&str> = ["mentions", "-l"].into_iter().chain(more).collect();
    let run = indexed_sample().run(&arguments).stdout();
    assert!(
        run.contains("no room for 3 texts: --json and --csv have them"),
        "{run}"
    );
}

#[test]
fn reports_without_a_text_are_listed_and_counted() {
    in_english();
    let corpus = corpus();
    let run = |arguments: &[&str]| corpus.run(&[&["mentions"], arguments].concat());
    let without = run(&["行政复议", ".", "--without"]);
    assert_eq!(without.status(), 0);
    let text = without.stdout();
    assert!(text.starts_with("望汀区/2021.txt  望汀区 · 2021"), "{text}");
    assert!(
        text.contains("\n1 of 3 reports without 行政复议 · complete"),
        "{text}"
    );
    let neither = run(&["行政诉讼", "-e", "规范性文件", "--without", "--json"]).rows();
    assert_eq!(neither[0]["path"], "松泽县/2021.txt");
    assert_eq!(
        (&neither[1]["query"], &neither[1]["documents_without"]),
        (&json!("行政诉讼 | 规范性文件"), &json!(1))
    );
    let limited = run(&["行政诉讼", "--without", "--limit", "1", "--csv"]);
    let csv = limited.stdout();
    assert!(
        csv.contains("region,year,title,path,document,code\n") && csv.lines().count() == 2,
        "{csv}"
    );
    assert!(limited.stderr().contains("raise --limit"));
    let everywhere = run(&["法治政府", "--without"]);
    assert_eq!(everywhere.status(), 1);
    assert!(
        everywhere
            .stdout()
            .starts_with("0 of 3 reports without 法治政府")
    );
}

#[test]
fn reports_without_a_text_are_those_of_the_filters() {
    let corpus = indexed_sample();
    let rows = |arguments: &[&str]| corpus.run(arguments).rows();
    let filters = ["--year", "2019..2021", "--heading", "复议", "--json"];
    let of = |start: &[&str]| {
        let mut rows = rows(&[start, &filters].concat());
        let summary = rows.pop().unwrap();
        let paths: Vec<String> = rows
            .iter()
            .map(|row| {
                let path = row.get("path").unwrap_or(&row["document"]["path"]);
                path.as_str().unwrap().to_string()
            })
            .collect();
        (paths, summary)
    };
    let (listed, _) = of(&["list"]);
    let (with, _) = of(&["mentions", "听证", "-l"]);
    let (without, summary) = of(&["mentions", "听证", "--without"]);
    assert!(!with.is_empty() && !without.is_empty());
    let expected: Vec<String> = listed
        .into_iter()
        .filter(|path| !with.contains(path))
        .collect();
    assert_eq!(without, expected);
    assert_eq!(summary["documents_without"], json!(expected.len()));
}

#[test]
fn what_is_near_a_text_that_is_nowhere_is_told() {
    let corpus = corpus();
    let run = |options: &[&str]| corpus.run(&[&["mentions", "行政复义", "."], options].concat());
    let text = run(&[]);
    assert_eq!(text.status(), 1);
    let near = "行政复议 (3)";
    assert!(text.stdout().contains(near), "{}", text.stdout());
    assert!(run(&["-l"]).stdout().contains(near));
    assert!(run(&["-c"]).stderr().contains(near));
    assert!(run(&["--csv"]).stderr().contains(near));
    let rows = run(&["--json"]).rows();
    assert_eq!((&rows[0]["type"], rows.len()), (&json!("absence"), 2));
    assert!(
        rows[0]["nearby"]
            .as_array()
            .unwrap()
            .contains(&json!({"text": "行政复议", "mentions": 3})),
        "{rows:?}"
    );
    // One of the texts is there.
    let found = run(&["-e", "行政诉讼"]).stdout();
    assert!(!found.contains("nearby"), "{found}");
    let no_report = run(&["--year", "1999"]).stdout();
    assert!(!no_report.contains("nearby"), "{no_report}");
}

/// A report with what patterns are for, and another one.
fn figures() -> TestCorpus {
    let text = "松泽县2021年法治政府建设年度报告\n去年办理行政复议案件12件，纠错3件。办理诉讼案件７件。\n行政复议机关、行政许可机关。行政。机关\n";
    TestCorpus::of(&[("a.txt", text), ("b.txt", "办理复议案件四件。\n")])
}

#[test]
fn a_pattern_finds_what_it_matches_and_a_scan_agrees() {
    in_english();
    let corpus = figures();
    let run = |options: &[&str]| corpus.run(&[&["mentions", "."], options].concat());
    let wildcard = run(&["--pattern", "行政*机关", "--json"]).rows();
    let matched: Vec<&str> = wildcard
        .iter()
        .filter_map(|row| row["match"].as_str())
        .collect();
    assert_eq!(matched, ["行政复议机关", "行政许可机关"]);
    assert_eq!(wildcard[0].get("captures"), None);
    let expression = ["--pattern", "/(行政)?(复议|诉讼)案件([0-9]+)件/"];
    let rows = run(&[&expression[..], &["--json"]].concat()).rows();
    assert_eq!(rows[0]["match"], "行政复议案件12件");
    assert_eq!(rows[0]["captures"], json!(["行政", "复议", "12"]));
    assert_eq!(rows[1]["captures"], json!([null, "诉讼", "７"]));
    assert_eq!(rows[2]["mentions"], json!(2));
    let verified = run(&[&expression[..], &["--verify", "-c"]].concat()).stdout();
    assert!(
        verified.starts_with("2\nverified: equal · 2 by the index, 2 by a scan"),
        "{verified}"
    );
    let text = run(&expression).stdout();
    assert!(text.contains(" 诉讼案件７件 "), "{text}");
}

#[test]
fn what_an_expression_captures_has_columns() {
    let patterns = [
        "--pattern",
        "/(行政)?诉讼案件(?<number>[0-9]+)件/",
        "--pattern",
        "行政?可",
    ];
    let run = figures().run(&[&["mentions", ".", "--csv"], &patterns[..]].concat());
    let csv = run.stdout();
    let header = csv.lines().next().unwrap();
    assert!(header.ends_with(",header_row,capture_1,number"), "{csv}");
    assert!(
        csv.contains(",body,,,7\n") && csv.ends_with(",body,,,\n"),
        "{csv}"
    );
}

#[test]
fn a_pattern_that_is_not_valid_writes_no_header() {
    let run = figures().run(&["mentions", "--pattern", "/案件(/", ".", "--csv"]);
    assert!(run.stderr().contains("/案件(/"), "{}", run.stderr());
    assert_eq!((run.status(), run.stdout().as_str()), (2, ""));
}

#[test]
fn patterns_are_found_beside_texts_in_the_order_of_the_report() {
    in_english();
    let corpus = figures();
    let run = |options: &[&str]| {
        let mixed = ["mentions", "纠错", "--pattern", "/[0-9]+件/", "."];
        corpus.run(&[&mixed[..], options].concat())
    };
    let rows = run(&["--json"]).rows();
    let matched: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["match"].as_str())
        .collect();
    assert_eq!(matched, ["12件", "纠错", "3件", "７件"]);
    assert_eq!(
        rows[4]["texts"],
        json!([{"text": "纠错", "mentions": 1}, {"text": "/[0-9]+件/", "mentions": 3}])
    );
    let sorted = run(&["--json", "--sort", "left1", "--limit", "2"]).rows();
    assert_eq!((&sorted[0]["text"], sorted.len()), (&json!("纠错"), 3));
    let listed = run(&["-l"]).stdout();
    assert!(
        listed.starts_with("   all  纠错  /[0-9]+件/\n     4     1           3  a.txt"),
        "{listed}"
    );
    let without = corpus.run(&["mentions", "--pattern", "/[0-9]+件/", ".", "--without"]);
    assert!(
        without.stdout().starts_with("b.txt"),
        "{}",
        without.stdout()
    );
}

#[test]
fn a_text_that_looks_like_a_pattern_is_found_as_it_is_and_told() {
    in_english();
    let corpus = figures();
    let run =
        |text: &str, options: &[&str]| corpus.run(&[&["mentions", text, "."], options].concat());
    let literal = run("行政*机关", &[]);
    assert_eq!(literal.status(), 1);
    let told = "行政*机关 is looked for as it is: --pattern '行政*机关' takes wildcards";
    assert!(
        literal.stdout().replace('\n', "").contains(told),
        "{}",
        literal.stdout()
    );
    assert!(run("[0-9]件", &["-c"]).stderr().contains("--pattern"));
    assert!(!run("复议", &[]).stdout().contains("--pattern"));
}

#[test]
fn a_pattern_that_cannot_be_used_says_why() {
    in_english();
    let corpus = figures();
    let said = |arguments: &[&str]| {
        let run = corpus.run(&[&["mentions", "."], arguments].concat());
        assert_eq!(run.status(), 2, "{}", run.stdout());
        run.stderr()
    };
    assert!(said(&["--pattern", "/复议(/"]).contains("unclosed group"));
    assert!(said(&["--pattern", "行政*"]).contains("leave it out"));
    assert!(said(&["--pattern", "行政*关", "--strict"]).contains("--strict"));
}

#[test]
fn a_match_across_a_line_end_is_cut_out_of_the_text() {
    let arguments = ["mentions", "--pattern", "/(规范性文件)/", "--json"];
    let rows = indexed_sample().run(&arguments).rows();
    let broken = |row: &&serde_json::Value| {
        let captured = row["captures"][0].as_str();
        captured.is_some_and(|captured| captured.contains('\n'))
    };
    assert!(rows.iter().any(|row| broken(&row)));
    let counted = indexed_sample()
        .run(&["mentions", "规范性文件", "-c"])
        .stdout();
    assert_eq!(counted.trim(), rows.last().unwrap()["mentions"].to_string());
}
