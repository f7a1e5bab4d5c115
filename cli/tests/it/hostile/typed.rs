//! What is typed or set in the environment.

use unicode_width::UnicodeWidthStr;

use super::{FORGES, Output, check, indexed};

#[test]
fn columns_of_the_environment_that_no_terminal_has_cost_nothing() {
    let corpus = indexed();
    let usual = corpus.run(&["list"]).stdout();
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
            assert!(text.lines().count() >= usual.lines().count(), "{text}");
        }
    }
}

#[test]
fn the_value_of_a_variable_is_no_part_of_the_help() {
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
fn the_name_by_which_the_program_is_called_acts_on_nothing() {
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
        assert!(written.contains("Usage"), "{written:?}");
    }
}

#[test]
fn an_argument_that_is_no_utf_8_is_refused_in_words() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let corpus = indexed();
    for (words, reason) in [
        (&["search"][..], "UTF-8"),
        (&["mentions", "行政复议", "--year"], "is not a year"),
    ] {
        let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
        let typed = OsStr::from_bytes(b"\xFF\x1B[7m\xC2\x9B\nFORGED");
        let run = corpus.outcome(command.args(words).arg(typed));
        assert_eq!(run.status(), 2);
        let told = run.stderr();
        assert!(told.contains(reason), "{told:?}");
        assert!(
            !told.contains(|c: char| c.is_control() && c != '\n'),
            "{told:?}"
        );
    }
}

#[test]
fn a_wrong_argument_is_told_as_it_was_before() {
    let told = check(
        indexed(),
        &["list", "--year", "2022..2018"],
        2,
        Output::Pipe,
    );
    assert!(
        told.contains("`2022..2018` ends before it begins: write 2018..2022"),
        "{told}"
    );
}
