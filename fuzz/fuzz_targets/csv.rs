//! Any bytes as a table in a text file.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| quanwen_fuzz::read("a.csv", bytes));
