//! Bad input gives a message that says what to do, exit status 2, and leaves the index intact.

use crate::support::{Run, TestCorpus, in_english, locale, rewrite_sealed};

fn reports() -> TestCorpus {
    TestCorpus::of(&[(
        "a.txt",
        "松泽县2021年法治政府建设年度报告\n一、行政复议\n行政复议案件12件。\n",
    )])
}

/// The run failed with exit status 2 and a message on standard error only.
fn assert_error(run: &Run, message: &str) {
    assert_eq!(run.status(), 2, "{}{}", run.stdout(), run.stderr());
    assert!(run.stderr().contains(message), "{}", run.stderr());
    assert_eq!(run.stdout(), "");
}

#[test]
fn a_missing_path_is_an_error() {
    in_english();
    assert_error(
        &reports().run(&["mentions", "行政复议", "nowhere"]),
        "cannot read nowhere: No such file",
    );
    assert_error(
        &reports().run(&["outline", "nowhere.txt"]),
        "cannot read nowhere.txt",
    );
    assert_error(
        &reports().run(&["mentions", "行政复议"]),
        "name the folder of the reports at the end, or run `quanwen index PATH`",
    );
    assert_error(
        &reports().run(&["mentions", "行政复议", ".", "--no-update"]),
        "`quanwen index PATH` makes one",
    );
}

#[test]
fn a_folder_without_reports_finds_nothing() {
    in_english();
    let corpus = TestCorpus::empty();
    assert_eq!(corpus.run(&["mentions", "行政复议", "."]).status(), 1);
    let run = corpus.run(&["index", "."]);
    assert_eq!(run.status(), 1);
    assert!(run.stdout().contains("no reports"), "{}", run.stdout());
}

#[test]
fn queries_without_words_are_errors() {
    in_english();
    let corpus = reports();
    assert_error(&corpus.run(&["mentions", "", "."]), "nothing to find");
    assert_error(&corpus.run(&["mentions", "“”", "."]), "--strict");
    assert_error(
        &corpus.run(&["search", "，。", "."]),
        "no word to search for",
    );
    assert_error(&corpus.run(&["mentions"]), "give a text to find");
    assert_error(
        &corpus.run(&["mentions", "复议", ".", "--year", "2022..2018"]),
        "write 2018..2022",
    );
}

#[test]
fn an_order_or_a_sample_that_does_not_exist_is_an_error() {
    let corpus = reports();
    let run =
        |options: &[&str]| corpus.run_in("en", &[&["mentions", "复议", "."], options].concat());
    let keys = "position, year, region, left1 to left10 and right1 to right10";
    for sort in ["pinyin", "left0", "right1,right11", "year,"] {
        assert_error(&run(&["--sort", sort]), keys);
    }
    assert_error(&run(&["--sample", "0"]), "give a number from 1");
    assert_error(&run(&["--sample", "all"]), "give a number from 1");
    assert_error(&run(&["--seed", "3"]), "--sample <N>");
    assert_error(&run(&["--sample", "3", "--seed", "x"]), "--seed");
    assert_error(&run(&["--context", "line"]), "columns, sentence, paragraph");
    assert_error(
        &run(&["--context", "sentence", "--width", "9"]),
        "cannot be used with",
    );
}

#[test]
fn files_that_are_not_text_are_skipped_with_the_reason() {
    in_english();
    let corpus = reports();
    corpus.write("empty.docx", "");
    corpus.write("blank.txt", " \n\u{3000}\n");
    corpus.write("binary.txt", [0, 159, 146, 150, 0, 1, 2, 3]);
    corpus.write("paper.pdf", "%PDF-1.7");
    corpus.write("page.txt", "<!DOCTYPE html><p>行政复议</p>");
    let run = corpus.run(&["index", ".", "--json"]);
    let reasons: Vec<String> = run
        .rows()
        .iter()
        .filter(|row| row["type"] == "skipped")
        .map(|row| format!("{} ({}): {}", row["path"], row["code"], row["reason"]))
        .collect();
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    assert!(
        reasons[1].starts_with("\"empty.docx\" (\"empty\")"),
        "{reasons:?}"
    );
    assert!(
        reasons
            .iter()
            .any(|reason| reason.contains("cut short or damaged")),
        "{reasons:?}"
    );
    let summary = corpus
        .run(&["mentions", "行政复议", "--json", "--count"])
        .summary();
    assert_eq!(
        (&summary["skipped_files"], &summary["complete"]),
        (&3.into(), &false.into())
    );
    assert!(
        corpus
            .run(&["status"])
            .stdout()
            .contains("  empty (1)\n    empty.docx\n")
    );
}

