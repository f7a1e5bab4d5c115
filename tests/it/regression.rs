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
