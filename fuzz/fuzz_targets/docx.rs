//! Any bytes as the parts of a .docx package: text, styles, numbering, notes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{package, parts, read};

const RELATIONS: &[u8] = br#"<Relationships><Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fuzz_target!(|bytes: &[u8]| {
    let [document, styles, numbering, notes] = parts(bytes);
    let bytes = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", document),
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
        ("word/footnotes.xml", notes),
    ]);
    read("a.docx", &bytes);
});
