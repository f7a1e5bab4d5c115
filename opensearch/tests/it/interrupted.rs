//! An update that is killed, overtaken or refused changes no answer.

use std::panic::catch_unwind;

use quanwen::{Corpus, Error, IndexOptions, IndexReport, Progress, Result};
use quanwen_opensearch::{Address, index};

use crate::by_hand::{fall_silent, generations, get, serving, unnamed};
use crate::changing::Changing;
use crate::cluster::{address, index_anew, listed, open, shape, update};
use crate::programs::{Cancelled, Killed, Overtaken, Refused};

/// Brings a corpus up to date, while something happens.
fn update_while(
    corpus: &Corpus,
    address: &Address,
    progress: &dyn Progress,
) -> Result<IndexReport> {
    let options = IndexOptions::default();
    index(corpus, address.clone(), shape(), &options, progress)
}

#[test]
fn a_killed_update_leaves_the_old_answers() {
    let Some(address) = address("test-stopped") else {
        return;
    };
    let mut files = Changing::new(5);
    index_anew(&files.corpus(), &address);
    let before = serving("test-stopped");
    let list = listed(&open(&address));
    while files.change() != "removed" {}
    let corpus = files.corpus();
    catch_unwind(|| update_while(&corpus, &address, &Killed)).expect_err("it is killed");
    assert_eq!(listed(&open(&address)), list);
    let left = unnamed("test-stopped");
    assert!(generations("test-stopped").contains(&(before, 1)));
    fall_silent(&left);
    let report = update(&corpus, &address);
    assert!(!report.removed.is_empty() && report.rebuilt.is_none());
    assert_ne!(serving("test-stopped"), left);
    assert_ne!(listed(&open(&address)), list);
}

#[test]
fn a_cancelled_update_leaves_the_old_answers_and_nothing_else() {
    let Some(address) = address("test-cancelled") else {
        return;
    };
    let mut files = Changing::new(5);
    index_anew(&files.corpus(), &address);
    let (before, list) = (serving("test-cancelled"), listed(&open(&address)));
    let made = generations("test-cancelled");
    while files.change() != "removed" {}
    let error = update_while(&files.corpus(), &address, &Cancelled);
    assert!(matches!(error, Err(Error::Cancelled)), "{error:?}");
    assert_eq!(serving("test-cancelled"), before);
    assert_eq!(generations("test-cancelled"), made);
    assert_eq!(listed(&open(&address)), list);
}

#[test]
fn an_update_without_changes_that_was_overtaken_writes_nothing() {
    let Some(address) = address("test-overtaken") else {
        return;
    };
    let files = Changing::new(3);
    let corpus = files.corpus();
    index_anew(&corpus, &address);
    let before = serving("test-overtaken");
    let overtaken = Overtaken(&corpus, &address);
    let error = update_while(&corpus, &address, &overtaken);
    let error = error.expect_err("another index answers").to_string();
    assert!(error.contains("made by another program"), "{error}");
    assert_ne!(serving("test-overtaken"), before);
    let settings = get(&format!("/{before}/_settings"));
    let blocks = &settings[&before]["settings"]["index"]["blocks"];
    assert_eq!(blocks["write"], "true");
}

#[test]
fn an_update_that_fails_leaves_the_old_answers_and_nothing_else() {
    let Some(address) = address("test-refused") else {
        return;
    };
    let mut files = Changing::new(5);
    index_anew(&files.corpus(), &address);
    let before = serving("test-refused");
    let list = listed(&open(&address));
    while files.change() != "changed" {}
    let error = update_while(&files.corpus(), &address, &Refused("test-refused"));
    let error = error.expect_err("it takes no documents").to_string();
    assert!(error.contains("did not store a report"), "{error}");
    assert_eq!(generations("test-refused").last(), Some(&(before, 1)));
    assert_eq!(listed(&open(&address)), list);
    assert!(update(&files.corpus(), &address).changed_anything());
}
