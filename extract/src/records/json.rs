//! The records in a JSON file: where in its text the objects are that are documents.
//!
//! Must not know how an object becomes a document, except for the names of its text. Invariant: values are skipped, not
//! built, so memory grows with the number of records only.

use std::borrow::Cow;
use std::fmt::{self, Formatter};
use std::ops::Range;

use quanwen_messages::{message, text};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::unread::Unread;

/// Names of the text of a record, the preferred first.
pub(super) const TEXTS: [&str; 6] = ["text", "content", "body", "正文", "内容", "全文"];

/// Maximum number of records in one file.
const MAX_RECORDS: usize = 1_000_000;
/// Maximum number of values in an object that contains the records.
const MAX_VALUES: usize = 1000;
/// Maximum depth of objects around the records: `{"data": {"page": {"list": […]}}}`.
const MAX_AROUND: usize = 3;
/// Records of an array at least one of which must have a text.
const FIRST: usize = 20;

/// Why JSON without documents is not read.
const NO_RECORDS: Unread = Unread::NotSupported(text!(
    "JSON without an array of records that have a text: make each {\"id\": …, \"text\": …}"
));
/// Why JSON with several arrays of documents is not read.
const SEVERAL: Unread = Unread::NotSupported(text!(
    "JSON with several arrays of records: save each in its own file"
));

/// The places of the records in decoded JSON: the objects of an array, of the one array in an object, one object, or
/// objects one after another.
///
/// # Errors
/// The text is not JSON, or has no such objects.
pub(super) fn records(text: &str) -> Result<Vec<Range<usize>>, Unread> {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        values.push(value.map_err(|error| damaged(&error))?.get());
        if values.len() > MAX_RECORDS {
            return Err(damaged(&too_many()));
        }
    }
    let found = match values.as_slice() {
        [one] if is_empty_array(one) => return Ok(Vec::new()),
        [one] if !has_text(one) => in_value(one)?,
        _ => values,
    };
    if !found.iter().take(FIRST).any(|value| has_text(value)) {
        return Err(NO_RECORDS);
    }
    let start = text.as_ptr() as usize;
    let place = |value: &str| {
        let at = value.as_ptr() as usize - start;
        at..at + value.len()
    };
    Ok(found.into_iter().map(place).collect())
}

/// The objects of the array that a value is, or of the only one in it whose objects have a text.
fn in_value(value: &str) -> Result<Vec<&str>, Unread> {
    let mut arrays = Vec::new();
    add_arrays(value, MAX_AROUND, &mut arrays)?;
    match arrays.len() {
        0 => Err(NO_RECORDS),
        1 => Ok(arrays.remove(0)),
        _ => Err(SEVERAL),
    }
}

/// Adds the arrays of records in a value that is nested in fewer than `depth` further objects.
fn add_arrays<'t>(
    value: &'t str,
    depth: usize,
    arrays: &mut Vec<Vec<&'t str>>,
) -> Result<(), Unread> {
    if value.starts_with('[') {
        let List(values) = serde_json::from_str(value).map_err(|error| damaged(&error))?;
        if values.iter().take(FIRST).any(|value| has_text(value)) {
            arrays.push(values);
        }
    } else if value.starts_with('{')
        && depth > 0
        && let Ok(Fields(fields)) = serde_json::from_str(value)
    {
        for (_, value) in fields {
            add_arrays(value, depth - 1, arrays)?;
        }
    }
    Ok(())
}

fn is_empty_array(value: &str) -> bool {
    let inner = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| inner.trim().is_empty())
}

/// Whether a value is an object with a text.
fn has_text(value: &str) -> bool {
    let fields = serde_json::from_str(value).map_or_else(|_| Vec::new(), |Fields(fields)| fields);
    let is_text = |(name, value): &(Cow<'_, str>, &str)| {
        TEXTS.contains(&name.as_ref()) && value.starts_with('"')
    };
    fields.iter().any(is_text)
}

fn too_many() -> serde_json::Error {
    Error::custom(format_args!("over {MAX_RECORDS} records: split it"))
}

fn damaged(error: &serde_json::Error) -> Unread {
    Unread::Damaged(message!(
        "not JSON ({error}): save it again",
        error = error.to_string()
    ))
}

/// The values of an array, as they are written.
struct List<'t>(Vec<&'t str>);

/// The names and values of an object, as they are written.
struct Fields<'t>(Vec<(Cow<'t, str>, &'t str)>);

impl<'t> Deserialize<'t> for List<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor)
    }
}

impl<'t> Deserialize<'t> for Fields<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

/// Collects values up to the maximum number of records.
struct ListVisitor;

impl<'t> Visitor<'t> for ListVisitor {
    type Value = List<'t>;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut values: A) -> Result<List<'t>, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element::<&RawValue>()? {
            if list.len() == MAX_RECORDS {
                return Err(Error::custom(too_many()));
            }
            list.push(value.get());
        }
        Ok(List(list))
    }
}

/// Collects values up to the maximum number of an object.
struct FieldsVisitor;

impl<'t> Visitor<'t> for FieldsVisitor {
    type Value = Fields<'t>;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut values: A) -> Result<Fields<'t>, A::Error> {
        let mut fields = Vec::new();
        while let Some((name, value)) = values.next_entry::<Name<'t>, &RawValue>()? {
            if fields.len() == MAX_VALUES {
                return Err(Error::custom("too many values"));
            }
            fields.push((name.0, value.get()));
        }
        Ok(Fields(fields))
    }
}

/// The name of a value, borrowed unless it has escapes.
#[derive(Deserialize)]
struct Name<'t>(#[serde(borrow)] Cow<'t, str>);

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Result<Vec<&str>, String> {
        let found = records(text).map_err(|reason| reason.to_string())?;
        Ok(found.into_iter().map(|place| &text[place]).collect())
    }

    #[test]
    fn the_records_are_found_wherever_they_are() {
        let (a, b) = (r#"{"id": 1, "正文": "甲"}"#, r#"{"te\u0078t": "乙"}"#);
        for text in [
            format!("[{a},\n {b}]"),
            format!(
                r#"{{"total": 2, "records": [{a}, {b}], "tags": ["x"], "links": [{{"u": 1}}]}}"#
            ),
            format!(r#"{{"data": {{"page": {{"list": [{a},{b}]}}}}}}"#),
            format!("{a}\n{b}"),
        ] {
            assert_eq!(found(&text).unwrap(), [a, b], "{text}");
        }
        assert_eq!(found(a).unwrap(), [a]);
    }

    #[test]
    fn other_json_is_told() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for (text, reason) in [
            (r#"{"name": "x", "files": ["a"]}"#, "JSON without"),
            (
                r#"{"type": "FeatureCollection", "features": [{"properties": {"text": "x"}}]}"#,
                "JSON without",
            ),
            (
                r#"{"a": [{"text": "x"}], "b": [{"text": "y"}]}"#,
                "JSON with several",
            ),
            ("57", "JSON without"),
            (&deep, "JSON without"),
            (r#"[{"text": "x"}"#, "not JSON (EOF"),
            ("// x\n{}", "not JSON (expected value at line 1 column 1)"),
        ] {
            let said = found(text).unwrap_err();
            assert!(said.starts_with(reason), "{text:.80}: {said}");
        }
    }

    #[test]
    fn more_records_than_any_file_has_are_refused() {
        let text = format!("[{}0]", "0,".repeat(MAX_RECORDS));
        assert!(found(&text).unwrap_err().contains("split it"));
    }
}
