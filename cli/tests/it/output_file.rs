//! `-o FILE`: an answer in a file, complete or not at all.

use std::path::Path;

use crate::support::{TestCorpus, in_english, indexed_sample};

/// The names of the entries of a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn report() -> TestCorpus {
    let text = "松泽县2021年法治政府建设年度报告\n一、行政复议\n行政复议案件12件。\n";
    TestCorpus::of(&[("a.txt", text)])
}

/// A corpus with an index, and what its answers are written to.
fn indexed() -> TestCorpus {
    let corpus = report();
    assert_eq!(corpus.run(&["index", "."]).status(), 0);
    corpus
}

#[test]
fn a_file_has_what_standard_output_has_and_standard_error_the_counts() {
    in_english();
    let sample = indexed_sample();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    for (name, switch) in [("a.csv", "--csv"), ("A.JSONL", "--json")] {
        let file = file(name);
        let run = sample.run(&["mentions", "最多跑一次", "-o", &file]);
        assert_eq!((run.status(), run.stdout().as_str()), (0, ""));
        let printed = sample.run(&["mentions", "最多跑一次", switch]);
        assert_eq!(std::fs::read(&file).unwrap(), printed.bytes(), "{name}");
        let error = run.stderr();
        let lines = printed.stdout().lines().count();
        let written = if switch == "--csv" {
            format!("wrote {} rows to {file}\n", lines - 1)
        } else {
            format!("wrote {lines} lines to {file}\n")
        };
        assert!(error.starts_with(&written), "{error}");
        assert!(
            error.contains(" mentions in ") && error.contains("complete"),
            "{error}"
        );
    }
    assert_eq!(names(folder.path()), ["A.JSONL", "a.csv"]);
}

#[test]
fn a_workbook_goes_to_a_pipe_too() {
    use calamine::Reader;
    in_english();
    let sample = indexed_sample();
    let run = sample.run(&["list", "--xlsx"]);
    assert_eq!(run.status(), 0, "{}", run.stderr());
    let file = std::io::Cursor::new(run.bytes().to_vec());
    let mut workbook = calamine::Xlsx::new(file).unwrap();
    assert_eq!(workbook.sheet_names(), ["documents", "about"]);
    let rows = workbook.worksheet_range("documents").unwrap();
    let reports = sample.run(&["list", "--json"]).rows().len() - 1;
    assert_eq!(rows.height(), 1 + reports);
    let both = sample.run(&["list", "--xlsx", "--csv"]);
    assert_eq!(both.status(), 2);
}

#[test]
fn a_workbook_has_the_rows_of_the_csv_and_says_where_they_come_from() {
    use calamine::{Data, Reader};
    in_english();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.xlsx").display().to_string();
    let sample = indexed_sample();
    let command = ["mentions", "复议", "--year", "2019..2021"];
    let run = sample.run(&[&command[..], &["-o", &file]].concat());
    assert_eq!(run.status(), 0, "{}", run.stderr());
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(&file).unwrap();
    let range = workbook.worksheet_range("mentions").unwrap();
    let printed = sample.run(&[&command[..], &["--csv"]].concat());
    let csv = printed.stdout();
    let mut csv = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.trim_start_matches('\u{FEFF}').as_bytes());
    let mut rows = 0;
    for (row, record) in range.rows().zip(csv.records()) {
        let texts: Vec<String> = row.iter().map(ToString::to_string).collect();
        // CSV guards what looks like a formula.
        let plain = |field: &str| field.strip_prefix('\'').unwrap_or(field).to_string();
        assert_eq!(texts, record.unwrap().iter().map(plain).collect::<Vec<_>>());
        rows += 1;
    }
    assert!(rows > 50 && rows == range.height(), "{rows}");
    let about = workbook.worksheet_range("about").unwrap();
    let value = |part: &str, name: &str| {
        let is_it = |row: &&[Data]| row[0] == *part && row[1] == *name;
        about.rows().find(is_it).map(|row| row[2].clone())
    };
    let text = |text: &str| Some(Data::String(text.to_string()));
    assert_eq!(value("request", "texts"), text("复议"));
    assert_eq!(value("request", "filter.years"), text("2019..2021"));
    assert_eq!(value("answer", "complete"), text("true"));
    assert_eq!(
        value("answer", "mentions"),
        Some(Data::Float((rows - 1) as f64))
    );
    assert_eq!(value("file", "rows"), Some(Data::Float((rows - 1) as f64)));
    let status = &sample.run(&["status", "--json"]).rows()[0];
    assert_eq!(
        value("index", "exact_stamp"),
        text(status["exact_stamp"].as_str().unwrap())
    );
}

