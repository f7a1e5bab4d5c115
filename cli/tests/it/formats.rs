//! Indexes made by earlier versions: each answers, or is refused with the command that repairs it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{TestCorpus, in_english};

fn kept_indexes() -> Vec<PathBuf> {
    let folder = crate::repository().join("tests/indexes");
    let mut formats: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    formats.sort();
    formats
}

/// The reports of a kept index, with a copy of the index.
fn corpus_with(format: &Path) -> TestCorpus {
    let corpus = TestCorpus::empty();
    let copy = |from: &Path, to: &str| {
        for entry in walkdir::WalkDir::new(from) {
            let entry = entry.unwrap();
            let relative = entry.path().strip_prefix(from).unwrap();
            if entry.file_type().is_file() {
                corpus.write(
                    &format!("{to}{}", relative.display()),
                    fs::read(entry.path()).unwrap(),
                );
            }
        }
    };
    copy(&format.join("reports"), "");
    copy(&format.join("index"), ".quanwen/");
    corpus
}

#[test]
fn an_index_of_each_format_answers_or_names_the_command_that_repairs_it() {
    in_english();
    let formats = kept_indexes();
    assert!(formats.len() > 1);
    for format in formats {
        let corpus = corpus_with(&format);
        let run = corpus.run(&["mentions", "行政复议", "--count"]);
        let is_refused =
            run.status() == 2 && run.stderr().contains("run `quanwen index --rebuild PATH`");
        assert!(
            is_refused || run.stdout() == "3\n",
            "{}: {}",
            format.display(),
            run.stderr()
        );
    }
}

#[test]
fn an_index_of_each_format_is_updated_and_leaves_no_old_files() {
    for format in kept_indexes() {
        for command in [
            &["mentions", "行政复议", ".", "--count"][..],
            &["index", "--rebuild", "."],
        ] {
            let corpus = corpus_with(&format);
            let run = corpus.run(command);
            assert_eq!(run.status(), 0, "{}: {}", format.display(), run.stderr());
            assert_eq!(
                corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
                "3\n"
            );
            assert_eq!(corpus.run(&["verify"]).status(), 0);
            let generations = fs::read_dir(corpus.root().join(".quanwen"))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .filter(|name| name.starts_with("generation-"))
                .count();
            assert_eq!(generations, 1);
        }
    }
}

#[test]
fn an_index_made_by_other_rules_is_refused_with_the_command_that_mends_it() {
    in_english();
    let corpus = corpus_with(&crate::repository().join("tests/indexes/rules-6"));
    let run = corpus.run(&["mentions", "行政复议", "--count"]);
    assert_eq!(run.status(), 2, "{}", run.stdout());
    for part in [
        "was made with other rules for folding or structure",
        "run `quanwen index --rebuild PATH`",
    ] {
        assert!(run.stderr().contains(part), "{}", run.stderr());
    }
    let rebuilt = corpus.run(&["index", "--rebuild", "."]);
    assert_eq!(rebuilt.status(), 0, "{}", rebuilt.stderr());
    let run = corpus.run(&["mentions", "行政复议", "--count"]);
    assert_eq!(run.stdout(), "3\n");
}
