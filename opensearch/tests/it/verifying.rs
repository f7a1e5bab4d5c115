//! What is not stored as the files have it is told.

use quanwen::Error;
use quanwen::api::{Engine, Integrity, IntegrityRequest, Sample, ShowRequest};
use quanwen_opensearch::Address;
use serde_json::json;

use crate::by_hand::{alter, serving};
use crate::changing::Changing;
use crate::cluster::{address, index_anew, listed, open};

fn verified(address: &Address, request: &IntegrityRequest) -> Integrity {
    open(address).verify(request).expect("it can be checked")
}

#[test]
fn what_was_altered_by_hand_is_found_and_nothing_else() {
    let Some(address) = address("test-verified") else {
        return;
    };
    let files = Changing::new(11);
    index_anew(&files.corpus(), &address);
    let all = IntegrityRequest::default();
    let engine = open(&address);
    let status = engine.status().expect("a status");
    let sound = verified(&address, &all);
    assert!(sound.wrong.is_empty(), "{sound:?}");
    assert_eq!(sound.sections, Some(status.documents + status.sections));
    let some = verified(&address, &all.clone().sample(Sample::new(4).seed(2)));
    assert!(some.sound && some.texts_compared && some.sections == Some(4));

    let documents = listed(&engine);
    let [first, second, third] = [0, 1, 2].map(|place| &documents[place]);
    let index = serving("test-verified");
    alter(&index, &format!("{}.1", first.id), |section| {
        section["section"]["raw"] = json!("另一段文字。");
    });
    // As it was, but for what is not stored.
    alter(&index, &format!("{}.0", second.id), |_| ());
    alter(&index, &third.id, |report| report["year"] = json!(1999));
    let wrong: Vec<String> = verified(&address, &all)
        .wrong
        .iter()
        .map(ToString::to_string)
        .collect();
    let says = |path: &str, what: &str| {
        wrong
            .iter()
            .any(|line| line.starts_with(path) && line.contains(what))
    };
    assert!(
        says(
            &format!("{} section 1: section.raw ", first.path),
            "not what the file has"
        ),
        "{wrong:?}"
    );
    assert!(
        says(&format!("{} section 1: ", first.path), "not found by chars"),
        "{wrong:?}"
    );
    assert!(
        says(
            &format!("{} section 0: ", second.path),
            "not found by chars"
        ),
        "{wrong:?}"
    );
    assert!(
        says(&format!("{}: year ", third.path), "not what the file has"),
        "{wrong:?}"
    );
    let named = [first, second, third].map(|document| &document.path);
    assert!(
        wrong
            .iter()
            .all(|line| named.iter().any(|path| line.starts_with(*path))),
        "{wrong:?}"
    );
    assert!(verified(&address, &all.clone().quick(true)).sound);
    alter(&index, &third.id, |report| report["kind"] = json!("other"));
    let quick = verified(&address, &all.quick(true));
    assert!(
        quick.wrong[0]
            .to_string()
            .contains("5 documents of the kind report are stored, 6 were written"),
        "{quick:?}"
    );
}

#[test]
fn a_report_is_not_shown_with_a_text_that_is_not_its_own() {
    let Some(address) = address("test-damaged") else {
        return;
    };
    let files = Changing::new(17);
    index_anew(&files.corpus(), &address);
    let engine = open(&address);
    let documents = listed(&engine);
    let [shorter, outside] = [0, 1].map(|place| documents[place].id.clone());
    let index = serving("test-damaged");
    alter(&index, &format!("{shorter}.0"), |section| {
        section["section"]["raw"] = json!("另一段文字。");
    });
    alter(&index, &format!("{outside}.0"), |section| {
        let gap = json!({ "start": 4_000_000_000_u32, "end": u32::MAX, "kind": "break" });
        section["section"]["gaps"] = json!([gap]);
    });
    for id in [shorter, outside] {
        let shown = engine.show(&ShowRequest::new(&id)).map(|_| ());
        let error = shown.expect_err("it is damaged").to_string();
        assert!(error.contains("has a damaged report"), "{error}");
    }
}

#[test]
fn a_file_that_changed_since_is_not_called_damaged() {
    let Some(address) = address("test-since") else {
        return;
    };
    let files = Changing::new(13);
    index_anew(&files.corpus(), &address);
    let path = files.corpus().walk().files[0].path.clone();
    std::fs::write(files.root().join(&path), "另一份报告。\n").expect("a file");
    let all = IntegrityRequest::default();
    let integrity = verified(&address, &all);
    assert!(integrity.sound && integrity.texts_compared);
    assert_eq!(integrity.changed, [path]);
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let folder = elsewhere.path().display().to_string();
    let engine = open(&address);
    let nothing = engine.verify(&all.clone().corpus(folder.clone()));
    let error = nothing.expect_err("no file is there").to_string();
    let said = format!("none of 6 files is in {folder} as it was indexed");
    assert!(error.contains(&said), "{error}");
    let counted = all.clone().corpus(folder.clone()).quick(true);
    assert!(verified(&address, &counted).sound);
    drop(elsewhere);
    let gone = engine.verify(&all.corpus(folder));
    assert!(matches!(gone, Err(Error::Read { .. })), "{gone:?}");
}
