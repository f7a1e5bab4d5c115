//! Makes a map of the general dictionary, which the program carries: words to frequencies, in the order of their bytes.

use std::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::PathBuf;

const WORDS: &str = "src/analysis/segmenter/general_dictionary/words.txt";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={WORDS}");
    println!("cargo::rerun-if-changed=build.rs");
    let text = fs::read_to_string(WORDS)?;
    let mut words = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let (word, frequency) = line
            .split_once(' ')
            .ok_or_else(|| format!("{WORDS}:{number}: no blank between word and frequency"))?;
        let frequency: u64 = frequency
            .parse()
            .map_err(|error| format!("{WORDS}:{number}: {error}"))?;
        words.push((word, frequency));
    }
    let total: u64 = words.iter().map(|(_, frequency)| frequency).sum();
    println!("cargo::rustc-env=GENERAL_DICTIONARY_TOTAL={total}");
    words.sort_unstable();
    let target = PathBuf::from(std::env::var("OUT_DIR")?).join("general_dictionary.fst");
    let mut map = fst::MapBuilder::new(BufWriter::new(File::create(target)?))?;
    map.extend_iter(words)?;
    map.finish()?;
    Ok(())
}
