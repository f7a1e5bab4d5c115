//! What differs between two records of one question.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::api::{
    Change, FieldDifference, Fields, FileDifference, RecordedFile, Replay, ReplaySummary,
    RowDifference, RuleDifference, StudyRecord, StudyRequest,
};

/// Compares a record with a later one.
pub(super) fn compared(before: &StudyRecord, after: &StudyRecord) -> Replay {
    let key = key_fields(&before.request);
    let whole = difference(&[], Some(&before.summary), Some(&after.summary));
    let rows = rows(&key, &before.rows, &after.rows);
    let files = files(&before.files, &after.files);
    let not_new = files.iter().filter(|file| file.change != Change::Added);
    let query = after.summary.get("query").and_then(Value::as_str);
    let summary = ReplaySummary {
        same: before.result == after.result,
        command: before.request.command().to_string(),
        query: query.unwrap_or_default().to_string(),
        recorded: before.recorded,
        result_before: before.result.clone(),
        result_after: after.result.clone(),
        rows: rows.len() as u64,
        files: files.len() as u64,
        files_same: (before.files.len() - not_new.count()) as u64,
        rules: rules(before, after),
    };
    Replay {
        differences: whole.into_iter().chain(rows).collect(),
        files,
        summary,
    }
}

/// The fields that tell the rows of an answer apart.
fn key_fields(request: &StudyRequest) -> Vec<&'static str> {
    match request {
        StudyRequest::Mentions(_) => vec!["document.path"],
        StudyRequest::Trend(request) => {
            let groups = request.by.iter().map(|field| field.name());
            ["term"].into_iter().chain(groups).collect()
        }
        StudyRequest::Collocates(_) => vec!["kind", "text", "year"],
        StudyRequest::Keywords(_) => vec!["text"],
        StudyRequest::Dispersion(_) => vec!["document.path", "group"],
    }
}

/// The rows that differ, in the order of `before`, new ones last.
fn rows(key: &[&str], before: &[Fields], after: &[Fields]) -> Vec<RowDifference> {
    let keyed = |rows: &'_ [Fields]| -> Vec<(String, Fields)> {
        let flat = rows.iter().map(flattened);
        flat.map(|row| (named(key, &row), row)).collect()
    };
    let (before, after) = (keyed(before), keyed(after));
    let now: BTreeMap<&str, &Fields> = by_name(&after);
    let then: BTreeSet<&str> = before.iter().map(|(name, _)| name.as_str()).collect();
    let old = before
        .iter()
        .filter_map(|(name, row)| difference(key, Some(row), now.get(name.as_str()).copied()));
    let new = after
        .iter()
        .filter(|(name, _)| !then.contains(name.as_str()))
        .filter_map(|(_, row)| difference(key, None, Some(row)));
    old.chain(new).collect()
}

fn by_name(rows: &[(String, Fields)]) -> BTreeMap<&str, &Fields> {
    rows.iter()
        .map(|(name, row)| (name.as_str(), row))
        .collect()
}

/// What tells a row from the others, as one text.
fn named(key: &[&str], row: &Fields) -> String {
    let values = key.iter().map(|field| row.get(*field));
    let values: Vec<String> = values
        .map(|value| value.map(Value::to_string).unwrap_or_default())
        .collect();
    values.join("\t")
}

/// How a row differs, if it does.
fn difference(
    key: &[&str],
    before: Option<&Fields>,
    after: Option<&Fields>,
) -> Option<RowDifference> {
    let change = match (before, after) {
        (Some(_), Some(_)) => Change::Changed,
        (Some(_), None) => Change::Removed,
        _ => Change::Added,
    };
    let [old, new] = [before, after].map(|row| row.map(flattened).unwrap_or_default());
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let fields = names
        .into_iter()
        .filter(|name| !key.contains(&name.as_str()));
    let fields: Vec<FieldDifference> = fields
        .map(|name| FieldDifference {
            name: name.clone(),
            before: known(&old, name),
            after: known(&new, name),
        })
        .filter(|field| field.before != field.after)
        .collect();
    let either = if before.is_some() { &old } else { &new };
    let row = key
        .iter()
        .filter_map(|field| Some(((*field).to_string(), known(either, field)?)));
    (change != Change::Changed || !fields.is_empty()).then(|| RowDifference {
        row: row.collect(),
        change,
        fields,
    })
}

/// The value of a field that has one.
fn known(row: &Fields, name: &str) -> Option<Value> {
    row.get(name).filter(|value| !value.is_null()).cloned()
}

/// A row with the fields of its objects beside its own: `document.path`, `terms.1.mentions`.
fn flattened(row: &Fields) -> Fields {
    let mut flat = Fields::new();
    for (name, value) in row {
        match value {
            Value::Object(inner) => flat.extend(inside(name, inner)),
            Value::Array(values) if values.iter().any(Value::is_object) => {
                for (number, value) in (1..).zip(values) {
                    let object = value.as_object().cloned().unwrap_or_default();
                    flat.extend(inside(&format!("{name}.{number}"), &object));
                }
            }
            value => {
                flat.insert(name.clone(), value.clone());
            }
        }
    }
    flat
}

/// The fields of an object, after its name.
fn inside(name: &str, object: &Fields) -> impl Iterator<Item = (String, Value)> {
    let fields = flattened(object).into_iter();
    fields.map(move |(field, value)| (format!("{name}.{field}"), value))
}

/// The files that were added, removed, changed or corrected, by path.
fn files(before: &[RecordedFile], after: &[RecordedFile]) -> Vec<FileDifference> {
    let by_path = |files: &'_ [RecordedFile]| -> BTreeMap<String, RecordedFile> {
        let files = files.iter();
        files
            .map(|file| (file.file.path.clone(), file.clone()))
            .collect()
    };
    let (then, now) = (by_path(before), by_path(after));
    let paths: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let each = paths.into_iter().filter_map(|path| {
        let (before, after) = (then.get(path), now.get(path));
        Some(FileDifference {
            path: path.clone(),
            change: change(before, after)?,
            mentions_before: before.and_then(|file| file.mentions),
            mentions_after: after.and_then(|file| file.mentions),
        })
    });
    each.collect()
}

/// What became of a file, if anything.
fn change(before: Option<&RecordedFile>, after: Option<&RecordedFile>) -> Option<Change> {
    match (before, after) {
        (Some(before), Some(after)) if before.file.hash != after.file.hash => Some(Change::Changed),
        (Some(before), Some(after)) => {
            (before.file.correction != after.file.correction).then_some(Change::Corrected)
        }
        (Some(_), None) => Some(Change::Removed),
        (None, Some(_)) => Some(Change::Added),
        (None, None) => None,
    }
}

/// The program and the rules that are not as they were.
fn rules(before: &StudyRecord, after: &StudyRecord) -> Vec<RuleDifference> {
    let of = |record: &StudyRecord| {
        let rules = &record.rules;
        [
            ("program", record.program.clone()),
            ("exact_stamp", rules.exact_stamp.clone()),
            ("word_stamp", rules.word_stamp.clone()),
            ("dictionary", rules.dictionary.clone()),
            ("places", rules.places.clone()),
            ("everything", rules.everything.to_string()),
        ]
    };
    let each = of(before).into_iter().zip(of(after));
    let differing = each.filter(|((_, before), (_, after))| before != after);
    differing
        .map(|((name, before), (_, after))| RuleDifference {
            name: name.to_string(),
            before,
            after,
        })
        .collect()
}
