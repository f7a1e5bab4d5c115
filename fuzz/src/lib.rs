//! What must hold of everything that a reader makes of any bytes.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use quanwen::Schema;
use quanwen::corpus::{Extracted, documents};
use quanwen::structure::Parser;

static PARSER: LazyLock<Parser> =
    LazyLock::new(|| Parser::new(&Schema::embedded()).expect("the embedded schema is sound"));

/// Bytes that a part may unpack to.
const LIMIT: u64 = 16 << 20;

/// Reads a file and checks what came of it.
pub fn read(name: &str, bytes: &[u8]) {
    for (path, read) in documents(name, bytes.to_vec(), LIMIT).into_iter().flatten() {
        match read {
            Ok(extracted) => check(extracted, &path),
            Err(reason) => assert!(!reason.is_empty()),
        }
    }
}

/// Headings and locators ascend on character boundaries, and the structure loses nothing of the text.
fn check(extracted: Extracted, path: &str) {
    let text = extracted.text.clone();
    let headings: Vec<u32> = extracted.headings.iter().map(|heading| heading.start).collect();
    assert_places(&text, &headings);
    let locators = &extracted.locators;
    let sheets: Vec<u32> = locators.sheets.iter().map(|(start, _)| *start).collect();
    for entries in [&locators.pages, &locators.rows] {
        assert_places(&text, &entries.iter().map(|(start, _)| *start).collect::<Vec<_>>());
    }
    assert_places(&text, &sheets);
    let document = PARSER.parse(extracted, path);
    let sections = (0..document.sections.len()).map(|index| &text[document.section_range(index)]);
    assert_eq!(sections.collect::<String>(), text);
}

fn assert_places(text: &str, starts: &[u32]) {
    assert!(starts.is_sorted());
    assert!(starts.iter().all(|start| text.is_char_boundary(*start as usize)));
}

/// A zip package of parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(*name, options).expect("memory can be written");
        writer.write_all(bytes).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").into_inner()
}

/// A compound file with one stream.
pub fn compound(stream: &str, bytes: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory can be written");
    let written = file.create_stream(stream).and_then(|mut stream| stream.write_all(bytes));
    written.expect("memory can be written");
    file.into_inner().into_inner()
}

/// The parts of an input, between bytes of 0.
pub fn parts<const N: usize>(bytes: &[u8]) -> [&[u8]; N] {
    let mut parts = bytes.splitn(N, |byte| *byte == 0);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}
