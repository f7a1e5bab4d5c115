//! Which variables of the environment count: what is typed comes before them, and an empty one is not set.

use std::ffi::{OsStr, OsString};

use clap::builder::Resettable;
use clap::error::ErrorKind;
use clap::{Command, Error};
use quanwen_messages::message;

use super::refusal;

/// Stands for `--index`.
pub(super) const INDEX: &str = "QUANWEN_INDEX";
/// Stands for `--engine`.
pub(super) const ENGINE: &str = "QUANWEN_ENGINE";

/// Which of the variables stand for an option that is not typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Variables {
    index: bool,
    engine: bool,
    /// Both are set, and nothing that is typed says which is meant.
    are_both: bool,
}

impl Variables {
    /// Those that count for what is typed.
    pub(super) fn of(typed: &[OsString], is_set: impl Fn(&str) -> bool) -> Self {
        let (index, engine) = (is_set(INDEX), is_set(ENGINE));
        let (types_index, types_engine) = (has(typed, "--index"), has(typed, "--engine"));
        let are_both = index && engine && !types_index && !types_engine;
        Self {
            index: index && !types_engine && !are_both,
            engine: engine && !types_index && !are_both,
            are_both,
        }
    }

    /// A program whose commands read no other.
    pub(super) fn limit(&self, program: Command) -> Command {
        program.mut_subcommands(|command| {
            command.mut_args(|option| match option.get_id().as_str() {
                "index" if !self.index => option.env(Resettable::Reset),
                "engine" if !self.engine => option.env(Resettable::Reset),
                _ => option,
            })
        })
    }

    /// Refuses to choose between the two.
    ///
    /// # Errors
    /// Both variables are set, and the command would need one of them.
    pub(super) fn check(&self, command: Option<&Command>) -> Result<(), Error> {
        let needs_one = command.is_some_and(|command| {
            let mut options = command.get_arguments();
            options.any(|option| option.get_id() == "engine")
        });
        if self.are_both && needs_one {
            let message = message!(
                "{index} and {engine} are both set, and one of them can be asked: unset the other, or type --index DIR or --engine URL",
                index = INDEX,
                engine = ENGINE
            );
            return Err(refusal::of(ErrorKind::ArgumentConflict, &message));
        }
        Ok(())
    }
}

/// Whether a variable has a value.
pub(super) fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Whether an option is typed.
fn has(typed: &[OsString], option: &str) -> bool {
    let mut options = typed.iter().take_while(|word| *word != OsStr::new("--"));
    options.any(|word| {
        let rest = word.to_str().and_then(|word| word.strip_prefix(option));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(typed: &[&str], set: &[&str]) -> (bool, bool, bool) {
        let typed: Vec<OsString> = typed.iter().map(Into::into).collect();
        let of = Variables::of(&typed, |variable| set.contains(&variable));
        (of.index, of.engine, of.are_both)
    }

    #[test]
    fn what_is_typed_comes_before_a_variable() {
        let both = [INDEX, ENGINE];
        for (typed, expected) in [
            (&["list", "--index", "a"][..], (true, false, false)),
            (&["list", "--engine=http://a/b"], (false, true, false)),
            (&["list", "--index=a", "--engine=b"], (false, false, false)),
            // A text, and another option.
            (&["mentions", "--", "--index"], (false, false, true)),
            (&["list", "--indexed"], (false, false, true)),
        ] {
            assert_eq!(counting(typed, &both), expected, "{typed:?}");
        }
        assert_eq!(counting(&["list"], &[ENGINE]), (false, true, false));
        assert_eq!(counting(&["list"], &[]), (false, false, false));
    }
}
