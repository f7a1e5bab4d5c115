//! Prints what is in documents: pages, headings, text:
//! `cargo run -p quanwen-extract --example read -- sample-corpus/柳渡镇/2023.doc sample-corpus/松泽县/2024.html`
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use quanwen_extract::{Extracted, documents};

/// Bytes that a part of a file may unpack to.
const LIMIT: u64 = 64 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        let sample = |name| format!("{}/../sample-corpus/{name}", env!("CARGO_MANIFEST_DIR"));
        paths.extend(["柳渡镇/2023.doc", "望汀区/2024.pdf", "松泽县/2024.html"].map(sample));
    }
    for path in paths {
        let bytes = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
        match documents(&path, bytes, LIMIT) {
            Ok(documents) => {
                for (path, document) in documents {
                    match document {
                        Ok(extracted) => print(&path, &extracted),
                        Err(unread) => println!("{path} was not read: {unread}"),
                    }
                }
            }
            Err(unread) => println!("{path} was not read: {unread}"),
        }
    }
    Ok(())
}

/// Each line of the text, after the page it is on and the depth of the heading it is.
fn print(path: &str, extracted: &Extracted) {
    println!("== {path}");
    for (field, value) in &extracted.page {
        println!("{field:?}: {value}");
    }
    let mut headings = extracted.headings.iter().peekable();
    let mut start = 0;
    for line in extracted.text.split_inclusive('\n') {
        let page = extracted.locators.at(start).page;
        let page = page.map_or(String::new(), |page| format!("p. {page}"));
        let heading = headings.next_if(|heading| heading.start as usize == start);
        let depth = heading.map_or(String::new(), |heading| format!("h{}", heading.depth));
        println!("{page:6}{depth:3}{}", line.trim_end());
        start += line.len();
    }
}
