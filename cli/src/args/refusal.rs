//! Why arguments are refused, in Chinese. In English, clap words it.

mod context;
mod reason;
mod tips;

use std::io;

use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};
use quanwen_messages::{Language, Message, message, text};

use super::page;
use crate::language::language;
use context::{Context, painted};

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
        let context = Context {
            values: error.context().collect(),
            kind: error.kind(),
            source: std::error::Error::source(error),
            // clap keeps the styles of a program to itself.
            styles: Styles::styled(),
        };
        shown(&context).into()
    }
}

fn shown(context: &Context) -> String {
    let title = text!("error:").in_language(Language::Chinese);
    let title = painted(context.styles.get_error(), title);
    if let Some(own) = context.text(ContextKind::Custom) {
        return format!("{title}{own}\n");
    }
    let mut parts = vec![format!("{title}{}", reason::of(context))];
    parts.extend(tips::of(context));
    if let Some(ContextValue::StyledStr(usage)) = context.get(ContextKind::Usage) {
        parts.push(page::usage(usage, &context.styles));
    }
    let help = painted(context.styles.get_literal(), "--help");
    let more = message!("For more information, try '{help}'.", help = help);
    parts.push(more.in_language(Language::Chinese));
    format!("{}\n", parts.join("\n\n"))
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
