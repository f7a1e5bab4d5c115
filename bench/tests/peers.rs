//! A comparison leaves out missing peers and names them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

/// Peers, each with the beginning of its name in the tables.
const PEERS: [(&str, &str); 4] = [
    ("tantivy-jieba", "tantivy"),
    ("seekstorm", "SeekStorm"),
    ("sqlite", "SQLite"),
    ("ripgrep", "ripgrep"),
];

/// The program, built by cargo if necessary.
static QUANWEN: LazyLock<PathBuf> = LazyLock::new(|| {
    let built = Command::new(env!("CARGO"))
        .args([
            "build",
            "--locked",
            "--bin",
            "quanwen",
            "--message-format=json",
        ])
        .arg("--manifest-path")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"))
        .output()
        .expect("cargo starts");
    let messages = String::from_utf8(built.stdout).expect("messages are UTF-8");
    let mut executables = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message["executable"].as_str().map(PathBuf::from)
    });
    let errors = String::from_utf8_lossy(&built.stderr);
    executables
        .next()
        .unwrap_or_else(|| panic!("quanwen was not built: {errors}"))
});

/// Compares on the sample corpus with some options and optionally a PATH.
fn compare(quanwen: &Path, options: &[&str], path: Option<&Path>) -> Output {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_quanwen-bench"));
    command
        .arg("compare")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample-corpus"))
        .arg("--brief")
        .args(options)
        .args([Path::new("--quanwen"), quanwen, Path::new("--scratch")])
        .arg(scratch.path());
    if let Some(path) = path {
        command.env("PATH", path);
    }
    command.output().expect("the benchmark starts")
}

/// The tables that a comparison wrote.
fn tables(output: Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).expect("tables are UTF-8")
}

/// Table rows that name an engine, header rows included: an engine may have a column.
fn rows<'t>(tables: &'t str, engine: &str) -> Vec<&'t str> {
    tables
        .lines()
        .filter(|line| line.starts_with('|') && line.contains(engine))
        .collect()
}

/// Checks that the tables have exactly these peers, and that a line names each of the others as left out.
fn assert_peers(tables: &str) {
    for (name, shown) in PEERS {
        let says = tables
            .lines()
            .any(|line| line.starts_with(&format!("{name} ")) && line.ends_with(": left out"));
        let rows = rows(tables, shown);
        assert_eq!(rows.is_empty(), says, "{name}: {rows:?}\n{tables}");
    }
    assert!(rows(tables, "quanwen").len() > 8, "{tables}");
}

#[test]
fn each_peer_can_be_absent_from_every_table() {
    for (name, shown) in PEERS {
        let tables = tables(compare(&QUANWEN, &["--without", name], None));
        assert!(
            tables.contains(&format!("\n{name} is not wanted: left out\n")),
            "{tables}"
        );
        assert_eq!(rows(&tables, shown), Vec::<&str>::new());
        assert_peers(&tables);
    }
}

#[test]
fn an_empty_path_leaves_ripgrep_out_of_every_table() {
    let tables = tables(compare(&QUANWEN, &[], Some(Path::new(""))));
    assert!(
        tables.contains("\nripgrep is not installed: left out\n"),
        "{tables}"
    );
    assert_eq!(rows(&tables, "ripgrep"), Vec::<&str>::new());
    assert_peers(&tables);
}

#[cfg(unix)]
#[test]
fn a_peer_that_fails_is_left_out_with_its_reason() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().expect("a temporary folder");
    let program = folder.path().join("rg");
    let script = "#!/bin/sh\n[ \"$1\" = --version ] && echo ripgrep 0.0.0 && exit\necho broken >&2\nexit 2\n";
    std::fs::write(&program, script).expect("a file");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("its mode");
    let tables = tables(compare(&QUANWEN, &[], Some(folder.path())));
    let line = tables
        .lines()
        .find(|line| line.starts_with("ripgrep failed ("));
    assert!(line.is_some_and(|line| line.contains("broken")), "{tables}");
    assert_eq!(rows(&tables, "ripgrep"), Vec::<&str>::new());
    assert_peers(&tables);
}

#[test]
fn without_the_program_that_is_measured_the_comparison_fails_and_says_so() {
    let output = compare(
        Path::new("/nonexistent/quanwen"),
        &["--without", "ripgrep"],
        None,
    );
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("/nonexistent/quanwen"), "{errors}");
    assert!(!errors.contains("panicked"), "{errors}");
}
