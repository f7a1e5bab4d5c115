//! JSON lines: one document per line, so that other tools can feed an index.
//!
//! Invariant: an invalid line does not stop reading, and no two records have the same name.

use serde_json::{Map, Value};

use super::names::Names;
use crate::extracted::Extracted;
use crate::extracted::{Locators, saturating_u32};
use crate::labels::fields;
use crate::unread::Unread;

/// The records of a decoded file, in order; blank lines are skipped.
pub(super) struct Records {
    text: String,
    offset: usize,
    line: u32,
    names: Names,
}

/// The name of a record in its file, and its document or the reason why there is none.
pub(super) type Record = (String, Result<Extracted, Unread>);

/// Number of non-blank lines at the beginning of a file, at least one of which must be a record.
const FIRST_LINES: usize = 20;

impl Records {
    /// The records of a decoded file.
    ///
    /// # Errors
    /// The reason, if it is not a JSON lines file.
    pub(super) fn open(text: String) -> Result<Self, Unread> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut read = lines
            .take(FIRST_LINES)
            .map(serde_json::from_str::<Map<String, Value>>);
        if read.all(|record| record.is_err()) {
            return Err(Unread::NotSupported(
                "no JSON lines: each line is one object, as {\"id\": …, \"text\": …}",
            ));
        }
        Ok(Self {
            text,
            offset: 0,
            line: 0,
            names: Names::default(),
        })
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while self.offset < self.text.len() {
            let rest = &self.text[self.offset..];
            let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
            let range = self.offset..self.offset + length;
            self.offset = range.end;
            self.line += 1;
            let line = self.text[range].trim();
            if line.is_empty() {
                continue;
            }
            let (id, document) = match serde_json::from_str::<Map<String, Value>>(line) {
                Ok(mut record) => (id(&record), document(&mut record, self.line)),
                Err(error) => (None, Err(no_record(&error))),
            };
            let name = id.unwrap_or_else(|| self.line.to_string());
            return Some((self.names.unique(&name, self.line as usize), document));
        }
        None
    }
}

fn no_record(error: &serde_json::Error) -> Unread {
    let place = match error.column() {
        0 => String::new(),
        column => format!(" (column {column})"),
    };
    let what =
        format!("not an object of JSON{place}: each line is one, as {{\"id\": …, \"text\": …}}");
    Unread::Damaged(what.into())
}

/// The `id`, or the `_id` used by retrieval data sets.
fn id(record: &Map<String, Value>) -> Option<String> {
    let id = record.get("id").or_else(|| record.get("_id"))?;
    words(id).filter(|id| !id.contains(char::is_control))
}

fn document(record: &mut Map<String, Value>, line: u32) -> Result<Extracted, Unread> {
    let inside = record.get("metadata").and_then(Value::as_object);
    let page = record.iter().chain(inside.into_iter().flatten());
    let page = fields(page.filter_map(|(name, value)| Some((name, words(value)?))));
    let Some(Value::String(text)) = record.remove("text") else {
        return Err(Unread::NoText("it has no \"text\""));
    };
    if text.trim().is_empty() {
        return Err(Unread::Empty);
    }
    let damaged = saturating_u32(text.matches('\u{FFFD}').count());
    let locators = Locators {
        record: Some(line),
        ..Locators::default()
    };
    Ok(Extracted {
        text,
        first_line: 1,
        page,
        damaged,
        locators,
        ..Extracted::default()
    })
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
    fn a_bad_line_ends_nothing_and_no_two_documents_have_one_name() {
        let read = records(
            "{\"id\":\"a\",\"text\":\"甲\"}\n\nkeine\n{\"id\":\"a\",\"text\":\"乙\"}\n{\"text\":\"丙\"}\n{\"id\":\"b\"}\n[1]",
        );
        let names: Vec<&str> = read.iter().map(|record| record.0.as_str()).collect();
        assert_eq!(names, ["a", "3", "a#4", "5", "b", "7"]);
        let read: Vec<bool> = read.iter().map(|record| record.1.is_ok()).collect();
        assert_eq!(read, [true, false, true, true, false, false]);
    }
}
