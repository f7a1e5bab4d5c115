//! Properties of every document, for any bytes: readers keep their contract, and parsing loses no text. The fuzz
//! targets include this file.

use quanwen::Gap;

use quanwen::corpus::{Extracted, ReadOptions, documents};
use quanwen::structure::Parser;
use quanwen_extract::contract;

/// Reads a file and checks its documents. Returns how many were read.
pub fn check_file(
    parser: &Parser,
    name: &str,
    bytes: &[u8],
    options: impl Into<ReadOptions>,
) -> usize {
    let mut read = 0;
    for (path, document) in documents(name, bytes.to_vec(), options)
        .into_iter()
        .flatten()
    {
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
    check_gaps(&text, &document.gaps);
}

/// Asserts that the gaps of a text are ascending, not empty, and on character boundaries.
pub fn check_gaps(text: &str, gaps: &[Gap]) {
    assert!(gaps.windows(2).all(|pair| pair[0].end <= pair[1].start));
    for gap in gaps {
        assert!(gap.start < gap.end);
        assert!(text.get(gap.range()).is_some());
    }
}
