//! A new index takes the place of the old one when it is whole, and what a killed program left is removed.

use std::panic::catch_unwind;

use quanwen::api::{Concordance, MentionRequest};
use quanwen_opensearch::index;

use crate::by_hand::{fall_silent, fall_silent_all, generations, is_there, unnamed};
use crate::cluster::{address, anew, index_anew, mentions, open, sample_corpus, shape, update};
use crate::programs::{Killed, while_held};
use crate::reports::{REPORT, Reports};

/// To it, the cluster makes an index by itself when it is sent more: without the mapping, so that it would not find anything.
#[test]
fn a_program_whose_generation_was_removed_fails() {
    let Some(address) = address("test-late") else {
        return;
    };
    let mut removed = String::new();
    let other = while_held(&address, || {
        removed = unnamed("test-late");
        fall_silent(&removed);
        index_anew(&sample_corpus(), &address);
        assert!(!is_there("test-late", &removed));
    });
    other.expect_err("its index is another");
    assert!(!is_there("test-late", &removed));
    assert!(mentions(&open(&address)) > 0);
}

#[test]
fn a_generation_that_was_left_behind_is_removed_after_some_time() {
    let Some(address) = address("test-killed") else {
        return;
    };
    let corpus = sample_corpus();
    index_anew(&corpus, &address);
    catch_unwind(|| index(&corpus, address.clone(), shape(), &anew(), &Killed))
        .expect_err("it is killed");
    let left = unnamed("test-killed");
    // It may be filled yet.
    index_anew(&corpus, &address);
    assert!(is_there("test-killed", &left));
    fall_silent(&left);
    index_anew(&corpus, &address);
    assert!(!is_there("test-killed", &left));
    assert!(mentions(&open(&address)) > 0);
}

#[test]
fn an_open_corpus_that_was_indexed_anew_goes_on_for_a_while_and_does_not_mix_both() {
    let Some(address) = address("test-anew") else {
        return;
    };
    index_anew(&sample_corpus(), &address);
    let before = open(&address);
    let count = mentions(&before);
    assert!(count > 1);
    let files = Reports::one("a.txt", REPORT);
    index_anew(&files.corpus(), &address);
    // As before, and also after a program that changes nothing.
    assert!(!update(&files.corpus(), &address).changed_anything());
    assert_eq!(mentions(&before), count);
    let after = open(&address);
    assert_eq!(mentions(&after), 1);
    fall_silent_all("test-anew");
    assert!(!update(&files.corpus(), &address).changed_anything());
    let error = before.count_mentions(&MentionRequest::new("行政复议"));
    let error = error.expect_err("it is gone").to_string();
    assert!(error.contains("ask again"), "{error}");
    assert!(matches!(generations("test-anew")[..], [(_, 1)]));
    assert_eq!(mentions(&after), 1);
}
