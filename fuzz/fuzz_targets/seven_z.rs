//! Any bytes as the streams and the header of a 7z archive.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{parts, read};

fuzz_target!(|bytes: &[u8]| {
    let [length, rest] = parts(bytes);
    let (packed, header) = rest.split_at(length.len().min(rest.len()));
    let mut archive = b"7z\xBC\xAF\x27\x1C\0\x04\0\0\0\0".to_vec();
    archive.extend((packed.len() as u64).to_le_bytes());
    archive.extend((header.len() as u64).to_le_bytes());
    archive.extend(crc32fast::hash(header).to_le_bytes());
    archive.extend(packed);
    archive.extend(header);
    read("a.7z", &archive);
});
