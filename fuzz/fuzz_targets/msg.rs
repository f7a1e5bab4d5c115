//! Any bytes as the properties of a message of Outlook: subject, headers, text, page, and the name and bytes of a file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{compound, parts, read};

fuzz_target!(|bytes: &[u8]| {
    let [subject, headers, text, page, name, file] = parts(bytes);
    let bytes = compound(&[
        ("__properties_version1.0", b""),
        ("__substg1.0_0037001F", subject),
        ("__substg1.0_007D001E", headers),
        ("__substg1.0_1000001F", text),
        ("__substg1.0_10130102", page),
        ("__attach_version1.0_#00000000/__substg1.0_3707001E", name),
        ("__attach_version1.0_#00000000/__substg1.0_37010102", file),
    ]);
    read("a.msg", &bytes);
});
