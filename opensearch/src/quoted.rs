//! What a cluster, or a proxy before it, says of an error, as it is quoted.

use serde_json::Value;

/// Longest part of an answer that an error quotes, in characters.
const MAX_QUOTED: usize = 300;

/// What the cluster, or a proxy before it, says of an error, on one line.
pub(crate) fn quoted(answer: &Value) -> String {
    let said = ["/error/root_cause/0/reason", "/error/reason", "/error"];
    let found = said
        .iter()
        .find_map(|place| answer.pointer(place)?.as_str());
    match (found, answer) {
        (Some(text), _) => cut(text),
        (None, Value::String(text)) => cut(&words(title(text).unwrap_or(text))),
        (None, other) => cut(&other.to_string()),
    }
}

/// The title of a page.
fn title(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<title>")?;
    rest.split_once("</title>").map(|(title, _)| title)
}

/// A text on one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text.
pub(crate) fn cut(text: &str) -> String {
    text.chars().take(MAX_QUOTED).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_said_of_an_error_is_quoted_on_one_line() {
        let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>";
        assert_eq!(quoted(&json!(page)), "502 Bad Gateway");
        assert_eq!(quoted(&json!("no room")), "no room");
        let root = json!({ "error": { "reason": "all shards failed", "root_cause": [{ "reason": "no room" }] } });
        assert_eq!(quoted(&root), "no room");
        assert_eq!(quoted(&json!({ "error": "no handler" })), "no handler");
        assert_eq!(quoted(&json!({ "status": 400 })), r#"{"status":400}"#);
        assert_eq!(
            quoted(&json!("复".repeat(1000))).chars().count(),
            MAX_QUOTED
        );
    }
}
