//! Errors of the operating system.

use std::io;

use crate::{Argument, Message, Text};

impl From<&io::Error> for Message {
    /// The message that the error was made of, or the words of the system with its code. They are known in the catalogue as Unix has them in English; a system that
    /// speaks the user's language keeps its own.
    fn from(error: &io::Error) -> Self {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        if let Some(message) = inner {
            return Self::clone(message);
        }
        let words = error.to_string();
        let known = error.raw_os_error().and_then(|code| {
            let template = words.replace(&format!("(os error {code})"), "(os error {code})");
            let text = Text::find(&template)?;
            Some((text, code))
        });
        known.map_or_else(
            || Self::verbatim(words),
            |(text, code)| Self::with_code(text, code),
        )
    }
}

impl From<io::Error> for Message {
    fn from(error: io::Error) -> Self {
        Self::from(&error)
    }
}

impl Message {
    fn with_code(text: Text, code: i32) -> Self {
        Self::new(
            text.in_language(crate::Language::English),
            [("code", Argument::from(code))],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    #[cfg(unix)]
    fn an_error_of_the_system_keeps_its_code() {
        let message = Message::from(&io::Error::from_raw_os_error(2));
        assert_eq!(
            message.to_string(),
            "No such file or directory (os error 2)"
        );
        assert_eq!(
            message.in_language(Language::Chinese),
            "没有这个文件或文件夹（系统错误 2）"
        );
    }

    #[test]
    fn an_error_made_of_a_message_is_that_message() {
        let message = crate::message!("no index at or above {path}", path = "松泽县");
        let error = io::Error::other(message.clone());
        assert_eq!(Message::from(&error), message);
    }

    #[test]
    fn another_error_stays_as_it_is() {
        let message = Message::from(&io::Error::other("bad luck"));
        assert_eq!(message.in_language(Language::Chinese), "bad luck");
    }
}
