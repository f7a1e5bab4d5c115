//! Any bytes as a zip archive, or a package in one.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| quanwen_fuzz::read("a.zip", bytes));
