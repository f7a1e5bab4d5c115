//! A message as data.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Argument, Language, Text, template};

/// A message as data: an English template and its arguments. It is worded in a language where it is shown;
/// [`Display`](fmt::Display) and JSON have English, which never changes with the language.
///
/// ```
/// use quanwen_messages::{Language, message};
///
/// let message = message!("no index at or above {path}", path = "松泽县");
/// assert_eq!(message.to_string(), "no index at or above 松泽县");
/// assert_eq!(message.in_language(Language::Chinese), "松泽县 及其上级文件夹里没有索引");
/// assert_eq!(message.template(), "no index at or above {path}");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Message {
    template: Cow<'static, str>,
    arguments: Vec<(Cow<'static, str>, Argument)>,
}

/// A [`Message`] from its English template and the arguments by their names. One without Chinese in the catalogue does not
/// compile, nor does one whose names and arguments differ.
#[macro_export]
macro_rules! message {
    ($template:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        const _: $crate::Text = $crate::Text::of($template);
        // Only the compiler reads it: whether the names in the template are those of the arguments.
        const _: &dyn Fn() -> String = &|| format!($template $(, $name = "")*);
        $crate::Message::new($template, [$((stringify!($name), $crate::Argument::from($value))),*])
    }};
}

/// A [`Message`] about a number of things: the first template for one, the second for any other number, each with `{n}`.
///
/// ```
/// use quanwen_messages::{Language, counted};
///
/// assert_eq!(counted!(1_u64, "{n} report", "{n} reports").to_string(), "1 report");
/// assert_eq!(counted!(2_u64, "{n} report", "{n} reports").to_string(), "2 reports");
/// ```
#[macro_export]
macro_rules! counted {
    ($n:expr, $one:literal, $many:literal) => {
        match $n {
            1 => $crate::message!($one, n = 1_u8),
            n => $crate::message!($many, n = n),
        }
    };
}

impl Message {
    /// A message from its English template and arguments by their names; [`message!`](crate::message!) checks them.
    #[must_use]
    pub fn new<const N: usize>(
        template: &'static str,
        arguments: [(&'static str, Argument); N],
    ) -> Self {
        let named = |(name, argument)| (Cow::Borrowed(name), argument);
        Self {
            template: template.into(),
            arguments: arguments.into_iter().map(named).collect(),
        }
    }

    /// A message without arguments.
    #[must_use]
    pub const fn plain(text: Text) -> Self {
        Self {
            template: Cow::Borrowed(text.in_language(Language::English)),
            arguments: Vec::new(),
        }
    }

    /// A message of another program, which is the same in every language.
    #[must_use]
    pub fn verbatim(words: impl Into<String>) -> Self {
        Self {
            template: "{words}".into(),
            arguments: vec![("words".into(), Argument::Verbatim(words.into()))],
        }
    }

    /// Several messages, one after another: `a, b`, `a、b`.
    #[must_use]
    pub fn series(several: impl IntoIterator<Item = Self>) -> Self {
        Self {
            template: "{several}".into(),
            arguments: vec![("several".into(), several.into_iter().collect())],
        }
    }

    pub(crate) fn from_parts(template: String, arguments: Vec<(String, Argument)>) -> Self {
        let named = |(name, argument): (String, _)| (name.into(), argument);
        Self {
            template: template.into(),
            arguments: arguments.into_iter().map(named).collect(),
        }
    }

    /// Its English template, which identifies the message.
    #[must_use]
    pub fn template(&self) -> &str {
        &self.template
    }

    /// Its arguments by the names that they have in the template.
    pub fn arguments(&self) -> impl Iterator<Item = (&str, &Argument)> {
        self.arguments
            .iter()
            .map(|(name, argument)| (&**name, argument))
    }

    /// Its words. A template that is not in the catalogue, as one that another version stored, is worded in English.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        // The template is the English, which needs no search.
        let translated = match language {
            Language::English => None,
            Language::Chinese => Text::find(&self.template),
        };
        let template = translated.map_or(&*self.template, |text| text.in_language(language));
        template::filled(template, |name| {
            let named = self.arguments().find(|(known, _)| *known == name);
            named.map(|(_, argument)| argument.in_language(language))
        })
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::English))
    }
}

impl std::error::Error for Message {}

/// Compares the English words: a message read from JSON is the one that was written.
impl PartialEq for Message {
    fn eq(&self, other: &Self) -> bool {
        self.in_language(Language::English) == other.in_language(Language::English)
    }
}

impl Eq for Message {}

/// Compares the English words.
impl PartialEq<&str> for Message {
    fn eq(&self, words: &&str) -> bool {
        self.in_language(Language::English) == *words
    }
}

impl From<Text> for Message {
    fn from(text: Text) -> Self {
        Self::plain(text)
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Message {
    /// Reads English words, which stay as they are in every language.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::verbatim)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Message {
    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_in_a_message_has_its_language() {
        let inner = message!("no index at or above {path}", path = "松泽县");
        let outer = message!(
            "cannot read {path}: {source}",
            path = "松泽县",
            source = inner
        );
        assert_eq!(
            outer.to_string(),
            "cannot read 松泽县: no index at or above 松泽县"
        );
        assert_eq!(
            outer.in_language(Language::Chinese),
            "无法读取 松泽县：松泽县 及其上级文件夹里没有索引"
        );
    }

    #[test]
    fn json_has_english_and_is_read_as_it_is() {
        let message = message!("no index at or above {path}", path = "松泽县");
        let json = serde_json::to_string(&message).unwrap();
        assert_eq!(json, "\"no index at or above 松泽县\"");
        let read: Message = serde_json::from_str(&json).unwrap();
        assert_eq!(
            read.in_language(Language::Chinese),
            "no index at or above 松泽县"
        );
    }

    #[test]
    fn a_series_is_separated_as_in_its_language() {
        let series: Argument = ["望汀区", "松泽县"].into_iter().collect();
        assert_eq!(series.in_language(Language::English), "望汀区, 松泽县");
        assert_eq!(series.in_language(Language::Chinese), "望汀区、松泽县");
    }
}
