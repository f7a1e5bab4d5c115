//! Why arguments are refused, in Chinese. In English, clap words it.

use std::error::Error as _;
use std::io;

use anstyle::Style;
use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};
use quanwen_messages::{Argument, Language, Message, Text, message, text};

use super::page;
use crate::language::language;

/// Before what belongs to an error.
const INDENT: &str = "  ";

/// An error of ours, in the words of a message.
pub(super) fn of(kind: ErrorKind, message: &Message) -> Error {
    match language() {
        Language::English => Error::raw(kind, format!("{message}\n")),
        // clap writes a raw error as it is, after a word of English.
        Language::Chinese => {
            let mut error = Error::new(kind);
            let words = message.in_language(Language::Chinese);
            error.insert(ContextKind::Custom, ContextValue::String(words));
            error
        }
    }
}

/// Prints an error or help in the language of this run.
pub(crate) fn print(error: Error) -> io::Result<()> {
    match language() {
        Language::English => error.print(),
        Language::Chinese => error.apply::<Chinese>().print(),
    }
}

/// The words of errors.
struct Chinese;

impl ErrorFormatter for Chinese {
    fn format_error(error: &Error<Self>) -> StyledStr {
        // clap keeps the styles of a program to itself.
        let refusal = Refusal {
            error,
            styles: Styles::styled(),
        };
        refusal.shown().into()
    }
}

struct Refusal<'e> {
    error: &'e Error<Chinese>,
    styles: Styles,
}