#[test]
fn a_workbook_of_counts_says_what_was_asked_and_of_which_index() {
    use calamine::Reader;
    in_english();
    let folder = tempfile::tempdir().unwrap();
    let sample = indexed_sample();
    for command in [
        &["trend", "复议", "--by", "year,region"][..],
        &["collocates", "复议"],
        &["dispersion", "复议"],
        &["keywords", "--year", "..2020", "--against-year", "2021.."],
        &["mentions", "复议", "--count"],
        &["list"],
    ] {
        let file = folder.path().join(format!("{}.xlsx", command[0]));
        let file = file.display().to_string();
        let run = sample.run(&[command, &["-o", &file]].concat());
        assert_eq!(run.status(), 0, "{}", run.stderr());
        let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(&file).unwrap();
        let about = workbook.worksheet_range("about").unwrap();
        for part in ["request", "answer", "index", "file"] {
            let is_told = about.rows().any(|row| row[0] == *part);
            assert!(is_told, "{command:?} has no {part}");
        }
    }
}

#[test]
fn every_command_that_prints_an_answer_writes_it_to_a_file() {
    in_english();
    let corpus = indexed();
    let tables: [&[&str]; 6] = [
        &["mentions", "复议"],
        &["mentions", "复议", "--documents"],
        &["mentions", "复议", "--count"],
        &["mentions", "复议", "--verify"],
        &["search", "复议"],
        &["list"],
    ];
    let texts: [&[&str]; 8] = [
        &["index", "."],
        &["explain", "复议"],
        &["outline", "a.txt"],
        &["outline", "a.txt", "--explain"],
        &["show", "a.txt"],
        &["status"],
        &["status", "--health"],
        &["verify"],
    ];
    let check = |command: &[&str], ending: &str| {
        let name = format!(".out.{ending}");
        let run = corpus.run(&[command, &["-o", &name, "--force"]].concat());
        assert_eq!(run.status(), 0, "{command:?} {ending}: {}", run.stderr());
        assert!(run.stderr().starts_with("wrote "), "{}", run.stderr());
        assert!(std::fs::metadata(corpus.root().join(name)).unwrap().len() > 0);
    };
    for command in tables {
        for ending in ["csv", "tsv", "md", "xlsx", "jsonl", "txt"] {
            check(command, ending);
        }
    }
    for command in texts {
        for ending in ["jsonl", "txt"] {
            check(command, ending);
        }
        let run = corpus.run(&[command, &["-o", "out.csv"]].concat());
        assert_eq!(run.status(), 2, "{command:?}");
        assert!(
            run.stderr().contains("use .jsonl or .txt"),
            "{}",
            run.stderr()
        );
    }
}

#[test]
fn nothing_found_is_a_file_without_rows_and_exit_status_1() {
    in_english();
    let corpus = indexed();
    let run = corpus.run(&["mentions", "没有的话", "-o", ".none.csv"]);
    assert_eq!(run.status(), 1);
    assert!(
        run.stderr()
            .starts_with("wrote 0 rows to .none.csv\n0 mentions")
    );
    let written = std::fs::read_to_string(corpus.root().join(".none.csv")).unwrap();
    assert_eq!(written.lines().count(), 1);
}

#[test]
fn a_file_that_cannot_be_written_is_refused_before_the_reports_are_read() {
    in_english();
    let corpus = report();
    corpus.write("old.csv", "kept");
    std::fs::create_dir(corpus.root().join("folder.csv")).unwrap();
    let before = names(&corpus.root());
    for (name, message) in [
        ("out.docx", "use .csv, .tsv"),
        ("out", "use .csv, .tsv"),
        ("/", "use .csv, .tsv"),
        (
            "out.svg",
            "`quanwen dispersion` have a chart; here use .csv",
        ),
        ("old.csv", "old.csv exists: --force replaces it"),
        ("folder.csv", "folder.csv: it is not a file"),
        (
            "nowhere/out.csv",
            "there is no folder nowhere; make it first",
        ),
        ("a.txt/out.csv", "there is no folder a.txt; make it first"),
        (
            "/proc/out.csv",
            "name a file in a folder that you may write to",
        ),
    ] {
        let run = corpus.run(&["mentions", "复议", ".", "-o", name]);
        assert_eq!(run.status(), 2, "{name}");
        assert!(run.stderr().contains(message), "{name}: {}", run.stderr());
        assert_eq!(run.stderr().lines().count(), 1, "{}", run.stderr());
        assert_eq!(run.stdout(), "");
        assert_eq!(names(&corpus.root()), before, "{name}");
    }
    assert_eq!(
        std::fs::read_to_string(corpus.root().join("old.csv")).unwrap(),
        "kept"
    );
    for switch in ["--csv", "--json"] {
        let run = corpus.run_in("en", &["list", ".", "-o", "out.csv", switch]);
        assert_eq!(run.status(), 2);
        assert!(
            run.stderr().contains("cannot be used with"),
            "{}",
            run.stderr()
        );
    }
}

