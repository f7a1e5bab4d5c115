//! The answer of a question as rows and a hash.

use std::ops::ControlFlow;

use quanwen_messages::message;
use serde::Serialize;
use serde_json::{Number, Value};
use xxhash_rust::xxh3::Xxh3;

use crate::api::{Context, Fields, MentionRequest, Study, StudyRequest};
use crate::error::{Error, Result};

/// Digits to which decimal numbers count: machines may differ in the last of the 15 to 17 of a double (IEEE 754).
const SIGNIFICANT_DIGITS: usize = 12;

/// Fields that say when an index was updated and what it could not read, and ids, which change with any character of a report:
/// not part of what was counted.
const ASIDES: [&str; 8] = [
    "id",
    "updated",
    "stale",
    "complete",
    "skipped_files",
    "damaged_reports",
    "ignored_files",
    "index_owner",
];

/// The answer of a question.
pub(super) struct Answered {
    pub rows: Vec<Fields>,
    pub summary: Fields,
    /// Sixteen hexadecimal digits.
    pub hash: String,
}

impl Answered {
    /// Asks an engine.
    pub(super) fn by(engine: &dyn Study, request: &StudyRequest) -> Result<Self> {
        match request {
            StudyRequest::Mentions(request) => mentions(engine, request),
            StudyRequest::Trend(request) => {
                let answer = engine.trend(request)?;
                Self::of(&answer.cells, &answer.summary, Xxh3::new())
            }
            StudyRequest::Collocates(request) => {
                let answer = engine.collocates(request)?;
                Self::of(&answer.collocates, &answer.summary, Xxh3::new())
            }
            StudyRequest::Keywords(request) => {
                let answer = engine.keywords(request)?;
                Self::of(&answer.keywords, &answer.summary, Xxh3::new())
            }
            StudyRequest::Dispersion(request) => {
                let answer = engine.dispersion(request)?;
                Self::of(&answer.parts, &answer.summary, Xxh3::new())
            }
        }
    }

    /// An answer of some rows; `hash` has what is not in them.
    fn of(rows: &[impl Serialize], summary: &impl Serialize, mut hash: Xxh3) -> Result<Self> {
        let rows = rows.iter().map(fields).collect::<Result<Vec<_>>>()?;
        let summary = fields(summary)?;
        for row in rows.iter().chain([&summary]) {
            add(&mut hash, row);
        }
        Ok(Self {
            rows,
            summary,
            hash: format!("{:016x}", hash.digest()),
        })
    }
}

/// The reports with mentions as rows, which need no context; where those that are returned stand, and in which order, is in the hash.
fn mentions(engine: &dyn Study, request: &MentionRequest) -> Result<Answered> {
    let mut hash = Xxh3::new();
    let request = &request.clone().context(Context::Columns).width(0);
    let summary = engine.each_mention(request, &mut |mention| {
        let (path, matched) = (&mention.document.path, &mention.kwic.matched);
        let position = format!("{path}:{}:{}:{matched}\n", mention.line, mention.column);
        hash.update(position.as_bytes());
        ControlFlow::Continue(())
    })?;
    let every = request.clone().limit(None);
    let mut documents = engine.mentions_by_document(&every)?.documents;
    // A record has the mentions of each text in its summary alone.
    for row in &mut documents {
        row.texts.clear();
    }
    Answered::of(&documents, &summary, hash)
}

/// A request as it is recorded: without how wide the terminal was.
pub(super) fn recorded_request(request: &StudyRequest) -> StudyRequest {
    match request {
        StudyRequest::Mentions(request) => {
            let width = MentionRequest::default().width;
            request.clone().width(width).into()
        }
        other => other.clone(),
    }
}

/// The fields of plain data that count, decimal numbers to [`SIGNIFICANT_DIGITS`].
fn fields(data: &impl Serialize) -> Result<Fields> {
    match rounded(serde_json::to_value(data).map_err(no_json)?) {
        Value::Object(mut fields) => {
            without_asides(&mut fields);
            Ok(fields)
        }
        other => Err(no_json(other)),
    }
}

fn rounded(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            round(&number).map_or(Value::Null, Value::Number)
        }
        Value::Array(values) => values.into_iter().map(rounded).collect(),
        Value::Object(fields) => {
            let fields = fields
                .into_iter()
                .map(|(name, value)| (name, rounded(value)));
            Value::Object(fields.collect())
        }
        other => other,
    }
}

fn round(number: &Number) -> Option<Number> {
    let digits = format!("{:.*e}", SIGNIFICANT_DIGITS - 1, number.as_f64()?);
    Number::from_f64(digits.parse().ok()?)
}

fn without_asides(fields: &mut Fields) {
    fields.retain(|name, _| !ASIDES.contains(&name.as_str()));
    for value in fields.values_mut() {
        match value {
            Value::Object(inner) => without_asides(inner),
            Value::Array(values) => {
                let objects = values.iter_mut().filter_map(Value::as_object_mut);
                objects.for_each(without_asides);
            }
            _ => {}
        }
    }
}

/// Adds a row to a hash, its fields by name: the order of a map depends on how its library was compiled.
fn add(hash: &mut Xxh3, row: &Fields) {
    let mut line = String::new();
    write_object(&mut line, row);
    hash.update(line.as_bytes());
    hash.update(b"\n");
}

fn write_object(line: &mut String, fields: &Fields) {
    let mut names: Vec<&String> = fields.keys().collect();
    names.sort_unstable();
    for name in names {
        line.push_str(name);
        line.push(':');
        write_value(line, &fields[name]);
        line.push(',');
    }
}

fn write_value(line: &mut String, value: &Value) {
    match value {
        Value::Object(fields) => {
            line.push('{');
            write_object(line, fields);
            line.push('}');
        }
        Value::Array(values) => {
            line.push('[');
            for value in values {
                write_value(line, value);
                line.push(',');
            }
            line.push(']');
        }
        other => line.push_str(&other.to_string()),
    }
}

fn no_json(reason: impl std::fmt::Display) -> Error {
    Error::Internal {
        message: message!(
            "an answer has no form in JSON: {reason}",
            reason = reason.to_string()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_of_an_answer_stays_the_same() {
        let row: Fields =
            serde_json::from_str(r#"{"b": [1, "甲"], "a": {"y": 0.1, "x": null}}"#).unwrap();
        let answered = Answered::of(&[row], &Fields::new(), Xxh3::new()).unwrap();
        // `xxhash.xxh3_64_hexdigest('a:{x:null,y:0.1,},b:[1,"甲",],\n\n'.encode())` of python-xxhash 4.1.0.
        assert_eq!(answered.hash, "dc1463184bdacaa7");
    }
}
