//! Wraps every report of a folder at random widths and counts the texts that are lost or come into being:
//! `cargo run --release --example wrapped -- FOLDER [SEED]`
#![expect(clippy::print_stdout, reason = "a program that prints a measurement")]

use std::collections::BTreeMap;

use fastrand::Rng;
use quanwen::{Corpus, IndexOptions, read_document};
use rayon::prelude::*;

#[path = "../tests/it/wrapping.rs"]
mod wrapping;
use wrapping::{Comparison, Outcome, Wrapping};

/// Ways of wrapping tried with each report.
const WAYS: usize = 3;
/// Failures that are printed.
const SHOWN: usize = 40;

fn main() -> quanwen::Result<()> {
    let mut typed = std::env::args().skip(1);
    let folder = typed.next().unwrap_or_else(|| "sample-corpus".to_string());
    let seed: u64 = typed.next().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let comparison = Comparison::new()?;
    let corpus = Corpus::at(&folder)?;
    let outcomes: Vec<(String, Wrapping, Outcome)> = corpus
        .walk()
        .files
        .par_iter()
        .enumerate()
        .flat_map_iter(|(number, file)| {
            let seed = seed.wrapping_mul(1_000_003).wrapping_add(number as u64);
            let mut random = Rng::with_seed(seed);
            let document = read_document(&corpus.root().join(&file.path), &IndexOptions::default());
            let paragraphs = document.map_or_else(
                |_| Vec::new(),
                |document| comparison.paragraphs(&document.text),
            );
            let ways = if paragraphs.is_empty() { 0 } else { WAYS };
            let outcomes: Vec<_> = (0..ways)
                .map(|way| {
                    let wrapping = Wrapping::random(&mut random);
                    let outcome = comparison.compare(&paragraphs, wrapping, seed + way as u64);
                    (file.path.clone(), wrapping, outcome)
                })
                .collect();
            outcomes
        })
        .collect();
    let mut sum = Outcome::default();
    let mut by_way: BTreeMap<String, Outcome> = BTreeMap::new();
    let mut shown = 0;
    for (path, wrapping, outcome) in outcomes {
        for (text, what) in outcome.failures.iter().take(2) {
            if shown < SHOWN {
                println!("{what}  {text}  {path}  {wrapping:?}");
                shown += 1;
            }
        }
        *by_way.entry(name(wrapping)).or_default() += outcome.clone();
        sum += outcome;
    }
    println!("| paragraphs | in a paragraph | over an added line break | absent over its end |");
    println!("|---|--:|--:|--:|");
    for (way, outcome) in by_way {
        let Outcome {
            within,
            over_breaks,
            over_ends,
            ..
        } = outcome;
        println!("| {way} | {within} | {over_breaks} | {over_ends} |");
    }
    println!(
        "| all | {} | {} | {} |",
        sum.within, sum.over_breaks, sum.over_ends
    );
    Ok(())
}

/// How paragraphs are told apart.
fn name(wrapping: Wrapping) -> String {
    let ways = [
        (wrapping.indent, "indented"),
        (wrapping.blank_lines, "blank lines"),
        (wrapping.typeset, "typeset"),
    ];
    let names: Vec<&str> = ways.iter().filter(|way| way.0).map(|way| way.1).collect();
    names.join(", ")
}
