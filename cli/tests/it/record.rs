//! `--record` and `replay`: a question asked again, and what differs.

use insta::assert_snapshot;

use crate::support::{TestCorpus, in_english};

const SONGZE_2020: &str =
    "松泽县2020年法治政府建设年度报告\n一、行政复议\n办理行政复议案件12件。\n";
const SONGZE_2021: &str = "松泽县2021年法治政府建设年度报告\n一、行政复议\n办理行政复议案件15件，行政复议决定全部履行。\n";
const WANGTING_2021: &str = "望汀区2021年法治政府建设年度报告\n一、依法行政\n全年培训4次。\n";

/// A corpus, and a record of `trend 行政复议` beside it.
fn recorded() -> TestCorpus {
    let corpus = TestCorpus::of(&[
        ("songze/2020.txt", SONGZE_2020),
        ("songze/2021.txt", SONGZE_2021),
        ("wangting/2021.txt", WANGTING_2021),
    ]);
    let run = corpus.run(&["trend", "行政复议", ".", "--record", "../a.json"]);
    assert_eq!(run.status(), 0, "{}", run.stderr());
    let stderr = run.stderr();
    assert!(
        stderr.contains("recorded the answer from 3 files in ../a.json"),
        "{stderr}"
    );
    assert!(run.stdout().contains("2021"), "the answer is printed too");
    corpus
}

/// A text with the time of a record, and how long an answer took, replaced.
fn without_time(text: &str) -> String {
    let time = regex::Regex::new(r"\d{4}-\d\d-\d\d \d\d:\d\d|\d+ ms").unwrap();
    time.replace_all(text, "TIME").into_owned()
}

#[test]
fn the_same_files_give_the_same_answer() {
    in_english();
    let corpus = recorded();
    let run = corpus.run(&["replay", "../a.json", "."]);
    assert_eq!(run.status(), 0, "{}", run.stderr());
    assert_snapshot!(without_time(&run.stdout()), @r"
    same: trend 行政复议, recorded TIME
    3 files as recorded
    ");
    let rows = corpus.run(&["replay", "../a.json", ".", "--json"]).rows();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["same"], true);
}

