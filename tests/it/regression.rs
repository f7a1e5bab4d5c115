//! Faults that were found once. Each test is named after what a user saw.

use crate::support::TestCorpus;

#[test]
fn verify_did_not_read_files_because_the_limit_overflowed() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    let run = corpus.run(&["mentions", "行政复议", ".", "--verify", "--json"]);
    let verification = run.summary();
    assert_eq!(
        (&verification["by_index"], &verification["by_scan"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn csv_into_a_closed_pipe_was_reported_as_an_error() {
    use std::process::{Command, Stdio};
    let corpus = TestCorpus::empty();
    corpus.write("a.txt", "行政复议，".repeat(20_000));
    corpus.index();
    let mut child = Command::new(env!("CARGO_BIN_EXE_quanwen"))
        .args(["mentions", "行政复议", "--csv"])
        .current_dir(corpus.root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}

#[test]
fn many_blank_lines_page_numbers_and_table_rows_took_quadratic_time() {
    let corpus = TestCorpus::empty();
    corpus.write("blank.txt", format!("行政{}复议。", "\n".repeat(2_000_000)));
    corpus.write("table.md", "| 甲 | 乙 |\n".repeat(200_000));
    corpus.write("pages.txt", "— 1 —\n".repeat(200_000));
    corpus.write(
        "brackets.txt",
        format!("一、{}", "甲乙（一）".repeat(200_000)),
    );
    assert_eq!(corpus.index().added.len(), 4);
}

#[test]
fn an_index_of_some_folders_answered_for_the_folder_above_them_as_if_complete() {
    let corpus = TestCorpus::of(&[
        ("a/1.txt", "行政复议。\n"),
        ("b/2.txt", "行政复议。\n"),
        ("c/3.txt", "行政复议。\n"),
    ]);
    assert_eq!(
        corpus
            .run(&["index", "a", "b", "--index", "../index"])
            .status(),
        0
    );
    for command in [
        &["mentions", "行政复议", ".", "--index", "../index"][..],
        &["index", ".", "--index", "../index"],
    ] {
        let run = corpus.run(command);
        assert_eq!(run.status(), 2, "{}", run.stdout());
        assert!(
            run.stderr().contains("name another --index"),
            "{}",
            run.stderr()
        );
    }
}

#[test]
fn a_pointer_without_content_could_not_be_rebuilt() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    for content in ["", "{}"] {
        std::fs::write(corpus.index_folder().path().join("index.json"), content).unwrap();
        assert_eq!(corpus.run(&["mentions", "行政复议", "."]).status(), 2);
        assert_eq!(corpus.run(&["index", "--rebuild", "."]).status(), 0);
        assert_eq!(
            corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
            "1\n"
        );
    }
}

#[test]
fn generations_of_rebuilds_that_did_not_end_stayed_on_disk() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    let left = corpus.index_folder().path().join("generation-7");
    std::fs::create_dir(&left).unwrap();
    corpus.index();
    assert!(!left.exists());
    assert_eq!(
        corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
        "1\n"
    );
}

#[test]
fn a_table_of_answers_saved_beside_the_reports_became_a_report() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    let answer = corpus.run(&["mentions", "行政复议", ".", "--csv"]);
    corpus.write("answer.csv", answer.bytes());
    assert_eq!(
        corpus
            .run(&["mentions", "行政复议", ".", "--count"])
            .stdout(),
        "1\n"
    );
}

#[test]
fn a_place_was_filtered_only_as_it_was_stored() {
    let corpus = TestCorpus::of(&[("a.txt", "宁浦市望汀区2020年法治政府建设报告\n行政复议。\n")]);
    corpus.index();
    for place in [
        "望汀区",
        "望汀區",
        "宁浦市 › 望汀区",
        "宁浦市/望汀区",
        "宁浦",
    ] {
        let run = corpus.run(&["mentions", "行政复议", "--count", "--region", place]);
        assert_eq!(run.stdout(), "1\n", "{place}");
    }
}

#[test]
fn the_character_of_the_year_became_part_of_the_place() {
    let corpus = TestCorpus::of(&[("a.txt", "2024年岚江省人民政府工作报告\n正文。\n")]);
    corpus.index();
    assert_eq!(
        corpus.run(&["list", "--json"]).rows()[0]["region"],
        serde_json::json!(["岚江省"])
    );
}

#[test]
fn a_mistyped_path_became_a_text_to_find() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    let run = corpus.run(&["mentions", "-e", "行政复议", "./typo"]);
    assert_eq!((run.status(), run.stdout().as_str()), (2, ""));
    assert!(
        run.stderr().contains("cannot read ./typo"),
        "{}",
        run.stderr()
    );
    assert_eq!(
        corpus
            .run(&["mentions", "-e", "行政复议", ".", "--count"])
            .stdout(),
        "1\n"
    );
    assert_eq!(
        corpus
            .run(&["mentions", "行政", "-e", "复议", ".", "--count"])
            .stdout(),
        "1\t行政\n1\t复议\n"
    );
}

#[cfg(unix)]
#[test]
fn a_named_pipe_was_waited_for_without_end() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    let made = std::process::Command::new("mkfifo")
        .arg(corpus.root().join("pipe.txt"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let run = corpus.run(&["outline", "pipe.txt"]);
    assert_eq!(run.status(), 2);
    assert!(
        run.stderr().contains("not a regular file"),
        "{}",
        run.stderr()
    );
    assert_eq!(
        corpus
            .run(&["mentions", "行政复议", ".", "--count"])
            .stdout(),
        "1\n"
    );
}

#[test]
fn control_characters_of_file_names_reached_the_terminal() {
    let corpus = TestCorpus::of(&[("a\u{1B}[31m.txt", "行政复议。\n")]);
    for command in [
        &["mentions", "行政复议", "."][..],
        &["mentions", "行政复议", "-l"],
        &["list"],
    ] {
        assert!(!corpus.run(command).stdout().contains('\u{1B}'));
    }
}

#[test]
fn corrections_saved_by_a_spreadsheet_in_gbk_were_refused() {
    let corpus = TestCorpus::of(&[("甲.txt", "行政复议。\n")]);
    // path,region / 甲.txt,岚江省/松泽县 in GBK.
    let gbk = b"Path,Region\r\n\xBC\xD7.txt,\xE1\xB0\xBD\xAD\xCA\xA1/\xCB\xC9\xD4\xF3\xCF\xD8\r\n";
    corpus.write("quanwen.csv", gbk);
    corpus.index();
    assert_eq!(
        corpus.run(&["list", "--json"]).rows()[0]["region"],
        serde_json::json!(["岚江省", "松泽县"])
    );
}
