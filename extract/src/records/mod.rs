//! JSON files of records: one document per line, or per object of an array, so that other tools can feed an index.
//!
//! Must not know where in JSON records are. Invariant: an invalid record does not stop reading, and no two records have
//! the same name.

mod json;

use std::ops::Range;

use quanwen_messages::{message, text};
use serde_json::{Map, Value};

use crate::decode::script::is_han;
use crate::extracted::{Extracted, Locators, saturating_u32};
use crate::format::is_part_of_page;
use crate::labels::fields;
use crate::names::Names;
use crate::reader::part_of_page;
use crate::unread::Unread;

/// The records of a decoded file, in order; blank lines are skipped.
pub(super) struct Records {
    text: String,
    places: Places,
    /// The number of the last line or record.
    number: u32,
    names: Names,
}

/// Where the records are that are still to be read.
enum Places {
    /// On the lines from this byte.
    Lines(usize),
    Values(std::vec::IntoIter<Range<usize>>),
}

/// The name of a record in its file, and its document or the reason why there is none.
pub(super) type Record = (String, Result<Extracted, Unread>);

/// Number of non-blank lines at the beginning of a file, at least one of which must be a record.
const FIRST_LINES: usize = 20;

impl Records {
    /// The records of a decoded file.
    ///
    /// # Errors
    /// The reason, if it has no records.
    pub(super) fn open(text: String) -> Result<Self, Unread> {
        let is_blank = text.trim().is_empty();
        let places = if is_blank || begins_with_lines(&text) {
            Places::Lines(0)
        } else {
            match json::records(&text) {
                Ok(places) => Places::Values(places.into_iter()),
                Err(Unread::Damaged(_)) if has_line(&text) => Places::Lines(0),
                Err(reason) => return Err(reason),
            }
        };
        Ok(Self {
            text,
            places,
            number: 0,
            names: Names::default(),
        })
    }

    /// The maximum number of records.
    pub(super) fn most(&self) -> usize {
        match &self.places {
            Places::Lines(_) => memchr::memchr_iter(b'\n', self.text.as_bytes()).count(),
            Places::Values(places) => places.len(),
        }
    }

    fn no_record(&self, error: &serde_json::Error) -> Unread {
        let each = match self.places {
            Places::Lines(_) => text!("line"),
            Places::Values(_) => text!("record"),
        };
        let example = r#"{"id": …, "text": …}"#;
        Unread::Damaged(match error.column() {
            0 => message!(
                "not an object of JSON: each {each} is one, as {example}",
                each = each,
                example = example
            ),
            column => message!(
                "not an object of JSON (column {column}): each {each} is one, as {example}",
                column = column,
                each = each,
                example = example
            ),
        })
    }
}

fn parse(record: &str) -> serde_json::Result<Map<String, Value>> {
    serde_json::from_str(record)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty())
}

/// Whether the first line is an object and others follow: a value on several lines has no object on its first.
fn begins_with_lines(text: &str) -> bool {
    let mut lines = lines(text);
    let first = lines.next();
    lines.next().is_some() && first.is_some_and(|line| parse(line).is_ok())
}

/// Whether one of the first lines is an object.
fn has_line(text: &str) -> bool {
    lines(text)
        .take(FIRST_LINES)
        .any(|line| parse(line).is_ok())
}

impl Places {
    /// The next place in the text.
    fn next(&mut self, text: &str) -> Option<Range<usize>> {
        match self {
            Self::Lines(start) => {
                let rest = text.get(*start..).filter(|rest| !rest.is_empty())?;
                let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
                let line = *start..*start + length;
                *start = line.end;
                Some(line)
            }
            Self::Values(places) => places.next(),
        }
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while let Some(place) = self.places.next(&self.text) {
            self.number += 1;
            let record = self.text[place].trim();
            if record.is_empty() {
                continue;
            }
            let (id, document) = match parse(record) {
                Ok(mut record) => (id(&record), document(&mut record, self.number)),
                Err(error) => (None, Err(self.no_record(&error))),
            };
            let name = id.unwrap_or_else(|| self.number.to_string());
            return Some((self.names.unique(&name, self.number as usize), document));
        }
        None
    }
}

/// The `id`, or the `_id` used by retrieval data sets.
fn id(record: &Map<String, Value>) -> Option<String> {
    let id = record.get("id").or_else(|| record.get("_id"))?;
    words(id).filter(|id| !id.contains(char::is_control))
}

fn document(record: &mut Map<String, Value>, number: u32) -> Result<Extracted, Unread> {
    let inside = record.get("metadata").and_then(Value::as_object);
    let page = record.iter().chain(inside.into_iter().flatten());
    let page = fields(page.filter_map(|(name, value)| Some((name, words(value)?))));
    let text = text_of(record).ok_or(Unread::NoText(text!("it has no \"text\"")))??;
    let damaged = saturating_u32(text.matches('\u{FFFD}').count());
    let locators = Locators {
        record: Some(number),
        ..Locators::default()
    };
    let mut extracted = Extracted {
        text,
        first_line: 1,
        page,
        damaged,
        locators,
        ..Extracted::default()
    };
    if holds_other_text(record, &extracted.text) {
        extracted.mark_loss();
    }
    Ok(extracted)
}

