//! `show` and `cite` by path, and the ids in answers.

use std::path::Path;

use crate::support::{Run, TestCorpus, in_english, indexed_sample};

const REPORT: &str = "松泽县2020年法治政府建设年度报告
一、行政复议
全年办理行政复议案件12件。
二、行政应诉
全年应诉3件。
";

/// Runs the program in a folder.
fn run_in(corpus: &TestCorpus, folder: &Path, arguments: &[&str]) -> Run {
    let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
    command.args(arguments).current_dir(folder);
    corpus.outcome(&mut command)
}

/// The lines of a part above its text.
fn header(run: &Run) -> Vec<String> {
    assert_eq!(run.status(), 0, "{}", run.stderr());
    run.stdout().lines().take(3).map(String::from).collect()
}

fn two_places() -> TestCorpus {
    let corpus = TestCorpus::of(&[("松泽县/2020.txt", REPORT)]);
    corpus.write("望汀区/2020.txt", REPORT.replace("松泽县", "望汀区"));
    corpus.index();
    corpus
}

#[test]
fn a_section_is_named_by_a_path_and_a_line_from_any_folder() {
    let corpus = two_places();
    let root = corpus.root().canonicalize().unwrap();
    let place = root.join("松泽县");
    let whole = place.join("2020.txt:3");
    let expected = [
        "松泽县 · 2020 · 松泽县2020年法治政府建设年度报告",
        "松泽县/2020.txt:2:1",
        "一、行政复议",
    ];
    for (folder, name) in [
        (root.as_path(), "松泽县/2020.txt:3"),
        (&root, "./松泽县/2020.txt:2:3"),
        (&root, whole.to_str().unwrap()),
        (&place, "2020.txt:3"),
        (&place, "./2020.txt:3:99"),
        (&place, "../松泽县/2020.txt:2"),
        (&place, "松泽县/2020.txt:3"),
        (corpus.folder(), "reports/松泽县/2020.txt:3"),
        (Path::new("/"), whole.to_str().unwrap()),
    ] {
        let run = run_in(&corpus, folder, &["show", name]);
        assert_eq!(header(&run), expected, "{name} in {}", folder.display());
    }
    // A path from this folder comes before one in the corpus.
    let of_other = run_in(&corpus, &root.join("望汀区"), &["show", "2020.txt:5"]);
    let [_, position, heading] = header(&of_other).try_into().unwrap();
    assert_eq!(
        (position.as_str(), heading.as_str()),
        ("望汀区/2020.txt:4:1", "二、行政应诉")
    );
}

#[test]
fn a_path_in_the_corpus_is_looked_up_in_the_index_that_is_named() {
    let corpus = two_places();
    let root = corpus.root().canonicalize().unwrap();
    let index = root.join(".quanwen");
    for of_index in [
        ["--index", index.to_str().unwrap()].as_slice(),
        &[root.to_str().unwrap()],
    ] {
        for name in ["松泽县/2020.txt", "./松泽县/2020.txt"] {
            let arguments = [&["show", name, "--text"], of_index].concat();
            assert_eq!(run_in(&corpus, Path::new("/"), &arguments).stdout(), REPORT);
        }
    }
}

#[test]
fn a_file_that_is_gone_is_still_shown_by_its_whole_path() {
    let corpus = two_places();
    let root = corpus.root().canonicalize().unwrap();
    let file = root.join("松泽县/2020.txt");
    std::fs::remove_file(&file).unwrap();
    let shown = corpus.run(&["show", file.to_str().unwrap(), "--text"]);
    assert_eq!(shown.stdout(), REPORT);
}

#[test]
fn a_document_inside_an_archive_is_named_from_any_folder() {
    let corpus = indexed_sample();
    let folder = corpus.root().join("雁石桥镇");
    let inside = "历年报告.zip!/雁石桥镇2017年报告.txt";
    let expected = format!("雁石桥镇/{inside}:5:1");
    for name in [
        format!("{inside}:5"),
        format!("./{inside}:5"),
        format!("雁石桥镇/{inside}:5:1"),
    ] {
        let run = run_in(corpus, &folder, &["show", &name]);
        assert_eq!(header(&run)[1], expected, "{name}");
    }
}

