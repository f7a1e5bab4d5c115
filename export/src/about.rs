//! What a file says of itself: the request, the answer's counts and how complete they are, the index, the program.
//!
//! Requests and answers are plain data, so that each of their fields is an entry under its name in JSON: none is forgotten.

use jiff::tz::TimeZone;
use quanwen::api::{Status, Timestamp};
use quanwen_messages::{Text, text};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cell::Cell;

/// Between the values of a list.
const NEXT: &str = " | ";
/// Fields that are times, in every answer.
const TIMES: [&str; 1] = ["updated"];
/// The layout of a time with what it is ahead of UTC.
const ZONED: &str = "%Y-%m-%d %H:%M%:z";
/// Digits of a measure after the point.
const MEASURE_PLACES: usize = 3;

/// What a file says of itself, for a reader who has nothing but the file.
///
/// ```
/// use quanwen::api::{Filter, MentionRequest};
/// use quanwen_export::{About, Cell};
/// use quanwen_messages::text;
///
/// let request = MentionRequest::new("行政复议").filter(Filter::default().region("松泽县"));
/// let about = About::of(text!("request"), &request);
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
    pub part: Text,
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
    pub fn of(part: Text, fields: &impl Serialize) -> Self {
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
            .entry(text!("index"), "documents", status.documents)
            .entry(
                text!("index"),
                "updated",
                Cell::line(zoned_time(status.updated)),
            )
            .entry(
                text!("index"),
                "exact_stamp",
                Cell::line(status.exact_stamp.clone()),
            )
            .entry(
                text!("index"),
                "word_stamp",
                Cell::line(status.word_stamp.clone()),
            )
            .entry(
                text!("index"),
                "dictionary_is_current",
                Cell::line(is_current),
            )
    }

    /// One more entry.
    #[must_use]
    pub fn entry(
        mut self,
        part: Text,
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

    fn add(&mut self, part: Text, name: &str, value: &Value) {
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
    if TIMES.contains(&name)
        && let Ok(time) = Timestamp::deserialize(value)
    {
        return Cell::line(zoned_time(time));
    }
    match value {
        Value::Null => Cell::Empty,
        Value::Number(number) => match (number.as_u64(), number.as_f64()) {
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

/// A time where the user is, without seconds: `2026-11-27 16:56`.
pub fn local_time(time: Timestamp) -> String {
    written(time, TimeZone::system(), "%Y-%m-%d %H:%M")
}

/// A time where the user is, with what it is ahead of UTC: `2026-11-27 16:56+08:00`.
pub fn zoned_time(time: Timestamp) -> String {
    written(time, TimeZone::system(), ZONED)
}

/// A time in a layout; by RFC 3339 where it is after the year 9999.
fn written(time: Timestamp, zone: TimeZone, layout: &str) -> String {
    let seconds = i64::try_from(time.seconds()).ok();
    let point = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let zoned = point.map(|point| point.to_zoned(zone));
    zoned.map_or_else(
        || time.to_string(),
        |zoned| zoned.strftime(layout).to_string(),
    )
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
        let about = About::of(text!("request"), &request);
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
        let about = About::of(text!("answer"), &summary);
        assert_eq!(*value(&about, "texts.1.mentions"), Cell::Integer(12));
        assert_eq!(*value(&about, "undated"), Cell::Integer(0));
        assert_eq!(*value(&about, "complete"), Cell::text("false"));
        let updated = Timestamp::of_seconds(1_764_233_760);
        assert_eq!(*value(&about, "updated"), Cell::line(zoned_time(updated)));
    }

    #[test]
    fn a_time_is_that_of_the_place() {
        let shanghai = jiff::tz::Offset::constant(8).to_time_zone();
        let of = |seconds| written(Timestamp::of_seconds(seconds), shanghai.clone(), ZONED);
        // `TZ=Asia/Shanghai date -d @1764233760` of GNU coreutils 9.1.
        assert_eq!(of(1_764_233_760), "2025-11-27 16:56+08:00");
        assert_eq!(of(u64::MAX), u64::MAX.to_string());
    }
}
