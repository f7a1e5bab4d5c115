//! CSL-JSON 1.0.2, as Zotero and pandoc import it: an array with one item of the type `report`. The locator is in the field
//! `custom`, which the schema leaves to programs.

use quanwen::api::json_line;
use serde_json::{Map, Value, json};

use super::Statement;
use super::key::key;

/// The array on one line.
pub(super) fn items(statement: &Statement) -> String {
    let citation = statement.citation;
    let mut item = Map::new();
    let known = [
        ("id", Some(json!(key(statement)))),
        ("type", Some(json!("report"))),
        ("title", Some(json!(statement.title))),
        ("author", Some(json!([{ "literal": statement.author }]))),
        ("issued", Some(date(&statement.date))),
        (
            "number",
            citation
                .document_number
                .as_ref()
                .map(|number| json!(number)),
        ),
        ("page", citation.page.map(|page| json!(page.to_string()))),
        ("URL", citation.url.as_ref().map(|url| json!(url))),
        ("accessed", citation.accessed.as_deref().map(date)),
        ("language", Some(json!("zh-CN"))),
        ("custom", Some(json!({ "locator": citation.locator }))),
    ];
    for (name, value) in known {
        item.extend(value.map(|value| (name.to_string(), value)));
    }
    json_line(&[Value::Object(item)]).expect("a value of JSON is JSON")
}

/// A day or a year as parts: `2020-01-15` is `[2020, 1, 15]`; what is neither is kept as it is.
fn date(text: &str) -> Value {
    let parts: Result<Vec<u16>, _> = text.split('-').map(str::parse).collect();
    match parts {
        Ok(parts) => json!({ "date-parts": [parts] }),
        Err(_) => json!({ "raw": text }),
    }
}
