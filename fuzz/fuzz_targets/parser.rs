//! The structure parser on any text: it terminates, does not panic and loses nothing; soft breaks are inside the text, in
//! order.
//!
//! Bytes that are not UTF-8 select pieces of the genre, so that the fuzzer finds its numbers and words quickly.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use quanwen::Schema;
use quanwen::corpus::Extracted;
use quanwen::structure::Parser;
use quanwen_fuzz::{check_gaps, text_of};

static PARSER: LazyLock<Parser> =
    LazyLock::new(|| Parser::new(&Schema::embedded()).expect("the embedded schema is sound"));

const PIECES: &[&str] = &[
    "一、", "（一）", "二）", "1.", "（2）", "第一章", "第三条", "一是", "二是", "三、", "、",
    "附件：", "目录", "名词解释", "各位代表：", "2021年", "1月10日", "重庆市", "巫溪县人民政府",
    "第十二届人民代表大会", "**", "## ", "- ", "| ", "\t", "— 3 —", "。", "，", "；", "：", "\n",
    "\r\n", "\u{3000}\u{3000}", "工作回顾", "全面推进依法行政", "正文正文正文正文正文",
];

fuzz_target!(|bytes: &[u8]| {
    let text = text_of(bytes, PIECES);
    let extracted = Extracted {
        text: text.clone(),
        first_line: 1,
        ..Extracted::default()
    };
    let (document, explanation) = PARSER.explain(extracted.clone(), "松泽县/2021.txt");
    assert_eq!(document, PARSER.parse(extracted, "松泽县/2021.txt"));
    let sections = (0..document.sections.len()).map(|index| &text[document.section_range(index)]);
    assert_eq!(sections.collect::<String>(), text);
    for section in &document.sections[1..] {
        assert!(text[section.marker as usize..].starts_with(&section.number));
    }
    for item in &document.items {
        assert!(text[item.start as usize..item.end as usize].starts_with(&item.number));
    }
    check_gaps(&text, &document.gaps);
    for decision in explanation.decisions {
        assert!(text.is_char_boundary(decision.start as usize));
    }
});
