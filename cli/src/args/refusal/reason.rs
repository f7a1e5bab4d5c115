//! What is wrong with arguments.

use clap::error::{ContextKind, ErrorKind};
use quanwen_messages::{Language, Message, Text, message, text};

use super::context::{Context, INDENT, painted};

/// What is wrong, and on lines of their own what was meant or is possible.
pub(super) fn of(context: &Context) -> String {
    let (message, rows) = message(context);
    let reason = message.in_language(Language::Chinese);
    let rows = rows.into_iter().map(|row| format!("\n{INDENT}{row}"));
    std::iter::once(reason).chain(rows).collect()
}

fn message(context: &Context) -> (Message, Vec<String>) {
    let argument = context.invalid(ContextKind::InvalidArg);
    let value = context.invalid(ContextKind::InvalidValue);
    let command = context.invalid(ContextKind::InvalidSubcommand);
    let message = match context.kind {
        ErrorKind::ArgumentConflict => return conflict(context),
        ErrorKind::MissingRequiredArgument => return missing(context),
        ErrorKind::MissingSubcommand => return missing_command(context),
        ErrorKind::InvalidValue => {
            let possible = context.listed(ContextKind::ValidValue);
            let possible =
                possible.map(|values| message!("[possible values: {values}]", values = values));
            return (invalid_value(context), rows(possible));
        }
        ErrorKind::ValueValidation => message!(
            "invalid value '{value}' for '{argument}': {reason}",
            value = value,
            argument = argument,
            reason = source(context)
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
        ErrorKind::TooFewValues => number(context, ContextKind::MinValues),
        ErrorKind::WrongNumberOfValues => number(context, ContextKind::ExpectedNumValues),
        ErrorKind::InvalidUtf8 => {
            text!("invalid UTF-8 was detected in one or more arguments").into()
        }
        // Help and a version are no errors, and errors of the output have words of the system.
        _ => text!("the arguments are wrong").into(),
    };
    (message, Vec::new())
}

fn conflict(context: &Context) -> (Message, Vec<String>) {
    let argument = context.invalid(ContextKind::InvalidArg);
    let painted = |other: &String| painted(context.styles.get_invalid(), other);
    let others = context.texts(ContextKind::PriorArg);
    let message = match others.as_slice() {
        [] => message!(
            "the argument '{argument}' cannot be used with one or more of the other specified arguments",
            argument = argument
        ),
        [other] if context.texts(ContextKind::InvalidArg).contains(other) => message!(
            "the argument '{argument}' cannot be used multiple times",
            argument = argument
        ),
        [other] => message!(
            "the argument '{argument}' cannot be used with '{other}'",
            argument = argument,
            other = painted(other)
        ),
        others => {
            let message = message!(
                "the argument '{argument}' cannot be used with:",
                argument = argument
            );
            return (message, others.iter().map(painted).collect());
        }
    };
    (message, Vec::new())
}

fn missing(context: &Context) -> (Message, Vec<String>) {
    let missing = context.texts(ContextKind::InvalidArg).into_iter();
    let missing = missing.map(|argument| context.valid(&argument));
    let title = text!("the following required arguments were not provided:");
    (title.into(), missing.collect())
}

fn invalid_value(context: &Context) -> Message {
    let argument = context.invalid(ContextKind::InvalidArg);
    match context.text(ContextKind::InvalidValue) {
        Some(value) if !value.is_empty() => message!(
            "invalid value '{value}' for '{argument}'",
            value = context.invalid(ContextKind::InvalidValue),
            argument = argument
        ),
        _ => message!(
            "a value is required for '{argument}' but none was supplied",
            argument = argument
        ),
    }
}

fn missing_command(context: &Context) -> (Message, Vec<String>) {
    let commands = context.listed(ContextKind::ValidSubcommand);
    let commands = commands.map(|names| message!("[subcommands: {names}]", names = names));
    let message = text!("a subcommand is required but one was not provided");
    (message.into(), rows(commands))
}

fn number(context: &Context, needed: ContextKind) -> Message {
    message!(
        "{needed} values required by '{argument}'; only {given} were provided",
        needed = context.number(needed),
        argument = context.invalid(ContextKind::InvalidArg),
        given = context.number(ContextKind::ActualNumValues)
    )
}

/// Why a parser refused a value. What is of another library stays in its words.
fn source(context: &Context) -> String {
    let source = context.source;
    let own = source.and_then(|source| source.downcast_ref::<Message>());
    let message = own.cloned().or_else(|| of_number(&source?.to_string()));
    let words = message.map(|message| message.in_language(Language::Chinese));
    words
        .or_else(|| source.map(ToString::to_string))
        .unwrap_or_default()
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
