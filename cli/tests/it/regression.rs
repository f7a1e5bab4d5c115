//! Bugs that were fixed. Each test is named after what a user saw.

use crate::support::{TestCorpus, in_english};

#[test]
fn verify_did_not_read_files_because_the_limit_overflowed() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    let run = corpus.run(&["mentions", "行政复议", ".", "--verify", "--json"]);
    let rows = run.rows();
    assert_eq!(rows.last().map(|row| &row["type"]), Some(&"summary".into()));
    let verification = &rows[1];
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
fn an_index_of_some_folders_answered_for_their_parent_as_if_complete() {
    in_english();
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
fn generations_of_interrupted_rebuilds_stayed_on_disk() {
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
fn a_csv_of_answers_saved_among_the_reports_became_a_report() {
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
fn a_place_was_matched_only_in_its_stored_spelling() {
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
    in_english();
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
fn a_named_pipe_blocked_the_program() {
    in_english();
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

#[test]
fn a_relative_index_folder_lost_every_report() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    for index in [".quanwen", "./.quanwen", "../reports/.quanwen"] {
        let run = corpus.run(&["mentions", "行政复议", ".", "--index", index, "--count"]);
        assert_eq!(
            (run.stdout().as_str(), run.status()),
            ("1\n", 0),
            "{}",
            run.stderr()
        );
    }
    assert!(
        corpus
            .run(&["status", "--index", ".quanwen"])
            .stdout()
            .contains("corpus      [folder]/reports")
    );
}

#[test]
fn a_correction_moved_to_another_column_was_not_seen() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.write("quanwen.csv", "path,title,region\na.txt,重庆市,\n");
    corpus.index();
    corpus.write("quanwen.csv", "path,title,region\na.txt,,重庆市\n");
    corpus.index();
    let row = corpus.run(&["list", "--json"]).rows().remove(0);
    assert_eq!(
        (&row["title"], &row["region"]),
        (&serde_json::Value::Null, &serde_json::json!(["重庆市"]))
    );
}

#[test]
fn verify_missed_files_added_after_the_update() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    corpus.write("b.txt", "行政复议。\n");
    let run = corpus.run(&["mentions", "行政复议", "--verify"]);
    assert_eq!(run.status(), 2);
    assert!(
        run.stdout().contains("differs  b.txt: not in the index"),
        "{}",
        run.stdout()
    );
    let rows = corpus
        .run(&["mentions", "行政复议", "--verify", "--json"])
        .rows();
    let verification = rows.iter().find(|row| row["type"] == "verification");
    let difference = &verification.unwrap()["differences"][0];
    assert_eq!(difference["code"], "not_indexed");
    assert_eq!(
        difference["reason"],
        "not in the index: run `quanwen index`"
    );
}

#[test]
fn an_index_that_cannot_be_written_was_called_current() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    let lock = corpus.index_folder().path().join("lock");
    std::fs::remove_file(&lock).unwrap();
    std::fs::create_dir(&lock).unwrap();
    let summary = |corpus: &TestCorpus| {
        corpus
            .run(&["mentions", "行政复议", ".", "--json"])
            .summary()
    };
    assert_eq!(summary(&corpus)["stale"], false);
    corpus.write("quanwen.csv", "path,year\na.txt,2020\n");
    assert_eq!(
        (&summary(&corpus)["stale"], &summary(&corpus)["complete"]),
        (&true.into(), &false.into())
    );
}

#[test]
fn articles_in_an_annex_made_a_report_a_law() {
    let corpus = TestCorpus::of(&[(
        "a.txt",
        "报告\n一、甲\n正文。\n（一）乙\n正文。\n二、丙\n第一条 引文。\n第二条 引文。\n附件：办法\n第三条 丁。\n第四条 戊。\n",
    )]);
    let rows = corpus.run(&["outline", "a.txt", "--json"]).rows();
    assert_eq!(rows.iter().filter(|row| row["part"] == "body").count(), 3);
}

#[test]
fn an_index_folder_inside_the_corpus_was_walked() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    let summary = corpus
        .run(&["mentions", "行政复议", ".", "--index", "idx", "--json"])
        .summary();
    assert_eq!(
        (&summary["skipped_files"], &summary["complete"]),
        (&0.into(), &true.into())
    );
    assert_eq!(
        corpus
            .run(&["list", ".", "--index", "idx", "--json"])
            .summary()["documents"],
        1
    );
}

#[test]
fn a_library_call_for_another_corpus_replaced_the_index() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    let other = TestCorpus::of(&[("b.txt", "行政诉讼。\n")]);
    let other = quanwen::Corpus::at(other.root()).unwrap();
    let refused = quanwen::index(
        &other,
        &corpus.index_folder(),
        &quanwen::IndexOptions::default(),
        &(),
    );
    assert!(refused.is_err());
    assert_eq!(
        corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
        "1\n"
    );
}

#[test]
fn a_heading_or_a_sentence_with_a_colon_became_the_title() {
    let corpus = TestCorpus::of(&[(
        "a.txt",
        "在全县会议上的讲话\n一、主要工作情况\n项目名称：便民服务中心。发布机构：某网站定期发布，内容很多。\n",
    )]);
    let rows = corpus.run(&["outline", "a.txt", "--json"]).rows();
    assert_eq!(
        (&rows[0]["title"], &rows[0]["issuer"]),
        (&"在全县会议上的讲话".into(), &serde_json::Value::Null)
    );
}

#[test]
fn many_threads_writing_at_once_lost_a_report_now_and_then() {
    for _ in 0..8 {
        let corpus = TestCorpus::empty();
        for n in 0..40 {
            corpus.write(&format!("{n}.txt"), format!("一、行政复议\n案件{n}件。\n"));
        }
        corpus.index();
        for n in 0..40 {
            corpus.write(
                &format!("{n}.txt"),
                format!("一、行政复议\n行政复议{n}件。\n"),
            );
        }
        corpus.index();
        assert_eq!(
            corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
            "80\n"
        );
        assert_eq!(corpus.run(&["verify"]).status(), 0);
    }
}

#[test]
fn a_blank_before_a_kept_mark_came_after_it_and_a_match_ended_before_it_began() {
    let corpus = TestCorpus::of(&[("a.txt", "办理Open *Data事项，Open* Data。\n")]);
    corpus.index();
    for (text, found) in [
        // Whether a blank at its edge counts depends on what is around it: both are found.
        ("open *", 2),
        (" *data", 1),
        ("*", 2),
        ("open *data", 1),
        ("open* data", 1),
    ] {
        let run = corpus.run(&["mentions", text, ".", "--strict", "--json", "--verify"]);
        assert_eq!(run.status(), 0, "{text}: {}", run.stderr());
        assert_eq!(run.summary()["mentions"], found, "{text}");
    }
}
