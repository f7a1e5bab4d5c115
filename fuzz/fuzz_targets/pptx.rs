//! Any bytes as the presentation, a slide, a chart and a diagram of a .pptx file.

#![no_main]

use libfuzzer_sys::fuzz_target;

const ROLES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

