//! Compares what is stored with the files that it was read from.

use quanwen::api::{Integrity, IntegrityRequest};
use quanwen::backend::{IndexedFiles, IndexedReport, Rereading};
use quanwen::{Corpus, Error, Result};
use quanwen_messages::{Message, message};
use serde_json::Value;

use crate::corpus::OpenSearch;
use crate::documents::documents_of;
use crate::lookups::not_found;
use crate::manifest::files;
use crate::mapping::{CHARACTERS, WORDS};
use crate::stored::{fetch_documents, section_id};
use crate::whole::{KindCount, kind_counts};

/// Fields that are named of a document that differs in more.
const MAX_FIELDS: usize = 5;

/// Counts the documents of each kind, and compares sections with their files unless the check is to be quick.
pub(crate) fn verify(engine: &OpenSearch, request: &IntegrityRequest) -> Result<Integrity> {
    let client = &engine.client;
    let files = files(client)?;
    let files = IndexedFiles::new(engine.contents.walk.clone(), files);
    let mut wrong = miscounted(engine, &files)?;
    if request.quick {
        let mut integrity = Integrity::new(wrong, false);
        integrity.sections = Some(0);
        return Ok(integrity);
    }
    let folder = request.corpus.as_ref().unwrap_or(&engine.contents.corpus);
    let rereading = Rereading::new(&Corpus::at(folder)?, &engine.rules, &files)?;
    let compared = rereading.compare(&files.sample(request.sample), &|report, sections| {
        differing(engine, report, sections)
    })?;
    wrong.extend(compared.wrong);
    if wrong.is_empty() && compared.sections == 0 && !compared.changed.is_empty() {
        return Err(Error::NotCompared {
            address: client.address.to_string(),
            folder: folder.into(),
            files: compared.changed.len(),
        });
    }
    let mut integrity = Integrity::new(wrong, compared.sections > 0);
    integrity.sections = Some(compared.sections);
    integrity.changed = compared.changed;
    Ok(integrity)
}

/// Problems with the numbers of documents.
fn miscounted(engine: &OpenSearch, files: &IndexedFiles) -> Result<Vec<Message>> {
    let (client, counts) = (&engine.client, &engine.contents.counts);
    let kinds = kind_counts(client, counts, files.iter().count())?;
    let wrong = kinds.iter().filter(|kind| kind.stored != kind.sent);
    let mut wrong: Vec<Message> = wrong
        .map(|KindCount { kind, stored, sent }| {
            message!(
                "{stored} documents of the kind {kind} are stored, {sent} were written",
                stored = *stored,
                kind = *kind,
                sent = *sent
            )
        })
        .collect();
    let named = files.counts();
    if named != *counts {
        let (named, written) = (named.documents, counts.documents);
        wrong.push(message!("the files do not add up to the corpus: they have {named} reports, {written} were written", named = named, written = written));
    }
    Ok(wrong)
}

/// What differs of some sections of a report, and of the report, from what its file has.
fn differing(
    engine: &OpenSearch,
    report: &IndexedReport,
    sections: &[u32],
) -> Result<Vec<Message>> {
    let client = &engine.client;
    let wanted: Vec<String> = [report.document.id.clone()]
        .into_iter()
        .chain(
            sections
                .iter()
                .map(|number| section_id(&report.document.id, *number as usize)),
        )
        .collect();
    let sent = documents_of(report, &engine.rules).into_iter();
    let sent: Vec<(String, Value)> = sent.filter(|(id, _)| wanted.contains(id)).collect();
    let mut wrong = Vec::new();
    let ids: Vec<String> = sent.iter().map(|(id, _)| id.clone()).collect();
    let stored = fetch_documents(client, &ids)?;
    for ((id, document), stored) in sent.iter().zip(stored) {
        let path = &report.document.path;
        let name = match id.split_once('.') {
            Some((_, number)) => message!("{path} section {number}", path = path, number = number),
            None => Message::verbatim(path),
        };
        let Some(stored) = stored else {
            wrong.push(message!("{name}: it is not stored", name = &name));
            continue;
        };
        let mut fields = Vec::new();
        let document_as_stored = without_indexed(document.clone());
        differences(&document_as_stored, &stored, "", &mut fields);
        if !fields.is_empty() {
            fields.truncate(MAX_FIELDS);
            wrong.push(message!(
                "{name}: {fields} is not what the file has",
                name = &name,
                fields = fields.join(", ")
            ));
        }
        let fields = not_found(client, id, document)?;
        if !fields.is_empty() {
            wrong.push(message!(
                "{name}: it is not found by {fields}",
                name = &name,
                fields = fields.join(", ")
            ));
        }
    }
    Ok(wrong)
}

/// A document without the fields that are indexed and not stored.
fn without_indexed(mut document: Value) -> Value {
    if let Some(fields) = document.as_object_mut() {
        let is_stored = |field: &str| !(CHARACTERS.contains(&field) || WORDS.contains(&field));
        fields.retain(|field, _| is_stored(field));
    }
    document
}

/// Adds the fields in which two values differ, those of objects by their own names.
fn differences(expected: &Value, found: &Value, name: &str, fields: &mut Vec<String>) {
    let (Value::Object(expected), Value::Object(found)) = (expected, found) else {
        if expected != found {
            fields.push(name.to_string());
        }
        return;
    };
    let others = found.keys().filter(|key| !expected.contains_key(*key));
    for key in expected.keys().chain(others) {
        let name = if name.is_empty() {
            key.clone()
        } else {
            format!("{name}.{key}")
        };
        let of = |object: &serde_json::Map<String, Value>| object.get(key).cloned();
        match (of(expected), of(found)) {
            (Some(expected), Some(found)) => differences(&expected, &found, &name, fields),
            _ => fields.push(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_that_differ_are_named() {
        let mut fields = Vec::new();
        let expected = json!({ "a": 1, "b": { "c": [1], "d": 2 }, "e": 3 });
        let found = json!({ "a": 1, "b": { "c": [2], "d": 2 }, "f": 3 });
        differences(&expected, &found, "", &mut fields);
        assert_eq!(fields, ["b.c", "e", "f"]);
        fields.clear();
        differences(&expected, &expected, "", &mut fields);
        assert!(fields.is_empty());
    }
}
