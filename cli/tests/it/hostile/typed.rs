//! Arguments and environment variables.

use unicode_width::UnicodeWidthStr;

use super::{FORGES, Output, check, indexed};
use crate::support::in_english;

#[test]
fn absurd_values_of_columns_are_harmless() {
    let corpus = indexed();
    // No row of a table takes a second line.
    let mut wide = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
    let wide = corpus.outcome(wide.arg("list").env("COLUMNS", "1000"));
    let fewest = wide.stdout().lines().count();
    for columns in [
        "1000000000",
        "0",
        "-5",
        "99999999999999999999999",
        "x",
        "",
        "1",
    ] {
        for words in [
            &["list"][..],
            &["mentions", "行政复议"],
            &["search", "行政复议", "--facet", "year"],
            &["status", "--health"],
            &["--help"],
            &["mentions", "--help"],
        ] {
            let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
            let run = corpus.outcome(command.args(words).env("COLUMNS", columns));
            assert_eq!(
                run.status(),
                0,
                "COLUMNS={columns} {words:?}: {}",
                run.stderr()
            );
            let text = run.stdout();
            let widest = text.lines().map(UnicodeWidthStr::width).max();
            assert!(
                widest <= Some(1000),
                "COLUMNS={columns} {words:?}: {widest:?}"
            );
            assert!(text.lines().count() >= fewest, "{text}");
        }
    }
}

#[test]
fn the_help_does_not_show_the_value_of_a_variable() {
    let corpus = indexed();
    for words in [["list", "--help"], ["index", "--help"]] {
        let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
        let run = corpus.outcome(command.args(words).env("QUANWEN_INDEX", FORGES));
        let text = run.stdout();
        assert!(text.contains("QUANWEN_INDEX"), "{text}");
        assert!(!text.contains("[7m") && !text.contains("FORGED"), "{text}");
    }
}

#[test]
fn the_name_of_the_program_does_not_act_on_a_terminal() {
    use std::os::unix::process::CommandExt;
    let corpus = indexed();
    for words in [
        &["--help"][..],
        &["list", "--none"],
        &["list", "--help"],
        &[],
    ] {
        let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
        let run = corpus.outcome(command.arg0(format!("全{FORGES}文")).args(words));
        let written = run.stdout() + &run.stderr();
        assert!(
            !written.contains(|c: char| c.is_control() && c != '\n'),
            "{written:?}"
        );
        assert!(!written.contains("\nFORGED"), "{written:?}");
        let has_usage = ["Usage", "用法"]
            .iter()
            .any(|usage| written.contains(usage));
        assert!(has_usage, "{written:?}");
    }
}

#[test]
fn an_argument_that_is_not_utf_8_is_refused_with_a_message() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    in_english();
    let corpus = indexed();
    for (words, reason) in [
        (&["search"][..], "UTF-8"),
        (&["mentions", "行政复议", "--year"], "is not a year"),
    ] {
        let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
        let typed = OsStr::from_bytes(b"\xFF\x1B[7m\xC2\x9B\nFORGED");
        let run = corpus.outcome(command.args(words).arg(typed));
        assert_eq!(run.status(), 2);
        let message = run.stderr();
        assert!(message.contains(reason), "{message:?}");
        assert!(
            !message.contains(|c: char| c.is_control() && c != '\n'),
            "{message:?}"
        );
    }
}

#[test]
fn an_error_about_an_argument_keeps_the_message_of_its_parser() {
    in_english();
    let message = check(
        indexed(),
        &["list", "--year", "2022..2018"],
        2,
        Output::Pipe,
    );
    assert!(
        message.contains("`2022..2018` ends before it begins: write 2018..2022"),
        "{message}"
    );
}
