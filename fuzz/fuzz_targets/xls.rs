//! Any bytes as a binary workbook.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| quanwen_fuzz::read("a.xls", bytes));
