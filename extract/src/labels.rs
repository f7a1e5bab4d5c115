//! Metadata labels (索引号, 发文机关 …) and the fields that they name: one table for web pages, plain text, front
//! matter and records (`labels.toml`).
//!
//! Must not know where labels are found. Invariant: a label names one field, wherever it is.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::address::is_web_address;
use crate::extracted::PageField;

/// A metadata label.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Label {
    /// The label without blanks and colon: `索引号`.
    pub text: String,
    /// The field of its value; `None` if the value is not read.
    pub field: Option<PageField>,
    /// Whether the value is used only if no other label gives the field.
    pub is_fallback: bool,
    /// Whether the label occurs only in metadata tables, so that two such labels identify one.
    pub is_distinct: bool,
    /// Whether it names the field only as a key of front matter or of a record.
    pub is_key: bool,
}

/// An entry of `labels.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    field: Option<PageField>,
    #[serde(default)]
    fallback: bool,
    #[serde(default)]
    distinct: Vec<String>,
    #[serde(default)]
    ambiguous: Vec<String>,
    #[serde(default)]
    keys: Vec<String>,
}

/// `labels.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    label: Vec<Entry>,
}

static LABELS: LazyLock<Vec<Label>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../labels.toml")).expect("a test reads the file");
    file.label.into_iter().flat_map(Entry::labels).collect()
});

impl Entry {
    fn labels(self) -> impl Iterator<Item = Label> {
        let (field, is_fallback) = (self.field, self.fallback);
        let of = move |texts: Vec<String>, is_distinct, is_key| {
            texts.into_iter().map(move |text| Label {
                text,
                field,
                is_fallback,
                is_distinct,
                is_key,
            })
        };
        of(self.distinct, true, false)
            .chain(of(self.ambiguous, false, false))
            .chain(of(self.keys, false, true))
    }
}

/// All labels, in the order of the table. A program that caches results can detect changes to them by their hash.
///
/// ```
/// use quanwen_extract::PageField;
/// use quanwen_extract::labels::labels;
///
/// let label = labels().iter().find(|label| label.text == "制发机关").unwrap();
/// assert_eq!(label.field, Some(PageField::Issuer));
/// ```
#[must_use]
pub fn labels() -> &'static [Label] {
    &LABELS
}

/// The fields of front matter or of a record by its keys; those of fallback labels come last, since the first value of
/// a field is used. An address is the document's, also after a label without a field (来源); what is none is no value of
/// [`PageField::Url`].
pub(crate) fn fields<K: AsRef<str>>(
    values: impl Iterator<Item = (K, String)>,
) -> Vec<(PageField, String)> {
    let (mut fields, mut fallbacks) = (Vec::new(), Vec::new());
    for (key, value) in values {
        let label = LABELS.iter().find(|label| label.text == key.as_ref());
        if let Some((label, field)) =
            label.and_then(|label| Some((label, field_of(label, &value)?)))
        {
            let to = if label.is_fallback || label.field.is_none() {
                &mut fallbacks
            } else {
                &mut fields
            };
            to.push((field, value));
        }
    }
    fields.append(&mut fallbacks);
    fields
}

/// The field of a value after a label.
fn field_of(label: &Label, value: &str) -> Option<PageField> {
    match label.field {
        None | Some(PageField::Url) => is_web_address(value).then_some(PageField::Url),
        field => field,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_label_is_listed_once_and_without_blanks() {
        let mut known = HashSet::new();
        for label in labels() {
            assert!(known.insert(&label.text), "{} twice", label.text);
            assert!(!label.text.contains(char::is_whitespace) && !label.text.is_empty());
        }
        assert!(known.len() > 60, "{} labels", known.len());
    }

    #[test]
    fn values_of_fallbacks_follow_the_others() {
        let values = [
            ("成文日期", "1"),
            ("有效性", "2"),
            ("发布日期", "3"),
            ("x", "4"),
        ];
        let fields = fields(
            values
                .map(|(key, value)| (key, value.to_string()))
                .into_iter(),
        );
        let published = |value: &str| (PageField::Published, value.to_string());
        assert_eq!(fields, [published("3"), published("1")]);
    }

    #[test]
    fn an_address_is_a_value_wherever_a_source_is_named() {
        let read = |key: &str, value: &str| fields([(key, value.to_string())].into_iter());
        let address = "https://x.cn/2021.html";
        for key in ["url", "网址", "source", "来源"] {
            assert_eq!(read(key, address), [(PageField::Url, address.to_string())]);
            assert_eq!(read(key, "松泽县司法局"), [], "{key}");
        }
        let values = [("source", "https://x.cn/1"), ("url", address)];
        let first = fields(
            values
                .map(|(key, value)| (key, value.to_string()))
                .into_iter(),
        );
        assert_eq!(first[0].1, address);
    }
}
