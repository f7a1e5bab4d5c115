//! Fixed bugs; each test name says what went wrong.

use quanwen::api::{Concordance, MentionRequest};

use crate::support::TestCorpus;

#[test]
fn many_blank_lines_page_numbers_and_table_rows_took_quadratic_time() {
    let corpus = TestCorpus::empty();
    corpus.write("blank.txt", format!("行政{}复议。", "\n".repeat(2_000_000)));
    corpus.write("table.md", "| 甲 | 乙 |\n".repeat(200_000));
    corpus.write("pages.txt", "— 1 —\n".repeat(200_000));
    corpus.write(
        "brackets.txt",
        format!("一、{}", "甲乙（一）".repeat(200_000)),
    );
    assert_eq!(corpus.index().added.len(), 4);
}

#[test]
fn a_skipped_file_was_read_again_by_every_query() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n"), ("b.pdf", "%PDF-1.7")]);
    for path in ["a.txt", "b.pdf"] {
        corpus.age(path);
    }
    assert_eq!(corpus.index().skipped.len(), 1);
    let manifest = || {
        walkdir::WalkDir::new(corpus.index_folder().path())
            .into_iter()
            .flatten()
            .find(|file| file.file_name().to_string_lossy().starts_with("manifest"))
            .unwrap()
            .metadata()
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = manifest();
    assert_eq!(corpus.index().skipped.len(), 1, "it is still reported");
    assert_eq!(manifest(), before);
}

/// A line of markup alone has no text: the address in it is found beside a paragraph that has the same text as little as
/// alone, while a mark can be anywhere.
#[test]
fn an_address_was_found_where_the_paragraph_before_it_has_the_same_text() {
    let searcher = TestCorpus::of(&[("a.md", "甲png乙\n![](a.png)\n\n丙\n")]).searcher();
    let count = |text: &str| {
        let request = MentionRequest::new(text).strict(true);
        searcher.count_mentions(&request).unwrap().mentions
    };
    assert_eq!([count("png"), count("a.png"), count("丙")], [1, 0, 1]);
    assert_eq!(count("乙"), 1);
}
