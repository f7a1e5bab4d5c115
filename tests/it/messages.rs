//! Errors and remarks in the two languages.

use std::path::Path;

use quanwen::api::{Concordance, Engine, MentionRequest, SearchRequest, ShowRequest};
use quanwen::{Corpus, Error, IndexFolder, IndexOptions, Language, Schema, Searcher};

use crate::support::{TestCorpus, sample_searcher};

/// What an error says in English and in Chinese.
fn said(error: &Error) -> (String, String) {
    let message = error.message();
    (message.to_string(), message.in_language(Language::Chinese))
}

#[track_caller]
fn assert_said<T>(failed: Result<T, Error>, english: &str, chinese: &str) {
    let Err(error) = failed else {
        panic!("nothing failed")
    };
    let (in_english, in_chinese) = said(&error);
    assert!(in_english.contains(english), "{in_english}");
    assert!(in_chinese.contains(chinese), "{in_chinese}");
}

#[test]
fn an_error_is_worded_in_the_language_that_is_asked_for() {
    let searcher = sample_searcher();
    assert_said(
        searcher.search(&SearchRequest::new("/复议(/")),
        "unclosed group",
        "查询 `/复议(/` 第",
    );
    assert_said(
        searcher.mentions(&MentionRequest::new("")),
        "nothing to find",
        "没有要查的内容",
    );
    assert_said(
        searcher.show(&ShowRequest::new("没有的/2020.txt")),
        "没有的/2020.txt",
        "没有的/2020.txt",
    );
    let empty = tempfile::tempdir().unwrap();
    assert_said(
        Searcher::open(&IndexFolder::at(empty.path().join("index"))),
        "no index at or above",
        "没有索引",
    );
    assert_said(
        Corpus::from_documents([("../a.txt", "")]),
        "is not a path of a document",
        "不是文件路径",
    );
}

#[test]
fn a_mistake_in_a_file_is_told_in_both_languages() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.write("quanwen.csv", "path,year\na.txt,去年\n");
    let at = Corpus::at(corpus.root()).unwrap();
    let indexed = quanwen::index(&at, &corpus.index_folder(), &IndexOptions::default(), &());
    assert_said(indexed, "expected a year such as 2022", "应为年份");
}

#[test]
fn a_mistake_in_the_rules_is_told_in_both_languages() {
    for (file, line, english, chinese) in [
        ("synonyms.txt", "复议", "expected `a, b`", "这一行应当是"),
        ("dictionary.txt", "复议", "expected `word", "这一行应当是"),
        (
            "genre.toml",
            "[[rule]]\nname = \"unknown\"\nshape = \"\"\nreason = \"\"\nexample = \"\"\ngives = []",
            "no rule `unknown`",
            "没有名为 `unknown` 的规则",
        ),
    ] {
        let rules = rules_with(file, line);
        assert_said(search_by(rules.path()), english, chinese);
    }
}

/// Indexes a report by the rules of a folder, and searches it.
fn search_by(rules: &Path) -> Result<(), Error> {
    let schema = Schema::from_folder(rules)?;
    let options = IndexOptions {
        schema: schema.clone(),
        ..IndexOptions::default()
    };
    let documents = Corpus::from_documents([("a.txt", "行政复议。\n")])?;
    let index = IndexFolder::at(rules.join("index"));
    quanwen::index(&documents, &index, &options, &())?;
    Searcher::open_with(&index, schema)?.search(&SearchRequest::new("复议"))?;
    Ok(())
}

/// A copy of the rules with a line more in a file.
fn rules_with(file: &str, line: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir("index-schema").unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
    }
    let file = folder.path().join(file);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text}\n{line}\n")).unwrap();
    folder
}