/// Whether the rest of a record has a text, at any depth, that is not in the text that was taken.
fn holds_other_text(rest: &Map<String, Value>, taken: &str) -> bool {
    let characters = |text: &str| text.chars().filter(|c| is_han(*c)).collect::<String>();
    let is_other = |text: &str| !characters(taken).contains(&characters(text));
    rest.iter().any(|(name, value)| match value {
        Value::String(text) => json::TEXTS.contains(&name.as_str()) && is_other(text),
        Value::Object(inner) => holds_other_text(inner, taken),
        Value::Array(values) => values.iter().any(|value| {
            let inner = value.as_object();
            inner.is_some_and(|inner| holds_other_text(inner, taken))
        }),
        _ => false,
    })
}

/// The text of a record, a blank one only if there is no other. Source of a web page is read as such, or its tags would
/// be text.
///
/// # Errors
/// That the reader of web pages was left out of the build.
fn text_of(record: &mut Map<String, Value>) -> Option<Result<String, Unread>> {
    let mut texts = json::TEXTS
        .iter()
        .filter_map(|name| match record.remove(*name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        });
    let first = texts.next()?;
    let is_blank = |text: &str| text.trim().is_empty();
    let text = if is_blank(&first) {
        texts.find(|text| !is_blank(text)).unwrap_or(first)
    } else {
        first
    };
    if is_part_of_page(text.as_bytes()) && text.contains("</") {
        return Some(part_of_page(&text).map(|part| part.unwrap_or(text)));
    }
    Some(Ok(text))
}

/// A value as words: a string, a number, or the levels of a place joined.
fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(text) => text.trim().to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(levels) => {
            let levels: Vec<&str> = levels.iter().filter_map(Value::as_str).collect();
            levels.join("/")
        }
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extracted::PageField;

    fn records(text: &str) -> Vec<Record> {
        Records::open(text.to_string()).unwrap().collect()
    }

    #[test]
    fn a_line_is_a_document_with_its_metadata() {
        let read = records(
            "{\"id\": 7, \"title\": \"通知\", \"year\": 2021, \"region\": [\"岚江省\", \"松泽县\"], \"text\": \"一、甲\\n正文\"}\n",
        );
        let (name, document) = &read[0];
        let document = document.as_ref().unwrap();
        assert_eq!(
            (name.as_str(), document.text.as_str()),
            ("7", "一、甲\n正文")
        );
        assert_eq!(
            document.page,
            [
                (PageField::Region, "岚江省/松泽县".to_string()),
                (PageField::Title, "通知".to_string()),
                (PageField::Year, "2021".to_string()),
            ]
        );
        assert_eq!(document.locators.record, Some(1));
    }

    #[test]
    fn objects_of_an_array_are_documents() {
        let read = records(
            "{\"data\": [\n{\"id\": 7, \"标题\": \"通知\", \"正文\": \"<p>松泽</p><p>望汀</p>\"},\n\
             {\"content\": \"<甲>\", \"text\": null},\n{\"content\": \"乙\", \"text\": \" \"},\n[1],\n{\"id\": 8, \"text\": \" \"}]}",
        );
        let names: Vec<&str> = read.iter().map(|record| record.0.as_str()).collect();
        assert_eq!(names, ["7", "2", "3", "4", "8"]);
        let texts = read.iter().map(|record| record.1.as_ref().ok());
        let texts: Vec<Option<&str>> = texts.map(|read| Some(read?.text.as_str())).collect();
        assert_eq!(
            texts,
            [
                Some("松泽\n望汀\n"),
                Some("<甲>"),
                Some("乙"),
                None,
                Some(" ")
            ]
        );
        let first = read[0].1.as_ref().unwrap();
        assert_eq!(first.page, [(PageField::Title, "通知".to_string())]);
        assert_eq!(first.locators.record, Some(1));
        let reason = read[3].1.as_ref().unwrap_err().to_string();
        assert!(reason.contains("each record is one"), "{reason}");
    }

    #[test]
    fn what_has_no_records_is_refused() {
        let refused = |text: &str| Records::open(text.to_string()).err().unwrap();
        assert!(matches!(
            refused("{\"name\": \"x\"}"),
            Unread::NotSupported(_)
        ));
        assert!(matches!(refused("松泽县"), Unread::Damaged(_)));
    }

    #[test]
    fn a_bad_line_ends_nothing_and_no_two_documents_have_one_name() {
        let read = records(
            "{\"id\":\"a\",\"text\":\"甲\"}\n\nkeine\n{\"id\":\"a\",\"text\":\"乙\"}\n{\"text\":\"丙\"}\n{\"id\":\"b\"}\n[1]",
        );
        let names: Vec<&str> = read.iter().map(|record| record.0.as_str()).collect();
        assert_eq!(names, ["a", "3", "a#4", "5", "b", "7"]);
        let read: Vec<bool> = read.iter().map(|record| record.1.is_ok()).collect();
        assert_eq!(read, [true, false, true, true, false, false]);
    }

    #[test]
    fn texts_of_a_record_that_are_not_read_are_a_loss() {
        let is_whole = |record: &str| {
            let read = records(&format!("[{record}]")).remove(0).1.unwrap();
            !read.is_incomplete
        };
        assert!(is_whole(
            r#"{"text": "松泽县", "content": "<p>松泽县</p>", "year": 2024}"#
        ));
        assert!(!is_whole(r#"{"text": "松泽县", "content": "望汀区"}"#));
        assert!(!is_whole(
            r#"{"text": "松泽县", "parts": [{"a": {"正文": "望汀区"}}]}"#
        ));
        assert_eq!(records("[ ]").len(), 0);
    }
}
