//! What the program does on a terminal: the pager, and the text of `show`. The terminal is a pseudo-terminal made here.

use std::fs::File;
use std::io::Read;
use std::process::{Child, Command};

use insta::assert_snapshot;
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use unicode_width::UnicodeWidthStr;

use crate::support::{TestCorpus, in_english, indexed_sample};

/// A pager that says that it was used, once for each line.
const MARKING: &str = "sed 's/^/paged: /'";
/// Begins what that pager prints.
const MARK: &str = "paged: ";

/// A program on a terminal.
pub struct OnTerminal {
    child: Child,
    terminal: File,
    read: Vec<u8>,
}

impl OnTerminal {
    /// Runs the program in the folder of reports, without colours.
    fn start(
        corpus: &TestCorpus,
        (rows, columns): (u16, u16),
        pager: &str,
        arguments: &[&str],
    ) -> Self {
        let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
        command
            .args(arguments)
            .env("TERM", "xterm-256color")
            .env("NO_COLOR", "1")
            .env_remove("QUANWEN_PAGER")
            .env("PAGER", pager);
        Self::of(command, rows, columns)
    }

    pub fn of(mut command: Command, rows: u16, columns: u16) -> Self {
        let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&terminal).unwrap();
        unlockpt(&terminal).unwrap();
        let size = Winsize {
            ws_row: rows,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&terminal, size).unwrap();
        let name = ptsname(&terminal, Vec::new()).unwrap();
        let program_side = File::options()
            .read(true)
            .write(true)
            .open(name.to_str().unwrap())
            .unwrap();
        command
            .stdin(program_side.try_clone().unwrap())
            .stdout(program_side.try_clone().unwrap())
            .stderr(program_side);
        let child = command.spawn().unwrap();
        Self {
            child,
            terminal: terminal.into(),
            read: Vec::new(),
        }
    }

    fn is_read(&mut self) -> bool {
        let mut buffer = [0; 4096];
        // After the end of the program a terminal has an error instead of an end.
        let read = self.terminal.read(&mut buffer).unwrap_or(0);
        self.read.extend_from_slice(&buffer[..read]);
        read == 0
    }

    fn written(&self) -> String {
        String::from_utf8_lossy(&self.read).replace("\r\n", "\n")
    }

    /// The output and the exit status; no status if a signal ended the program.
    pub fn finish(mut self) -> (String, Option<i32>) {
        while !self.is_read() {}
        (self.written(), self.child.wait().unwrap().code())
    }
}

fn on_terminal(size: (u16, u16), pager: &str, arguments: &[&str]) -> (String, Option<i32>) {
    OnTerminal::start(indexed_sample(), size, pager, arguments).finish()
}

/// The output on a screen that has room for all of it.
fn shown(arguments: &[&str]) -> String {
    on_terminal((500, 80), "", arguments).0
}

#[test]
fn text_goes_through_the_pager_if_it_is_longer_than_the_screen() {
    let piped = shown(&["list"]);
    let lines = u16::try_from(piped.lines().count()).unwrap();
    let (direct, status) = on_terminal((lines + 1, 80), MARKING, &["list"]);
    assert_eq!((direct.as_str(), status), (piped.as_str(), Some(0)));
    let (paged, status) = on_terminal((lines, 80), MARKING, &["list"]);
    assert_eq!(
        (paged.replace(MARK, "").as_str(), status),
        (piped.as_str(), Some(0))
    );
    assert!(paged.lines().all(|line| line.starts_with(MARK)), "{paged}");
}

#[test]
fn every_command_with_text_is_paged_and_no_output_for_programs_is() {
    for command in [
        &["mentions", "行政复议"][..],
        &["search", "行政复议"],
        &["explain", "行政复议 案件 办理"],
        &["status"],
        &["status", "--health"],
        &["outline", "松泽县/2019.txt"],
        &["show", "松泽县/2019.txt"],
        &["show", "松泽县/2019.txt", "--text"],
    ] {
        let (paged, _) = on_terminal((3, 80), MARKING, command);
        assert!(paged.starts_with(MARK), "{command:?}: {paged}");
    }
    for command in [
        &["list", "--json"][..],
        &["list", "--csv"],
        &["list", "--no-pager"],
        &["--no-pager", "list"],
        &["completions", "bash"],
        &["mentions", "行政复议", "--count"],
    ] {
        let (direct, _) = on_terminal((3, 80), MARKING, command);
        assert!(!direct.contains(MARK), "{command:?}: {direct}");
    }
}

