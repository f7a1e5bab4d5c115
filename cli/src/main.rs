//! The command line: what was typed → the library's question → its answer, rendered.

mod args;
mod commands;
mod outcome;
mod output;
mod progress;
mod render;
mod workspace;

use std::process::ExitCode;

use args::Command;
use outcome::Outcome;

fn main() -> ExitCode {
    output::silence_panics();
    let cli = match args::parse() {
        Ok(cli) => cli,
        Err(error) => {
            let shown = error.print().is_ok();
            return if shown && !error.use_stderr() {
                Outcome::Found.into()
            } else {
                Outcome::Failed.into()
            };
        }
    };
    let result = std::panic::catch_unwind(|| run(cli.command));
    match result {
        Ok(Ok(outcome)) => outcome.into(),
        Ok(Err(error)) if output::is_closed_pipe(&error) => Outcome::Found.into(),
        Ok(Err(error)) => {
            output::complain(&error);
            Outcome::Failed.into()
        }
        Err(_) => {
            output::note(
                "internal error: please report the command, with what RUST_BACKTRACE=1 adds to this",
            );
            Outcome::Failed.into()
        }
    }
}

fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Index(args) => commands::index::run(&args),
        Command::Mentions(args) => commands::mentions::run(&args),
        Command::Search(args) => commands::search::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::List(args) => commands::list::run(&args),
        Command::Outline(args) => commands::outline::run(&args),
        Command::Show(args) => commands::show::run(&args),
        Command::Status(args) => commands::status::run(&args),
        Command::Verify(args) => commands::verify::run(&args),
        Command::Completions { shell } => commands::manual::completions(shell),
        Command::Man { out } => commands::manual::pages(out.as_deref()),
    }
}
