//! No command opens a socket: every command runs under strace.
//!
//! If strace is missing or the system refuses to trace, the test says so on standard error and passes, unless
//! `QUANWEN_REQUIRE_STRACE` is set, as `.ci/run` does when strace works.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::TestCorpus;

/// The network system calls of a program; an error if it cannot be traced.
fn network_calls(program: &str, arguments: &[&str], folder: &Path) -> Result<Vec<String>, String> {
    let trace = tempfile::NamedTempFile::new().unwrap();
    let traced = Command::new("strace")
        .args(["--follow-forks", "-qq", "-e", "trace=%network", "-o"])
        .arg(trace.path())
        .arg(program)
        .args(arguments)
        .current_dir(folder)
        .env_remove("QUANWEN_INDEX")
        .env("XDG_CACHE_HOME", folder.with_file_name("cache"))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("strace cannot be started: {error}"))?;
    let errors = String::from_utf8_lossy(&traced.stderr);
    if errors.contains("strace: ") {
        return Err(errors.into_owned());
    }
    let status = traced.status.code();
    assert!(
        matches!(status, Some(0 | 1)),
        "{arguments:?} ended with {status:?}: {errors}"
    );
    let calls = std::fs::read_to_string(trace.path()).unwrap();
    // A trace also has signals, `--- SIGCHLD …`, and threads that ended while they were inspected: `???( <detached ...>`.
    Ok(calls
        .lines()
        .filter(|line| line.contains('(') && !line.contains("???("))
        .map(String::from)
        .collect())
}

/// Whether programs can be traced here, checked with one that opens a socket.
fn can_trace(folder: &Path) -> bool {
    let calls = network_calls(
        "bash",
        &["-c", "exec 3<>/dev/tcp/127.0.0.1/9 || exit 1"],
        folder,
    );
    let reason = match calls {
        Ok(calls) => {
            let opened = calls.iter().any(|call| call.contains("socket(AF_INET"));
            assert!(opened, "a trace misses a socket that was opened: {calls:?}");
            return true;
        }
        Err(reason) => reason,
    };
    assert!(
        std::env::var_os("QUANWEN_REQUIRE_STRACE").is_none(),
        "{reason}"
    );
    let message = format!("\nNOT TESTED: whether commands open sockets: {reason}\n");
    std::io::stderr().write_all(message.as_bytes()).unwrap();
    false
}

/// Every command, in an order in which each has the index that it needs.
fn questions(report: &str) -> Vec<Vec<&str>> {
    vec![
        vec!["index", "."],
        vec!["index", ".", "--rehash"],
        vec!["index", ".", "--rebuild"],
        vec!["index", ".", "--index", "../elsewhere"],
        vec!["mentions", "行政复议", "."],
        vec!["mentions", "行政复议", "--json", "--limit", "3"],
        vec!["mentions", "行政复议", "--count", "--verify"],
        vec!["search", "行政复议案件办理情况", "."],
        vec!["search", "+复议 -诉讼 /[0-9]+件/", "--facet", "year"],
        vec!["search", "复议~2", "--json", "--one-per-report"],
        vec!["explain", "复议 OR \"规范性文件\""],
        vec!["list", "."],
        vec!["outline", "松泽县/2019.txt"],
        vec!["outline", "--explain", "望汀区/2024.pdf"],
        vec!["show", report],
        vec!["cite", report],
        vec![
            "keywords",
            ".",
            "--year",
            "..2020",
            "--against-year",
            "2021..",
        ],
        vec!["dispersion", "行政复议", "."],
        vec!["trend", "行政复议", ".", "--record", "../a.json"],
        vec!["replay", "../a.json", "."],
        vec!["collocates", "行政复议", "."],
        vec!["status", "."],
        vec!["status", "--health", "."],
        vec!["verify", "."],
        vec!["completions", "bash"],
        vec!["man"],
        vec!["help"],
        vec!["--version"],
    ]
}

#[test]
fn no_command_opens_a_socket() {
    let corpus = TestCorpus::sample();
    let folder = corpus.root();
    if !can_trace(&folder) {
        return;
    }
    let reports = corpus.run(&["list", ".", "--json"]).rows();
    let report = reports[0]["id"].as_str().unwrap().to_string();
    let questions = questions(&report);
    for arguments in &questions {
        let calls = network_calls(env!("CARGO_BIN_EXE_quanwen"), arguments, &folder).unwrap();
        assert_eq!(calls, Vec::<String>::new(), "{arguments:?}");
    }
    for command in commands(&corpus) {
        let is_tried = questions.iter().any(|question| question[0] == command);
        assert!(is_tried, "{command} is not tried");
    }
}

/// The commands of the program, as its help lists them.
fn commands(corpus: &TestCorpus) -> Vec<String> {
    let help = corpus.run_in("en", &["--help"]).stdout();
    let names: Vec<String> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // Continuation lines of a description are indented further.
        .filter(|line| !line.starts_with("    "))
        .filter_map(|line| line.split_whitespace().next().map(String::from))
        .collect();
    assert!(names.len() > 8, "{help}");
    names
}
