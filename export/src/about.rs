//! What a file says of itself: the request, the answer's counts and how complete they are, the index, the program.
//!
//! Requests and answers are plain data, so that each of their fields is an entry under its name in JSON: none is forgotten.

use quanwen::api::Status;
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::cell::Cell;

/// Between the values of a list.
const NEXT: &str = " | ";
/// Fields that are seconds since 1970, in every answer.
const TIMES: [&str; 1] = ["updated"];
/// Digits of a measure after the point.
const MEASURE_PLACES: usize = 3;

/// What a file says of itself, for a reader who has nothing but the file.
///
/// ```
/// use quanwen::api::{Filter, MentionRequest};
/// use quanwen_export::{About, Cell};
///
/// let request = MentionRequest::new("行政复议").filter(Filter::default().region("松泽县"));
/// let about = About::of("request", &request);
/// let region = about.entries().iter().find(|entry| entry.name == "filter.region").unwrap();
/// assert_eq!(region.value, Cell::text("松泽县"));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct About {
    entries: Vec<Entry>,
}

/// One thing that a file says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is about: `request`, `answer`, `index`, `file`.
    pub part: &'static str,
    /// The name of a field, those it is in before it: `filter.region`.
    pub name: String,
    /// Its value.
    pub value: Cell<'static>,
}

impl About {
    /// The fields of a request, of the counts of an answer, or of other plain data. Times are written in UTC.
    ///
    /// # Panics
    /// If the data has no JSON form; every request and answer has one.
    #[must_use]
    pub fn of(part: &'static str, fields: &impl Serialize) -> Self {
        let mut about = Self::default();
        let fields = serde_json::to_value(fields);
        about.add(part, "", &fields.expect("plain data converts to JSON"));
        about
    }

    /// Which index an answer was read from.
    #[must_use]
    pub fn of_index(status: &Status) -> Self {
        let is_current = status.dictionary_is_current.to_string();
        Self::default()
            .entry("index", "documents", status.documents)
            .entry("index", "updated", Cell::line(utc(status.updated)))
            .entry(
                "index",
                "exact_stamp",
                Cell::line(status.exact_stamp.clone()),
            )
            .entry("index", "word_stamp", Cell::line(status.word_stamp.clone()))
            .entry("index", "dictionary_is_current", Cell::line(is_current))
    }

    /// One more entry.
    #[must_use]
    pub fn entry(
        mut self,
        part: &'static str,
        name: impl Into<String>,
        value: impl Into<Cell<'static>>,
    ) -> Self {
        let (name, value) = (name.into(), value.into());
        self.entries.push(Entry { part, name, value });
        self
    }

    /// These entries, then others.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.entries.extend(others.entries);
        self
    }

    /// The entries in their order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn add(&mut self, part: &'static str, name: &str, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (field, value) in fields {
                    let dot = if name.is_empty() { "" } else { "." };
                    self.add(part, &format!("{name}{dot}{field}"), value);
                }
            }
            Value::Array(values)
                if values
                    .iter()
                    .any(|value| value.is_object() || value.is_array()) =>
            {
                for (index, value) in (1..).zip(values) {
                    self.add(part, &format!("{name}.{index}"), value);
                }
            }
            value => {
                let (name, value) = (name.to_string(), cell(name, value));
                self.entries.push(Entry { part, name, value });
            }
        }
    }
}

/// The value of a field that is no object.
fn cell(name: &str, value: &Value) -> Cell<'static> {
    match value {
        Value::Null => Cell::Empty,
        Value::Number(number) => match (number.as_u64(), number.as_f64()) {
            (Some(seconds), _) if TIMES.contains(&name) => Cell::line(utc(seconds)),
            (Some(count), _) => Cell::Integer(count),
            (None, Some(measure)) => Cell::decimal(measure, MEASURE_PLACES),
            (None, None) => Cell::line(number.to_string()),
        },
        value => Cell::text(plain(value)),
    }
}

/// A value as text, without quotation marks.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(NEXT),
        other => other.to_string(),
    }
}

/// A time in seconds since 1970 as `2026-11-27 08:56Z`; as it is where it is after the year 9999.
pub fn utc(seconds: u64) -> String {
    let time = i64::try_from(seconds).ok();
    let time = time.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let layout = format_description!("[year]-[month]-[day] [hour]:[minute]Z");
    let written = time.and_then(|time| time.format(layout).ok());
    written.unwrap_or_else(|| seconds.to_string())
}

#[cfg(test)]
mod tests {
    use quanwen::api::{Filter, MentionRequest, MentionSummary};

    use super::*;

    fn value<'a>(about: &'a About, name: &str) -> &'a Cell<'static> {
        let mut named = about.entries().iter().filter(|entry| entry.name == name);
        let value = &named.next().unwrap_or_else(|| panic!("no {name}")).value;
        assert_eq!(named.next(), None, "{name} twice");
        value
    }

    #[test]
    fn every_field_of_a_request_is_an_entry() {
        let filter = Filter::default().years("2018..2022".parse().unwrap());
        let request = MentionRequest::new("复议").text("诉讼").filter(filter);
        let about = About::of("request", &request);
        assert_eq!(*value(&about, "texts"), Cell::text("复议 | 诉讼"));
        assert_eq!(*value(&about, "filter.years"), Cell::text("2018..2022"));
        assert_eq!(*value(&about, "filter.heading"), Cell::Empty);
        assert_eq!(*value(&about, "strict"), Cell::text("false"));
        assert_eq!(*value(&about, "width"), Cell::Integer(40));
    }

    #[test]
    fn counts_are_numbers_and_times_are_dates() {
        let summary =
            r#"{"texts": [{"text": "复议", "mentions": 12}], "updated": 1764233760, "undated": 0}"#;
        let summary: MentionSummary = serde_json::from_str(summary).unwrap();
        let about = About::of("answer", &summary);
        assert_eq!(*value(&about, "texts.1.mentions"), Cell::Integer(12));
        assert_eq!(*value(&about, "undated"), Cell::Integer(0));
        assert_eq!(*value(&about, "complete"), Cell::text("false"));
        // `date -u -d @1764233760` of GNU coreutils 9.1.
        assert_eq!(*value(&about, "updated"), Cell::line("2025-11-27 08:56Z"));
    }
}
