//! Any bytes as the stream of a binary workbook.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{compound, read};

fuzz_target!(|bytes: &[u8]| read("a.xls", &compound(&[("Workbook", bytes)])));
