//! Any bytes as a web page saved in one file.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| quanwen_fuzz::read("a.mht", bytes));
