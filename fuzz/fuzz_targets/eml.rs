//! Any bytes as a mail.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| quanwen_fuzz::read("a.eml", bytes));