#[test]
fn a_file_with_damaged_bytes_is_read() {
    in_english();
    let corpus = reports();
    let mut bytes = "一、行政复议工作扎实推进，成效明显。\n".as_bytes().to_vec();
    bytes.extend([0xFF, 0xFE]);
    bytes.extend("行政复议案件。\n".as_bytes());
    corpus.write("damaged.txt", bytes);
    let run = corpus.run(&["index", "."]);
    assert!(
        run.stdout().contains("damaged  damaged.txt: 2 characters"),
        "{}",
        run.stdout()
    );
    assert_eq!(
        corpus
            .run(&["mentions", "行政复议", "damaged.txt", "--count"])
            .stdout(),
        "2\n"
    );
}

#[test]
fn a_file_over_the_limit_is_skipped_with_the_limit_and_its_flag() {
    in_english();
    let corpus = reports();
    corpus.write("large.txt", "行政复议，".repeat(100_000));
    let run = corpus.run(&["index", ".", "--max-file-size", "1"]);
    assert!(
        run.stdout()
            .contains("large.txt: 2 MiB, over the limit of 1 MiB a file"),
        "{}",
        run.stdout()
    );
    for row in [
        corpus
            .run(&["index", ".", "--max-file-size", "1", "--json"])
            .rows()[0]
            .clone(),
        corpus.run(&["status", "--json"]).rows()[0]["skipped"][0].clone(),
        corpus.run(&["status", "--health", "--json"]).rows()[0].clone(),
    ] {
        let reason = row["reason"].as_str().unwrap();
        assert_eq!(row["code"], "too_large");
        assert!(reason.ends_with(": raise it with --max-file-size"), "{row}");
    }
    let run = corpus.run(&["mentions", "行政复议", "large.txt", "--count"]);
    assert_eq!(
        run.stdout(),
        "100000\n",
        "one line of a megabyte and a half"
    );
}

/// Removes a file between the walk and the reading of an update.
struct Remover(std::path::PathBuf);

impl quanwen::Progress for Remover {
    fn begin(&self, _files: usize, _bytes: u64) {
        std::fs::remove_file(&self.0).unwrap();
    }
    fn advance(&self, _bytes: u64) {}
    fn write(&self) {}
}

#[test]
fn a_report_removed_during_an_update_is_skipped() {
    let corpus = reports();
    corpus.write("b.txt", "行政复议。\n");
    let folder = corpus.index_folder();
    let remover = Remover(corpus.root().join("b.txt"));
    let options = quanwen::IndexOptions::default();
    let walked = quanwen::Corpus::at(corpus.root()).unwrap();
    let report = quanwen::index(&walked, &folder, &options, &remover).unwrap();
    assert_eq!(
        (report.added.len(), report.skipped[0].reason.to_string()),
        (1, "the file is gone".to_string())
    );
    let run = corpus.run(&["mentions", "行政复议", ".", "--json"]);
    assert_eq!(
        (&run.summary()["mentions"], &run.summary()["complete"]),
        (&2.into(), &true.into())
    );
}

#[test]
fn a_mistake_in_quanwen_csv_is_reported_with_line_and_column_and_keeps_the_index() {
    in_english();
    let corpus = reports();
    corpus.index();
    corpus.write("quanwen.csv", "path,year\na.txt,去年\n");
    assert_error(
        &corpus.run(&["mentions", "行政复议", "."]),
        "quanwen.csv:2:7: expected a year such as 2022",
    );
    assert_eq!(
        corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
        "2\n"
    );
}

