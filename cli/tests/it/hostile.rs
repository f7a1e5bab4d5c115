//! No file content and no argument acts on the terminal: every command, as text, CSV, JSON and error, in a pipe and on a
//! pseudo-terminal. Linux only: it allows any byte in a file name and has `script` to make a pseudo-terminal.

mod commands;
mod corpus;
mod typed;
mod written;

use std::process::Command;
use std::sync::OnceLock;

use commands::{FAILED, FOUND, NOTHING_FOUND, OF_A_FILE};
use corpus::{ACTS, FOLDER, FORGED, FORGES, hostile, path};

use crate::support::{Run, TestCorpus, in_english};

/// Where a command's output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Output {
    Pipe,
    /// A terminal without colour.
    Dumb,
    /// A terminal with colour.
    Colour,
    /// A small terminal with colour, through a pager.
    Pager,
}

/// The escape sequences that the program and clap write themselves.
const COLOURS: [&str; 9] = [
    "\u{1B}[0m",
    "\u{1B}[1m",
    "\u{1B}[2m",
    "\u{1B}[4m",
    "\u{1B}[31m",
    "\u{1B}[32m",
    "\u{1B}[33m",
    "\u{1B}[35m",
    "\u{1B}[36m",
];

fn indexed() -> &'static TestCorpus {
    static CORPUS: OnceLock<TestCorpus> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let corpus = hostile();
        corpus.index();
        let texts = format!("行政复议\n行政{}诉讼\n", ACTS.replace('\u{85}', ""));
        corpus.write("../texts", texts);
        corpus
    })
}

/// Runs the program; on a terminal by `script`, which copies what the pseudo-terminal receives.
fn run(corpus: &TestCorpus, arguments: &[&str], output: Output) -> Run {
    let terminal = match output {
        Output::Pipe => return corpus.run(arguments),
        Output::Dumb => "dumb",
        Output::Colour | Output::Pager => "xterm-256color",
    };
    let quoted = |word: &&str| format!("'{}'", word.replace('\'', r"'\''"));
    let words = [&[env!("CARGO_BIN_EXE_quanwen")], arguments].concat();
    let words: Vec<String> = words.iter().map(quoted).collect();
    let size = if output == Output::Pager {
        "stty rows 3 cols 80; "
    } else {
        ""
    };
    let line = format!("{size}{}", words.join(" "));
    let mut command: Command = corpus.command("script");
    command
        .args(["-q", "-e", "-c", &line, "/dev/null"])
        .env("SHELL", "/bin/sh")
        .env("TERM", terminal)
        .env("PAGER", "cat -")
        .stdin(std::process::Stdio::null());
    corpus.outcome(&mut command)
}

/// The output of a run, without the colours and line ends of a terminal.
fn written(run: &Run, output: Output) -> String {
    let mut written = run.stdout() + &run.stderr();
    if output != Output::Pipe {
        written = written.replace("\r\n", "\n");
    }
    if matches!(output, Output::Colour | Output::Pager) {
        for colour in COLOURS {
            written = written.replace(colour, "");
        }
    }
    written
}

/// Runs a command and checks its exit status, and that nothing in its output acts on a terminal or begins a line of its
/// own.
fn check(corpus: &TestCorpus, arguments: &[&str], status: i32, output: Output) -> String {
    let run = run(corpus, arguments, output);
    let written = written(&run, output);
    let context = || format!("{arguments:?} on {output:?}:\n{written:?}");
    assert_eq!(run.status(), status, "{}", context());
    let acts = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}')
    };
    assert!(!written.contains(acts), "{}", context());
    // A line may be wrapped after the mark of a line end, which tells that it is none.
    let unwrapped = written.replace("⏎\n", "⏎");
    let mut lines = unwrapped.lines();
    assert!(!lines.any(|line| line.starts_with(FORGED)), "{}", context());
    written
}

/// The values of the names in commands.
fn names() -> Vec<(&'static str, String)> {
    let rows = indexed().run(&["mentions", "行政复议", "--json"]).rows();
    let id = |pointer: &str| {
        rows[0]
            .pointer(pointer)
            .unwrap()
            .as_str()
            .unwrap()
            .to_string()
    };
    let acts = format!("甲{FORGES}{ACTS}");
    vec![
        ("{document}", id("/document/id")),
        ("{section}", id("/section/id")),
        ("{mention}", id("/id")),
        ("{path}", path()),
        // Folding removes control characters from the text to find.
        ("{typed}", "行政\u{1B}\u{9B}\u{202E}复议".to_string()),
        (
            "{query}",
            format!("+行政\u{1B}复议 案件{ACTS} -title:火箭{ACTS} /复议|{ACTS}/"),
        ),
        ("{absent}", format!("火箭{FORGES}{ACTS}")),
        ("{must}", format!("+行政复议 +火箭{ACTS}")),
        ("{unclosed}", format!("\"行政{acts}")),
        ("{expression}", format!("/[{acts}/")),
        ("{acts}", acts),
    ]
}

