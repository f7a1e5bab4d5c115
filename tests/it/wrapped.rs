//! A report that was saved with line breaks has the same mentions as without.

use std::path::Path;

use quanwen::{Corpus, IndexOptions, read_document};

use crate::wrapping::{Comparison, Outcome, Wrapping};

/// Ways of wrapping that are tried.
const WAYS: u64 = 60;

/// The paragraphs of the plain texts of the sample corpus, as one long report.
fn long_report(comparison: &Comparison) -> Vec<String> {
    let corpus = Corpus::at(crate::repository().join("sample-corpus")).unwrap();
    let files = corpus.walk().files;
    let texts = files.iter().filter(|file| {
        Path::new(&file.path)
            .extension()
            .is_some_and(|of| of == "txt")
    });
    texts
        .flat_map(|file| {
            let path = corpus.root().join(&file.path);
            let document = read_document(&path, &IndexOptions::default()).unwrap();
            comparison.paragraphs(&document.text)
        })
        .collect()
}

#[test]
fn a_wrapped_report_loses_no_texts_and_gains_none() {
    let comparison = Comparison::new().unwrap();
    let paragraphs = long_report(&comparison);
    let mut random = fastrand::Rng::with_seed(17);
    let (mut marked, mut unmarked) = (Outcome::default(), Outcome::default());
    for seed in 0..WAYS {
        let wrapping = Wrapping::random(&mut random);
        let outcome = comparison.compare(&paragraphs, wrapping, seed);
        if wrapping.indent || wrapping.blank_lines {
            marked += outcome;
        } else {
            unmarked += outcome;
        }
    }
    assert!(marked.within.tried > 1000 && unmarked.within.tried > 200);
    assert_shares(&marked, [0.998, 0.99, 0.998]);
    // Where neither an indent nor a blank line begins a paragraph, a full line with a stop may end one or not.
    assert_shares(&unmarked, [0.99, 0.97, 0.95]);
}

/// Asserts the least shares of texts that are found in a paragraph and over an added break, and absent over an end.
fn assert_shares(outcome: &Outcome, least: [f64; 3]) {
    let found = [outcome.within, outcome.over_breaks, outcome.over_ends];
    for (found, least) in found.into_iter().zip(least) {
        assert!(found.share() >= least, "{found}: {:?}", outcome.failures);
    }
}