#[test]
fn a_pager_that_was_quit_leaves_the_exit_status_of_the_answer() {
    let many = ["mentions", "行政", "--width", "400"];
    let (output, status) = on_terminal((3, 80), "head -n 1", &many);
    assert_eq!((output.lines().count(), status), (1, Some(0)), "{output}");
    let none = ["search", "+复议 +行政复仪委员会"];
    let (output, status) = on_terminal((2, 80), "head -n 1", &none);
    assert_eq!((output.lines().count(), status), (1, Some(1)), "{output}");
}

#[test]
fn a_pager_that_cannot_be_started_or_fails_is_told() {
    in_english();
    let (output, status) = on_terminal((3, 80), "nowhere-to-be-found -R", &["list"]);
    let (note, text) = output.split_once('\n').unwrap();
    assert!(
        note.contains("cannot start the pager `nowhere-to-be-found -R`"),
        "{note}"
    );
    assert_eq!((text, status), (shown(&["list"]).as_str(), Some(0)));
    let (output, status) = on_terminal((3, 80), "false", &["list"]);
    assert_eq!(
        output,
        "quanwen: the pager `false` failed with exit status 1\n"
    );
    assert_eq!(status, Some(0));
}

#[test]
fn ctrl_c_in_the_pager_does_not_end_the_program_before_the_pager() {
    let pager = "sh -c 'echo started; sleep 1; cat'";
    let mut program = OnTerminal::start(indexed_sample(), (3, 80), pager, &["list"]);
    while !program.written().contains("started") {
        assert!(!program.is_read(), "{}", program.written());
    }
    kill_process(Pid::from_child(&program.child), Signal::INT).unwrap();
    let (output, status) = program.finish();
    assert_eq!(status, Some(0));
    let text = shown(&["list"]);
    assert_eq!(output, format!("started\n{text}"));
}

#[test]
fn a_report_on_a_screen_is_wrapped_with_the_numbers_of_its_lines() {
    in_english();
    let rows = indexed_sample()
        .run(&["mentions", "依法行政二、规范", "--json"])
        .rows();
    let mention = rows[0]["id"].as_str().unwrap();
    for columns in [60, 80] {
        let (shown, _) = on_terminal((200, columns), "", &["show", mention]);
        assert_snapshot!(format!("a_mention_on_a_screen_of_{columns}_columns"), shown);
    }
    let (shown, _) = on_terminal((500, 60), "", &["show", "望汀区/行政复议统计2024.xlsx"]);
    assert_snapshot!("a_workbook_on_a_screen", shown);
}

#[test]
fn text_for_another_program_is_as_wide_as_the_terminal() {
    let piped = |columns| {
        let program = env!("CARGO_BIN_EXE_quanwen");
        let mut command = indexed_sample().command("sh");
        command
            .args(["-c", &format!("'{program}' search 行政复议 | cat")])
            .env_remove("COLUMNS");
        let (output, _) = OnTerminal::of(command, 30, columns).finish();
        let passages = output.lines().filter(|line| line.starts_with("      "));
        passages.map(UnicodeWidthStr::width).max().unwrap()
    };
    assert!((50..=60).contains(&piped(60)));
    assert!((61..=90).contains(&piped(90)));
}

#[test]
fn only_a_screen_shortens_titles_and_headings() {
    let heading = format!("一、{}甲", "坚持依法行政并加强监督".repeat(4));
    let text =
        format!("松泽县2021年度法治政府建设情况报告\n\n# {heading}\n\n办理行政复议案件两件。\n");
    let corpus = TestCorpus::of(&[("a.md", &text)]);
    corpus.run(&["index", "."]);
    for command in [["search", "行政复议"], ["mentions", "行政复议"]] {
        let piped = corpus.run(&command).stdout().replace("\n  ", "");
        assert!(piped.contains(&heading), "{piped}");
        let (screen, _) = OnTerminal::start(&corpus, (30, 80), "", &command).finish();
        assert!(screen.contains('…') && screen.contains("督甲"), "{screen}");
    }
}

#[test]
fn colour_is_chosen_by_the_option_before_the_environment() {
    let is_coloured = |arguments: &[&str], variable: &str| {
        let mut command = indexed_sample().command(env!("CARGO_BIN_EXE_quanwen"));
        command.args(arguments).env(variable, "1");
        let run = indexed_sample().outcome(&mut command);
        (run.stdout() + &run.stderr()).contains('\u{1B}')
    };
    assert!(is_coloured(&["list"], "CLICOLOR_FORCE"));
    assert!(is_coloured(&["--help"], "CLICOLOR_FORCE"));
    assert!(!is_coloured(&["list"], "NO_COLOR"));
    for command in ["list", "--help", "explain"] {
        assert!(
            is_coloured(&[command, "--color", "always"], "NO_COLOR"),
            "{command}"
        );
        assert!(
            !is_coloured(&["--color=never", command], "CLICOLOR_FORCE"),
            "{command}"
        );
    }
}
