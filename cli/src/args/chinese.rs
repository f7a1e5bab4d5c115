//! The command line in Chinese: each text that the arguments have in English is replaced by its Chinese in the catalogue.

use clap::builder::{PossibleValue, PossibleValuesParser, Str, StyledStr};
use clap::{Arg, Command};
use quanwen_messages::{Argument, Language, Text, message, text};

use super::{MAX_COLUMNS, page};
use crate::language::language;
use crate::output::screen_columns;

/// The program as its manual has it.
pub(crate) fn manual(program: Command) -> Command {
    worded(program, |command| command.mut_args(with_values_told))
}

/// The program as completions have it. Its arguments read no values any more.
pub(crate) fn completed(program: Command) -> Command {
    worded(program, |command| command.mut_args(with_translated_values))
}

/// The program that is asked for help, or that refuses arguments.
pub(super) fn answering(program: Command) -> Command {
    let columns = screen_columns().min(MAX_COLUMNS);
    worded(program, |command| {
        let mut shown = command.clone().mut_args(with_values_told);
        command.override_help(page::of(&mut shown, columns))
    })
}

/// The program as it is in English; in Chinese, every command with its texts and after a change.
fn worded(mut program: Command, change: impl Fn(Command) -> Command) -> Command {
    match language() {
        Language::English => program,
        Language::Chinese => {
            // Only a program that is built has its help, its version and global options everywhere.
            program.build();
            // A page lists the subcommands, so they come first.
            every_command(program, &|command| change(translated(command)))
        }
    }
}

fn every_command(command: Command, change: &impl Fn(Command) -> Command) -> Command {
    change(command.mut_subcommands(|command| every_command(command, change)))
}

fn translated(mut command: Command) -> Command {
    if let Some(about) = command.get_about().map(in_chinese) {
        command = command.about(about);
    }
    if let Some(after) = command.get_after_help().map(in_chinese) {
        command = command.after_help(after);
    }
    command
        .subcommand_value_name(text!("COMMAND").in_language(Language::Chinese))
        .mut_args(translated_argument)
}

fn translated_argument(mut argument: Arg) -> Arg {
    if let Some(help) = argument.get_help().map(in_chinese) {
        // Help at length is no longer than in short.
        argument = argument.long_help(help.clone()).help(help);
    }
    if let Some(heading) = argument.get_help_heading().and_then(Text::find) {
        argument = argument.help_heading(heading.in_language(Language::Chinese));
    }
    let Some(names) = argument
        .get_value_names()
        .filter(|_| takes_values(&argument))
    else {
        return argument;
    };
    let chinese = |name: &Str| match Text::find(name) {
        Some(text) => text.in_language(Language::Chinese).into(),
        None => name.clone(),
    };
    let names: Vec<Str> = names.iter().map(chinese).collect();
    argument.value_names(names)
}

fn in_chinese(english: &StyledStr) -> StyledStr {
    match Text::find(&english.to_string()) {
        Some(text) => text.in_language(Language::Chinese).into(),
        None => english.clone(),
    }
}

/// An argument whose help tells its values in words of ours.
fn with_values_told(argument: Arg) -> Arg {
    let told = [default(&argument), possible(&argument), variable(&argument)];
    let told = told.into_iter().flatten();
    let help = argument.get_help().map(ToString::to_string);
    let words: Vec<String> = help.into_iter().chain(told).collect();
    let help = words.join(" ");
    argument
        .long_help(help.clone())
        .help(help)
        .hide_default_value(true)
        .hide_possible_values(true)
        .hide_env(true)
}

fn default(argument: &Arg) -> Option<String> {
    if argument.is_hide_default_value_set() || !takes_values(argument) {
        return None;
    }
    let values = argument.get_default_values().iter();
    let values: Vec<_> = values.map(|value| value.to_string_lossy()).collect();
    (!values.is_empty()).then(|| {
        message!("[default: {values}]", values = values.join(" ")).in_language(Language::Chinese)
    })
}

fn possible(argument: &Arg) -> Option<String> {
    let values = argument.get_possible_values();
    if values.is_empty() || argument.is_hide_possible_values_set() {
        return None;
    }
    let values: Argument = values.iter().map(with_meaning).collect();
    Some(message!("[possible values: {values}]", values = values).in_language(Language::Chinese))
}

fn with_meaning(value: &PossibleValue) -> Argument {
    match value.get_help().map(in_chinese) {
        Some(meaning) => message!(
            "{value} ({meaning})",
            value = value.get_name(),
            meaning = meaning.to_string()
        )
        .into(),
        None => value.get_name().into(),
    }
}

fn variable(argument: &Arg) -> Option<String> {
    let variable = argument.get_env()?.to_string_lossy();
    Some(message!("[env: {variable}]", variable = variable).in_language(Language::Chinese))
}

fn takes_values(argument: &Arg) -> bool {
    let number = argument.get_num_args();
    number.is_some_and(|number| number.takes_values())
}

fn with_translated_values(argument: Arg) -> Arg {
    let values = argument.get_possible_values();
    if values.is_empty() {
        return argument;
    }
    let chinese = |value: PossibleValue| match value.get_help().map(in_chinese) {
        Some(meaning) => value.help(meaning),
        None => value,
    };
    argument.value_parser(PossibleValuesParser::new(values.into_iter().map(chinese)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::args::Cli;

    /// Every text of a command, of its arguments and of its subcommands.
    fn texts(command: &Command, found: &mut BTreeSet<String>) {
        let of_command = [
            command.get_about(),
            command.get_long_about(),
            command.get_before_help(),
            command.get_before_long_help(),
            command.get_after_help(),
            command.get_after_long_help(),
        ];
        found.extend(of_command.into_iter().flatten().map(ToString::to_string));
        for argument in command.get_arguments() {
            let helps = [argument.get_help(), argument.get_long_help()];
            found.extend(helps.into_iter().flatten().map(ToString::to_string));
            found.extend(argument.get_help_heading().map(String::from));
            let names = argument
                .get_value_names()
                .filter(|_| takes_values(argument));
            found.extend(names.unwrap_or_default().iter().map(ToString::to_string));
            let values = argument.get_possible_values();
            let meanings = values.iter().filter_map(PossibleValue::get_help);
            found.extend(meanings.map(ToString::to_string));
        }
        for subcommand in command.get_subcommands() {
            texts(subcommand, found);
        }
    }

    fn english() -> BTreeSet<String> {
        let mut program = Cli::command();
        program.build();
        let mut found = BTreeSet::new();
        texts(&program, &mut found);
        found
    }

    #[test]
    fn no_text_of_the_help_is_missing_in_chinese() {
        let english = english();
        let is_missing = |text: &&String| Text::find(text).is_none();
        let missing: Vec<_> = english.iter().filter(is_missing).collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn no_chinese_of_the_help_is_stale() {
        let english = english();
        let is_stale = |text: &Text| !english.contains(text.in_language(Language::English));
        let stale: Vec<Text> = quanwen_messages::help().filter(is_stale).collect();
        assert!(stale.is_empty(), "{stale:#?}");
    }
}
