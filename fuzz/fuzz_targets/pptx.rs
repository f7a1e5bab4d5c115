//! Any bytes as the parts of a .pptx package: presentation, slide, notes, chart, diagram.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{package, parts, read};

const SLIDES: &[u8] = br#"<Relationships><Relationship Id="s1" Type="x/slide" Target="slides/slide1.xml"/></Relationships>"#;
const RELATIONS: &[u8] = br#"<Relationships><Relationship Id="n" Type="x/notesSlide" Target="../notes.xml"/><Relationship Id="c" Type="x/chart" Target="../chart.xml"/><Relationship Id="d" Type="x/diagramData" Target="../diagram.xml"/></Relationships>"#;

fuzz_target!(|bytes: &[u8]| {
    let [presentation, slide, notes, chart, diagram] = parts(bytes);
    let bytes = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/presentation.xml", presentation),
        ("ppt/_rels/presentation.xml.rels", SLIDES),
        ("ppt/slides/slide1.xml", slide),
        ("ppt/slides/_rels/slide1.xml.rels", RELATIONS),
        ("ppt/notes.xml", notes),
        ("ppt/chart.xml", chart),
        ("ppt/diagram.xml", diagram),
    ]);
    read("a.pptx", &bytes);
});
