//! Any bytes as the parts of an .odt package.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{package, parts, read};

fuzz_target!(|bytes: &[u8]| {
    let [content, styles] = parts(bytes);
    let bytes = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
        ("styles.xml", styles),
    ]);
    read("a.odt", &bytes);
});
