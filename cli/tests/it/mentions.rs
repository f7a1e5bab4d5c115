//! The forms of `mentions`: reports that have a text, and those that have not.

use serde_json::json;

use crate::support::{TestCorpus, indexed_sample};

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