/// Commands as arguments, with the names replaced.
fn commands(lines: &str, names: &[(&str, String)]) -> Vec<Vec<String>> {
    let word = |word: &str| {
        names.iter().fold(word.to_string(), |word, (name, value)| {
            word.replace(name, value)
        })
    };
    lines
        .lines()
        .map(|line| line.split(' ').map(word).collect())
        .collect()
}

/// A text, a Markdown file, a web page, a Word document and a workbook.
fn files() -> [String; 5] {
    let file = |stem: &str, ending: &str| format!("{stem}{FORGES}.{ending}");
    [
        path(),
        file("近", "md"),
        file("页", "html"),
        file("文", "docx"),
        file("表", "xlsx"),
    ]
}

fn check_all(output: Output) {
    let corpus = indexed();
    let check_lines = |lines: &str, names: &[(&str, String)], status: i32| {
        for command in commands(lines, names) {
            let words: Vec<&str> = command.iter().map(String::as_str).collect();
            let written = check(corpus, &words, status, output);
            let quotes = status != 2 || written.contains("␛[7m");
            assert!(quotes, "{words:?} quotes nothing: {written}");
        }
    };
    let names = names();
    check_lines(FOUND, &names, 0);
    check_lines(NOTHING_FOUND, &names, 1);
    check_lines(FAILED, &names, 2);
    for file in files() {
        check_lines(OF_A_FILE, &[("{file}", file)], 0);
    }
}

#[test]
fn nothing_acts_on_the_reader_of_a_pipe() {
    check_all(Output::Pipe);
}

#[test]
fn nothing_acts_on_a_terminal_without_colour() {
    check_all(Output::Dumb);
}

#[test]
fn only_the_programs_own_colours_act_on_a_terminal() {
    let list = run(indexed(), &["list"], Output::Colour).stdout();
    assert!(
        list.contains("\u{1B}[1m\u{1B}[35m"),
        "no terminal: {list:?}"
    );
    check_all(Output::Colour);
}

#[test]
fn only_the_programs_own_colours_pass_the_pager() {
    check_all(Output::Pager);
}

#[test]
fn an_update_does_not_act_on_a_terminal() {
    in_english();
    for output in [Output::Pipe, Output::Dumb] {
        let corpus = hostile();
        let message = check(&corpus, &["index", "."], 0, output);
        assert!(message.contains("quanwen.csv names 没有␛[7m"), "{message}");
        assert!(message.contains("skipped  扫␛[7m"), "{message}");
        assert!(message.contains("skipped  �␛[7m"), "{message}");
        assert!(message.contains("damaged  损␛[7m"), "{message}");
        check(&corpus, &["index", "--json", "--rebuild", "."], 0, output);
        corpus.write(&path(), "行政复议。\n");
        check(&corpus, &["mentions", "行政复议", FOLDER], 0, output);
        corpus.write("quanwen.csv", format!("path,{FORGES}\n"));
        check(&corpus, &["index", "."], 0, output);
    }
}

/// Whether a field contains a C0 or C1 character that acts on a terminal.
fn acts(field: &serde_json::Value) -> bool {
    let json = field.to_string();
    json.contains("\\u001b[7m") || json.contains('\u{9B}')
}

#[test]
fn the_fields_of_the_hostile_corpus_are_hostile() {
    let corpus = indexed();
    let some = |rows: &[serde_json::Value], pointers: &str| {
        for pointer in pointers.split(' ') {
            let mut fields = rows.iter().filter_map(|row| row.pointer(pointer));
            assert!(fields.any(acts), "no {pointer} acts");
        }
    };
    let list = corpus.run(&["list", "--json"]).rows();
    some(&list, "/title /region /path");
    let mentions = corpus.run(&["mentions", "行政复议", "--json"]).rows();
    some(&mentions, "/left /right /section/path /section/item /sheet");
    let outlines = files().map(|file| corpus.run(&["outline", "--json", &file]).rows());
    let outlines = outlines.concat();
    some(
        &outlines,
        "/title /issuer /document_number /index_number /subject /heading",
    );
    let status = corpus.run(&["status", "--json"]).rows();
    some(&status, "/skipped /damaged");
}

#[test]
fn the_findings_on_the_hostile_corpus_are_hostile() {
    let health = indexed().run(&["status", "--health", "--json"]).rows();
    for kind in [
        "duplicate",
        "near_duplicate",
        "missing_years",
        "no_sections",
        "garbled",
        "unread",
    ] {
        let mut findings = health.iter().filter(|row| row["kind"] == kind);
        assert!(findings.any(acts), "no {kind} acts");
    }
}
