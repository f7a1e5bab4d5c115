//! One contract for every engine: an index, and the same corpus on a cluster.
//!
//! The cluster is named by `QUANWEN_TEST_OPENSEARCH`, such as `http://127.0.0.1:9200`. Without one the tests say on standard error
//! that they were not run, and fail if `QUANWEN_REQUIRE_OPENSEARCH` is set, as `.ci/run` does. In the same way, the tests of a proxy
//! need nginx and `openssl`, and fail without them if `QUANWEN_REQUIRE_NGINX` is set. The corpora have the shards and
//! replicas of `QUANWEN_TEST_SHARDS` and `QUANWEN_TEST_REPLICAS`.

mod bulk;
mod by_hand;
mod canned;
mod changing;
mod cluster;
mod connections;
mod contract;
mod crossing;
mod failures;
mod filling;
mod frequent;
mod generations;
mod interrupted;
mod machines;
mod merging;
mod nginx;
mod owning;
mod partial;
mod programs;
mod proxy;
mod random_requests;
mod rebuilds;
mod reports;
mod searches;
mod trends;
mod updates;
mod verifying;
