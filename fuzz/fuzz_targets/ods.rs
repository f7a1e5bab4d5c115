//! Any bytes as the content of an .ods package.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{package, read};

fuzz_target!(|bytes: &[u8]| {
    let bytes = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", bytes),
    ]);
    read("a.ods", &bytes);
});
