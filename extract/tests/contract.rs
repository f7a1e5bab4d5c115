//! The readers' contract over the samples of the repository, whole and cut short.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use quanwen_extract::{contract, documents};

/// Bytes that a part may unpack to.
const LIMIT: u64 = 16 << 20;

/// The files below a folder of the repository.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Reads a file and checks what comes of it; how many documents were read, and how many were not.
fn check(name: &str, bytes: Vec<u8>) -> (usize, usize) {
    let (mut read, mut unread) = (0, 0);
    match documents(name, bytes, LIMIT) {
        Ok(documents) => {
            for (path, document) in documents {
                match document {
                    Ok(extracted) => {
                        contract::check(&extracted)
                            .unwrap_or_else(|breach| panic!("{path}: {breach}"));
                        read += 1;
                    }
                    Err(reason) => {
                        assert!(!reason.to_string().is_empty(), "{path}");
                        unread += 1;
                    }
                }
            }
        }
        Err(reason) => {
            assert!(!reason.to_string().is_empty(), "{name}");
            unread += 1;
        }
    }
    (read, unread)
}

#[test]
fn every_sample_keeps_the_contract_whole_and_cut_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut samples = Vec::new();
    files(&root.join("tests/samples"), &mut samples);
    files(&root.join("sample-corpus"), &mut samples);
    let (mut read, mut unread) = (0, 0);
    for path in samples {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = fs::read(&path).unwrap();
        for cut in [bytes.len(), bytes.len() * 2 / 3, bytes.len() / 5] {
            let checked = check(name, bytes[..cut].to_vec());
            (read, unread) = (read + checked.0, unread + checked.1);
        }
    }
    assert!(read > 150 && unread > 50, "{read} read, {unread} not read");
}
