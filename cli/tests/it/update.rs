//! Updates before a query: which index serves meanwhile, and where a new one goes.

use quanwen::IndexOptions;

use crate::support::{TestCorpus, in_english};

#[test]
fn a_row_of_corrections_changes_only_its_report() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n"), ("b.txt", "行政复议。\n")]);
    corpus.index();
    corpus.write(
        "quanwen.csv",
        "path,region,year,title\na.txt,岚江省/松泽县,2021,报告\n没有.txt,,2020,\n",
    );
    let update = corpus.index();
    assert_eq!(
        (update.changed, update.unchanged),
        (vec!["a.txt".to_string()], 1)
    );
    assert_eq!(update.unknown_corrections, ["没有.txt"]);
    let rows = corpus.run(&["list", "--json", "--year", "2021"]).rows();
    assert_eq!(rows[0]["region"], serde_json::json!(["岚江省", "松泽县"]));
    assert_eq!(
        (&rows[1]["documents"], &rows[1]["undated"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn an_index_of_many_updates_answers_like_a_rebuilt_one() {
    let corpus = TestCorpus::empty();
    for n in 0..12 {
        corpus.write(
            &format!("{}.txt", n % 5),
            format!("松泽县{}年报告\n一、行政复议\n案件{n}件。\n", 2010 + n),
        );
        corpus.index();
    }
    let mentions = || {
        let mut rows = corpus.run(&["mentions", "行政复议", "--json"]).rows();
        rows.pop();
        rows
    };
    let grown = mentions();
    let grown_hits = corpus.run(&["search", "行政复议 案件", "--json"]).rows();
    let rebuilt = corpus.index_with(&IndexOptions {
        rebuild: true,
        ..IndexOptions::default()
    });
    assert_eq!(
        (
            rebuilt.added.len(),
            rebuilt.rebuilt.map(|reason| reason.to_string())
        ),
        (5, Some("a rebuild was requested".to_string()))
    );
    let by_program = corpus.run(&["index", ".", "--rebuild", "--json"]);
    assert_eq!(by_program.summary()["rebuilt"], "--rebuild");
    assert_eq!(mentions(), grown);
    let hits = corpus.run(&["search", "行政复议 案件", "--json"]).rows();
    let paths = |rows: &[serde_json::Value]| {
        rows.iter()
            .map(|row| row["document"]["path"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(paths(&hits), paths(&grown_hits));
    assert_eq!(corpus.run(&["verify"]).status(), 0);
}

#[test]
fn during_another_update_a_query_answers_from_the_existing_index() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    let lock = std::fs::File::options()
        .write(true)
        .open(corpus.root().join(".quanwen/lock"))
        .unwrap();
    lock.lock().unwrap();
    corpus.write("b.txt", "行政复议。\n");
    let run = corpus.run(&["mentions", "行政复议", ".", "--json"]);
    assert_eq!((run.status(), &run.summary()["mentions"]), (0, &1.into()));
    assert_eq!(
        (&run.summary()["stale"], &run.summary()["complete"]),
        (&true.into(), &false.into())
    );
    assert!(
        run.stderr().contains("another process is updating"),
        "{}",
        run.stderr()
    );
    let run = corpus.run(&["index", "."]);
    assert_eq!(run.status(), 2);
    assert!(run.stderr().contains("try again"), "{}", run.stderr());
    drop(lock);
    assert_eq!(
        corpus
            .run(&["mentions", "行政复议", ".", "--json"])
            .summary()["stale"],
        false
    );
}

#[test]
fn the_index_of_an_unwritable_corpus_goes_to_the_cache() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.write(".quanwen", "a file in place of the index folder");
    let run = corpus.run(&["mentions", "行政复议", "."]);
    assert_eq!(run.status(), 0, "{}", run.stderr());
    assert!(
        run.stderr()
            .contains("cannot be written: its index is in [folder]/cache"),
        "{}",
        run.stderr()
    );
    assert_eq!(
        corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
        "1\n",
        "it is found again without PATH"
    );
}

#[test]
fn a_file_in_no_folder_with_an_index_is_indexed_alone() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n"), ("b.txt", "行政复议二。\n")]);
    let count = |path: &str| corpus.run(&["mentions", "行政复议", path, "--count"]);
    let run = count("a.txt");
    assert_eq!(run.stdout(), "1\n");
    assert!(run.stderr().contains("indexed alone"), "{}", run.stderr());
    let update = corpus.run(&["index", "b.txt"]).stdout();
    assert!(update.contains("indexed alone"), "{update}");
    assert!(update.contains("1 added"), "{update}");
    assert!(!corpus.index_folder().exists(), "its folder has no index");
    assert_eq!(count(".").stdout(), "2\n", "the folder has one of its own");
    corpus.write("a.txt", "行政复议，行政复议。\n");
    assert_eq!(count("a.txt").stdout(), "2\n", "it is brought up to date");
    assert_eq!(corpus.run(&["show", "b.txt:1"]).status(), 0);
}

#[test]
fn a_relative_home_is_not_used_for_an_index() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.write(".quanwen", "a file in place of the index folder");
    let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
    command.args(["mentions", "行政复议", "."]);
    command.env_remove("XDG_CACHE_HOME").env("HOME", "home");
    let run = corpus.outcome(&mut command);
    assert_eq!(run.status(), 2, "{}", run.stderr());
    assert!(!corpus.root().join("home").exists());
}

#[test]
fn opening_an_index_writes_nothing() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.index();
    let listing = || {
        let files = walkdir::WalkDir::new(corpus.index_folder().path())
            .into_iter()
            .flatten();
        files
            .map(|file| {
                (
                    file.path().to_path_buf(),
                    file.metadata().unwrap().modified().unwrap(),
                )
            })
            .collect::<Vec<_>>()
    };
    let before = listing();
    for command in [
        &["mentions", "行政复议"][..],
        &["search", "复议"],
        &["list"],
        &["status"],
        &["verify"],
    ] {
        assert_eq!(corpus.run(command).status(), 0);
    }
    assert_eq!(listing(), before);
}

#[test]
fn several_paths_need_an_index_of_their_own() {
    in_english();
    let corpus = TestCorpus::of(&[
        ("a/1.txt", "行政复议。\n"),
        ("b/2.txt", "行政复议。\n"),
        ("c/3.txt", "行政复议。\n"),
    ]);
    let run = corpus.run(&["mentions", "行政复议", "a", "b"]);
    assert_eq!(run.status(), 2);
    assert!(run.stderr().contains("--index"), "{}", run.stderr());
    let run = corpus.run(&[
        "mentions",
        "行政复议",
        "a",
        "b",
        "--index",
        "../index",
        "--json",
    ]);
    assert_eq!((run.status(), &run.summary()["mentions"]), (0, &2.into()));
    let run = corpus.run(&["mentions", "行政复议", "--index", "../index", "--count"]);
    assert_eq!(run.stdout(), "2\n");
    let run = corpus.run(&[
        "mentions",
        "行政复议",
        "c",
        "--index",
        "../index",
        "--count",
    ]);
    assert_eq!(run.status(), 2, "c is no part of that index");
    assert!(
        run.stderr().contains("name another --index"),
        "{}",
        run.stderr()
    );
}

#[test]
fn a_path_inside_the_corpus_narrows_the_answer() {
    let corpus = TestCorpus::of(&[
        ("甲县/1.txt", "行政复议。\n"),
        ("甲县志.txt", "行政复议。\n"),
    ]);
    corpus.index();
    assert_eq!(
        corpus
            .run(&["mentions", "行政复议", "甲县", "--count"])
            .stdout(),
        "1\n"
    );
    assert_eq!(
        corpus
            .run(&["mentions", "行政复议", "甲县志.txt", "--count"])
            .stdout(),
        "1\n"
    );
    assert!(!corpus.root().join("甲县/.quanwen").exists());
}
