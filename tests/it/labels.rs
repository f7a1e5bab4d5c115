//! Outlines labelled by hand, compared with the parser's.

use std::path::{Path, PathBuf};

use quanwen::{Document, IndexOptions, Part, read_document};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/labels")
}

/// The labels of every document with its source file.
fn labels() -> Vec<(String, Value)> {
    let files = std::fs::read_dir(folder()).unwrap();
    let mut labels: Vec<(String, Value)> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
        .map(|label: Value| (label["source"].as_str().unwrap().to_string(), label))
        .collect();
    labels.sort_by(|a, b| a.0.cmp(&b.0));
    labels
}

fn document(source: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
    read_document(&path, &IndexOptions::default()).unwrap()
}

/// The entries not marked as unsure, without blanks in their headings.
fn sure(entries: &Value, unsure: &Value) -> Vec<Value> {
    let is_unsure = |entry: &Value| {
        let mut doubtful = unsure.as_array().unwrap().iter();
        doubtful.any(|label| {
            !label["unsure"].is_null()
                && [&label["line"], &label["column"]] == [&entry["line"], &entry["column"]]
        })
    };
    let entries = entries
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| !is_unsure(entry));
    entries
        .map(|entry| {
            let mut entry = entry.clone();
            let heading = entry["heading"].as_str().unwrap();
            entry["heading"] = json!(heading.split_whitespace().collect::<String>());
            entry
        })
        .collect()
}

#[test]
fn sections_and_items_match_the_labels() {
    let labels = labels();
    assert_eq!(labels.len(), 9);
    for (source, label) in labels {
        let document = document(&source);
        // The labels are of the body.
        let sections: Value = document.sections[1..]
            .iter()
            .filter(|section| section.part == Part::Body)
            .map(|section| {
                let place = document.position(section.marker as usize);
                json!({
                    "line": place.line, "column": place.column, "level": section.level,
                    "number": section.number, "heading": section.heading,
                })
            })
            .collect();
        let items: Value = document
            .items
            .iter()
            .map(|item| {
                let place = document.position(item.start as usize);
                json!({
                    "line": place.line, "column": place.column,
                    "number": item.number, "heading": item.heading,
                })
            })
            .collect();
        for (found, name) in [(&sections, "sections"), (&items, "items")] {
            let labelled = &label[name];
            assert_eq!(
                sure(found, labelled),
                sure(labelled, labelled),
                "{source}: {name}"
            );
        }
    }
}

#[test]
fn metadata_match_the_labels() {
    for (source, label) in labels() {
        let metadata = serde_json::to_value(document(&source).metadata).unwrap();
        let fields = [
            "title",
            "year",
            "issuer",
            "published",
            "document_number",
            "index_number",
            "region",
        ];
        for field in fields {
            assert_eq!(metadata[field], label[field], "{source}: {field}");
        }
    }
}
