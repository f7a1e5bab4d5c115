//! What a build without a reader says about the files of that reader: `cargo test --no-default-features --test features`.

use quanwen_extract::{Unread, documents};

/// A feature, and a file that only its reader reads.
const FILES: [(&str, bool, &str, &[u8]); 5] = [
    (
        "archives",
        cfg!(feature = "archives"),
        "松泽县.gz",
        b"\x1F\x8B\x08",
    ),
    (
        "html",
        cfg!(feature = "html"),
        "2021.html",
        b"<!DOCTYPE html><p>x",
    ),
    (
        "html",
        cfg!(feature = "html"),
        "2021.eml",
        b"Subject: x\nMIME-Version: 1.0\n\nx",
    ),
    (
        "office",
        cfg!(feature = "office"),
        "2021.rtf",
        b"{\\rtf1 x}",
    ),
    (
        "pdf",
        cfg!(feature = "pdf"),
        "2021.pdf",
        b"%PDF-1.7\n1 0 obj",
    ),
];

fn reason(path: &str, bytes: &[u8]) -> Option<Unread> {
    match documents(path, bytes.to_vec(), 1 << 20) {
        Ok(read) => read.into_iter().find_map(|(_, document)| document.err()),
        Err(reason) => Some(reason),
    }
}

#[test]
fn a_file_whose_reader_was_left_out_names_the_feature() {
    for (feature, is_built, path, bytes) in FILES {
        let left_out = reason(path, bytes).is_some_and(|reason| {
            reason.code() == "not_supported" && reason.to_string().contains(&format!("`{feature}`"))
        });
        assert_eq!(left_out, !is_built, "{path}");
    }
}

#[test]
fn plain_formats_are_in_every_build() {
    let (text, record) = (
        "办理行政复议案件\n",
        "{\"id\": \"1\", \"text\": \"办理行政复议案件\"}\n",
    );
    for (path, content) in [
        ("a.txt", text),
        ("a.md", text),
        ("a.csv", text),
        ("a.jsonl", record),
    ] {
        let read = documents(path, content.into(), 1 << 20).unwrap();
        let extracted = read[0].1.as_ref().unwrap();
        assert!(extracted.text.contains("办理行政复议案件"), "{path}");
    }
}

#[test]
fn source_of_a_page_is_never_read_as_text() {
    let record = "{\"id\": \"1\", \"text\": \"<p>办理<b>行政复议</b>案件</p>\"}\n";
    match &documents("a.jsonl", record.into(), 1 << 20).unwrap()[0].1 {
        Ok(extracted) => assert_eq!(extracted.text, "办理行政复议案件\n"),
        Err(reason) => assert!(!cfg!(feature = "html") && reason.to_string().contains("`html`")),
    }
}
