//! The transcripts in the documents are what the program prints on a terminal of 80 columns.

use std::fs;
use std::path::Path;

use regex::Regex;

use crate::repository;
use crate::support::TestCorpus;
use crate::terminal::OnTerminal;

/// The documents with transcripts, or without, and the locale of their readers: a transcript that is added is run.
const DOCUMENTS: [(&str, &str); 3] = [
    ("README.md", "C.UTF-8"),
    ("README.zh.md", "zh_CN.UTF-8"),
    ("sample-corpus/README.md", "C.UTF-8"),
];
/// Rows and columns: more rows than any transcript has, so that no pager is started.
const SIZE: (u16, u16) = (1000, 80);
/// Programs that a machine need not have, and the build of this one, which runs already.
const OTHER_PROGRAMS: [&str; 2] = ["cargo", "python3"];
/// What stands for a file or folder of the reader.
const OF_READERS: [&str; 4] = ["reports", "reports/", "FILE", "文件"];
/// Stands for lines that a document leaves out.
const LEFT_OUT: &str = "…";

/// A command in a document, and what it prints.
#[derive(Debug)]
struct Transcript {
    command: String,
    printed: Vec<String>,
}

impl Transcript {
    /// Those of a document, in its order.
    fn of(document: &str) -> Vec<Self> {
        let mut transcripts: Vec<Self> = Vec::new();
        let mut is_within = false;
        for line in document.lines() {
            match line.strip_prefix("$ ") {
                _ if line.starts_with("```") => is_within = line == "```console",
                Some(command) if is_within => transcripts.push(Self {
                    command: without_comment(command),
                    printed: Vec::new(),
                }),
                None if is_within => {
                    let transcript = transcripts.last_mut().expect("a command before its output");
                    transcript.printed.push(without_comment(line));
                }
                _ => {}
            }
        }
        transcripts
    }

    /// What the command writes is shown, to be a file of the next ones.
    fn file(&self) -> Option<&str> {
        self.command.strip_prefix("cat ")
    }

    /// Whether it can be run here.
    fn is_run(&self) -> bool {
        let mut words = self.command.split_whitespace();
        let program = words.next().unwrap_or_default();
        !OTHER_PROGRAMS.contains(&program) && !words.any(|word| OF_READERS.contains(&word))
    }

    /// What differs from what a terminal shows, if anything does.
    fn difference(&self, folder: &TestCorpus, locale: &str) -> Option<String> {
        let program = Path::new(env!("CARGO_BIN_EXE_quanwen"));
        let programs = program.parent().unwrap().display().to_string();
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = folder.command("sh");
        command
            .args(["-c", &self.command])
            .current_dir(folder.folder())
            .env("PATH", format!("{programs}:{path}"))
            .env("TERM", "dumb")
            .env("LANG", locale)
            .env_remove("COLUMNS");
        let (found, status) = OnTerminal::of(command, SIZE.0, SIZE.1).finish();
        let command = &self.command;
        if !matches!(status, Some(0 | 1)) {
            return Some(format!("{command}\nfails:\n{found}"));
        }
        if self.printed.iter().all(|line| line.trim().is_empty()) {
            return None;
        }
        let expected: Vec<String> = self.printed.iter().map(|line| stable(line)).collect();
        let found: Vec<String> = found.lines().map(stable).collect();
        let is_shown = is_shown(&trimmed(&expected), &trimmed(&found));
        let (document, terminal) = (expected.join("\n"), found.join("\n"));
        (!is_shown).then(|| format!("{command}\ndocument:\n{document}\nterminal:\n{terminal}"))
    }
}

/// A line without what a document says of it after two blanks.
fn without_comment(line: &str) -> String {
    let (line, _) = line.split_once("  # ").unwrap_or((line, ""));
    line.trim_end().to_string()
}

/// A line without what is another one each time.
fn stable(line: &str) -> String {
    let changing = r"\d+ (?:ms|毫秒)|\d+\.\d (?:s|秒)|\d{4}-\d\d-\d\d \d\d:\d\d|[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-fx.]+|(/\S*|…)/sample-corpus";
    let changing = Regex::new(changing).unwrap();
    changing
        .replace_all(line.trim_end(), "[changing]")
        .into_owned()
}

/// Lines without blank ones at their ends.
fn trimmed(lines: &[String]) -> Vec<&str> {
    let is_written = |line: &&str| !line.is_empty();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let first = lines.iter().position(&is_written);
    let last = lines.iter().rposition(is_written);
    let range = first.zip(last).map(|(first, last)| first..=last);
    range.map_or(Vec::new(), |range| lines[range].to_vec())
}

/// Whether lines are those of a document, which may leave some out.
fn is_shown(document: &[&str], lines: &[&str]) -> bool {
    match document.split_first() {
        None => lines.is_empty(),
        Some((&LEFT_OUT, rest)) => (0..=lines.len()).any(|first| is_shown(rest, &lines[first..])),
        Some((expected, rest)) => lines.first() == Some(expected) && is_shown(rest, &lines[1..]),
    }
}

#[test]
fn transcripts_are_what_a_terminal_shows() {
    let mut differences = Vec::new();
    for (name, locale) in DOCUMENTS {
        let folder = TestCorpus::sample();
        folder.index();
        fs::rename(folder.root(), folder.folder().join("sample-corpus")).unwrap();
        let document = fs::read_to_string(repository().join(name)).unwrap();
        for transcript in Transcript::of(&document) {
            if let Some(file) = transcript.file() {
                let text = transcript.printed.join("\n");
                fs::write(folder.folder().join(file), text).unwrap();
            } else if transcript.is_run() {
                let difference = transcript.difference(&folder, locale);
                differences.extend(difference.map(|difference| format!("{name}: {difference}")));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}
