//! Any bytes as the parts of an .ofd package: page, template page, annotations, resources.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{package, parts, read};

const ROOT: &[u8] = b"<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>";
const DOCUMENT: &[u8] = br#"<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea><PublicRes>Res.xml</PublicRes><TemplatePage ID="2" BaseLoc="Template.xml"/></CommonData><Pages><Page ID="1" BaseLoc="Page.xml"/></Pages><Annotations>Annotations.xml</Annotations></Document>"#;
const ANNOTATIONS: &[u8] =
    br#"<Annotations><Page PageID="1"><FileLoc>Annotation.xml</FileLoc></Page></Annotations>"#;

fuzz_target!(|bytes: &[u8]| {
    let [page, template, annotation, resources] = parts(bytes);
    let bytes = package(&[
        ("OFD.xml", ROOT),
        ("Doc_0/Document.xml", DOCUMENT),
        ("Doc_0/Page.xml", page),
        ("Doc_0/Template.xml", template),
        ("Doc_0/Annotations.xml", ANNOTATIONS),
        ("Doc_0/Annotation.xml", annotation),
        ("Doc_0/Res.xml", resources),
    ]);
    read("a.ofd", &bytes);
});