#[test]
fn what_differs_and_which_files_made_it_differ_is_printed() {
    in_english();
    let corpus = recorded();
    corpus.write(
        "songze/2020.txt",
        SONGZE_2020.replace("12件", "12件。行政复议调解5件"),
    );
    corpus.write("wangting/2022.txt", WANGTING_2021.replace("2021", "2022"));
    std::fs::remove_file(corpus.root().join("songze/2021.txt")).unwrap();
    let run = corpus.run(&["replay", "../a.json", "."]);
    assert_eq!(run.status(), 1, "{}", run.stderr());
    assert_snapshot!(without_time(&run.stdout()), @r"
    different: trend 行政复议, recorded TIME

    answer (3 rows differ)
      in all
        terms.1.mentions 5 → 3, characters 114 → 107, terms.1.documents_with 2 → 1,
        terms.1.sections 2 → 1, words 45 → 44
      行政复议 2020
        mentions 2 → 3, characters 36 → 45, words 14 → 18
      行政复议 2021
        mentions 3 → 0, characters 78 → 31, documents 2 → 1, documents_with 1 → 0,
        sections 1 → 0, words 31 → 13
      行政复议 2022 added
        mentions 0, characters 31, documents 1, documents_with 0, sections 0, words
        13

    files (3 made it differ, 1 as recorded)
      changed   songze/2020.txt: mentions 2 → 3
      removed   songze/2021.txt: mentions 3
      added     wangting/2022.txt: mentions 0
    ");
    let rows = corpus.run(&["replay", "../a.json", ".", "--json"]).rows();
    let files = rows.iter().filter(|row| row["type"] == "file");
    let files: Vec<_> = files.map(|row| (&row["change"], &row["path"])).collect();
    assert_eq!(files.len(), 3, "{files:?}");
    assert_eq!(rows.last().unwrap()["same"], false);
}

#[test]
fn mentions_that_stand_elsewhere_are_another_answer_with_the_same_counts() {
    in_english();
    let corpus = recorded();
    let arguments = ["mentions", "行政复议", ".", "--record", "../m.json"];
    assert_eq!(corpus.run(&arguments).status(), 0);
    corpus.write("songze/2020.txt", SONGZE_2020.replace("办理", "共办理"));
    let run = corpus.run(&["replay", "../m.json", "."]);
    assert_eq!(run.status(), 1);
    assert_snapshot!(without_time(&run.stdout()), @r"
    different: mentions 行政复议, recorded TIME

    answer
      the counts are as recorded; where the mentions stand, which are returned or
      their order is not

    files (1 made it differ, 2 as recorded)
      changed   songze/2020.txt: mentions 2 → 2
    ");
}

#[test]
fn every_counting_command_is_recorded_and_asked_again() {
    in_english();
    let corpus = recorded();
    for arguments in [
        &["mentions", "行政复议", ".", "--count"][..],
        &["mentions", "-e", "行政复议", ".", "--csv", "--sample", "2"],
        &["collocates", "行政复议", ".", "--min-count", "1"],
        &[
            "keywords",
            ".",
            "--year",
            "2020",
            "--against-year",
            "2021",
            "--min-count",
            "1",
        ],
        &["dispersion", "行政复议", "."],
    ] {
        let with_record = [arguments, &["--record", "../b.json", "--force"]].concat();
        let run = corpus.run(&with_record);
        assert_eq!(run.status(), 0, "{arguments:?}: {}", run.stderr());
        let alone = corpus.run(arguments).stdout();
        assert_eq!(without_time(&run.stdout()), without_time(&alone));
        let run = corpus.run(&["replay", "../b.json", "."]);
        assert!(
            run.stdout().starts_with("same: "),
            "{arguments:?}: {}",
            run.stdout()
        );
    }
}

#[test]
fn a_record_is_beside_an_output_file_or_not_at_all() {
    in_english();
    let corpus = recorded();
    let trend = ["trend", "行政复议", "."];
    let both = [&trend[..], &["-o", "../a.csv", "--record", "../b.json"]].concat();
    assert_eq!(corpus.run(&both).status(), 0);
    assert!(corpus.folder().join("a.csv").exists() && corpus.folder().join("b.json").exists());

    let run = corpus.run(&[&trend[..], &["--record", "../a.json"]].concat());
    assert_eq!(run.status(), 2);
    assert!(
        run.stderr()
            .contains("../a.json exists: --force replaces it")
    );

    let same = ["-o", "../c.csv", "--record", "../songze/../c.csv"];
    let run = corpus.run(&[&trend[..], &same].concat());
    assert_eq!(run.status(), 2);

    let same = ["-o", "../c.csv", "--record", "../reports/../c.csv"];
    let run = corpus.run(&[&trend[..], &same].concat());
    assert!(
        run.stderr().contains("give -o and --record a file each"),
        "{}",
        run.stderr()
    );
    assert!(!corpus.folder().join("c.csv").exists());

    let run = corpus.run(
        &[
            &trend[..],
            &["--by", "heading,heading", "--record", "../d.json"],
        ]
        .concat(),
    );
    assert_eq!(run.status(), 2);
    assert!(!corpus.folder().join("d.json").exists());
}

#[test]
fn an_answer_that_cannot_be_written_has_no_record() {
    in_english();
    let corpus = recorded();
    let arguments = ["trend", "行政复议", ".", "--record", "../b.json", "--csv"];
    let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
    // Writing to it fails as on a full disk.
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(full) = full else { return };
    let run = corpus.outcome(command.args(arguments).stdout(full));
    assert_eq!(run.status(), 2, "{}", run.stderr());
    assert!(!corpus.folder().join("b.json").exists());
    assert!(!run.stderr().contains("recorded"), "{}", run.stderr());
}

#[test]
fn what_cannot_be_replayed_is_told_with_what_to_do() {
    in_english();
    let corpus = recorded();
    let error = |arguments: &[&str]| {
        let run = corpus.run(&[&["replay"], arguments].concat());
        assert_eq!(
            (run.status(), run.stdout().as_str()),
            (2, ""),
            "{arguments:?}"
        );
        run.stderr()
    };
    std::fs::write(corpus.folder().join("text.json"), "行政复议").unwrap();
    assert!(error(&["../text.json", "."]).contains("text.json is not the JSON of a record"));
    assert!(error(&["../none.json", "."]).contains("give a file that --record wrote"));
    assert!(error(&["../reports", "."]).contains("give a file that --record wrote"));
    let other = TestCorpus::of(&[("other.txt", WANGTING_2021)]);
    let record = corpus.folder().join("a.json");
    let run = other.run(&["replay", record.to_str().unwrap(), "."]);
    assert_eq!(run.status(), 2);
    let stderr = run.stderr();
    assert!(
        stderr.contains("none of the 3 files of the record"),
        "{stderr}"
    );
}
