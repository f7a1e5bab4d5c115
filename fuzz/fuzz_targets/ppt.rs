//! Any bytes as the stream of a binary presentation.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quanwen_fuzz::{compound, read};

fuzz_target!(|bytes: &[u8]| read("a.ppt", &compound(&[("PowerPoint Document", bytes)])));
