//! Markdown: front matter between `---` lines is metadata, the rest is the text.

use std::collections::HashMap;

use scraper::Html;

use crate::extracted::{Extracted, saturating_u32};
use crate::labels::fields;

pub(super) fn extract(text: String) -> Extracted {
    let (front_matter, body) = split_front_matter(&text);
    let page = fields(front_matter.lines().filter_map(key_and_value));
    let first_line = 1 + saturating_u32(front_matter.matches('\n').count());
    let text = if body.contains('&') {
        decode_entities(body)
    } else if front_matter.is_empty() {
        text
    } else {
        body.to_string()
    };
    Extracted {
        text,
        first_line,
        page,
        ..Extracted::default()
    }
}

/// Decodes entities, also those that were encoded several times: `&amp;rdquo;`. Those of control characters stay.
fn decode_entities(text: &str) -> String {
    let mut known: HashMap<&str, Option<String>> = HashMap::new();
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let mut of_entity = "&".to_string();
        while of_entity == "&"
            && let Some(name) = entity_name(rest)
            && let Some(character) = known.entry(name).or_insert_with(|| entity(name))
        {
            of_entity.clone_from(character);
            rest = &rest[name.len() + 1..];
        }
        decoded.push_str(&of_entity);
    }
    decoded.push_str(rest);
    let is_blank = decoded.trim().is_empty();
    if is_blank { text.to_string() } else { decoded }
}

/// The name between `&` and `;`, given what follows the `&`.
fn entity_name(rest: &str) -> Option<&str> {
    const MAX_NAME: usize = 32;
    let is_part = |c: &u8| c.is_ascii_alphanumeric() || *c == b'#';
    let length = rest.bytes().take(MAX_NAME + 1).take_while(is_part).count();
    ((1..=MAX_NAME).contains(&length) && rest[length..].starts_with(';')).then(|| &rest[..length])
}

/// What an entity stands for, by the rules of HTML.
fn entity(name: &str) -> Option<String> {
    let source = format!("&{name};");
    let text: String = Html::parse_fragment(&source)
        .root_element()
        .text()
        .collect();
    let is_known = text != source && !text.is_empty() && !text.contains(char::is_control);
    is_known.then_some(text)
}

/// The front matter with its delimiter lines (empty if there is none) and the rest.
fn split_front_matter(text: &str) -> (&str, &str) {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.trim_end() != "---" {
        return ("", text);
    }
    let mut end = first.len();
    for line in text[end..].split_inclusive('\n') {
        end += line.len();
        match line.trim_end() {
            "---" | "..." => return text.split_at(end),
            line if !line.is_empty()
                && !line.contains(':')
                && !line.starts_with([' ', '-', '#']) =>
            {
                break;
            }
            _ => {}
        }
    }
    ("", text)
}

fn key_and_value(line: &str) -> Option<(&str, String)> {
    let (key, value) = line.split_once(':')?;
    let value = value.trim().trim_matches(['"', '\'']).trim();
    (!value.is_empty()).then(|| (key.trim(), value.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extracted::PageField;

    #[test]
    fn a_front_matter_is_metadata_but_its_lines_count() {
        let extracted = extract("---\nsource: x\ntitle: \"某县报告\"\n---\n\n一、甲\n".to_string());
        assert_eq!(extracted.text, "\n一、甲\n");
        assert_eq!(extracted.first_line, 5);
        assert_eq!(extracted.page, [(PageField::Title, "某县报告".to_string())]);
    }

    #[test]
    fn entities_are_decoded_until_nothing_changes() {
        let text = "晋祠&mdash;天龙山&amp;amp;rdquo;&#x4e00;&#10; AT&T &unknown; &amp;";
        assert_eq!(
            extract(text.to_string()).text,
            "晋祠—天龙山”一&#10; AT&T &unknown; &"
        );
        assert_eq!(extract("&nbsp;".to_string()).text, "&nbsp;");
        let deep = format!("&{}lt;", "amp;".repeat(100_000));
        assert_eq!(extract(deep).text, "<");
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        for text in [
            "---\n正文没有结束线\n",
            "---\ntitle: x\n没有结束线",
            "一、甲\n---\n二、乙\n",
        ] {
            let extracted = extract(text.to_string());
            assert_eq!((extracted.text.as_str(), extracted.first_line), (text, 1));
        }
    }
}
