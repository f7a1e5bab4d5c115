//! The language of what is shown to people. It is chosen once, before anything is printed; JSON and CSV never change with it.

mod locale;

use std::sync::OnceLock;

use quanwen_messages::{Language, Message, Text};

pub(crate) use locale::of_system;

static CHOSEN: OnceLock<Language> = OnceLock::new();

/// The language of this run; English until one is chosen.
pub(crate) fn language() -> Language {
    CHOSEN.get().copied().unwrap_or_default()
}

/// Chooses the language of this run. Only the first choice counts.
pub(crate) fn choose(language: Language) {
    CHOSEN.get_or_init(|| language);
}

/// English that is data, in the language of this run if the catalogue has it.
pub(crate) fn said_if_known(english: &str) -> &str {
    Text::find(english).map_or(english, |words| words.in_language(language()))
}

/// Words in the [`language`] of this run.
pub(crate) trait Said {
    /// Its words.
    fn said(&self) -> String;
}

impl Said for Text {
    fn said(&self) -> String {
        self.in_language(language()).to_string()
    }
}

impl Said for Message {
    fn said(&self) -> String {
        self.in_language(language())
    }
}

/// The words of a text, or of a message with arguments by their names, in the language of this run.
macro_rules! say {
    ($english:literal) => {
        quanwen_messages::text!($english).in_language($crate::language::language())
    };
    ($template:literal, $($arguments:tt)+) => {
        quanwen_messages::message!($template, $($arguments)+).in_language($crate::language::language())
    };
}
pub(crate) use say;
