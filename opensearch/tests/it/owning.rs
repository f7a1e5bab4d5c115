//! What quanwen did not make is never removed, and what another program made meanwhile is not either.

use quanwen::IndexOptions;
use quanwen_opensearch::{Address, index};
use serde_json::json;

use crate::by_hand::{documents, generations, get, named_by, post, put, remove, serving};
use crate::cluster::{address, anew, index_anew, mentions, open, sample_corpus, shape, update};
use crate::programs::while_held;
use crate::reports::{REPORT, Reports};

/// The error of an update and of a rebuild.
fn refused(address: &Address) -> String {
    let errors = [IndexOptions::default(), anew()].map(|options| {
        let refused = index(&sample_corpus(), address.clone(), shape(), &options, &());
        refused.expect_err("it is not ours").to_string()
    });
    assert_eq!(errors[0], errors[1]);
    errors[0].clone()
}

#[test]
fn the_index_of_another_application_is_refused_and_stays_as_it_is() {
    let Some(address) = address("test-foreign") else {
        return;
    };
    // One whose name looks like ours, and one whose name does not.
    for other in ["test-foreign-1700000000000", "test-others"] {
        remove(other);
        put(
            &format!("/{other}"),
            &json!({ "aliases": { "test-foreign": {} } }),
        );
        put(
            &format!("/{other}/_doc/corpus?refresh=true"),
            &json!({ "kind": "corpus" }),
        );
        let error = refused(&address);
        assert!(
            error.contains(&format!(
                "the name of the index {other}, which quanwen did not make"
            )),
            "{error}"
        );
        assert_eq!(documents(other), 1);
        assert_eq!(documents("test-foreign"), 1);
        remove(other);
    }
}

#[test]
fn a_name_that_is_an_index_is_refused() {
    let Some(address) = address("test-concrete") else {
        return;
    };
    remove("test-concrete");
    put(
        "/test-concrete/_doc/1?refresh=true",
        &json!({ "text": "行政复议" }),
    );
    let error = refused(&address);
    assert!(
        error.contains("is an index, and a corpus is an alias"),
        "{error}"
    );
    assert_eq!(documents("test-concrete"), 1);
    remove("test-concrete");
}

#[test]
fn a_corpus_that_was_copied_under_another_name_is_brought_up_to_date() {
    let Some(address) = address("test-copied") else {
        return;
    };
    index_anew(&sample_corpus(), &address);
    let made = serving("test-copied");
    remove("test-by-hand");
    put(
        &format!("/{made}/_clone/test-by-hand"),
        &json!({ "aliases": { "test-copied": {} } }),
    );
    get("/_cluster/health/test-by-hand?wait_for_status=yellow");
    remove(&made);
    assert_eq!(update(&sample_corpus(), &address).rebuilt, None);
    assert!(mentions(&open(&address)) > 0);
    remove("test-by-hand");
}

#[test]
fn several_indexes_of_which_one_is_of_another_corpus_are_refused_without_a_rebuild() {
    let Some(address) = address("test-several") else {
        return;
    };
    index_anew(&sample_corpus(), &address);
    let files = Reports::one("a.txt", REPORT);
    let corpus = files.corpus();
    let sample = serving("test-several");
    index_anew(&corpus, &address);
    let action =
        json!({ "add": { "index": sample, "alias": "test-several", "is_write_index": false } });
    post("/_aliases", &json!({ "actions": [action] }));
    let options = IndexOptions::default();
    let made = |options| index(&corpus, address.clone(), shape(), options, &());
    let error = made(&options)
        .expect_err("the sample is another")
        .to_string();
    assert!(error.contains("or parts of it, not of"), "{error}");
    assert_eq!(named_by("test-several", 1).len(), 2);
    let rebuilt = made(&anew()).expect("it is asked for").rebuilt;
    assert_eq!(
        rebuilt.map(|reason| reason.to_string()).as_deref(),
        Some("its name is that of several indexes")
    );
    assert_eq!(named_by("test-several", 1).len(), 1);
}

#[test]
fn of_two_programs_that_index_at_once_the_later_one_fails_and_leaves_nothing() {
    let Some(address) = address("test-both") else {
        return;
    };
    remove("test-both-*");
    // At first there is no index, then there is one.
    for _ in 0..2 {
        let mut winner = Vec::new();
        let before = generations("test-both").len();
        let later = while_held(&address, || {
            assert_eq!(generations("test-both").len(), before + 1);
            index_anew(&sample_corpus(), &address);
            winner = named_by("test-both", 1);
        });
        let error = later
            .expect_err("its index would replace a newer one")
            .to_string();
        assert!(error.contains("made by another program"), "{error}");
        assert_eq!((named_by("test-both", 1), winner.len()), (winner, 1));
        // What was replaced, and what answers.
        assert_eq!(generations("test-both").len(), before + 1);
        assert!(mentions(&open(&address)) > 0);
    }
}

#[test]
fn another_alias_of_a_corpus_follows_it_as_it_was_made() {
    let Some(address) = address("test-followed") else {
        return;
    };
    remove("test-followed-*");
    index_anew(&sample_corpus(), &address);
    let before = serving("test-followed");
    let filter = json!({ "term": { "kind": "report" } });
    let made = json!({ "filter": filter, "index_routing": "1", "search_routing": "1,2" });
    let mut filtered = made.clone();
    (filtered["index"], filtered["alias"]) = (json!(before), json!("test-follower"));
    let other = json!({ "index": before, "alias": "test-other-follower", "is_write_index": true });
    let actions = json!({ "actions": [{ "add": filtered }, { "add": other }] });
    post("/_aliases", &actions);
    index_anew(&sample_corpus(), &address);
    let aliases = get("/_alias");
    assert_eq!(aliases[&before]["aliases"], json!({}));
    let (after, now) = aliases
        .as_object()
        .and_then(|known| {
            known
                .iter()
                .find(|(_, known)| known["aliases"].get("test-followed").is_some())
        })
        .expect("an index that the alias names");
    assert_ne!(*after, before);
    assert_eq!(
        now["aliases"],
        json!({
            "test-followed": { "is_write_index": true },
            "test-follower": made,
            "test-other-follower": { "is_write_index": true },
        })
    );
    let follower = crate::cluster::address("test-other-follower").expect("the same cluster");
    assert!(mentions(&open(&follower)) > 0);
}