#[test]
fn a_section_is_cited_by_a_path_and_a_line() {
    let corpus = two_places();
    let place = corpus.root().join("松泽县");
    let citation = |name| {
        run_in(&corpus, &place, &["cite", name, "--json"])
            .rows()
            .remove(0)
    };
    let section = citation("2020.txt:5");
    assert_eq!(section["locator"]["quote"], "二、行政应诉");
    assert_eq!(citation(section["id"].as_str().unwrap()), section);
}

#[test]
fn a_sentence_is_cited_by_the_position_of_a_mention_in_it() {
    let corpus = two_places();
    let mentions = corpus.run(&["mentions", "复议案件", "松泽县", "--json"]);
    let mention = &mentions.rows()[0];
    let [path, line, column] = [
        &mention["document"]["path"],
        &mention["line"],
        &mention["column"],
    ];
    let position = format!("{}:{line}:{column}", path.as_str().unwrap());
    let citation = corpus.run(&["cite", &position, "--json"]).rows().remove(0);
    assert_eq!(citation["locator"]["kind"], "mention");
    assert_eq!(citation["locator"]["quote"], "全年办理行政复议案件12件。");
    let shown = corpus.run(&["show", &position]);
    assert_eq!(header(&shown)[1], "松泽县/2020.txt:3:1");
}

#[test]
fn a_path_of_several_reports_or_of_none_says_what_to_do() {
    in_english();
    let corpus = two_places();
    corpus.write("三份.jsonl", "{\"text\": \"甲\"}\n{\"text\": \"乙\"}\n");
    corpus.index();
    for (name, expected) in [
        (
            ".",
            "4 reports are at `.`: name one of them, such as 三份.jsonl!/",
        ),
        (
            "三份.jsonl:2",
            "2 reports are at `三份.jsonl:2`: name one of them, such as 三份.jsonl!/",
        ),
        (
            "松泽县/2030.txt",
            "no report of the index is at `松泽县/2030.txt`: `quanwen list` shows",
        ),
        (
            "../elsewhere.txt",
            "no report of the index is at `../elsewhere.txt`",
        ),
        (
            "松泽县/2020.txt:99",
            "`松泽县/2020.txt` has no line 99: its lines are 1 to 5",
        ),
        (
            "松泽县/2020.txt:0",
            "`松泽县/2020.txt` has no line 0: its lines are 1 to 5",
        ),
    ] {
        for command in ["show", "cite"] {
            let run = corpus.run(&[command, name]);
            assert_eq!(run.status(), 2, "{name}");
            assert!(run.stderr().contains(expected), "{}", run.stderr());
        }
    }
    // A folder with one report is that report.
    assert_eq!(corpus.run(&["show", "松泽县/", "--text"]).stdout(), REPORT);
}

#[test]
fn ids_in_answers_are_at_the_end_of_lines_and_are_shown() {
    let corpus = two_places();
    let id = regex::Regex::new(r"(?m)^.*  ([0-9a-f]{12}(?:\.\d+)?)$").unwrap();
    for columns in ["80", "120"] {
        for arguments in [&["search", "行政复议"][..], &["mentions", "行政复议", "-l"]] {
            let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
            command.args(arguments).env("COLUMNS", columns);
            let text = corpus.outcome(&mut command).stdout();
            let found: Vec<_> = id.captures_iter(&text).collect();
            assert!(found.len() >= 2, "{text}");
            for line in found {
                // In a pipe titles are whole, and the id of a report comes after them.
                if arguments[0] == "search" {
                    let width = unicode_width::UnicodeWidthStr::width(&line[0]);
                    assert_eq!(width.to_string(), columns, "{}", &line[0]);
                }
                assert_eq!(corpus.run(&["show", &line[1]]).status(), 0, "{}", &line[1]);
            }
        }
    }
}

#[test]
fn a_file_that_has_changed_since_is_told() {
    in_english();
    let corpus = two_places();
    let file = corpus.root().join("松泽县/2020.txt");
    let show = || corpus.run(&["show", "松泽县/2020.txt:1:"]);
    assert_eq!((show().status(), show().stderr().as_str()), (0, ""));
    let later = std::time::SystemTime::now() + std::time::Duration::from_mins(1);
    let touch = || {
        let opened = std::fs::File::options().append(true).open(&file).unwrap();
        opened.set_modified(later).unwrap();
    };
    touch();
    assert_eq!(show().stderr(), "", "its bytes are the same");
    corpus.write("松泽县/2020.txt", format!("{REPORT}补记。\n"));
    touch();
    assert!(
        show().stderr().contains("older than the files"),
        "{}",
        show().stderr()
    );
}
