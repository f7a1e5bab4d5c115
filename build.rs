//! Makes what the program carries so that it need not make it at each start: a map of the general dictionary, words to
//! frequencies in the order of their bytes, and what Unicode says of the fold of each character.

#[path = "src/fold/plane.rs"]
mod plane;
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "src/fold/unicode.rs"]
mod unicode;

use std::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

const WORDS: &str = "src/segmenter/general_dictionary/words.txt";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let target = PathBuf::from(std::env::var("OUT_DIR")?);
    put_dictionary(&target)?;
    put_fold(&target)
}

fn put_fold(target: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/fold/plane.rs");
    println!("cargo::rerun-if-changed=src/fold/unicode.rs");
    let numbers = plane::numbers();
    let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    fs::write(target.join("fold_by_unicode.bin"), bytes)?;
    Ok(())
}

fn put_dictionary(target: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={WORDS}");
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
    let file = File::create(target.join("general_dictionary.fst"))?;
    let mut map = fst::MapBuilder::new(BufWriter::new(file))?;
    map.extend_iter(words)?;
    map.finish()?;
    Ok(())
}