#[test]
fn an_error_leaves_an_existing_file_and_nothing_else() {
    let corpus = indexed();
    corpus.write("old.csv", "kept");
    let before = names(&corpus.root());
    let run = corpus.run(&["search", "year:", "-o", "old.csv", "--force"]);
    assert_eq!(run.status(), 2, "{}", run.stderr());
    assert_eq!(names(&corpus.root()), before);
    assert_eq!(
        std::fs::read_to_string(corpus.root().join("old.csv")).unwrap(),
        "kept"
    );
}

#[test]
fn a_saved_answer_among_the_reports_is_no_report() {
    let corpus = report();
    for name in ["a.csv", "b.tsv", "c.jsonl", "d.md", "e.xlsx"] {
        let run = corpus.run(&["mentions", "复议", ".", "-o", name]);
        assert_eq!(run.status(), 0, "{}", run.stderr());
        let counts = format!("counts-{name}");
        let run = corpus.run(&["mentions", "复议", ".", "--count", "-o", &counts]);
        assert_eq!(run.status(), 0, "{}", run.stderr());
    }
    let list = corpus.run(&["list", ".", "--json"]).summary();
    assert_eq!(list["documents"], 1);
    assert_eq!(list["ignored_files"]["answers"], 10);
    let count = corpus.run(&["mentions", "复议", ".", "--count", "--verify"]);
    assert_eq!(
        (count.status(), count.stdout().lines().next()),
        (0, Some("2"))
    );
}

#[cfg(unix)]
#[test]
fn a_new_file_has_the_permissions_of_any_and_a_replaced_one_keeps_its_own() {
    use std::os::unix::fs::PermissionsExt;
    let corpus = indexed();
    let mode = |name: &str| {
        let metadata = std::fs::metadata(corpus.root().join(name)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    corpus.write("other", "");
    assert_eq!(corpus.run(&["list", "-o", "list.csv"]).status(), 0);
    assert_eq!(mode("list.csv"), mode("other"));
    let private = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(corpus.root().join("list.csv"), private).unwrap();
    std::os::unix::fs::symlink("list.csv", corpus.root().join("link.csv")).unwrap();
    let run = corpus.run(&["list", "-o", "link.csv", "--force"]);
    assert_eq!(run.status(), 0, "{}", run.stderr());
    assert_eq!(mode("list.csv"), 0o640);
    assert!(corpus.root().join("link.csv").is_symlink());
}

#[cfg(unix)]
#[test]
fn an_interrupted_program_leaves_nothing() {
    use std::process::{Command, Stdio};
    use std::time::Duration;
    for signal in ["-INT", "-TERM"] {
        let corpus = TestCorpus::empty();
        let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
        // Waits for the report on its standard input.
        let mut program = command
            .args(["outline", "-", "-o", "outline.jsonl"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let input = program.stdin.take();
        let begun = || {
            names(&corpus.root())
                .iter()
                .any(|name| name.starts_with(".quanwen-"))
        };
        for _ in 0..1000 {
            if begun() {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(begun(), "the file was not begun");
        let killed = Command::new("kill")
            .args([signal, &program.id().to_string()])
            .status();
        assert!(killed.unwrap().success());
        let ended = program.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(130), "{ended:?}");
        drop(input);
        assert_eq!(names(&corpus.root()), Vec::<String>::new());
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_update_of_a_cluster_says_what_answers() {
    use std::process::{Command, Stdio};
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "松泽县2021年法治政府建设年度报告\n行政复议。\n")]);
    // Takes a request and never answers it.
    let cluster = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/reports", cluster.local_addr().unwrap());
    let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
    let program = command
        .args(["index", ".", "--engine", &address])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let connection = cluster.accept().unwrap();
    let interrupted = Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status();
    assert!(interrupted.unwrap().success());
    let ended = program.wait_with_output().unwrap();
    drop(connection);
    assert_eq!(ended.status.code(), Some(130), "{ended:?}");
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(
        said.contains("what answered before this update still does")
            && said.contains("run it again"),
        "{said}"
    );
}
