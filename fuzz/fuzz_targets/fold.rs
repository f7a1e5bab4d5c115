//! The fold on any text: it is one of the readings of itself, every folded character maps to one character of the text, in
//! order, and each paragraph folds by itself to its part of the folded document.
//!
//! Bytes that are not UTF-8 select pieces, so that the fuzzer finds marks, blanks and variants quickly.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use quanwen::corpus::Extracted;
use quanwen::fold::{Fold, HARD_BREAK, Marks};
use quanwen::structure::Parser;
use quanwen::Schema;
use quanwen_fuzz::text_of;

static SCHEMA: LazyLock<Schema> = LazyLock::new(Schema::embedded);
static FOLD: LazyLock<Fold> =
    LazyLock::new(|| Fold::new(&SCHEMA).expect("the embedded schema is sound"));
static PARSER: LazyLock<Parser> =
    LazyLock::new(|| Parser::new(&SCHEMA).expect("the embedded schema is sound"));

const PIECES: &[&str] = &[
    "規", "规", "范", "年", "a", "B", "ｃ", "12", "１", " ", "\u{3000}", "\t", "\n", "\r", "\r\n", "\u{200B}",
    "\u{FEFF}", "\u{2800}", "“", "”", "《", "*", "_", "＂", "（", "〔", "[", "—", "·", "①", "\u{FA08}", "\u{2F00}",
    "\u{2F829}", "\u{20000}", "e\u{301}", "İ", "한", "\u{10400}", "，", "。", "— 3 —\n", "继续加强规范\n性文件的管理",
];

fuzz_target!(|bytes: &[u8]| {
    let text = text_of(bytes, PIECES);
    let loose = FOLD.fold(&text, Marks::Transparent);
    assert_eq!(FOLD.fold_text(&text), loose.text);
    // Blanks inside numbers are judged by their neighbours, so the fold of a fold may join more.
    assert!(FOLD.readings(&loose.text, Marks::Transparent).contains(&loose.text));
    for marks in [Marks::Transparent, Marks::Kept] {
        assert_origins(&text, marks);
    }
    assert_paragraphs(text);
});

fn assert_origins(text: &str, marks: Marks) {
    let folded = FOLD.fold(text, marks);
    assert_eq!(folded.len(), folded.text.chars().count());
    let mut end = 0;
    for index in 0..folded.len() {
        let origin = folded.origin(index..index + 1);
        assert!(origin.start >= end, "origins ascend");
        end = origin.end;
        assert_eq!(text[origin.clone()].chars().count(), 1);
        assert_eq!(folded.index_at(origin.start), index);
    }
}

fn assert_paragraphs(text: String) {
    let extracted = Extracted {
        text,
        first_line: 1,
        ..Extracted::default()
    };
    let document = PARSER.parse(extracted, "松泽县/2021.txt");
    let (text, gaps) = (&document.text, &document.gaps);
    let starts = document.sections.iter().map(|section| section.start);
    let folded = FOLD.fold_document(text, gaps, starts);
    assert_eq!(folded.section_starts.len(), document.sections.len());
    assert!(folded.section_starts.is_sorted());
    let mut parts = folded.text.split(HARD_BREAK);
    let mut start = 0;
    for paragraph in folded.paragraphs.iter() {
        let end = start + paragraph.bytes as usize;
        let alone = FOLD.fold_paragraph(text, start..end, gaps, Marks::Transparent);
        assert_eq!(alone.len(), paragraph.characters as usize);
        assert_eq!(parts.next(), Some(alone.text.as_str()));
        start = end;
    }
    assert!(folded.paragraphs.iter().next().is_none() || start == text.len());
}
