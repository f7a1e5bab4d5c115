//! Any bytes as the stream of a document of Word 95, after its identifier and version.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{compound, read};

const WORD_95: &[u8] = b"\xDC\xA5\x68\0";

fuzz_target!(|bytes: &[u8]| {
    let document = [WORD_95, bytes].concat();
    read("a.doc", &compound(&[("WordDocument", &document)]));
});
