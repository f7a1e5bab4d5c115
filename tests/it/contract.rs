//! Properties of every document, for any bytes: readers keep their contract, and parsing loses no text. The fuzz
//! targets include this file.

use std::ops::Range;

use quanwen::corpus::{Extracted, documents};
use quanwen::structure::Parser;
use quanwen_extract::contract;

/// Reads a file, unpacking at most `limit` bytes of each part, and checks its documents. Returns how many were read.
pub fn check_file(parser: &Parser, name: &str, bytes: &[u8], limit: u64) -> usize {
    let mut read = 0;
    for (path, document) in documents(name, bytes.to_vec(), limit).into_iter().flatten() {
        match document {
            Ok(extracted) => {
                check_document(parser, extracted, &path);
                read += 1;
            }
            Err(unread) => assert!(!unread.to_string().is_empty(), "{path}"),
        }
    }
    read
}

fn check_document(parser: &Parser, extracted: Extracted, path: &str) {
    if let Err(breach) = contract::check(&extracted) {
        panic!("{path}: {breach}");
    }
    let text = extracted.text.clone();
    let document = parser.parse(extracted, path);
    let sections = (0..document.sections.len()).map(|index| &text[document.section_range(index)]);
    assert_eq!(sections.collect::<String>(), text, "{path}");
    check_ranges(&text, &document.soft_breaks);
}

/// Asserts that ranges of a text are ascending, not empty, and on character boundaries.
pub fn check_ranges(text: &str, ranges: &[Range<u32>]) {
    assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
    for range in ranges {
        assert!(range.start < range.end);
        assert!(text.get(range.start as usize..range.end as usize).is_some());
    }
}