#[test]
fn an_index_of_another_format_or_with_other_rules_is_refused_or_rebuilt() {
    in_english();
    let corpus = reports();
    corpus.index();
    let generation = corpus.index_folder().path().join("generation-1");
    rewrite_sealed(&generation.join("meta.json"), |meta| {
        meta.replace("exact_stamp\\\":\\\"", "exact_stamp\\\":\\\"x")
    });
    assert_error(
        &corpus.run(&["mentions", "行政复议"]),
        "quanwen index --rebuild",
    );
    let run = corpus.run(&["mentions", "行政复议", ".", "--count"]);
    assert_eq!((run.stdout().as_str(), run.status()), ("2\n", 0));
    assert!(run.stderr().contains("rebuilt"), "{}", run.stderr());
    assert!(!generation.exists(), "the old generation is removed");

    let pointer = corpus.index_folder().path().join("index.json");
    rewrite_sealed(&pointer, |json| {
        json.replace("\"format\":2", "\"format\":9")
    });
    assert_error(&corpus.run(&["mentions", "行政复议"]), "has format 9");
    let run = corpus.run(&["mentions", "行政复议", ".", "--count"]);
    assert_eq!(run.stdout(), "2\n");
    assert!(
        run.stderr().contains("rebuilt: it has format 9"),
        "{}",
        run.stderr()
    );
}

