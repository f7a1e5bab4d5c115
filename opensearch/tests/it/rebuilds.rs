//! What is not brought up to date: an index that was made otherwise, and one of another corpus.

use std::num::NonZeroU32;

use quanwen::{Corpus, IndexFolder, IndexOptions};
use quanwen_opensearch::{Shape, index};
use serde_json::json;

use crate::by_hand::{alter, serving};
use crate::changing::Changing;
use crate::cluster::{address, anew, listed, open, shape};
use crate::reports::{REPORT, Reports};

#[test]
fn an_index_that_was_made_otherwise_is_made_anew_and_says_why() {
    let Some(address) = address("test-otherwise") else {
        return;
    };
    let files = Changing::new(7);
    let corpus = files.corpus();
    let one = Shape {
        shards: Some(NonZeroU32::MIN),
        replicas: Some(0),
    };
    index(&corpus, address.clone(), one, &anew(), &()).expect("it is indexed");
    let rebuilt = |shape: Shape| {
        let options = IndexOptions::default();
        let report = index(&corpus, address.clone(), shape, &options, &()).expect("it is indexed");
        assert!(report.rebuilt.is_none() || report.added.len() == 6);
        report.rebuilt.unwrap_or_default()
    };
    let mut other = Shape {
        shards: NonZeroU32::new(5),
        replicas: None,
    };
    assert_eq!(rebuilt(other), "another number of shards was asked for");
    // It stays so.
    assert_eq!(rebuilt(Shape::default()), "");
    let before = serving("test-otherwise");
    other.replicas = Some(2);
    assert_eq!(rebuilt(other), "");
    assert_eq!(serving("test-otherwise"), before);
    alter(&before, "corpus", |contents| {
        contents["contents"]["format"] = json!(1);
    });
    assert_eq!(rebuilt(Shape::default()), "it was made by other rules");
    let first = &listed(&open(&address))[0];
    alter(&serving("test-otherwise"), &first.id, |report| {
        report["kind"] = json!("other");
    });
    assert_eq!(rebuilt(Shape::default()), "a part of it is lost");
    assert_eq!(rebuilt(Shape::default()), "");
}

#[test]
fn other_parts_and_another_folder_are_refused_without_a_rebuild() {
    let Some(address) = address("test-parts") else {
        return;
    };
    let files = Reports::none();
    for path in ["a/2020.txt", "a/2021.txt", "b/2020.txt", "b/2021.txt"] {
        files.write(path, REPORT);
    }
    let of = |paths: &[&str]| {
        let paths: Vec<_> = paths.iter().map(|path| files.path().join(path)).collect();
        Corpus::of_paths(&paths).expect("a corpus")
    };
    let whole = of(&[""]);
    // One file of a folder, two of another, two folders, and another folder.
    let others = [
        of(&["a/2020.txt", "b"]),
        of(&["a", "b"]),
        of(&["a"]),
        of(&["b/2020.txt"]),
    ];
    let options = IndexOptions::default();
    let made = |corpus: &Corpus, options: &IndexOptions| {
        index(corpus, address.clone(), shape(), options, &())
    };
    let reports = || listed(&open(&address)).len();
    made(&whole, &anew()).expect("it is indexed");
    let before = serving("test-parts");
    for other in &others {
        let error = made(other, &options).expect_err("it is of all").to_string();
        let here = IndexFolder::at(files.path().join("index"));
        quanwen::index(&whole, &here, &options, &()).expect("it is indexed");
        let local = quanwen::index(other, &here, &options, &());
        let local = local.expect_err("it is of all").to_string();
        let named = here.path().display().to_string();
        assert_eq!(error, local.replace(&named, &address.to_string()));
        assert_eq!((serving("test-parts"), reports()), (before.clone(), 4));
    }
    for other in &others {
        let report = made(other, &anew()).expect("it is asked for");
        assert_eq!(report.added.len(), reports());
        assert!(!made(other, &options).expect("the same").changed_anything());
        made(&whole, &options).expect_err("it is of a part");
    }
    made(&whole, &anew()).expect("it is asked for");
    drop(files);
    let error = made(&whole, &options).expect_err("it is gone").to_string();
    assert!(error.contains("is not a folder"), "{error}");
    assert_eq!(reports(), 4);
}
