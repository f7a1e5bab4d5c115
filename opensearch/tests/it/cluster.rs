//! A corpus on a cluster, in an index, and as files.

use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use quanwen::api::{Concordance, DocumentReference, Engine, Filter, ListRequest, MentionRequest};
use quanwen::{Corpus, FileScan, IndexFolder, IndexOptions, IndexReport, Searcher};
use quanwen_opensearch::{Address, OpenSearch, Shape, index};

/// The same corpus in every engine.
pub struct Engines {
    pub local: Searcher,
    /// Reads the files anew for each answer.
    pub scan: FileScan,
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
pub fn address(name: &str) -> Option<Address> {
    Some(
        format!("{}/{name}", cluster()?)
            .parse()
            .expect("an address"),
    )
}

/// How a corpus is spread over the cluster: `QUANWEN_TEST_SHARDS` and `QUANWEN_TEST_REPLICAS`.
pub fn shape() -> Shape {
    let mut shape = Shape::default();
    if let Ok(shards) = std::env::var("QUANWEN_TEST_SHARDS") {
        shape.shards = Some(shards.parse().expect("a number of shards"));
    }
    if let Ok(replicas) = std::env::var("QUANWEN_TEST_REPLICAS") {
        shape.replicas = Some(replicas.parse().expect("a number of replicas"));
    }
    shape
}

/// Options with which every file is read.
pub fn anew() -> IndexOptions {
    IndexOptions {
        rebuild: true,
        ..IndexOptions::default()
    }
}

/// Indexes a corpus on the cluster, whatever is there.
pub fn index_anew(corpus: &Corpus, address: &Address) -> IndexReport {
    index(corpus, address.clone(), shape(), &anew(), &()).expect("it is indexed")
}

/// Brings a corpus on the cluster up to date.
pub fn update(corpus: &Corpus, address: &Address) -> IndexReport {
    let options = IndexOptions::default();
    index(corpus, address.clone(), shape(), &options, &()).expect("it is brought up to date")
}

pub fn open(address: &Address) -> OpenSearch {
    OpenSearch::open(address.clone()).expect("the corpus opens")
}

/// All reports of an engine.
pub fn listed(engine: &dyn Engine) -> Vec<DocumentReference> {
    let list = engine.list(&ListRequest::new(Filter::default()));
    list.expect("an answer").documents
}

/// How often an engine has 行政复议.
pub fn mentions(engine: &dyn Concordance) -> u64 {
    let counted = engine.count_mentions(&MentionRequest::new("行政复议"));
    counted.expect("an answer").mentions
}

/// A corpus in every engine, under a name of its own on the cluster.
pub fn engines(corpus: &Corpus, name: &str) -> Option<Engines> {
    let address = address(name)?;
    index_anew(corpus, &address);
    let files = tempfile::tempdir().expect("a temporary folder");
    let index = IndexFolder::at(files.path().join("index"));
    quanwen::index(corpus, &index, &anew(), &()).expect("it is indexed");
    Some(Engines {
        local: Searcher::open(&index).expect("the index opens"),
        scan: FileScan::new(corpus.clone()).expect("the rules"),
        remote: open(&address),
        _index: files,
    })
}

/// The sample corpus in every engine.
pub fn sample() -> Option<&'static Engines> {
    static SAMPLE: OnceLock<Option<Engines>> = OnceLock::new();
    let engines = || engines(&sample_corpus(), "test-sample");
    SAMPLE.get_or_init(engines).as_ref()
}

pub fn sample_corpus() -> Corpus {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample-corpus");
    Corpus::at(folder).expect("a folder of reports")
}
