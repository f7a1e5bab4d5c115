//! Any bytes as the `quanwen.csv` of a corpus: it is read or its mistake is reported, and a report is read with it.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use quanwen::corpus::Corrections;
use quanwen::{Error, IndexOptions, read_document};
use quanwen_fuzz::{scratch, text_of};

/// A corpus of one report.
static CORPUS: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = scratch("corrections");
    let report = "松泽县2021年法治政府建设年度报告\n一、行政复议\n全年办理行政复议案件12件。\n";
    std::fs::write(folder.join("a.txt"), report).expect("a temporary folder can be written");
    folder
});
static OPTIONS: LazyLock<IndexOptions> = LazyLock::new(IndexOptions::default);

const PIECES: &[&str] = &[
    "path", "title", "region", "year", "issuer", "published", "document_number", ",", "\t", ";", "\n", "\r\n", "\"",
    "\"\"", "'", "a.txt", "b.zip!/a.txt", "../a.txt", "/a.txt", "松泽县", "2021", "0", "-1", "2021-01-10",
    "2021-13-40", "=1+1", "\u{FEFF}", " ", "–", "北溪省/松泽县",
];

fuzz_target!(|bytes: &[u8]| {
    // Half of the inputs are raw bytes in any encoding, half are pieces of a table.
    let table = match bytes.split_first() {
        Some((first, rest)) if first % 2 == 1 => text_of(rest, PIECES).into_bytes(),
        _ => bytes.to_vec(),
    };
    std::fs::write(CORPUS.join("quanwen.csv"), table).expect("a temporary folder can be written");
    let report = CORPUS.join("a.txt");
    match Corrections::of_corpus(&CORPUS) {
        Ok(corrections) => {
            assert!(corrections.paths().all(|path| !path.is_empty()));
            read_document(&report, &OPTIONS).expect("the report is read with a sound table");
        }
        Err(Error::DataFile { line, column, message, .. }) => {
            assert!(line > 0 && column > 0 && !message.to_string().is_empty());
            let read = read_document(&report, &OPTIONS);
            assert!(matches!(read, Err(Error::DataFile { .. })), "{read:?}");
        }
        Err(other) => panic!("{other}"),
    }
});