impl Refusal<'_> {
    fn shown(&self) -> String {
        let style = self.styles.get_error();
        let title = in_chinese(text!("error:"));
        let title = format!("{style}{title}{style:#}");
        if let Some(own) = self.text(ContextKind::Custom) {
            return format!("{title}{own}\n");
        }
        let mut parts = vec![format!("{title}{}", self.reason())];
        parts.extend(self.tips());
        if let Some(ContextValue::StyledStr(usage)) = self.error.get(ContextKind::Usage) {
            parts.push(page::usage(usage, &self.styles));
        }
        let help = painted(self.styles.get_literal(), "--help");
        let more = message!("For more information, try '{help}'.", help = help);
        parts.push(more.in_language(Language::Chinese));
        format!("{}\n", parts.join("\n\n"))
    }

    /// What is wrong, and on lines of their own what was meant or is possible.
    fn reason(&self) -> String {
        let (message, rows) = self.message();
        let reason = message.in_language(Language::Chinese);
        let rows = rows.into_iter().map(|row| format!("\n{INDENT}{row}"));
        std::iter::once(reason).chain(rows).collect()
    }

    fn message(&self) -> (Message, Vec<String>) {
        let argument = self.invalid(ContextKind::InvalidArg);
        let value = self.invalid(ContextKind::InvalidValue);
        let command = self.invalid(ContextKind::InvalidSubcommand);
        let message = match self.error.kind() {
            ErrorKind::ArgumentConflict => return self.conflict(),
            ErrorKind::MissingRequiredArgument => return self.missing(),
            ErrorKind::MissingSubcommand => return self.missing_command(),
            ErrorKind::InvalidValue => {
                let possible = self
                    .listed(ContextKind::ValidValue)
                    .map(|values| message!("[possible values: {values}]", values = values));
                return (self.invalid_value(), rows(possible));
            }
            ErrorKind::ValueValidation => message!(
                "invalid value '{value}' for '{argument}': {reason}",
                value = value,
                argument = argument,
                reason = self.source()
            ),
            ErrorKind::InvalidSubcommand => {
                message!("unrecognized subcommand '{command}'", command = command)
            }
            ErrorKind::UnknownArgument => {
                message!(
                    "unexpected argument '{argument}' found",
                    argument = argument
                )
            }
            ErrorKind::NoEquals => message!(
                "equal sign is needed when assigning values to '{argument}'",
                argument = argument
            ),
            ErrorKind::TooManyValues => message!(
                "unexpected value '{value}' for '{argument}' found; no more were expected",
                value = value,
                argument = argument
            ),
            ErrorKind::TooFewValues => self.number(ContextKind::MinValues),
            ErrorKind::WrongNumberOfValues => self.number(ContextKind::ExpectedNumValues),
            ErrorKind::InvalidUtf8 => {
                text!("invalid UTF-8 was detected in one or more arguments").into()
            }
            // Help and a version are no errors, and errors of the output have words of the system.
            _ => text!("the arguments are wrong").into(),
        };
        (message, Vec::new())
    }

    fn conflict(&self) -> (Message, Vec<String>) {
        let argument = self.invalid(ContextKind::InvalidArg);
        let others = self.texts(ContextKind::PriorArg);
        match others.as_slice() {
            [other] if self.texts(ContextKind::InvalidArg).contains(other) => {
                let message = message!(
                    "the argument '{argument}' cannot be used multiple times",
                    argument = argument
                );
                (message, Vec::new())
            }
            [other] => {
                let message = message!(
                    "the argument '{argument}' cannot be used with '{other}'",
                    argument = argument,
                    other = painted(self.styles.get_invalid(), other)
                );
                (message, Vec::new())
            }
            others => {
                let message = message!(
                    "the argument '{argument}' cannot be used with:",
                    argument = argument
                );
                let others = others.iter();
                let others = others.map(|other| painted(self.styles.get_invalid(), other));
                (message, others.collect())
            }
        }
    }

    fn missing(&self) -> (Message, Vec<String>) {
        let missing = self.texts(ContextKind::InvalidArg).into_iter();
        let missing = missing.map(|argument| painted(self.styles.get_valid(), &argument));
        let title = text!("the following required arguments were not provided:");
        (title.into(), missing.collect())
    }

    fn invalid_value(&self) -> Message {
        let argument = self.invalid(ContextKind::InvalidArg);
        match self.text(ContextKind::InvalidValue) {
            Some(value) if !value.is_empty() => message!(
                "invalid value '{value}' for '{argument}'",
                value = painted(self.styles.get_invalid(), &value),
                argument = argument
            ),
            _ => message!(
                "a value is required for '{argument}' but none was supplied",
                argument = argument
            ),
        }
    }

    fn missing_command(&self) -> (Message, Vec<String>) {
        let commands = self.listed(ContextKind::ValidSubcommand);
        let commands = commands.map(|names| message!("[subcommands: {names}]", names = names));
        let message = text!("a subcommand is required but one was not provided");
        (message.into(), rows(commands))
    }

    /// What is possible, if that is known.
    fn listed(&self, kind: ContextKind) -> Option<Argument> {
        let possible = self.texts(kind);
        let valid = self.styles.get_valid();
        let painted = possible.iter().map(|one| painted(valid, one)).collect();
        (!possible.is_empty()).then_some(painted)
    }

    fn number(&self, needed: ContextKind) -> Message {
        let number = |kind| match self.error.get(kind) {
            Some(ContextValue::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        message!(
            "{needed} values required by '{argument}'; only {given} were provided",
            needed = number(needed),
            argument = self.invalid(ContextKind::InvalidArg),
            given = number(ContextKind::ActualNumValues)
        )
    }

    /// Why a parser refused a value.
    fn source(&self) -> String {
        let source = self.error.source();
        let own = source.and_then(|source| source.downcast_ref::<Message>());
        let message = own.cloned().or_else(|| of_number(&source?.to_string()));
        let words = message.map(|message| message.in_language(Language::Chinese));
        words
            .or_else(|| source.map(ToString::to_string))
            .unwrap_or_default()
    }

    /// What may have been meant.
    fn tips(&self) -> Option<String> {
        let similar = [
            ContextKind::SuggestedSubcommand,
            ContextKind::SuggestedArg,
            ContextKind::SuggestedValue,
        ];
        let similar = similar.into_iter().map(|kind| self.texts(kind));
        let similar = similar.filter(|several| !several.is_empty());
        let mut tips: Vec<Message> = similar.map(|several| self.similar(&several)).collect();
        if let Some(ContextValue::StyledStrs(suggested)) = self.error.get(ContextKind::Suggested) {
            let words = suggested.iter().map(ToString::to_string);
            tips.extend(words.map(|words| self.suggested(&words)));
        }
        let valid = self.styles.get_valid();
        let title = in_chinese(text!("tip:"));
        let tips: Vec<String> = tips
            .iter()
            .map(|tip| tip.in_language(Language::Chinese))
            .map(|tip| format!("{INDENT}{valid}{title}{valid:#}{tip}"))
            .collect();
        (!tips.is_empty()).then(|| tips.join("\n"))
    }

    fn similar(&self, several: &[String]) -> Message {
        let valid = self.styles.get_valid();
        let several: Argument = several.iter().map(|one| painted(valid, one)).collect();
        message!("a similar one exists: {similar}", similar = several)
    }

    /// What clap suggests in English words.
    fn suggested(&self, english: &str) -> Message {
        let valid = |words: &str| painted(self.styles.get_valid(), words);
        let typed = self.text(ContextKind::InvalidArg).unwrap_or_default();
        let exists = english.strip_suffix("' exists");
        if english.starts_with("to pass '") {
            message!(
                "to pass '{argument}' as a value, use '{typed}'",
                argument = self.invalid(ContextKind::InvalidArg),
                typed = valid(&format!("-- {typed}"))
            )
        } else if let Some(exists) = exists.and_then(|exists| exists.strip_prefix('\'')) {
            message!("'{command}' exists", command = valid(exists))
        } else {
            message!(
                "subcommand '{command}' exists; to use it, remove the '{dashes}' before it",
                command = valid(&typed),
                dashes = painted(self.styles.get_invalid(), "--")
            )
        }
    }

    fn text(&self, kind: ContextKind) -> Option<String> {
        self.texts(kind).pop()
    }

    fn texts(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    fn invalid(&self, kind: ContextKind) -> String {
        let text = self.text(kind).unwrap_or_default();
        painted(self.styles.get_invalid(), &text)
    }
}

fn rows(message: Option<Message>) -> Vec<String> {
    let message = message.map(|message| message.in_language(Language::Chinese));
    message.into_iter().collect()
}

/// What the parsers of numbers say.
fn of_number(english: &str) -> Option<Message> {
    if let Some(text) = Text::find(english) {
        return Some(text.into());
    }
    let (value, range) = english.split_once(" is not in ")?;
    Some(message!(
        "{value} is not in {range}",
        value = value,
        range = range
    ))
}

fn painted(style: &Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

fn in_chinese(text: Text) -> &'static str {
    text.in_language(Language::Chinese)
}

#[cfg(test)]
mod tests {
    use clap::{Arg, Command};

    use super::*;

    fn refused(argument: Arg, typed: &[&str]) -> Error {
        let program = Command::new("quanwen").arg(argument);
        let typed = ["quanwen"].iter().chain(typed);
        program.try_get_matches_from(typed).unwrap_err()
    }

    fn pair() -> Arg {
        Arg::new("pair").long("pair")
    }

    #[test]
    fn what_no_command_of_ours_is_refused_for_has_chinese_too() {
        for (error, kind, expected) in [
            (
                refused(pair().num_args(2), &["--pair", "1"]),
                ErrorKind::WrongNumberOfValues,
                "“--pair <pair> <pair>”要有 2 个值，只写了 1 个",
            ),
            (
                refused(pair().num_args(2..), &["--pair", "1"]),
                ErrorKind::TooFewValues,
                "“--pair <pair> <pair>...”要有 2 个值，只写了 1 个",
            ),
            (
                refused(pair().require_equals(true), &["--pair", "1"]),
                ErrorKind::NoEquals,
                "“--pair=<pair>”与它的值之间要用等号",
            ),
        ] {
            assert_eq!(error.kind(), kind);
            let chinese = error.apply::<Chinese>().to_string();
            assert!(chinese.contains(expected), "{chinese}");
        }
    }

    #[test]
    fn every_kind_of_error_has_chinese() {
        for kind in [
            ErrorKind::InvalidValue,
            ErrorKind::UnknownArgument,
            ErrorKind::InvalidSubcommand,
            ErrorKind::NoEquals,
            ErrorKind::ValueValidation,
            ErrorKind::TooManyValues,
            ErrorKind::TooFewValues,
            ErrorKind::WrongNumberOfValues,
            ErrorKind::ArgumentConflict,
            ErrorKind::MissingRequiredArgument,
            ErrorKind::MissingSubcommand,
            ErrorKind::InvalidUtf8,
        ] {
            let chinese = Error::<Chinese>::new(kind).to_string();
            let reason = chinese.lines().next().unwrap();
            assert!(reason.contains("错误："), "{kind:?}: {chinese}");
            assert!(!reason.contains("参数有误"), "{kind:?}: {chinese}");
            let words = chinese.replace("--help", "");
            let is_english = words.contains(|c: char| c.is_ascii_lowercase());
            assert!(!is_english || kind == ErrorKind::InvalidUtf8, "{chinese}");
        }
    }
}
