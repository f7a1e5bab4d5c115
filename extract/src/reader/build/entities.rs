//! Entities of HTML in texts that are not HTML: what is copied from a web page may have them.

use std::collections::HashMap;

#[cfg(feature = "html")]
use scraper::Html;

/// Entities by which a plain text is known to have been copied from the source of a page.
const OF_PAGES: [&str; 6] = [
    "&nbsp;", "&ldquo;", "&rdquo;", "&mdash;", "&hellip;", "&middot;",
];

/// Whether a plain text has entities that its author did not write.
pub(in crate::reader) fn has_entities_of_page(text: &str) -> bool {
    text.contains('&') && OF_PAGES.iter().any(|entity| text.contains(entity))
}

/// Decodes entities, also those that were encoded several times: `&amp;rdquo;`. Those of control characters stay.
pub(in crate::reader) fn decode_entities(text: &str) -> String {
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

/// Without the feature for web pages, no entity is known.
#[cfg(not(feature = "html"))]
fn entity(_name: &str) -> Option<String> {
    None
}

/// What an entity stands for, by the rules of HTML.
#[cfg(feature = "html")]
fn entity(name: &str) -> Option<String> {
    let source = format!("&{name};");
    let text: String = Html::parse_fragment(&source)
        .root_element()
        .text()
        .collect();
    let is_known = text != source && !text.is_empty() && !text.contains(char::is_control);
    is_known.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded_until_nothing_changes() {
        let text = "晋祠&mdash;天龙山&amp;amp;rdquo;&#x4e00;&#10; AT&T &unknown; &amp;";
        assert_eq!(
            decode_entities(text),
            "晋祠—天龙山”一&#10; AT&T &unknown; &"
        );
        assert_eq!(decode_entities("&nbsp;"), "&nbsp;");
        let deep = format!("&{}lt;", "amp;".repeat(100_000));
        assert_eq!(decode_entities(&deep), "<");
    }
}
