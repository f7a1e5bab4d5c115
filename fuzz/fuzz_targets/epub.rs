//! Any bytes as the parts of an .epub package.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{package, parts, read};

fuzz_target!(|bytes: &[u8]| {
    let [book, chapter, encryption] = parts(bytes);
    let bytes = package(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", b"<container><rootfile full-path='a.opf'/></container>"),
        ("META-INF/encryption.xml", encryption),
        ("a.opf", book),
        ("a.xhtml", chapter),
    ]);
    read("a.epub", &bytes);
});
