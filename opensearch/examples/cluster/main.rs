//! Three nodes as one cluster, of which one is killed while it answers and while it is filled: `just cluster [VERSION]...`.
//!
//! Every answer has to be that of an index on this machine, or to say that it is not complete, or to be an error. First the tests of
//! `tests/it` are run against the cluster. The node that is killed manages the cluster and holds a primary; the one that is asked is
//! another.

#![expect(clippy::print_stdout, reason = "the table is what it is run for")]

mod corpus;
mod nodes;
mod questions;
mod trials;

use std::num::NonZeroU32;
use std::path::Path;
use std::process::Command;

use quanwen::{Corpus, IndexFolder, IndexOptions, Searcher};
use quanwen_opensearch::Shape;

use nodes::Nodes;
use trials::Trials;

const VERSIONS: [&str; 2] = ["2.19.6", "3.9.0"];

fn main() {
    let mut versions: Vec<String> = std::env::args().skip(1).collect();
    if versions.is_empty() {
        versions = VERSIONS.map(String::from).to_vec();
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let reports = folder.path().join("reports");
    std::fs::create_dir(&reports).expect("a folder");
    corpus::write(&reports);
    let corpus = Corpus::at(&reports).expect("a corpus");
    let local = indexed(&corpus, &folder.path().join("index"));
    let mut rows = Vec::new();
    for version in &versions {
        let nodes = Nodes::start(version, &folder.path().join(version));
        compare(&nodes);
        println!("{version}: every answer of tests/it is the same");
        let mut trials = Trials::new(version, nodes, &corpus, &local);
        for replicas in [1, 0] {
            let shape = Shape {
                shards: NonZeroU32::new(3),
                replicas: Some(replicas),
            };
            rows.push(trials.answer(shape));
            rows.push(trials.index(shape));
        }
    }
    println!("\n{}", trials::HEAD);
    for row in rows {
        println!("{row}");
    }
}

/// The corpus in an index on this machine.
fn indexed(corpus: &Corpus, folder: &Path) -> Searcher {
    let index = IndexFolder::at(folder);
    let options = IndexOptions::default();
    quanwen::index(corpus, &index, &options, &()).expect("it can be indexed");
    Searcher::open(&index).expect("the index opens")
}

/// Runs the tests that compare engines, in three shards with a copy.
fn compare(nodes: &Nodes) {
    let cargo = std::env::var_os("CARGO").expect("run by cargo");
    let tests = Command::new(cargo)
        .args(["test", "--package", "quanwen-opensearch", "--test", "it"])
        .env("QUANWEN_TEST_OPENSEARCH", nodes.url(1))
        .env("QUANWEN_REQUIRE_OPENSEARCH", "1")
        .env("QUANWEN_TEST_SHARDS", "3")
        .env("QUANWEN_TEST_REPLICAS", "1")
        .status();
    assert!(tests.expect("cargo runs").success());
}
