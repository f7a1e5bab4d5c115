//! A text without arguments.

use crate::Language;
use crate::catalogue;

/// A text without arguments, in every language.
///
/// ```
/// use quanwen_messages::{Language, text};
///
/// assert_eq!(text!("cut by --limit").in_language(Language::Chinese), "受 --limit 所限，未全部列出");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    english: &'static str,
    chinese: &'static str,
}

/// The [`Text`] of an English text. One without Chinese in the catalogue does not compile.
#[macro_export]
macro_rules! text {
    ($english:literal) => {
        const { $crate::Text::of($english) }
    };
}

impl Text {
    /// The text that has this English.
    ///
    /// # Panics
    /// Where the catalogue has no Chinese for it; in a constant, as by [`text!`](crate::text!), this is an error of the
    /// compiler.
    #[must_use]
    pub const fn of(english: &str) -> Self {
        match Self::find(english) {
            Some(text) => text,
            None => panic!("this text has no Chinese: add it to messages/src/chinese/"),
        }
    }

    /// The text that has this English, if the catalogue has it.
    #[must_use]
    pub const fn find(english: &str) -> Option<Self> {
        match catalogue::entry(english) {
            Some((english, chinese)) => Some(Self { english, chinese }),
            None => None,
        }
    }

    /// Its words.
    #[must_use]
    pub const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }
}
