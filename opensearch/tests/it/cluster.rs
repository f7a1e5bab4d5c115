//! The sample corpus on a cluster and in an index.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use quanwen::{Corpus, IndexFolder, IndexOptions, Searcher};
use quanwen_opensearch::{Address, OpenSearch, index};

/// The same corpus in both engines.
pub struct Both {
    pub local: Searcher,
    pub remote: OpenSearch,
    _index: tempfile::TempDir,
}

/// The cluster of the tests, such as `http://127.0.0.1:9200`, if there is one.
pub fn cluster() -> Option<String> {
    let Ok(cluster) = std::env::var("QUANWEN_TEST_OPENSEARCH") else {
        not_tested(
            "QUANWEN_TEST_OPENSEARCH names no cluster",
            "QUANWEN_REQUIRE_OPENSEARCH",
        );
        return None;
    };
    Some(cluster)
}

/// Says that a test was not run, which is an error if a variable is set.
pub fn not_tested(reason: &str, required: &str) {
    assert!(std::env::var_os(required).is_none(), "{reason}");
    std::io::stderr()
        .write_all(format!("\nNOT TESTED: {reason}\n").as_bytes())
        .expect("standard error");
}

/// The address of a corpus on the cluster of the tests, if there is one.
fn address(name: &str) -> Option<Address> {
    Some(
        format!("{}/{name}", cluster()?)
            .parse()
            .expect("an address"),
    )
}

/// A corpus in both engines, under a name of its own on the cluster.
fn both(folder: &Path, name: &str) -> Option<Both> {
    let address = address(name)?;
    let corpus = Corpus::at(folder).expect("a folder of reports");
    let options = IndexOptions::default();
    index(&corpus, address.clone(), &options, &()).expect("it can be indexed");
    let files = tempfile::tempdir().expect("a temporary folder");
    let index = IndexFolder::at(files.path().join("index"));
    quanwen::index(&corpus, &index, &options, &()).expect("it can be indexed");
    Some(Both {
        local: Searcher::open(&index).expect("the index opens"),
        remote: OpenSearch::open(address).expect("the corpus opens"),
        _index: files,
    })
}

/// The sample corpus in both engines.
pub fn sample() -> Option<&'static Both> {
    static SAMPLE: OnceLock<Option<Both>> = OnceLock::new();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../sample-corpus");
    SAMPLE.get_or_init(|| both(&folder, "test-sample")).as_ref()
}
