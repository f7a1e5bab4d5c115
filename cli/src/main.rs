//! The program `quanwen`: arguments → request to the library → answer, printed.

mod args;
mod commands;
mod format;
mod hint;
mod interruption;
mod language;
mod line_breaks;
mod outcome;
mod output;
mod output_file;
mod pager;
mod printer;
mod progress;
mod recorder;
mod render;
mod workspace;

use std::panic::{UnwindSafe, catch_unwind};
use std::process::ExitCode;

use args::Command;
use language::Said;
use outcome::Outcome;

fn main() -> ExitCode {
    output::silence_panics();
    output::choose_colour(args::colour());
    language::choose(args::language().unwrap_or_else(language::of_system));
    let cli = match args::parse() {
        Ok(cli) => cli,
        Err(error) => {
            let is_help = !error.use_stderr();
            let shown = args::print(error).is_ok();
            return if shown && is_help {
                Outcome::Found.into()
            } else {
                Outcome::Failed.into()
            };
        }
    };
    let outcome = catch_panics(|| run(cli.command)).unwrap_or_else(|message| {
        output::note(&message);
        Outcome::Failed
    });
    outcome.into()
}

/// Runs a command and turns an error into the line that the user reads. A panic is a bug of the program: damage on
/// disk is reported as an error.
fn catch_panics(
    command: impl FnOnce() -> anyhow::Result<Outcome> + UnwindSafe,
) -> Result<Outcome, String> {
    match catch_unwind(command) {
        Ok(Ok(outcome)) => Ok(outcome),
        Ok(Err(error)) if output::is_closed_pipe(&error) => Ok(Outcome::Found),
        Ok(Err(error)) => {
            if let Some(quanwen::Error::Internal { .. }) = error.downcast_ref() {
                output::print_backtrace();
            }
            Err(hint::words(&error))
        }
        Err(_) => {
            output::print_backtrace();
            Err(hint::internal_error().said())
        }
    }
}

fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Index(args) => commands::index::run(&args),
        Command::Mentions(args) => commands::mentions::run(&args),
        Command::Search(args) => commands::search::run(&args),
        Command::Collocates(args) => commands::collocates::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Trend(args) => commands::trend::run(&args),
        Command::Keywords(args) => commands::keywords::run(&args),
        Command::Dispersion(args) => commands::dispersion::run(&args),
        Command::Replay(args) => commands::replay::run(&args),
        Command::List(args) => commands::list::run(&args),
        Command::Outline(args) => commands::outline::run(&args),
        Command::Cite(args) => commands::cite::run(&args),
        Command::Show(args) => commands::show::run(&args),
        Command::Status(args) => commands::status::run(&args),
        Command::Verify(args) => commands::verify::run(&args),
        Command::Completions { shell } => commands::manual::completions(shell),
        Command::Man { out } => commands::manual::pages(out.as_deref()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_reported_as_a_bug_with_what_to_send() {
        let message = catch_panics(|| panic!("a mistake")).unwrap_err();
        for part in [
            "bug of quanwen",
            env!("CARGO_PKG_VERSION"),
            "the command",
            "RUST_BACKTRACE=1",
        ] {
            assert!(message.contains(part), "{message}");
        }
        assert!(!message.contains("damaged") && !message.contains("rebuild"));
    }

    #[test]
    fn a_damaged_index_is_reported_as_damage_with_the_command_that_helps() {
        let damaged = || {
            Err(quanwen::Error::Damaged {
                path: ".quanwen".into(),
                reason: quanwen_messages::Message::verbatim(
                    "a.exact has changed since it was written",
                ),
            }
            .into())
        };
        let message = catch_panics(damaged).unwrap_err();
        assert!(message.contains("is damaged") && message.contains("index --rebuild"));
        assert!(!message.contains("bug"), "{message}");
    }

    #[test]
    fn a_closed_pipe_is_not_a_failure() {
        let closed = || Err(std::io::Error::from(std::io::ErrorKind::BrokenPipe).into());
        assert_eq!(catch_panics(closed), Ok(Outcome::Found));
    }
}