#[test]
fn a_damaged_index_is_an_error_and_a_rebuild_repairs_it() {
    let corpus = reports();
    corpus.index();
    let files: Vec<_> = std::fs::read_dir(corpus.index_folder().path().join("generation-1"))
        .unwrap()
        .flatten()
        .map(|file| file.path())
        .collect();
    let mut hit = 0;
    for path in files {
        let sound = std::fs::read(&path).unwrap();
        if sound.is_empty() {
            continue;
        }
        let mut flipped = sound.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 0x55;
        for damage in [&sound[..sound.len() / 2], &flipped] {
            std::fs::write(&path, damage).unwrap();
            for command in [
                &["mentions", "行政复议"][..],
                &["search", "复议"],
                &["list"],
                &["verify"],
                &["mentions", "行政复议", "."],
            ] {
                let run = corpus.run(command);
                assert!((0..=2).contains(&run.status()));
                assert!(
                    !run.stderr().contains("internal error") && !run.stderr().contains("panicked"),
                    "{}",
                    run.stderr()
                );
                if run.status() == 2 {
                    hit += 1;
                    assert!(
                        format!("{}{}", run.stdout(), run.stderr()).contains("--rebuild"),
                        "{}",
                        run.stderr()
                    );
                }
            }
            std::fs::write(&path, &sound).unwrap();
        }
    }
    assert!(hit > 10, "damage was noticed {hit} times");
    let store = walkdir::WalkDir::new(corpus.index_folder().path())
        .into_iter()
        .flatten()
        .find(|file| {
            file.path()
                .extension()
                .is_some_and(|ending| ending == "store")
        });
    std::fs::write(store.unwrap().path(), "x").unwrap();
    assert_eq!(corpus.run(&["mentions", "行政复议"]).status(), 2);
    assert_eq!(corpus.run(&["index", "--rebuild", "."]).status(), 0);
    assert_eq!(
        corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
        "2\n"
    );
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let corpus = TestCorpus::empty();
    corpus.write("a.txt", "行政复议，".repeat(20_000));
    corpus.index();
    for format in ["--json", "--csv", "--limit=19999"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_quanwen"))
            .args(["mentions", "行政复议", format])
            .current_dir(corpus.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}

#[test]
fn an_unknown_id_is_an_error() {
    in_english();
    let corpus = reports();
    corpus.index();
    assert_error(
        &corpus.run(&["show", "0123456789"]),
        "nothing in the index has the id `0123456789`",
    );
    let id = corpus.run(&["list", "--json"]).rows()[0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    for bad in [".99", "@3-4", "@5-1", "@0-99999", ".x"] {
        assert_error(
            &corpus.run(&["show", &format!("{id}{bad}")]),
            "nothing in the index has the id",
        );
    }
}

#[test]
fn texts_without_structure_and_texts_of_headings_only() {
    let corpus = TestCorpus::empty();
    corpus.write("headings.txt", "一、标题\n".repeat(3000));
    corpus.write("numbers.txt", "9".repeat(10_000));
    corpus.write("items.txt", "一是".repeat(100_000));
    corpus.write("prose.txt", "他走进屋里，坐了下来。\n".repeat(1000));
    corpus.write("ends.txt", "一、甲\r二、乙\r\n三、丙\n\r四、丁");
    let report = corpus.index();
    assert_eq!((report.added.len(), report.skipped.len()), (5, 0));
    assert_eq!(
        corpus.run(&["mentions", "一是", "--count"]).stdout(),
        "100000\n"
    );
    assert_eq!(
        corpus.run(&["outline", "ends.txt", "--json"]).rows().len(),
        5
    );
}

#[test]
fn a_place_that_is_a_folder_and_a_folder_that_is_not_there_are_told() {
    in_english();
    let corpus = reports();
    corpus.write(
        "松泽县/b.txt",
        "松泽县2020年法治政府建设年度报告\n行政复议3件。\n",
    );
    let run = corpus.run(&["trend", "行政复议", "松泽县"]);
    let note = "松泽县 is a folder here: it is searched, and counted only with -e";
    assert!(run.stderr().contains(note), "{}", run.stderr());
    let run = corpus.run(&["trend", "-e", "行政复议", "-e", "松泽县", "."]);
    assert!(
        run.stdout().contains("松泽县: 2 mentions"),
        "{}",
        run.stdout()
    );
    assert_eq!(run.stderr().matches("is a folder").count(), 0);
    let run = corpus.run(&["trend", "行政复议", "松则县", "."]);
    let note = "松则县 is nowhere: if it is a folder, there is none of this name";
    assert!(run.stdout().contains(note), "{}", run.stdout());
}

#[test]
fn a_second_text_is_not_a_path_and_a_path_is_no_text() {
    in_english();
    let corpus = reports();
    let run = corpus.run(&["mentions", "行政复议", "行政应诉", "."]);
    assert_error(&run, "another text to find, give it with -e 行政应诉");
    corpus.write("reports/a.txt", "行政复议。");
    for command in ["mentions", "trend", "collocates", "dispersion", "search"] {
        let run = corpus.run(&[command, "reports"]);
        let told = format!("give what to find before it, as in quanwen {command} 行政复议 reports");
        assert_error(&run, &told);
    }
}

#[test]
fn mistakes_in_a_concept_and_in_settings_say_what_to_write() {
    in_english();
    let corpus = reports();
    let concept = |text: &str| {
        std::fs::write(corpus.folder().join("a.toml"), text).unwrap();
        corpus.run(&["trend", "--concept", "../a.toml", "."])
    };
    assert_error(
        &concept("name=“法治”\nterms=[\"法治\"]\n"),
        "a.toml:1:6: quotation marks are straight here",
    );
    assert_error(
        &concept("name=\"法治\"\nterms=\"法治\"\n"),
        "a.toml:2:7: a list has brackets: terms = [",
    );
    let missing = corpus.run(&["trend", "--concept", "../none.toml", "."]);
    assert_error(
        &missing,
        "cannot read the concept ../none.toml (No such file",
    );
    for (arguments, message) in [
        (
            &["trend", "行政", ".", "--by", "year,year"][..],
            "quanwen: count by one property once",
        ),
        (
            &["collocates", "行政", ".", "--window", "1001"],
            "give such a --window",
        ),
        (
            &["keywords", ".", ".", "."],
            "one PATH is compared with another",
        ),
        (&["trend", "行政", ".", "-o", "../a.csv/"], "it is a folder"),
    ] {
        assert_error(&corpus.run(arguments), message);
    }
}

#[test]
fn a_cluster_that_is_not_there_and_an_address_that_is_none_are_errors() {
    in_english();
    let corpus = reports();
    let run = corpus.run(&["mentions", "行政", "--engine", "127.0.0.1:9200/reports"]);
    assert_error(&run, "is not the address of a corpus: write http://");
    // The port of the discard protocol, on which nothing answers.
    let address = "http://127.0.0.1:9/reports";
    let run = corpus.run(&["mentions", "行政", "--engine", address]);
    assert_error(&run, "http://127.0.0.1:9/reports cannot be reached");
    let run = corpus.run(&["index", ".", "--engine", address, "--rebuild"]);
    assert_error(&run, "http://127.0.0.1:9/reports cannot be reached");
}

#[test]
fn shards_and_copies_are_those_of_a_cluster() {
    let corpus = reports();
    for option in ["--shards", "--replicas"] {
        assert_error(
            &corpus.run_in("en", &["index", ".", option, "2"]),
            "--engine <URL>",
        );
        for value in ["-1", "many", "2000"] {
            let typed = format!("{option}={value}");
            let run = corpus.run_in(
                "en",
                &["index", ".", "--engine", "http://127.0.0.1:9/a", &typed],
            );
            assert_error(&run, &format!("invalid value '{value}' for '{option} <N>'"));
        }
    }
    let run = corpus.run_in(
        "en",
        &[
            "index",
            ".",
            "--engine",
            "http://127.0.0.1:9/a",
            "--shards=0",
        ],
    );
    assert_error(&run, "0 is not in 1..=1024");
}

#[test]
fn a_password_in_an_address_is_refused_and_not_printed() {
    in_english();
    let address = "http://reader:hidden@127.0.0.1:9/reports";
    let run = reports().run(&["mentions", "行政", "--engine", address]);
    assert_error(&run, "set QUANWEN_ENGINE_USER and QUANWEN_ENGINE_PASSWORD");
    assert!(!run.stderr().contains("hidden"), "{}", run.stderr());
}

#[test]
fn of_an_index_and_a_cluster_what_is_typed_is_asked() {
    let corpus = reports();
    corpus.run(&["index", ".", "--index", "kept"]);
    // The port of the discard protocol, on which nothing answers.
    let (unanswered, index) = ("http://127.0.0.1:9/reports", "kept");
    let run = |typed: &[&str], index: &str, engine: &str| {
        let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
        let command = command
            .env("LANG", locale("en"))
            .env("QUANWEN_INDEX", index);
        corpus.outcome(command.env("QUANWEN_ENGINE", engine).args(typed))
    };
    for (typed, of_index, of_engine) in [
        (&["list", "--index", "kept"][..], "", unanswered),
        (&["list", "--index", "kept"], "elsewhere", "no address"),
        (&["list"], index, ""),
        (&["outline", "a.txt"], index, unanswered),
    ] {
        let found = run(typed, of_index, of_engine);
        assert_eq!(found.status(), 0, "{typed:?}: {}", found.stderr());
    }
    let asked = run(&["list", "--engine", unanswered], index, "");
    assert_error(&asked, "http://127.0.0.1:9/reports cannot be reached");
    let asked = run(&["list"], "", unanswered);
    assert_error(&asked, "http://127.0.0.1:9/reports cannot be reached");
    let both = run(&["list"], index, unanswered);
    assert_error(&both, "QUANWEN_INDEX and QUANWEN_ENGINE are both set");
    let both = run(&["list", "--index=kept", "--engine", unanswered], "", "");
    assert_error(&both, "cannot be used with");
    let shards = run(
        &["index", ".", "--index=kept", "--shards=2"],
        "",
        unanswered,
    );
    assert_error(&shards, "cannot be used with");
    let help = run(&["list", "--help"], index, unanswered).stdout();
    assert!(help.contains("QUANWEN_INDEX") && help.contains("QUANWEN_ENGINE"));
}
