//! Reads the locator of a citation back from what was printed: the locator itself, a row of JSON, an item of CSL-JSON, or a
//! text that has it on a line of its own, behind `%` in a file of BibTeX.

use quanwen::Error;
use quanwen::api::CitationLocator;
use quanwen_messages::message;
use serde_json::Value;

/// The one locator in a text.
///
/// ```
/// use quanwen_export::citation::locator_in;
///
/// let line = r#"{"locator":1,"kind":"report","path":"2021.txt","hash":"00112233445566aa"}"#;
/// let printed = format!("松泽县人民政府. 松泽县报告[R]. 2022.\n{line}\n");
/// assert_eq!(locator_in(&printed)?, line.parse()?);
/// # Ok::<(), quanwen::Error>(())
/// ```
///
/// # Errors
/// [`Error::Locator`] if it has none or several, or one that is damaged.
pub fn locator_in(text: &str) -> Result<CitationLocator, Error> {
    let text = text.trim_start_matches('\u{FEFF}').trim();
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        return inner(&value).to_string().parse();
    }
    let lines = text.lines().map(|line| line.trim_start_matches(['%', ' ']));
    let found: Vec<&str> = lines.filter(|line| line.starts_with('{')).collect();
    match found.as_slice() {
        [line] => line.parse(),
        [] => text.parse(),
        several => Err(Error::Locator {
            reason: message!("is one of {n} in the text", n = several.len()),
        }),
    }
}

/// The locator in a row or an item, or else the value itself.
fn inner(value: &Value) -> &Value {
    let item = value.get(0).unwrap_or(value);
    let places = ["/locator", "/custom/locator"];
    let mut found = places.iter().filter_map(|place| item.pointer(place));
    found.find(|locator| locator.is_object()).unwrap_or(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        r#"{"locator":1,"kind":"report","path":"2021.txt","hash":"00112233445566aa"}"#;

    #[test]
    fn a_locator_is_found_in_all_that_is_printed() {
        let locator: CitationLocator = LINE.parse().unwrap();
        for text in [
            LINE.to_string(),
            format!("\u{FEFF}{LINE}\r\n"),
            format!("松泽县. 松泽县报告[R]. 2022.\n{LINE}\n"),
            format!("@techreport{{a,\n  title = {{松泽县报告}},\n}}\n% {LINE}\n"),
            format!(r#"{{"type":"citation","locator":{LINE}}}"#),
            format!(r#"[{{"type":"report","custom":{{"locator":{LINE}}}}}]"#),
        ] {
            assert_eq!(locator_in(&text).unwrap(), locator, "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused_with_the_reason() {
        for (text, reason) in [
            ("", "is not the JSON"),
            ("松泽县人民政府", "is not the JSON"),
            ("{}", "is not the JSON"),
            ("[]", "is not the JSON"),
            ("57", "is not the JSON"),
            (&LINE[..30], "is not the JSON"),
            (&LINE.replace(":1,", ":2,"), "has version 2"),
            (&LINE.replace("2021.txt", ""), "is damaged (it has no path)"),
            (&LINE.replace("0011", ""), "is damaged (it has no hash)"),
            (
                &LINE.replace("report", "mention"),
                "is damaged (it has no quote)",
            ),
            (
                &LINE.replace("report", "chapter"),
                "is damaged (unknown variant",
            ),
            (&format!("{LINE}\n{LINE}"), "is one of 2 in the text"),
        ] {
            let error = locator_in(text).unwrap_err().to_string();
            assert!(error.contains(reason), "{text}: {error}");
            assert!(error.ends_with("give the line that was printed with the citation"));
        }
    }
}
