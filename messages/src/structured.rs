//! Stores a message with its template and arguments, so that it can be worded in any language when it is read:
//! `#[serde(with = "quanwen_messages::structured")]`. By itself a message is serialized as its English words.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Argument, Message};

/// A stored message.
#[derive(Serialize, Deserialize)]
struct Stored {
    template: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<(String, StoredArgument)>,
}

/// What stands in a store: an earlier version wrote English words.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Structured(Stored),
    Words(String),
}

/// A stored argument.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredArgument {
    Verbatim(String),
    Message(Stored),
    Series(Vec<StoredArgument>),
}

/// Writes a message.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(message: &Message, serializer: S) -> Result<S::Ok, S::Error> {
    Stored::from(message).serialize(serializer)
}

/// Reads a message.
///
/// # Errors
/// What is no message.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Message, D::Error> {
    Ok(match Written::deserialize(deserializer)? {
        Written::Structured(stored) => stored.into(),
        Written::Words(words) => Message::verbatim(words),
    })
}

impl From<&Message> for Stored {
    fn from(message: &Message) -> Self {
        let stored = |(name, argument): (&str, &Argument)| (name.to_string(), argument.into());
        Self {
            template: message.template().to_string(),
            arguments: message.arguments().map(stored).collect(),
        }
    }
}

impl From<Stored> for Message {
    fn from(stored: Stored) -> Self {
        let read = |(name, argument): (String, StoredArgument)| (name, argument.into());
        Self::from_parts(
            stored.template,
            stored.arguments.into_iter().map(read).collect(),
        )
    }
}

impl From<&Argument> for StoredArgument {
    fn from(argument: &Argument) -> Self {
        match argument {
            Argument::Verbatim(words) => Self::Verbatim(words.clone()),
            Argument::Message(message) => Self::Message(message.into()),
            Argument::Series(several) => Self::Series(several.iter().map(Self::from).collect()),
        }
    }
}

impl From<StoredArgument> for Argument {
    fn from(stored: StoredArgument) -> Self {
        match stored {
            StoredArgument::Verbatim(words) => Self::Verbatim(words),
            StoredArgument::Message(message) => Self::Message(message.into()),
            StoredArgument::Series(several) => several.into_iter().map(Self::from).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, message};

    #[derive(Serialize, Deserialize)]
    struct Row {
        #[serde(with = "crate::structured")]
        reason: Message,
    }

    #[test]
    fn a_stored_message_is_worded_in_any_language() {
        let reason = message!(
            "cannot read {path}: {source}",
            path = "松泽县",
            source = message!("no index at or above {path}", path = "松泽县")
        );
        let stored = serde_json::to_string(&Row {
            reason: reason.clone(),
        })
        .unwrap();
        let read: Row = serde_json::from_str(&stored).unwrap();
        assert_eq!(read.reason, reason);
        assert_eq!(
            read.reason.in_language(Language::Chinese),
            "无法读取 松泽县：松泽县 及其上级文件夹里没有索引"
        );
    }

    #[test]
    fn words_of_an_earlier_version_stay_as_they_are() {
        let read: Row = serde_json::from_str(r#"{"reason":"a was eaten"}"#).unwrap();
        assert_eq!(read.reason.in_language(Language::Chinese), "a was eaten");
    }

    #[test]
    fn a_message_of_another_version_stays_english() {
        let stored =
            r#"{"reason":{"template":"{path} was eaten","arguments":[["path",{"verbatim":"a"}]]}}"#;
        let read: Row = serde_json::from_str(stored).unwrap();
        assert_eq!(read.reason.in_language(Language::Chinese), "a was eaten");
    }
}
