//! Fixed bugs; each test name says what went wrong.

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
