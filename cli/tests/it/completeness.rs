//! No answer says that it is complete where text was not read: a file of each format, whole and damaged.

use std::fs;
use std::path::PathBuf;

use crate::support::{Run, TestCorpus, in_english};

/// A text that each sample of a format has once.
const TEXT: &str = "行政复议申请57件";

/// The samples of formats.
fn samples() -> Vec<PathBuf> {
    let folder = crate::repository().join("tests/samples/formats");
    let mut samples: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    samples.sort();
    assert!(samples.len() > 25, "{samples:?}");
    samples
}

fn name(path: &std::path::Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// The summary of the mentions of [`TEXT`] in a corpus of one file.
fn summary(name: &str, bytes: &[u8]) -> serde_json::Value {
    let corpus = TestCorpus::empty();
    corpus.write(name, bytes);
    corpus.run(&["mentions", TEXT, ".", "--json"]).summary()
}

#[test]
fn a_whole_file_of_each_format_is_read_and_the_answer_is_complete() {
    for path in samples() {
        let summary = summary(name(&path), &fs::read(&path).unwrap());
        let found = (&summary["mentions"], &summary["complete"]);
        assert_eq!(found, (&1.into(), &true.into()), "{}", path.display());
    }
}

#[test]
fn a_file_of_each_format_that_is_cut_short_makes_the_answer_incomplete() {
    // Where these end cannot be known from their bytes.
    let has_no_end = |name: &str| matches!(name, "a.csv" | "a.html" | "a.md" | "a.txt");
    let samples = samples().into_iter();
    let mut cut = 0;
    for path in samples.filter(|path| !has_no_end(name(path))) {
        let bytes = fs::read(&path).unwrap();
        for share in [3, 5, 7, 9] {
            let length = bytes.len() * share / 10;
            let summary = summary(name(&path), &bytes[..length]);
            let is_found = summary["mentions"] == 1;
            assert!(
                is_found || summary["complete"] == false,
                "{} cut to {length} bytes: {summary}",
                path.display()
            );
            cut += usize::from(!is_found);
        }
    }
    assert!(cut > 50, "{cut}");
}

#[test]
fn bytes_that_are_no_file_of_the_format_make_the_answer_incomplete() {
    for path in samples() {
        let noise: Vec<u8> = (0..4096_u32)
            .flat_map(|n| (n * n).to_le_bytes().map(|byte| byte | 0x80))
            .collect();
        let summary = summary(name(&path), &noise);
        assert_eq!(summary["complete"], false, "{}: {summary}", path.display());
    }
}

#[test]
fn formats_without_a_reader_and_encrypted_files_make_the_answer_incomplete() {
    let bad = crate::repository().join("tests/samples/bad");
    let read = |name: &str| fs::read(bad.join(name)).unwrap();
    for (name, bytes) in [
        ("a.rar", b"Rar!\x1A\x07\x00".to_vec()),
        ("a.caj", b"CAJ\0\0\0\0\0".to_vec()),
        ("scan.pdf", read("picture.pdf")),
        ("user-password.pdf", read("user-password.pdf")),
        ("encrypted.docx", read("encrypted.docx")),
        ("encrypted.zip", read("encrypted.zip")),
        ("script-only.html", read("script-only.html")),
        ("years.json", b"{\"years\": [2020, 2021]}".to_vec()),
        ("a.docx", Vec::new()),
        ("photo.doc", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec()),
    ] {
        let summary = summary(name, &bytes);
        assert_eq!(
            (&summary["complete"], &summary["skipped_files"]),
            (&false.into(), &1.into()),
            "{name}: {summary}"
        );
    }
}

#[test]
fn pictures_and_other_files_are_counted_by_kind_and_leave_the_answer_complete() {
    in_english();
    let corpus = TestCorpus::of(&[
        ("a.txt", "行政复议申请57件。\n"),
        ("README.docx", "行政复议申请57件。\n"),
        ("scan.jpg", ""),
        ("logo", "\u{89}"),
        ("film.mp4", ""),
        ("make.py", "行政复议申请57件"),
        ("README.md", "行政复议申请57件"),
    ]);
    corpus.write("logo", b"\x89PNG\r\n\x1A\n");
    corpus.write("noise", (0..=255).cycle().take(2000).collect::<Vec<u8>>());
    for system in [
        "desktop.ini",
        "Thumbs.db",
        ".DS_Store",
        "a.lnk",
        "~$a.docx",
        "a.tmp",
    ] {
        corpus.write(system, "行政复议申请57件");
    }
    let run = corpus.run(&["mentions", TEXT, ".", "--json"]);
    let summary = run.summary();
    assert_eq!(
        (&summary["mentions"], &summary["complete"]),
        (&2.into(), &true.into()),
        "{summary}"
    );
    let kinds = serde_json::json!({
        "pictures": 2, "binaries": 1, "media": 1, "programs": 1, "readmes": 1
    });
    assert_eq!(summary["ignored_files"], kinds);
    let status = corpus.run(&["status", "--json"]).rows().remove(0);
    assert_eq!(status["ignored_files"], kinds);
    let said = |run: Run| run.stdout();
    assert!(
        said(corpus.run(&["mentions", TEXT])).contains("\n2 pictures, 1 binary file not read\n")
    );
    assert!(said(corpus.run(&["status"])).contains("1 README"));
}

#[test]
fn a_new_picture_is_counted_without_reading_anything_again() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议申请57件。\n")]);
    let ignored = || {
        let run = corpus.run(&["mentions", TEXT, ".", "--json"]);
        run.summary()["ignored_files"].clone()
    };
    assert_eq!(ignored(), serde_json::json!({}));
    corpus.write("scan.jpg", "");
    assert_eq!(ignored(), serde_json::json!({"pictures": 1}));
}

