//! `trend --evidence`: the mentions behind each cell.

use insta::assert_snapshot;

use crate::support::{TestCorpus, in_english, indexed_sample};

/// A text with how long an answer took replaced.
fn without_time(text: &str) -> String {
    let time = regex::Regex::new(r"\d+ ms").unwrap();
    time.replace_all(text, "TIME").into_owned()
}

fn corpus() -> TestCorpus {
    TestCorpus::of(&[
        (
            "a/2020.txt",
            "松泽县2020年法治政府建设年度报告\n一、行政复议\n办理行政复议案件12件。\n",
        ),
        (
            "a/2021.txt",
            "松泽县2021年法治政府建设年度报告\n一、依法行政\n全年培训4次。\n",
        ),
        (
            "b/2021.txt",
            "望汀区2021年法治政府建设年度报告\n一、化解矛盾\n行政复议15件，行政诉讼3件。\n",
        ),
    ])
}

#[test]
fn each_cell_with_mentions_is_followed_by_them() {
    in_english();
    let run = corpus().run(&[
        "trend",
        "行政复议",
        "行政诉讼",
        ".",
        "--by",
        "year,region",
        "--evidence",
    ]);
    assert_eq!(run.status(), 0, "{}", run.stderr());
    assert_snapshot!(without_time(&run.stdout()));
}

#[test]
fn a_limit_is_of_each_cell_and_told() {
    in_english();
    let run = corpus().run(&["trend", "行政复议", ".", "--evidence", "--limit", "1"]);
    let stdout = run.stdout();
    assert!(stdout.contains("行政复议 · 2020: 2 mentions"), "{stdout}");
    assert_eq!(
        stdout.matches("案件12件").count(),
        0,
        "only the heading: {stdout}"
    );
    assert!(
        stdout.contains("the first 1 of each cell: raise --limit"),
        "{stdout}"
    );
    let alone = corpus().run(&["trend", "行政复议", ".", "--limit", "1"]);
    assert_eq!(alone.status(), 2);
    assert!(alone.stderr().contains("--evidence"));
}

#[test]
fn rows_of_json_are_the_cells_their_mentions_and_the_summary() {
    let rows = corpus()
        .run(&["trend", "行政复议", ".", "--evidence", "--json"])
        .rows();
    let types: Vec<&str> = rows
        .iter()
        .map(|row| row["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        types,
        ["cell", "cell", "mention", "mention", "mention", "summary"]
    );
    let mentions: Vec<_> = rows[2..5]
        .iter()
        .map(|row| (&row["term"], &row["year"], &row["match"]))
        .collect();
    assert!(
        mentions
            .iter()
            .all(|(term, _, matched)| *term == "行政复议" && *matched == "行政复议")
    );
    assert_eq!(mentions[2].1, 2021);
}

#[test]
fn a_table_has_the_mentions_and_a_workbook_the_trend_before_them() {
    use calamine::{Reader, Xlsx, open_workbook};
    in_english();
    let sample = indexed_sample();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.xlsx");
    let arguments = ["trend", "行政复议", "--by", "year,issuer", "--evidence"];
    let csv = sample.run(&[&arguments[..], &["--csv"]].concat()).stdout();
    assert!(
        csv.starts_with("\u{FEFF}term,issuer,region,year,title,"),
        "{csv}"
    );
    let count = sample.run(&["mentions", "行政复议", "--count"]).stdout();
    let run = sample.run(&[&arguments[..], &["-o", file.to_str().unwrap()]].concat());
    assert_eq!(run.status(), 0, "{}", run.stderr());
    let mut workbook: Xlsx<_> = open_workbook(&file).unwrap();
    assert_eq!(
        workbook.sheet_names(),
        ["trend", "mentions", "evidence", "about"]
    );
    let rows = workbook.worksheet_range("evidence").unwrap().rows().count();
    assert_eq!((rows - 1).to_string(), count.trim());
}

#[test]
fn a_chart_has_no_evidence_and_a_text_without_mentions_none() {
    in_english();
    let corpus = corpus();
    let run = corpus.run(&["trend", "行政复议", ".", "--evidence", "-o", "../a.svg"]);
    assert_eq!(run.status(), 2);
    assert!(
        run.stderr().contains("`quanwen trend` without --evidence"),
        "{}",
        run.stderr()
    );
    assert!(!corpus.folder().join("a.svg").exists());
    let none = corpus.run(&["trend", "火箭", ".", "--evidence"]);
    assert_eq!(none.status(), 1);
    assert_eq!(none.stdout().matches("火箭 · ").count(), 0);
}
