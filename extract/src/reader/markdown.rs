//! Markdown: front matter between `---` lines is metadata, the rest is the text.

use crate::extracted::{Extracted, saturating_u32};
use crate::labels::fields;
use crate::reader::build::entities::decode_entities;

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
