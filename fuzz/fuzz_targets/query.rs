//! The query parser on any text: it terminates, does not panic, reports errors at a column of the query, and a tree that
//! is written as text parses to the same tree.
//!
//! Bytes that are not UTF-8 select pieces of the language, so that the fuzzer finds its operators quickly.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen::Error;
use quanwen::query::{Clause, Node, parse};
use quanwen_fuzz::text_of;

const PIECES: &[&str] = &[
    "复议", "诉讼", "a", "2018", "..", " ", "\u{3000}", " AND ", " OR ", " NOT ", "ＡＮＤ", "+", "-",
    "＋", "(", ")", "（", "）", "\"", "＂", "“", "”", "「", "」", "『", "』", "~3", "～", "?", "*",
    "？", "＊", "/", "／", "\\", "同句(", "同段（", "title:", "year:", "region：", "foo:", "://", "《", "。",
];

/// Maximum length of a query in characters. A tree written as text can be longer than the query.
const LONGEST: usize = 10_000;

fn assert_spans(node: &Node, length: usize) {
    let span = match node {
        Node::Words(text) | Node::Exact(text) | Node::Regex(text) => &text.span,
        Node::Pattern(parts) => &parts.span,
        Node::Near { parts, .. } | Node::Together { parts, .. } => &parts.span,
        Node::Field(value) => &value.span,
        Node::Not(part) => return assert_spans(part, length),
        Node::All(parts) | Node::Any(parts) => {
            return parts.iter().for_each(|part| assert_spans(part, length));
        }
        Node::Clauses(clauses) => {
            let nodes = clauses.iter().map(|Clause { node, .. }| node);
            return nodes.for_each(|node| assert_spans(node, length));
        }
    };
    assert!(span.start < span.end && span.end <= length);
}

fuzz_target!(|bytes: &[u8]| {
    let query = text_of(bytes, PIECES);
    let length = query.chars().count();
    match parse(&query) {
        Ok(tree) => {
            assert_spans(&tree, length);
            let written = tree.to_string();
            if written.chars().count() <= LONGEST {
                let again = parse(&written).expect("what was written can be read");
                assert_eq!(again.to_string(), written);
            }
        }
        Err(Error::Query { column, .. }) => assert!((1..=length + 1).contains(&column)),
        Err(other) => panic!("{other}"),
    }
});
