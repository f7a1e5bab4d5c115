//! The sample corpus on a cluster and in an index.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use quanwen::{Corpus, IndexFolder, IndexOptions, Searcher};
use quanwen_opensearch::{Address, OpenSearch, Shape, index};

/// The same corpus in both engines.
pub struct Both {
    pub local: Searcher,
    pub remote: OpenSearch,
    _index: tempfile::TempDir,
}

/// The address of a corpus on the cluster of the tests, if there is one.
pub fn address(name: &str) -> Option<Address> {
    let Some(cluster) = std::env::var_os("QUANWEN_TEST_OPENSEARCH") else {
        assert!(
            std::env::var_os("QUANWEN_REQUIRE_OPENSEARCH").is_none(),
            "QUANWEN_TEST_OPENSEARCH names no cluster"
        );
        let message = "\nNOT TESTED: OpenSearch, QUANWEN_TEST_OPENSEARCH names no cluster\n";
        std::io::stderr()
            .write_all(message.as_bytes())
            .expect("standard error");
        return None;
    };
    let cluster = cluster.into_string().expect("an address");
    Some(format!("{cluster}/{name}").parse().expect("an address"))
}

/// How a corpus is spread over the cluster: `QUANWEN_TEST_SHARDS` and `QUANWEN_TEST_REPLICAS`.
fn shape() -> Shape {
    let mut shape = Shape::default();
    if let Ok(shards) = std::env::var("QUANWEN_TEST_SHARDS") {
        shape.shards = shards.parse().expect("a number of shards");
    }
    if let Ok(replicas) = std::env::var("QUANWEN_TEST_REPLICAS") {
        shape.replicas = replicas.parse().expect("a number of replicas");
    }
    shape
}

/// A corpus in both engines, under a name of its own on the cluster.
fn both(folder: &Path, name: &str) -> Option<Both> {
    let address = address(name)?;
    let corpus = Corpus::at(folder).expect("a folder of reports");
    let options = IndexOptions::default();
    index(&corpus, address.clone(), shape(), &options, &()).expect("it can be indexed");
    let files = tempfile::tempdir().expect("a temporary folder");
    let index = IndexFolder::at(files.path().join("index"));
    quanwen::index(&corpus, &index, &options, &()).expect("it can be indexed");
    Some(Both {
        local: Searcher::open(&index).expect("the index opens"),
        remote: OpenSearch::open(address).expect("the corpus opens"),
        _index: files,
    })
}

/// The folder of the sample corpus.
pub fn sample_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../sample-corpus")
}

/// The sample corpus in both engines.
pub fn sample() -> Option<&'static Both> {
    static SAMPLE: OnceLock<Option<Both>> = OnceLock::new();
    SAMPLE
        .get_or_init(|| both(&sample_folder(), "test-sample"))
        .as_ref()
}