#[test]
fn a_report_of_damaged_characters_makes_the_answer_incomplete_from_one_in_a_hundred() {
    let corpus = |damaged: usize| {
        let text = "依法办理。".repeat(100);
        let bytes = [text.as_bytes(), &b"\xFF,".repeat(damaged)].concat();
        let corpus = TestCorpus::empty();
        corpus.write("a.txt", bytes);
        corpus.run(&["mentions", TEXT, ".", "--json"]).summary()
    };
    assert_eq!(corpus(4)["damaged_reports"], 0);
    let summary = corpus(9);
    assert_eq!(
        (&summary["damaged_reports"], &summary["complete"]),
        (&1.into(), &false.into())
    );
}

#[test]
fn blank_documents_are_read() {
    for (name, bytes) in [
        ("a.txt", &b""[..]),
        ("b.txt", b" \r\n\xE3\x80\x80\n"),
        ("a.md", b""),
        ("a.csv", b"\n"),
        ("a.jsonl", b""),
        ("a.html", b"<html><body><p> </p></body></html>"),
        ("a.rtf", b"{\\rtf1\\ansi\\par}"),
    ] {
        let summary = summary(name, bytes);
        assert_eq!(
            (&summary["complete"], &summary["skipped_files"]),
            (&true.into(), &0.into()),
            "{name}: {summary}"
        );
    }
}

#[test]
fn headers_comments_and_hidden_sheets_are_read_on_request_and_stay() {
    let corpus = TestCorpus::empty();
    corpus.write(
        "a.rtf",
        br"{\rtf1\ansi{\header \u26494?\u27901?}\u21439?\par}",
    );
    let count = |arguments: &[&str]| {
        let arguments = [&["mentions", "松泽", "."], arguments, &["--count"]].concat();
        corpus.run(&arguments).stdout()
    };
    assert_eq!(count(&[]), "0\n");
    assert_eq!(count(&["--everything"]), "1\n");
    assert_eq!(count(&[]), "1\n");
    assert_eq!(corpus.run(&["verify"]).status(), 0);
    let scanned = corpus.run(&["mentions", "松泽", ".", "--verify", "--count"]);
    assert_eq!(scanned.status(), 0, "{}", scanned.stdout());
    assert_eq!(corpus.run(&["index", ".", "--rebuild"]).status(), 0);
    assert_eq!(count(&[]), "0\n");
}

#[test]
fn a_mention_in_a_table_shows_the_row_that_names_its_columns() {
    let corpus = TestCorpus::of(&[("a.csv", "县,案件\n松泽县,57件\n望汀区,63件\n")]);
    let rows = corpus.run(&["mentions", "63件", ".", "--json"]).rows();
    assert_eq!(rows[0]["header_row"], "| 县 | 案件 |");
    assert_eq!(rows[0]["row"], 3);
    let text = corpus.run(&["mentions", "63件", "."]).stdout();
    assert!(text.contains("| 县 | 案件 |\n"), "{text}");
    let rows = corpus.run(&["mentions", "案件", ".", "--json"]).rows();
    assert!(rows[0].get("header_row").is_none());
}
