//! What takes the place of a name in a message.

use std::path::Path;

use crate::{Language, Message, Text};

/// What takes the place of a name in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// The same in every language: a path, a number, what was typed.
    Verbatim(String),
    /// A message in the same language.
    Message(Message),
    /// Several, one after another: `a, b`, `a、b`.
    Series(Vec<Argument>),
}

impl Argument {
    /// Its words.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Verbatim(words) => words.clone(),
            Self::Message(message) => message.in_language(language),
            Self::Series(several) => {
                let words: Vec<String> = several
                    .iter()
                    .map(|one| one.in_language(language))
                    .collect();
                words.join(match language {
                    Language::English => ", ",
                    Language::Chinese => "、",
                })
            }
        }
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<&Message> for Argument {
    fn from(message: &Message) -> Self {
        Self::Message(message.clone())
    }
}

impl From<Text> for Argument {
    fn from(text: Text) -> Self {
        Self::Message(text.into())
    }
}

impl<A: Into<Self>> FromIterator<A> for Argument {
    fn from_iter<I: IntoIterator<Item = A>>(several: I) -> Self {
        Self::Series(several.into_iter().map(Into::into).collect())
    }
}

impl From<&Path> for Argument {
    fn from(path: &Path) -> Self {
        Self::Verbatim(path.display().to_string())
    }
}

impl From<&std::io::Error> for Argument {
    fn from(error: &std::io::Error) -> Self {
        Self::Message(error.into())
    }
}

/// What is the same in every language as its `Display` writes it.
macro_rules! verbatim {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Argument {
            fn from(value: $kind) -> Self {
                Self::Verbatim(value.to_string())
            }
        })*
    };
}

verbatim!(
    &str,
    &String,
    String,
    std::borrow::Cow<'_, str>,
    char,
    u8,
    u16,
    u32,
    u64,
    usize,
    i32,
    std::fmt::Arguments<'_>
);
